// Live view, and what lies over it.
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { grant, may } from "../service/grant.ts";
import { shutterOf } from "../service/shutter.ts";
import { texts } from "../texts.ts";
import type { LivePicture } from "./live-picture.ts";
import { Magnifier } from "./magnifier.ts";
import { toggle, tools } from "./tools.ts";
import "./focus-bar.ts";
import "./histogram.ts";
import "./live-picture.ts";
import "./peaking.ts";
import "./picture-corner.ts";
import "./tool-bar.ts";

@customElement("rc-stage")
export class Stage extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
        min-height: 0;
      }
      rc-tool-bar {
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      .area {
        position: relative;
        display: grid;
        place-content: center;
        min-height: 0;
        background: #000;
        color-scheme: dark; /* what lies over the picture is the same by day and by night */
        container-type: size;
      }
      .picture {
        position: relative;
        width: min(100cqw, 100cqh * var(--ratio));
        aspect-ratio: var(--ratio);
        cursor: zoom-in;
      }
      .picture.magnified {
        cursor: grab;
        touch-action: none;
      }
      .picture:focus-visible {
        outline-offset: -3px;
      }
      .over {
        position: absolute;
        inset: 0;
        pointer-events: none;
      }
      .grid {
        --line: rgb(255 255 255 / 0.5);
        background:
          linear-gradient(90deg, transparent calc(100% / 3), var(--line) 0 calc(100% / 3 + 1px), transparent 0 calc(200% / 3), var(--line) 0 calc(200% / 3 + 1px), transparent 0),
          linear-gradient(transparent calc(100% / 3), var(--line) 0 calc(100% / 3 + 1px), transparent 0 calc(200% / 3), var(--line) 0 calc(200% / 3 + 1px), transparent 0);
      }
      rc-histogram {
        position: absolute;
        top: 12px;
        right: 12px;
        width: min(256px, 40%);
        height: min(96px, 30%);
        pointer-events: none;
      }
      .end {
        position: absolute;
        left: 12px;
        bottom: 12px;
        background: rgb(0 0 0 / 0.65);
        border-color: rgb(255 255 255 / 0.5);
        color: #fff;
      }
      rc-focus-bar {
        border-top: 1px solid var(--line);
        background: var(--surface);
      }
      rc-picture-corner {
        position: absolute;
        right: 12px;
        bottom: 12px;
        width: 120px;
        height: 84px;
      }
      .countdown {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        color: #fff;
        font-size: min(14rem, 60cqh);
        font-weight: 700;
        line-height: 1;
        text-shadow: 0 0 24px rgb(0 0 0 / 0.8);
        pointer-events: none;
        font-variant-numeric: tabular-nums;
      }
      @media (max-width: 900px) {
        .area {
          width: 100%;
          aspect-ratio: var(--area-ratio, var(--ratio));
        }
        rc-picture-corner {
          width: 84px;
          height: 60px;
        }
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  @state() private ratio = 1.5;
  @query("rc-live-picture") private readonly picture!: LivePicture;
  @query(".picture") private readonly frame!: HTMLElement;
  @query(".area") private readonly area!: HTMLElement;
  private readonly magnifier = new Magnifier(() => this.requestUpdate());
  private end: (() => void) | undefined;

  constructor() {
    super();
    this.watch(...Object.values(tools), grant);
    const { keys } = texts.camera;
    new Keys(this, [
      { key: "Escape", label: keys.cancel, run: () => (this.magnifier.isOn ? this.magnifier.end() : shutterOf(this.camera).cancel()) },
      { key: "l", label: keys.live, run: () => toggle(tools.live) },
      { key: "g", label: keys.grid, run: () => toggle(tools.grid) },
      { key: "h", label: keys.histogram, run: () => toggle(tools.histogram) },
      { key: "p", label: keys.peaking, run: () => toggle(tools.peaking) },
      { key: "z", label: keys.magnifier, run: () => this.magnify() },
      { key: "u", label: keys.full, run: () => this.fill() },
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.end = shutterOf(this.camera).phase.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end?.();
  }

  override firstUpdated(): void {
    this.requestUpdate(); // the bar needs the picture, which is there only now
  }

  override updated(): void {
    this.area.style.setProperty("--ratio", String(this.ratio));
  }

  override render() {
    const phase = shutterOf(this.camera).phase.value;
    const { magnifier } = this;
    return html`<rc-tool-bar .picture=${this.picture} .isMagnified=${magnifier.isOn} @full=${this.fill} @magnify=${this.magnify}></rc-tool-bar>
      <div class="area">
        ${this.shown()}
        ${magnifier.isOn ? this.magnifierEnd() : nothing}
        ${phase.kind === "counting" ? html`<div class="countdown" role="timer">${phase.left}</div>` : nothing}
        <rc-picture-corner .camera=${this.camera}></rc-picture-corner>
      </div>
      ${may("operate") ? html`<rc-focus-bar .camera=${this.camera}></rc-focus-bar>` : nothing}`;
  }

  private shown() {
    const { magnifier } = this;
    const { live, magnified } = { live: texts.camera.live.title, magnified: texts.camera.magnified };
    const isHere = tools.live.value && this.picture !== undefined;
    return html`<div class="picture ${magnifier.isOn ? "magnified" : ""}" role="group" tabindex=${magnifier.isOn ? 0 : -1}
      aria-label=${magnifier.isOn ? `${live}, ${magnified}` : live}
      @pointerdown=${(event: PointerEvent) => magnifier.press(event)} @pointermove=${(event: PointerEvent) => magnifier.move(event)}
      @pointerup=${(event: PointerEvent) => magnifier.release(event)} @pointercancel=${() => magnifier.letGo()}
      @keydown=${(event: KeyboardEvent) => magnifier.key(event)}>
      <rc-live-picture .camera=${this.camera} .isOn=${tools.live.value} .crop=${magnifier.crop} @resized=${this.measure}></rc-live-picture>
      ${isHere && tools.peaking.value ? html`<rc-peaking class="over" .picture=${this.picture}></rc-peaking>` : nothing}
      ${tools.grid.value && !magnifier.isOn ? html`<div class="over grid"></div>` : nothing}
      ${isHere && tools.histogram.value ? html`<rc-histogram .picture=${this.picture}></rc-histogram>` : nothing}
    </div>`;
  }

  private magnifierEnd() {
    return html`<button class="end" @click=${() => this.magnifier.end()}><rc-icon name="zoom"></rc-icon>${texts.camera.magnifierEnd}</button>`;
  }

  private magnify(): void {
    this.magnifier.toggle();
    if (this.magnifier.isOn) {
      void this.updateComplete.then(() => this.frame.focus());
    }
  }

  private measure(): void {
    const { size } = this.picture;
    this.ratio = size === undefined ? this.ratio : size.width / size.height;
  }

  /** The view fills the screen, so that the shutter comes along. */
  private fill(): void {
    this.dispatchEvent(new CustomEvent("full"));
  }
}
