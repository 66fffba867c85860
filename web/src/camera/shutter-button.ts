// The large round button that fires, with what it does beside it.
import { css, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { classMap } from "lit/directives/class-map.js";
import { PageElement } from "../core/page-element.ts";

/** `<rc-shutter-button .label=… .why=…>`; a `press` event, unless `why` says why it cannot be pressed. */
@customElement("rc-shutter-button")
export class ShutterButton extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: 4px;
        width: 11rem;
      }
      button {
        position: relative;
        width: 68px;
        height: 68px;
        padding: 5px;
        border: 3px solid var(--text);
        border-radius: 50%;
        background: none;
      }
      button::before {
        content: "";
        width: 100%;
        height: 100%;
        border-radius: 50%;
        background: var(--accent-ground);
      }
      button.busy,
      button.busy:hover {
        border-color: transparent !important; /* the ring is drawn over it, also under the pointer */
      }
      button.busy::after {
        content: "";
        position: absolute;
        inset: -3px;
        border-radius: 50%;
        background: conic-gradient(var(--accent) calc(var(--share) * 1turn), var(--line) 0);
        mask: radial-gradient(closest-side, transparent 86%, #000 88%);
      }
      button.stops::before {
        width: 40%;
        height: 40%;
        border-radius: 4px;
      }
      button.turning::after {
        animation: turn 1.2s linear infinite;
      }
      button[aria-disabled="true"] {
        opacity: 1;
      }
      button[aria-disabled="true"]::before {
        background: var(--line-strong);
        opacity: 0.5;
      }
      p {
        max-width: 100%;
        min-height: 2.5em;
        font-size: 0.82rem;
        line-height: 1.25;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      @keyframes turn {
        to {
          transform: rotate(1turn);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        button.turning::after {
          animation: none;
        }
      }
      @media (max-width: 480px) {
        :host {
          width: 7rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) label = "";
  /** Why it cannot be pressed now. */
  @property({ attribute: false }) why: string | undefined;
  /** Whether `why` is to be read elsewhere already: here it is the title alone. */
  @property({ attribute: false }) isSaid = false;
  /** Whether the camera is at it. */
  @property({ attribute: false }) isBusy = false;
  /** Whether it stops something instead of beginning it. */
  @property({ attribute: false }) isStop = false;
  /** How much of it is done, from 0 to 1; undefined where nobody knows. */
  @property({ attribute: false }) share: number | undefined;

  @query("button") private readonly button!: HTMLButtonElement;

  override updated(): void {
    this.button.style.setProperty("--share", String(this.share ?? 0.25));
  }

  override render() {
    const isOff = this.why !== undefined;
    const classes = { busy: this.isBusy, turning: this.isBusy && this.share === undefined, stops: this.isStop };
    return html`<button class=${classMap(classes)} aria-label=${this.label} aria-describedby=${isOff && !this.isSaid ? "why" : nothing} aria-disabled=${isOff ? "true" : nothing}
        title=${this.why ?? this.label} @click=${this.press}></button>
      <p id="why" aria-hidden="true">${this.isSaid ? this.label : (this.why ?? this.label)}</p>`;
  }

  private press(): void {
    if (this.why === undefined) {
      this.dispatchEvent(new CustomEvent("press"));
    }
  }
}
