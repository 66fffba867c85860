// One param of a method, as a control that its schema asks for.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import { type Contract, type Param, type Schema, typesOf } from "./contract.ts";
import { type FieldDraft, isCompound, usualType } from "./draft.ts";
import { limitWords, typeWords } from "./rules.ts";
import "./choice-list.ts";
import "./schema-tree.ts";

const t = texts.explorer;
const ID = "control";

/** `<rc-param .param .contract .draft .fault>`; says `change` with the new draft. */
@customElement("rc-param")
export class ParamField extends PageElement {
  static override shadowRootOptions = { ...PageElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    PageElement.styles,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 2px 8px;
      }
      label {
        color: var(--text);
        font: 600 0.9em var(--mono);
      }
      .type {
        color: var(--muted);
        font: 0.85em var(--mono);
      }
      .required {
        color: var(--accent);
        font-size: 0.82rem;
        font-weight: 550;
      }
      .control {
        display: flex;
        gap: 8px;
        margin: 4px 0;
      }
      .control > :last-child {
        flex: 1;
        min-width: 0;
      }
      .control > select:last-child {
        width: 100%;
      }
      textarea {
        min-height: 6rem;
        font: 0.9em var(--mono);
        resize: vertical;
      }
      .fault {
        color: var(--bad);
        font-weight: 550;
      }
      .muted,
      .fault {
        font-size: 0.88rem;
      }
      summary {
        width: fit-content;
        color: var(--accent);
        font-size: 0.88rem;
        cursor: pointer;
      }
      details > rc-schema {
        margin: 6px 0 4px 4px;
        padding-left: 12px;
        border-left: 2px solid var(--line);
      }
      [aria-invalid="true"] {
        border-color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) param!: Param;
  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) draft: FieldDraft | undefined;
  /** What is wrong with it, in a sentence. */
  @property() fault: string | undefined;
  @state() private chosen = "";

  constructor() {
    super();
    this.watch(cameras.list);
  }

  override render() {
    const { param, contract } = this;
    const schema = contract.resolve(param.schema);
    const limits = limitWords(schema);
    return html`<div class="head">
        <label for=${ID}>${param.name}</label>
        <span class="type">${typeWords(param.schema, contract)}</span>
        ${param.required ? html`<span class="required">${t.required}</span>` : nothing}
      </div>
      <div class="control">${this.typePicker(schema)}${this.control(schema)}</div>
      ${this.fault ? html`<p class="fault" id="fault" role="alert">${this.fault}</p>` : nothing}
      <p class="muted" id="help">${withCode(param.description ?? schema.description)} ${limits ? html`(${limits})` : nothing}</p>
      ${isCompound(schema) && this.choices(schema) === undefined ? this.members() : nothing}`;
  }

  private get type(): string {
    return this.draft?.type ?? usualType(this.contract.resolve(this.param.schema));
  }

  private control(schema: Schema) {
    if (schema.enum !== undefined) {
      return this.select(schema.enum.map((value) => [String(value), String(value)]));
    }
    if (this.param.name === "camera" && typesOf(schema).includes("string")) {
      return this.cameraSelect();
    }
    if (schema.contentEncoding === "base64") {
      return this.file();
    }
    const choices = this.choices(schema);
    if (choices !== undefined) {
      return html`<rc-choices label=${this.param.name} .choices=${choices} .chosen=${listIn(this.text)}
        @change=${({ detail }: CustomEvent<unknown[]>) => this.say({ text: detail.length === 0 ? "" : JSON.stringify(detail), type: "array" })}></rc-choices>`;
    }
    if (isCompound(schema)) {
      return html`<textarea id=${ID} class="grow" spellcheck="false" rows="3" aria-describedby=${this.describedBy}
        aria-invalid=${this.invalid} .value=${live(this.text)} @input=${this.typed}></textarea>`;
    }
    if (this.type === "boolean") {
      return this.select([["true", "true"], ["false", "false"]]);
    }
    const isNumber = this.type === "integer" || this.type === "number";
    return html`<input id=${ID} spellcheck="false" autocomplete="off" inputmode=${isNumber ? "decimal" : "text"}
      ?disabled=${this.type === "null"} placeholder=${schema.default === undefined ? "" : JSON.stringify(schema.default)}
      aria-describedby=${this.describedBy} aria-invalid=${this.invalid} .value=${live(this.type === "null" ? "null" : this.text)} @input=${this.typed} />`;
  }

  /** Return what a list can have, where that is known. */
  private choices({ items }: Schema): [string, string][] | undefined {
    const known = items && this.contract.resolve(items).enum?.map((value): [string, string] => [String(value), String(value)]);
    return this.param.name === "cameras" ? this.cameraChoices() : known;
  }

  private cameraChoices(): [string, string][] {
    return (cameras.list.value ?? []).map(({ id, name }) => [id, `${name} (${id})`]);
  }

  private members() {
    return html`<details>
      <summary aria-label=${`${t.schema}: ${this.param.name}`}>${t.schema}</summary>
      <rc-schema .schema=${this.param.schema} .contract=${this.contract}></rc-schema>
    </details>`;
  }

  private get describedBy(): string {
    return this.fault ? "fault help" : "help";
  }

  private get invalid(): "true" | "false" {
    return this.fault ? "true" : "false";
  }

  private get text(): string {
    return this.draft?.text ?? "";
  }

  private typePicker(schema: Schema) {
    const types = typesOf(schema);
    return types.length < 2 || isCompound(schema)
      ? nothing
      : html`<select aria-label="${t.type}: ${this.param.name}" @change=${(event: Event) => this.say({ text: this.text, type: valueOf(event) })}>
          ${types.map((type) => html`<option ?selected=${type === this.type}>${type}</option>`)}
        </select>`;
  }

  private select(options: readonly (readonly [string, string])[], leftOut: string = t.leftOut) {
    return html`<select id=${ID} aria-describedby=${this.describedBy} aria-invalid=${this.invalid} @change=${this.typed}>
      <option value="" ?selected=${this.text === ""}>${this.param.required ? "" : leftOut}</option>
      ${options.map(([value, label]) => html`<option value=${value} ?selected=${value === this.text}>${label}</option>`)}
    </select>`;
  }

  private cameraSelect() {
    const known = this.cameraChoices();
    const isGone = this.text !== "" && !known.some(([id]) => id === this.text);
    return this.select(isGone ? [...known, [this.text, t.goneCamera(this.text)]] : known, t.selectedCamera);
  }

  private file() {
    return html`<div>
      <input id=${ID} type="file" aria-describedby=${this.describedBy} aria-invalid=${this.invalid} @change=${this.chose} />
      <p class="muted mono">${this.text === "" ? nothing : this.chosen || `${this.text.slice(0, 32)}…`}</p>
    </div>`;
  }

  private readonly typed = (event: Event): void => this.say({ text: valueOf(event), type: this.type });

  private async chose(event: Event): Promise<void> {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file !== undefined) {
      this.chosen = t.chosenFile(file.name, bytes(file.size));
      this.say({ text: await base64Of(file), type: "string" });
    }
  }

  private say(draft: FieldDraft): void {
    this.dispatchEvent(new CustomEvent<FieldDraft>("change", { detail: draft }));
  }
}

function listIn(text: string): unknown[] {
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found : [];
  } catch {
    return []; // empty, or left over from another way of typing it in
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value;
}

async function base64Of(file: Blob): Promise<string> {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return String(reader.result).replace(/^[^,]*,/, "");
}
