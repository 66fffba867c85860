// The control for one setting, by its type.
import type { Widget } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { PageElement } from "../core/page-element.ts";
import type { Value } from "../service/settings.ts";
import { texts } from "../texts.ts";

const MOST_SLIDER_STEPS = 200;

/** `<rc-widget-control .widget .pending .why>`; it has an event `choose` with the value that was chosen. */
@customElement("rc-widget-control")
export class WidgetControl extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      select,
      input:not([type="checkbox"], [type="range"]) {
        width: 100%;
      }
      input[type="range"] {
        width: 100%;
      }
      .pair {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      .pair input[type="number"] {
        width: 6.5rem;
      }
      .busy {
        opacity: 0.65;
      }
    `,
  ];

  @property({ attribute: false }) widget!: Widget;
  /** What was asked for and is not answered yet. */
  @property({ attribute: false }) pending: Value | undefined;
  /** Why it cannot be changed; undefined where it can. */
  @property({ attribute: false }) why: string | undefined;
  /** What it is called for screen readers. */
  @property() label = "";

  override render() {
    const isPending = this.pending !== undefined;
    return html`<div class=${isPending ? "busy" : ""} aria-busy=${isPending} title=${this.why ?? nothing}>${this.control()}</div>`;
  }

  private get value(): Value {
    return this.pending ?? this.widget.value;
  }

  private control() {
    switch (this.widget.type) {
      case "radio":
      case "menu":
        return this.choices();
      case "toggle":
        return html`<input type="checkbox" role="switch" aria-label=${this.label} ?disabled=${this.isFixed}
          .checked=${live(this.value === true)} .indeterminate=${live(this.value === null)}
          @change=${(event: Event) => this.choose((event.target as HTMLInputElement).checked)} />`;
      case "range":
        return this.range();
      case "button":
        return html`<button ?disabled=${this.isFixed} @click=${() => this.choose(true)}>${this.widget.label}</button>`;
      case "date":
        return this.date();
      default:
        return html`<input aria-label=${this.label} ?disabled=${this.isFixed} .value=${live(String(this.value ?? ""))} @change=${this.chooseText} />`;
    }
  }

  private get isFixed(): boolean {
    return this.why !== undefined;
  }

  private choices() {
    const { choices = [] } = this.widget;
    const value = String(this.value);
    const shown = choices.includes(value) ? choices : [value, ...choices]; // some bodies have a value that they do not list
    return html`<select aria-label=${this.label} ?disabled=${this.isFixed} .value=${live(value)} @change=${this.chooseText}>
      ${shown.map((choice) => html`<option value=${choice} ?selected=${choice === value}>${choice === "" ? texts.settings.nothing : choice}</option>`)}
    </select>`;
  }

  private range() {
    const { min, max, step } = this.widget.range ?? { min: 0, max: 0, step: 0 };
    const steps = step > 0 ? (max - min) / step : Infinity;
    const choose = (event: Event) => {
      const input = event.target as HTMLInputElement;
      if (input.reportValidity() && input.value !== "") {
        this.choose(Number(input.value));
      }
    };
    const number = html`<input type="number" aria-label=${this.label} ?disabled=${this.isFixed} min=${min} max=${max}
      step=${Number.isInteger(step) && step > 0 ? step : "any"} .value=${live(String(this.value))} @change=${choose} />`;
    return html`<div class="pair">
      ${steps > MOST_SLIDER_STEPS ? nothing : html`<input type="range" aria-label=${this.label} ?disabled=${this.isFixed}
        min=${min} max=${max} step=${step} .value=${live(String(this.value))} @change=${choose} />`}
      ${number}
    </div>`;
  }

  private date() {
    const at = new Date(String(this.value));
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
    const choose = (event: Event) => {
      const { value } = event.target as HTMLInputElement;
      if (value !== "") {
        this.choose(rfc3339(new Date(value)));
      }
    };
    return html`<div class="pair">
      <input type="datetime-local" step="1" aria-label=${this.label} ?disabled=${this.isFixed} .value=${live(local)} @change=${choose} />
      <button ?disabled=${this.isFixed} title=${texts.settings.nowLong} @click=${() => this.choose(rfc3339(new Date()))}>${texts.settings.now}</button>
    </div>`;
  }

  private chooseText(event: Event): void {
    this.choose((event.target as HTMLInputElement).value);
  }

  private choose(value: Value): void {
    this.dispatchEvent(new CustomEvent<Value>("choose", { detail: value }));
  }
}

function rfc3339(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}
