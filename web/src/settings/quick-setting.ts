// One of the settings that matter most: larger, with steps to the next value and back.
import type { CommonSetting, Widget } from "rpc-camera-client";
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import type { Failure } from "../core/failure.ts";
import { PageElement } from "../core/page-element.ts";
import type { CameraSettings, QuickName, Value } from "../service/settings.ts";
import { texts } from "../texts.ts";
import type { FailureBox } from "../parts/failure-box.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";

const STEPPED: readonly QuickName[] = ["shutter_s", "aperture", "iso", "exposure_compensation"];
const AUTO = "auto";

/** `<rc-quick-setting .settings .name .common .widget .why .pending .failure>`. */
@customElement("rc-quick-setting")
export class QuickSetting extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .line {
        display: flex;
      }
      select {
        flex: 1;
        min-width: 0;
        min-height: 44px;
        font-size: 1.05rem;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      .line button {
        min-height: 44px;
        width: 36px;
        flex: none;
      }
      .stepped select {
        border-radius: 0;
        border-inline: 0;
        text-align: center;
        text-align-last: center;
        appearance: none;
      }
      .stepped button:first-child {
        border-radius: var(--radius) 0 0 var(--radius);
      }
      .stepped button:last-child {
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      .busy select {
        opacity: 0.65;
      }
      .why {
        margin-top: 2px;
        font-size: 0.8rem;
      }
      rc-failure {
        margin-top: 6px;
        font-size: 0.88rem;
        scroll-margin-bottom: 180px; /* the bar with the shutter lies over the end of the view on a phone */
      }
      .label {
        display: block;
        margin-bottom: 2px;
      }
    `,
  ];

  @property({ attribute: false }) settings!: CameraSettings;
  @property({ attribute: false }) name!: QuickName;
  @property({ attribute: false }) common!: CommonSetting;
  @property({ attribute: false }) widget!: Widget;
  /** Why nothing can be changed now; undefined where it can. */
  @property({ attribute: false }) why: string | undefined;
  /** The mode, as the camera writes it. */
  @property({ attribute: false }) mode: string | undefined;
  /** What was asked for and is not answered yet. */
  @property({ attribute: false }) pending: Value | undefined;
  /** Why it was refused. */
  @property({ attribute: false }) failure: Failure | undefined;

  override focus(): void {
    this.renderRoot.querySelector("select")?.focus();
  }

  override render() {
    const { config } = this.common;
    const why = this.why ?? this.fixed();
    const isPending = this.pending !== undefined;
    const isStepped = STEPPED.includes(this.name);
    const label = texts.settings.quick[this.name];
    return html`
      <label class="label" for="value" title=${config}>${label}</label>
      <div class="line ${isStepped ? "stepped" : ""} ${isPending ? "busy" : ""}" aria-busy=${isPending}>
        ${isStepped ? this.step(-1, "previous", texts.settings.lower(label), why) : nothing}
        <select id="value" title=${why ?? nothing} ?disabled=${why !== undefined} aria-describedby="why" .value=${live(this.value)} @change=${this.pick}>
          ${this.choices().map((choice) => html`<option value=${choice} ?selected=${choice === this.value}>${shown(choice)}</option>`)}
        </select>
        ${isStepped ? this.step(1, "next", texts.settings.higher(label), why) : nothing}
      </div>
      <p id="why" class="why muted">${this.why === undefined ? (why ?? nothing) : nothing}</p>
      <rc-failure .failure=${this.failure}></rc-failure>
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has("failure") && this.failure !== undefined) {
      const box = this.renderRoot.querySelector<FailureBox>("rc-failure");
      void box?.updateComplete.then(() => box.scrollIntoView({ block: "nearest" }));
    }
  }

  /** Return why the body refuses to have it changed; undefined where it does not. */
  private fixed(): string | undefined {
    const { readonly, reason } = this.common;
    if (!readonly) {
      return undefined;
    }
    // What frees it by a method is said to programs; here the mode stands beside it.
    return reason?.includes("set_exposure") && this.mode ? texts.settings.notInMode(this.mode) : (reason ?? texts.settings.readonly);
  }

  /** Whether the body has automatic ISO as a setting of its own, beside the speeds. */
  private get hasAutoBeside(): boolean {
    const { choices = [] } = this.widget;
    return this.name === "iso" && isIn(this.common.allowed, AUTO) && !choices.some((choice) => /auto/i.test(choice));
  }

  private get value(): string {
    const isAuto = this.hasAutoBeside && this.common.value === AUTO;
    return String(this.pending ?? (isAuto ? AUTO : this.widget.value));
  }

  private choices(): readonly string[] {
    const { choices = [] } = this.widget;
    const all = this.hasAutoBeside ? [AUTO, ...choices] : choices;
    return all.includes(this.value) ? all : [this.value, ...all];
  }

  private step(by: number, icon: "previous" | "next", label: string, why: string | undefined) {
    const to = this.choices()[this.choices().indexOf(this.value) + by];
    return html`<button class="icon" aria-label=${label} title=${why ?? label} ?disabled=${why !== undefined || to === undefined} @click=${() => this.choose(to)}>
      <rc-icon name=${icon}></rc-icon>
    </button>`;
  }

  private pick(event: Event): void {
    this.choose((event.target as HTMLSelectElement).value);
  }

  private choose(value: string | undefined): void {
    const { config } = this.common;
    if (value === undefined) {
      return;
    }
    if (this.hasAutoBeside && (value === AUTO || this.value === AUTO)) {
      void this.settings.setIso(value === AUTO ? AUTO : Number(value), config);
    } else {
      void this.settings.set(config, value);
    }
  }
}

function isIn(allowed: CommonSetting["allowed"], value: string): boolean {
  return Array.isArray(allowed) && allowed.includes(value);
}

/** Return a choice as photographers write it: some drivers have "10/25" for 0.4 s, and "-0.333" for a third. */
function shown(choice: string): string {
  const fraction = /^(\d+)\/(\d+)$/.exec(choice);
  if (fraction !== null && fraction[1] !== "1") {
    return `${Number((Number(fraction[1]) / Number(fraction[2])).toFixed(1))} s`;
  }
  const third = /^([+-]?)(\d+)\.(3|6)\d\d$/.exec(choice);
  if (third !== null) {
    return `${third[1]}${third[2] === "0" ? "" : third[2]}${third[3] === "3" ? "⅓" : "⅔"}`;
  }
  return choice === AUTO ? texts.settings.auto : choice;
}
