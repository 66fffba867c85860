// All cameras side by side, and fired as a group.
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { kept } from "../core/kept.ts";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { grant, may, whyForbidden } from "../service/grant.ts";
import { groupShutter } from "../service/group-shutter.ts";
import { unsaid } from "../service/readiness.ts";
import { texts } from "../texts.ts";
import { delay } from "./self-timer.ts";
import { toggle } from "./tools.ts";
import type { Walk } from "./walk.ts";
import { choices, grouping, shown } from "./wall-choice.ts";
import { sectionsOf } from "./wall-sections.ts";
import "../parts/no-camera.ts";
import "../pictures/transfer-list.ts";
import "./group-report.ts";
import "./self-timer.ts";
import "./shutter-button.ts";
import "./walk.ts";
import "./wall-bar.ts";
import "./wall-tiles.ts";

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
      rc-wall-tiles {
        flex: 1;
        min-height: 0;
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
        .fire {
          padding: 6px 8px;
        }
        .left {
          justify-content: flex-start;
        }
      }
    `,
  ];

  @state() private isWalking = false;
  @query("rc-walk") private readonly walk!: Walk;

  constructor() {
    super();
    this.watch(...choices, connection.state, groupShutter.phase, groupShutter.left, isLive, isPartial, grant);
    const { keys } = texts.wall;
    new Keys(this, [
      { key: " ", label: keys.fire, run: () => this.press() },
      { key: "Escape", label: keys.cancel, run: () => groupShutter.cancel() },
      { key: "l", label: texts.camera.keys.live, run: () => toggle(isLive) },
    ]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    groupShutter.cancel();
  }

  override render() {
    const phase = groupShutter.phase.value;
    if (!cameras.list.value?.length && cameras.hosts.value.every(({ reachable }) => reachable)) {
      return html`<rc-no-camera></rc-no-camera>`;
    }
    const sections = sectionsOf(shown(), grouping());
    const ids = sections.flatMap((section) => section.cameras.map(({ id }) => id));
    // Live view of one camera is shown at one place of the page: in the walk, as long as there is one.
    return html`<rc-wall-bar .ids=${ids} @walk=${() => this.walk.begin(ids)}></rc-wall-bar>
      <rc-wall-tiles .sections=${sections} .isLive=${isLive.value && !this.isWalking}></rc-wall-tiles>
      ${phase.kind === "counting" ? html`<div class="countdown" role="timer">${phase.left}</div>` : nothing}
      <rc-transfers></rc-transfers>
      <div class="fire"><rc-group-report></rc-group-report>${this.bar()}</div>
      <rc-walk @walking=${({ detail }: CustomEvent<boolean>) => (this.isWalking = detail)}></rc-walk>`;
  }

  private bar() {
    const { kind } = groupShutter.phase.value;
    const isCounting = kind === "counting";
    return html`<div class="bar">
      <div class="row left">
        ${check(texts.wall.live, isLive.value, () => toggle(isLive))}
        ${may("operate") ? check(texts.wall.partial, isPartial.value, () => toggle(isPartial)) : nothing}
      </div>
      ${may("operate") ? this.shutter(kind, isCounting) : nothing}
    </div>`;
  }

  private shutter(kind: typeof groupShutter.phase.value.kind, isCounting: boolean) {
    return html`<rc-shutter-button .label=${isCounting ? texts.camera.shutter.cancel : texts.wall.fire(groupShutter.members.length)}
        .why=${this.why} .isSaid=${this.why !== undefined && unsaid(this.why) === undefined} .isBusy=${kind === "taking"} .isStop=${isCounting} @press=${() => this.press()}></rc-shutter-button>
      <div class="row"><rc-self-timer .isLocked=${kind !== "idle"}></rc-self-timer></div>`;
  }

  /** Why the group cannot be fired now. */
  private get why(): string | undefined {
    if (connection.state.value.kind !== "connected") {
      return texts.connection.lost;
    }
    if (groupShutter.phase.value.kind === "taking") {
      return texts.wall.firing;
    }
    return groupShutter.members.length === 0 ? texts.wall.none : whyForbidden("operate");
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
