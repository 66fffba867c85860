// The picture that an answer has, if it has one: in base64 within it, or as the bytes beside it.
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";

const STARTS: readonly (readonly [string, readonly number[]])[] = [
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
  ["image/bmp", [0x42, 0x4d]],
];
const LEAST_BASE64 = 100; // characters; no picture is smaller

/** `<rc-answer-picture .value=${result or bytes}>`; nothing where there is no picture that browsers show. */
@customElement("rc-answer-picture")
export class AnswerPicture extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      img {
        display: block;
        max-width: 100%;
        max-height: 24rem;
        border-radius: var(--radius);
        background: var(--sunken);
      }
    `,
  ];

  @property({ attribute: false }) value: unknown;
  @state() private url: string | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("value")) {
      this.forget();
      const picture = pictureIn(this.value);
      this.url = picture && URL.createObjectURL(picture);
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget();
  }

  override render() {
    return this.url === undefined ? nothing : html`<img src=${this.url} alt=${texts.explorer.picture} @error=${() => this.forget()} />`;
  }

  private forget(): void {
    if (this.url !== undefined) {
      URL.revokeObjectURL(this.url);
      this.url = undefined;
    }
  }
}

function pictureIn(value: unknown): Blob | undefined {
  const data = value instanceof Uint8Array ? value : base64In(value);
  const type = data && STARTS.find(([, start]) => start.every((byte, index) => data[index] === byte))?.[0];
  return type === undefined || data === undefined ? undefined : new Blob([data as Uint8Array<ArrayBuffer>], { type });
}

function base64In(value: unknown): Uint8Array | undefined {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  for (const one of Object.values(value)) {
    if (typeof one === "string" && one.length >= LEAST_BASE64) {
      try {
        return Uint8Array.from(atob(one), (character) => character.charCodeAt(0));
      } catch {
        // a long text of another kind
      }
    }
  }
  return undefined;
}
