// One of several cameras: a small live view, whether it takes part, and its own shutter.
import type { Camera } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { href } from "../core/route.ts";
import { beacons } from "../service/beacons.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { grant, may } from "../service/grant.ts";
import { groupShutter } from "../service/group-shutter.ts";
import { whyAway, whyNot } from "../service/readiness.ts";
import { shutterOf } from "../service/shutter.ts";
import { texts } from "../texts.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";
import "./live-picture.ts";
import "./picture-corner.ts";

const MOST_MARK = 8; // characters that fit beside a name: of those that are ids, there are more

/** `<rc-wall-tile .camera=${camera} .isLive=… .fps=…>`. */
@customElement("rc-wall-tile")
export class WallTile extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        overflow: hidden;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--surface);
        content-visibility: auto; /* of a hundred cameras, most are out of sight */
        contain-intrinsic-height: auto var(--height);
      }
      .picture {
        position: relative;
        display: block;
        aspect-ratio: 4 / 3;
        background: #000;
        color-scheme: dark;
      }
      rc-picture-corner {
        position: absolute;
        right: 8px;
        bottom: 8px;
        width: 84px;
        height: 60px;
      }
      .show {
        position: absolute;
        bottom: 8px;
        left: 8px;
        border-color: transparent;
        background: rgb(0 0 0 / 0.55);
        color: #fff;
      }
      .show[aria-pressed="true"] {
        border-color: #fff;
        background: var(--accent-ground);
        color: #fff;
      }
      .foot {
        display: flex;
        align-items: center;
        gap: 10px;
        padding: 8px 8px 8px 12px;
      }
      .name {
        display: flex;
        gap: 0.4ch;
        color: inherit;
        font-weight: 550;
        white-space: nowrap;
      }
      .mark {
        flex: none;
      }
      .mark.long {
        flex: 1;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .model {
        overflow: hidden; /* the mark, which tells one from another, is never cut */
        text-overflow: ellipsis;
      }
      .state {
        display: block;
        overflow: hidden;
        font-size: 0.82rem;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .state::before {
        content: "";
        display: inline-block;
        width: 8px;
        height: 8px;
        margin-right: 6px;
        border-radius: 50%;
        background: var(--muted);
      }
      .state.ready::before {
        background: var(--good);
      }
      .state.busy::before {
        background: var(--accent);
      }
      .state.lost::before,
      .state.failed::before {
        background: var(--bad);
      }
      button {
        flex: none;
        border-radius: 50%;
      }
      rc-failure {
        display: block;
        padding: 0 8px;
      }
    `,
  ];

  @property({ attribute: false }) camera!: Camera;
  @property({ attribute: false }) isLive = true;
  @property({ attribute: false }) fps = 5;
  @state() private isInSight = true;
  private readonly sight = new IntersectionObserver((entries) => (this.isInSight = entries.at(-1)?.isIntersecting ?? true));
  private end: (() => void) | undefined;

  constructor() {
    super();
    this.watch(cameras.list, connection.state, groupShutter.left, groupShutter.outcome, groupShutter.phase, beacons.showing, grant);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { phase, failure } = shutterOf(this.camera.id);
    const ends = [phase, failure].map((value) => value.subscribe(() => this.requestUpdate()));
    this.sight.observe(this);
    this.end = () => [...ends, () => this.sight.disconnect()].forEach((end) => end());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end?.();
  }

  override render() {
    const { id, state, state_reason } = this.camera;
    const [name, mark] = [cameras.nameOf(id), cameras.markOf(id)];
    const shutter = shutterOf(id);
    const isKnown = connection.state.value.kind === "connected";
    const isIdle = shutter.phase.value.kind === "idle" && groupShutter.phase.value.kind === "idle";
    const isOpen = isIdle && this.camera.shutter_open === true && whyAway(id) === undefined;
    const why = isOpen ? undefined : isIdle ? whyNot(id) : texts.camera.shutter.waits;
    const label = isOpen ? texts.wall.closeOne(name) : texts.wall.fireOne(name);
    const press = () => void (isOpen ? shutter.close() : shutter.fire({ delayS: 0 }));
    return html`<div class="picture">
        <rc-live-picture .camera=${id} .isOn=${this.isLive && this.isInSight} .maxFps=${this.fps}></rc-live-picture>
        <rc-picture-corner .camera=${id}></rc-picture-corner>
        ${may("operate") ? this.showButton(id, name) : nothing}
      </div>
      <div class="foot">
        ${may("operate") ? html`<input type="checkbox" aria-label=${texts.wall.takesPart(name)} .checked=${!groupShutter.left.value.has(id)}
          @change=${(event: Event) => groupShutter.choose(id, (event.target as HTMLInputElement).checked)} />` : nothing}
        <span class="grow">
          <a class="name" href=${href("camera", id)} title=${cameras.allNamesOf(id)} aria-label=${name}>
            <span class="model">${cameras.modelOf(id)}</span>${mark === undefined ? nothing : html`<span class="mark ${mark.length > MOST_MARK ? "long" : ""}">· ${mark}</span>`}
          </a>
          <span class="state muted ${isKnown ? state : ""}" title=${state_reason ?? ""}>${isKnown ? texts.cameras.states[state] : texts.cameras.unknown}</span>
        </span>
        ${may("operate") ? html`<button class="icon" aria-label=${label} title=${why ?? label} aria-disabled=${why !== undefined}
          @click=${() => why === undefined && press()}>
          <rc-icon name=${isOpen ? "stop" : "camera"}></rc-icon>
        </button>` : nothing}
      </div>
      <rc-failure .failure=${groupShutter.outcome.value?.failures.get(id) ?? shutter.failure.value}></rc-failure>`;
  }

  private showButton(id: string, name: string) {
    const isShowing = beacons.showing.value.has(id);
    const why = isShowing ? texts.wall.showing(name) : whyNot(id);
    const label = texts.wall.show(name);
    return html`<button class="icon show" aria-label=${label} title=${why ?? label} aria-disabled=${why !== undefined} aria-pressed=${isShowing}
      @click=${() => why === undefined && void beacons.show(id).catch((error) => notices.fail(error))}>
      <rc-icon name="eye"></rc-icon>
    </button>`;
  }
}
