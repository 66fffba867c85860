// Some of a few values, as boxes to tick.
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

/** `<rc-choices label="events" .choices=${[[value, words], …]} .chosen=${values}>`; says `change` with those that are ticked. */
@customElement("rc-choices")
export class ChoiceList extends PageElement {
  static override shadowRootOptions = { ...PageElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [
    PageElement.styles,
    css`
      [role="group"] {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
        gap: 4px 12px;
      }
      label {
        display: flex;
        gap: 8px;
        align-items: center;
        min-height: 28px;
        color: var(--text);
        font-weight: 400;
        overflow-wrap: anywhere;
      }
      @media (pointer: coarse) {
        label {
          min-height: var(--tap);
        }
      }
    `,
  ];

  @property() label = "";
  @property({ attribute: false }) choices: readonly (readonly [value: string, words: string])[] = [];
  @property({ attribute: false }) chosen: readonly unknown[] = [];

  override render() {
    return html`<div role="group" aria-label=${this.label}>
      ${this.choices.map(([value, words]) => html`<label>
        <input type="checkbox" .checked=${this.chosen.includes(value)} @change=${() => this.toggle(value)} />${words}
      </label>`)}
    </div>`;
  }

  private toggle(value: string): void {
    const isChosen = this.chosen.includes(value);
    const detail = isChosen ? this.chosen.filter((one) => one !== value) : [...this.chosen, value];
    this.dispatchEvent(new CustomEvent<readonly unknown[]>("change", { detail }));
  }
}
