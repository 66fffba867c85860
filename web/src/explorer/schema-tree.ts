// A schema as documentation: what an object has, with references resolved where somebody looks.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import type { Contract, Schema } from "./contract.ts";
import { limitWords, typeWords } from "./rules.ts";

/** `<rc-schema .schema=${schema} .contract=${contract}>`: the members of an object, or what a list has. */
@customElement("rc-schema")
export class SchemaTree extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      ul {
        display: grid;
        gap: 8px;
        overflow-wrap: anywhere;
      }
      .type {
        color: var(--muted);
        font-family: var(--mono);
        font-size: 0.85em;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        margin-top: 4px;
      }
      .choices code {
        padding: 1px 6px;
        border: 1px solid var(--line);
        border-radius: 4px;
      }
      .name {
        font: 600 0.9em var(--mono);
      }
      .muted {
        font-size: 0.92em;
      }
      summary {
        color: var(--accent);
        font-size: 0.88rem;
        cursor: pointer;
      }
      details > rc-schema {
        margin: 6px 0 4px 4px;
        padding-left: 12px;
        border-left: 2px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) schema!: Schema;
  @property({ attribute: false }) contract!: Contract;
  @state() private opened: ReadonlySet<string> = new Set();

  override render() {
    const found = this.inner(this.schema);
    const either = found.oneOf ?? [];
    if (either.length > 0) {
      return html`<ul>${either.map((schema) => this.member(typeWords(schema, this.contract), schema, true))}</ul>`;
    }
    const members = Object.entries(found.properties ?? {});
    if (members.length === 0) {
      const { additionalProperties: rest } = found;
      return typeof rest === "object" ? html`<ul>${this.member("*", rest, true)}</ul>` : this.choices(found);
    }
    return html`<ul>${members.map(([name, schema]) => this.member(name, schema, found.required?.includes(name) === true))}</ul>`;
  }

  private member(name: string, schema: Schema, isRequired: boolean) {
    const found = this.contract.resolve(schema);
    const words = schema.description ?? found.description;
    const limits = limitWords(found);
    return html`<li>
      <span class="name">${name}</span> <span class="type">${typeWords(schema, this.contract)}${isRequired ? "" : "?"}</span>
      ${words ? html`<p class="muted">${withCode(words)}</p>` : nothing} ${limits ? html`<p class="muted">${limits}</p>` : nothing}
      ${this.hasMore(schema) ? this.more(name, schema) : this.choices(this.inner(schema))}
    </li>`;
  }

  private more(name: string, schema: Schema) {
    const isOpen = this.opened.has(name);
    return html`<details ?open=${isOpen} @toggle=${(event: ToggleEvent) => this.toggle(name, event)}>
      <summary aria-label=${`${texts.explorer.schema}: ${name}`}>${texts.explorer.schema}</summary>
      ${isOpen ? html`<rc-schema .schema=${schema} .contract=${this.contract}></rc-schema>` : nothing}
    </details>`;
  }

  private choices({ enum: values = [] }: Schema) {
    return values.length === 0 ? nothing : html`<p class="choices">${values.map((value) => html`<code>${String(value)}</code>`)}</p>`;
  }

  private toggle(name: string, event: ToggleEvent): void {
    const opened = new Set(this.opened);
    event.newState === "open" ? opened.add(name) : opened.delete(name);
    this.opened = opened;
  }

  /** Return the schema of what a list has, or the schema itself. */
  private inner(schema: Schema): Schema {
    const found = this.contract.resolve(schema);
    return found.items === undefined ? found : this.inner(found.items);
  }

  private hasMore(schema: Schema): boolean {
    const { properties, additionalProperties } = this.inner(schema);
    return properties !== undefined || (typeof additionalProperties === "object" && this.inner(additionalProperties).properties !== undefined);
  }
}
