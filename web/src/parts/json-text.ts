// JSON as a person reads it: long texts shortened, so that a picture in base64 does not bury the rest.
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import "./copy-button.ts";

const MOST_OF_A_TEXT = 300;
const START = 48;
const MOST_SHOWN = 60_000;
const MOST_COLOURED = 20_000;
const BASE64 = /^[A-Za-z0-9+/]+=*$/;
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const t = texts.explorer;

/** Return a value as indented JSON, with texts of more than 300 characters cut. */
export function shortened(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "string" ? shortText(one) : one), 2) ?? "";
}

function shortText(text: string): string {
  if (text.length <= MOST_OF_A_TEXT) {
    return text;
  }
  const start = text.slice(0, START);
  return BASE64.test(text) ? t.base64(start, bytes(Math.floor((text.length * 3) / 4))) : t.cut(start, text.length);
}

/** `<rc-json .value=${anything} label="Answer">`. */
@customElement("rc-json")
export class JsonText extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      pre {
        max-height: 28rem;
        margin: 0;
        padding: 10px 12px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--sunken);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        line-height: 1.4;
      }
      .head {
        min-height: 36px;
        margin-bottom: 4px;
      }
      .key {
        color: var(--accent);
      }
      .text {
        color: var(--good);
      }
      .word {
        color: var(--warn);
      }
      rc-copy {
        margin-left: auto;
      }
    `,
  ];

  @property({ attribute: false }) value: unknown;
  @property() label = "";
  /** What stands beside the label: "after 0.12 s". */
  @property() note = "";

  override render() {
    const whole = shortened(this.value);
    const text = whole.slice(0, MOST_SHOWN);
    return html`<div class="row head">
        <span class="label">${this.label}</span><span class="muted">${this.note}</span>
        <rc-copy .what=${this.label} .text=${() => JSON.stringify(this.value, undefined, 2)}></rc-copy>
      </div>
      <pre tabindex="0" role="region" aria-label=${this.label}>${text.length > MOST_COLOURED ? text : coloured(text)}${
        whole.length > MOST_SHOWN ? t.cutWhole(whole.length - MOST_SHOWN) : nothing
      }</pre>`;
  }
}

function coloured(text: string): unknown[] {
  const parts: unknown[] = [];
  let end = 0;
  for (const { 0: token, 1: string, 2: colon, index } of text.matchAll(TOKEN)) {
    parts.push(text.slice(end, index));
    const kind = string === undefined ? "word" : colon === undefined ? "text" : "key";
    parts.push(html`<span class=${kind}>${token}</span>`);
    end = index + token.length;
  }
  return [...parts, text.slice(end)];
}
