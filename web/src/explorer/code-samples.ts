// The call of the form as code, to copy.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { connection } from "../service/connection.ts";
import { texts } from "../texts.ts";
import { clientName, type Language, LANGUAGES } from "./code.ts";
import type { Method } from "./contract.ts";
import "../parts/copy-button.ts";

const MOST_OF_A_TEXT = 2_000;
const t = texts.explorer;

let last: Language = "curl"; // the next method is shown in the same

/** `<rc-code .method .params>`. */
@customElement("rc-code")
export class CodeSamples extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
      }
      rc-copy {
        margin-left: auto;
      }
      .missing {
        color: var(--warn);
      }
      pre {
        max-height: 28rem;
        margin: 0;
        padding: 10px 12px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sunken);
        line-height: 1.4;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        tab-size: 4;
      }
    `,
  ];

  @property({ attribute: false }) method!: Method;
  @property({ attribute: false }) params: Record<string, unknown> = {};
  /** The params that are needed and not filled in. */
  @property({ attribute: false }) missing: readonly string[] = [];
  @state() private language: Language = last;

  override render() {
    const whole = JSON.stringify(this.params);
    const params = JSON.parse(whole, (_, value) => (connection.isToken(value) ? t.hiddenToken : isLong(value) ? `${value.slice(0, MOST_OF_A_TEXT)}…` : value)) as Record<string, unknown>;
    const code = LANGUAGES[this.language](connection.url, this.method.name, params, clientName(this.method, params));
    return html`<div class="row">
        <div role="group" class="row" aria-label=${t.language}>
          ${(Object.keys(LANGUAGES) as Language[]).map(
            (name) => html`<button type="button" aria-pressed=${name === this.language} @click=${() => this.pick(name)}>${name}</button>`,
          )}
        </div>
        <rc-copy .what=${t.code} .text=${() => code}></rc-copy>
      </div>
      ${this.missing.length === 0 ? nothing : html`<p class="missing">${t.codeMissing(this.missing.join(", "))}</p>`}
      <pre tabindex="0" role="region" aria-label=${t.code}>${code}</pre>
      <p class="muted">${t.codeNote} ${JSON.stringify(params) === whole ? nothing : t.codeShortened}</p>`;
  }

  private pick(name: Language): void {
    this.language = last = name;
  }
}

function isLong(value: unknown): value is string {
  return typeof value === "string" && value.length > MOST_OF_A_TEXT;
}
