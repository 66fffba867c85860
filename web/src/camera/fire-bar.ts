// The shutter, and how it fires: at once or by the self-timer, for a picture or held open.
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { clock } from "../core/format.ts";
import { kept } from "../core/kept.ts";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { can, unsaid, whyNot } from "../service/readiness.ts";
import { type Shutter, shutterOf } from "../service/shutter.ts";
import { texts } from "../texts.ts";
import { delay } from "./self-timer.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";
import "./self-timer.ts";
import "./shutter-button.ts";

const isBulb = kept("bulb", false);
const bulbSeconds = kept("bulb seconds", "");
const LONGEST_BULB_S = 3_600; // as the contract has it

interface Action {
  label: string;
  /** Why it cannot be done now. */
  why?: string;
  /** Whether that is to be read elsewhere already. */
  isSaid?: boolean;
  isBusy?: boolean;
  isStop?: boolean;
  share?: number | undefined;
  run?: () => void;
}

@customElement("rc-fire-bar")
export class FireBar extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        padding: 8px 12px;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      rc-failure {
        display: block;
        max-width: 44rem;
        margin: 0 auto 8px;
      }
      .hint {
        margin-bottom: 8px;
        color: var(--warn);
        text-align: center;
      }
      .bar {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        gap: var(--gap);
      }
      .side {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
      }
      .left {
        justify-content: flex-end;
      }
      .kinds {
        display: inline-flex;
      }
      .kinds button:first-child {
        border-radius: var(--radius) 0 0 var(--radius);
      }
      .kinds button:last-child {
        margin-left: -1px;
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      .seconds {
        display: inline-flex;
        align-items: center;
        gap: 6px;
      }
      .seconds input {
        width: 6.5rem;
      }
      .seconds input[aria-invalid="true"] {
        border-color: var(--bad);
      }
      .wrong {
        flex-basis: 100%;
        color: var(--bad);
        font-size: 0.82rem;
        line-height: 1.25;
        text-align: right;
      }
      .wrong:empty {
        display: none;
      }
      @media (max-width: 480px) {
        :host {
          padding: 6px 8px;
        }
        .bar {
          gap: 8px;
        }
        button {
          padding: 0 8px;
        }
        .seconds input {
          width: 5.6rem;
          padding: 4px 8px;
        }
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  private end: (() => void) | undefined;
  private ticking = 0;

  constructor() {
    super();
    this.watch(cameras.list, connection.state, isBulb, bulbSeconds);
    new Keys(this, [{ key: " ", label: texts.camera.keys.fire, run: () => this.press() }]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { phase, failure } = this.shutter;
    const ends = [phase, failure].map((value) => value.subscribe(() => this.requestUpdate()));
    this.end = () => ends.forEach((end) => end());
    this.ticking = setInterval(() => "since" in phase.value && this.requestUpdate(), 250);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end?.();
    clearInterval(this.ticking);
    this.shutter.stopCounting(); // who is not there to see the camera does not want it to fire
  }

  private get shutter(): Shutter {
    return shutterOf(this.camera);
  }

  private get isBulb(): boolean {
    return isBulb.value && can(this.camera, "bulb");
  }

  /** What the large button does now, and whether it can. */
  private get action(): Action {
    const { shutter } = this;
    const phase = shutter.phase.value;
    const say = texts.camera.shutter;
    switch (phase.kind) {
      case "counting":
        return { label: say.cancel, isStop: true, run: () => shutter.cancel() };
      case "open":
        return { label: say.close(clock((Date.now() - phase.since) / 1000)), isBusy: true, isStop: true, run: () => void shutter.close() };
      case "taking": {
        const { progress, stop } = phase;
        const isExposing = progress?.unit === "s" && progress.total !== null;
        const label = isExposing ? say.exposing(progress.done, progress.total ?? 0) : say.taking(progress?.stage);
        const share = isExposing && progress.total ? progress.done / progress.total : undefined;
        return stop === undefined
          ? { label, isBusy: true, share, why: say.waits }
          : { label: `${say.cancel} · ${label}`, isBusy: true, isStop: true, share, run: () => shutter.cancel() };
      }
      case "idle":
        return this.idle();
    }
  }

  private idle(): Action {
    const { shutter, camera } = this;
    const why = whyNot(camera);
    const say = texts.camera.shutter;
    const isBusy = cameras.find(camera)?.state === "busy" && connection.state.value.kind === "connected";
    if (isBusy && cameras.find(camera)?.shutter_open) {
      return { label: say.closeAny, isBusy, isStop: true, run: () => void shutter.close() }; // held open by another client, or before a reload
    }
    if (this.isBulb && this.wrongSeconds) {
      return { label: say.open, why: texts.camera.bulb.wrong, isSaid: true };
    }
    const bulb = this.isBulb ? { seconds: this.seconds } : undefined;
    const run = () => void shutter.fire({ delayS: delay.value, ...(bulb === undefined ? {} : { bulb }) });
    const label = bulb === undefined ? say.take : bulb.seconds === undefined ? say.open : say.hold(bulb.seconds);
    return why === undefined ? { label, run } : { label, why, isBusy, isSaid: unsaid(why) === undefined };
  }

  private get seconds(): number | undefined {
    return bulbSeconds.value.trim() === "" ? undefined : Number(bulbSeconds.value.replace(",", "."));
  }

  private get wrongSeconds(): boolean {
    const { seconds } = this;
    return seconds !== undefined && !(seconds > 0 && seconds <= LONGEST_BULB_S);
  }

  private press(): void {
    this.action.run?.();
  }

  override render() {
    const { shutter, camera, action } = this;
    const isIdle = shutter.phase.value.kind === "idle";
    const found = cameras.find(camera);
    return html`<rc-failure .failure=${shutter.failure.value}></rc-failure>
      ${found?.state === "ready" && found.state_reason ? html`<p class="hint" role="status">${found.state_reason}</p>` : nothing}
      <div class="bar">
        <div class="side left">
          ${can(camera, "bulb") ? this.kinds(isIdle) : nothing} ${this.isBulb ? this.secondsField(isIdle) : nothing}
        </div>
        <rc-shutter-button .label=${action.label} .why=${action.why} .isSaid=${action.isSaid ?? false} .isBusy=${action.isBusy ?? false} .isStop=${action.isStop ?? false}
          .share=${action.share} @press=${() => this.press()}></rc-shutter-button>
        <div class="side"><rc-self-timer .isLocked=${!isIdle}></rc-self-timer> ${this.trigger(isIdle)}</div>
      </div>`;
  }

  private kinds(isIdle: boolean) {
    const kind = (bulb: boolean, label: string) =>
      html`<button aria-pressed=${this.isBulb === bulb} ?disabled=${!isIdle} @click=${() => (isBulb.value = bulb)}>${label}</button>`;
    const { kinds } = texts.camera;
    return html`<span class="kinds" role="group" aria-label=${kinds.title}>${kind(false, kinds.picture)}${kind(true, kinds.bulb)}</span>`;
  }

  private secondsField(isIdle: boolean) {
    const { bulb } = texts.camera;
    const isWrong = this.wrongSeconds;
    return html`<span class="seconds">
      <input aria-label=${bulb.label} title=${bulb.title} placeholder=${bulb.byHand} type="text" inputmode="decimal" autocomplete="off"
        aria-invalid=${isWrong} aria-describedby="wrong" .value=${bulbSeconds.value} ?disabled=${!isIdle}
        @input=${(event: Event) => (bulbSeconds.value = (event.target as HTMLInputElement).value)} />
      <span class="muted" aria-hidden="true">s</span>
    </span>
    <p class="wrong" id="wrong" role="status">${isWrong ? bulb.wrong : nothing}</p>`;
  }

  private trigger(isIdle: boolean) {
    const { shutter, camera } = this;
    if (!can(camera, "trigger_capture") || this.isBulb) {
      return nothing;
    }
    const why = whyNot(camera);
    return html`<button ?disabled=${!isIdle || why !== undefined} title=${why ?? texts.camera.trigger.title}
      @click=${() => void shutter.trigger()}>${texts.camera.trigger.label}</button>`;
  }
}
