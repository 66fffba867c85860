// How long the self-timer waits, and its countdown over the picture.
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { kept } from "../core/kept.ts";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import "../parts/icon.ts";

const DELAYS_S = [0, 2, 5, 10];

/** Of the self-timer, in seconds; 0 for none. */
export const delay = kept("self-timer", 0);

/** `<rc-self-timer>`: the choice. */
@customElement("rc-self-timer")
export class SelfTimer extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      rc-icon {
        color: var(--muted);
      }
    `,
  ];

  /** Whether it cannot be changed now: it runs, or a picture is being taken. */
  @property({ attribute: false }) isLocked = false;

  constructor() {
    super();
    this.watch(delay);
  }

  override render() {
    return html`<rc-icon name="timer"></rc-icon>
      <select aria-label=${texts.camera.timer.label} title=${texts.camera.timer.label} ?disabled=${this.isLocked} @change=${this.pick}>
        ${DELAYS_S.map((s) => html`<option value=${s} .selected=${s === delay.value}>${s === 0 ? texts.camera.timer.off : `${s} s`}</option>`)}
      </select>`;
  }

  private pick(event: Event): void {
    delay.value = Number((event.target as HTMLSelectElement).value);
  }
}
