// All cameras side by side, and fired as a group.
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { kept } from "../core/kept.ts";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { styled } from "../core/styled.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { groupShutter, summary } from "../service/group-shutter.ts";
import { unsaid } from "../service/readiness.ts";
import { texts } from "../texts.ts";
import { delay } from "./self-timer.ts";
import { layoutOf } from "./tile-layout.ts";
import { toggle } from "./tools.ts";
import "../parts/failure-box.ts";
import "../parts/no-camera.ts";
import "./self-timer.ts";
import "./shutter-button.ts";
import "./wall-tile.ts";

const isLive = kept("live view of all", true);
const isPartial = kept("partial group", false);

@customElement("rc-wall")
export class Wall extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      .tiles {
        display: grid;
        flex: 1;
        grid-template-columns: repeat(var(--columns), var(--width));
        grid-auto-rows: max-content; /* tiles that do not fit are scrolled to, not pressed together */
        align-content: start;
        justify-content: center;
        min-height: 0;
        overflow: auto;
        gap: 16px;
        padding: 16px;
      }
      .fire {
        padding: 8px 12px;
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      .bar {
        display: grid;
        grid-template-columns: 1fr auto 1fr;
        align-items: center;
        gap: var(--gap);
      }
      .left {
        justify-content: flex-end;
      }
      .check {
        display: inline-flex;
        line-height: 1.2;
        align-items: center;
        gap: 8px;
      }
      .outcome {
        margin: 0 auto 8px;
        max-width: 44rem;
        text-align: center;
        font-weight: 550;
      }
      .good {
        color: var(--good);
      }
      .bad {
        color: var(--bad);
      }
      input {
        flex: none;
      }
      .countdown {
        position: fixed;
        inset: 0;
        z-index: 20;
        display: grid;
        place-content: center;
        color: #fff;
        font-size: min(16rem, 50vmin);
        font-weight: 700;
        text-shadow: 0 0 24px #000;
        pointer-events: none;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 480px) {
        .tiles {
          padding: 8px;
        }
        .fire {
          padding: 6px 8px;
        }
        .left {
          justify-content: flex-start;
        }
      }
    `,
  ];

  @state() private room = { width: 0, height: 0 };
  @query(".tiles") private readonly tiles!: HTMLElement | null;
  private measured: HTMLElement | undefined;
  private readonly sizes = new ResizeObserver(([entry]) => (this.room = entry?.contentRect ?? this.room));

  constructor() {
    super();
    this.watch(cameras.list, connection.state, groupShutter.phase, groupShutter.outcome, groupShutter.left, isLive, isPartial);
    const { keys } = texts.wall;
    new Keys(this, [
      { key: " ", label: keys.fire, run: () => this.press() },
      { key: "Escape", label: keys.cancel, run: () => groupShutter.cancel() },
      { key: "l", label: texts.camera.keys.live, run: () => toggle(isLive) },
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
    this.measured = undefined;
    groupShutter.cancel();
  }

  override render() {
    const list = cameras.list.value ?? [];
    const phase = groupShutter.phase.value;
    if (list.length === 0) {
      return html`<rc-no-camera></rc-no-camera>`;
    }
    const { columns, width } = layoutOf(list.length, this.room);
    return html`<div class="tiles" ${styled({ "--columns": String(columns), "--width": `${width}px` })}>
        ${repeat(list, ({ id }) => id, (camera) => html`<rc-wall-tile .camera=${camera} .isLive=${isLive.value}></rc-wall-tile>`)}
      </div>
      ${phase.kind === "counting" ? html`<div class="countdown" role="timer">${phase.left}</div>` : nothing}
      <div class="fire">${this.outcome()} ${this.bar()}</div>`;
  }

  override updated(): void {
    const tiles = this.tiles ?? undefined;
    if (tiles !== this.measured) {
      this.sizes.disconnect();
      this.measured = tiles;
      tiles && this.sizes.observe(tiles);
    }
  }

  private bar() {
    const { kind } = groupShutter.phase.value;
    const isCounting = kind === "counting";
    return html`<div class="bar">
      <div class="row left">
        ${check(texts.wall.live, isLive.value, () => toggle(isLive))}
        ${check(texts.wall.partial, isPartial.value, () => toggle(isPartial))}
      </div>
      <rc-shutter-button .label=${isCounting ? texts.camera.shutter.cancel : texts.wall.fire(groupShutter.members.length)}
        .why=${this.why} .isSaid=${this.why !== undefined && unsaid(this.why) === undefined} .isBusy=${kind === "taking"} .isStop=${isCounting} @press=${() => this.press()}></rc-shutter-button>
      <div class="row"><rc-self-timer .isLocked=${kind !== "idle"}></rc-self-timer></div>
    </div>`;
  }

  private outcome() {
    const outcome = groupShutter.outcome.value;
    if (outcome?.manifest !== undefined) {
      const { manifest } = outcome;
      return html`<p class="outcome ${manifest.complete ? "good" : "bad"}">${summary(manifest)}</p>`;
    }
    return outcome?.failure === undefined ? nothing : html`<rc-failure class="outcome" .failure=${outcome.failure}></rc-failure>`;
  }

  /** Why the group cannot be fired now. */
  private get why(): string | undefined {
    if (connection.state.value.kind !== "connected") {
      return texts.connection.lost;
    }
    if (groupShutter.phase.value.kind === "taking") {
      return texts.wall.firing;
    }
    return groupShutter.members.length === 0 ? texts.wall.none : undefined;
  }

  private press(): void {
    if (groupShutter.phase.value.kind === "counting") {
      groupShutter.cancel();
    } else if (this.why === undefined) {
      void groupShutter.fire(delay.value, isPartial.value);
    }
  }
}

function check(label: string, isChecked: boolean, change: () => void) {
  return html`<label class="check"><input type="checkbox" .checked=${isChecked} @change=${change} />${label}</label>`;
}
