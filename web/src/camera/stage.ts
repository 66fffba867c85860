// Live view, and what lies over it.
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { shutterOf } from "../service/shutter.ts";
import { texts } from "../texts.ts";
import { WHOLE, type Crop } from "./crop.ts";
import type { LivePicture } from "./live-picture.ts";
import { toggle, tools } from "./tools.ts";
import "./live-picture.ts";
import "./picture-corner.ts";
import "./tool-bar.ts";

@customElement("rc-stage")
export class Stage extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
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
        container-type: size;
      }
      .picture {
        position: relative;
        width: min(100cqw, 100cqh * var(--ratio));
        aspect-ratio: var(--ratio);
      }
      .over {
        position: absolute;
        inset: 0;
        pointer-events: none;
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
          aspect-ratio: var(--ratio);
        }
        rc-picture-corner {
          width: 84px;
          height: 60px;
        }
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  @state() private crop: Crop = WHOLE;
  @state() private ratio = 1.5;
  @query("rc-live-picture") private readonly picture!: LivePicture;
  @query(".area") private readonly area!: HTMLElement;
  private end: (() => void) | undefined;

  constructor() {
    super();
    this.watch(...Object.values(tools));
    const { keys } = texts.camera;
    new Keys(this, [
      { key: "l", label: keys.live, run: () => toggle(tools.live) },
      { key: "f", label: keys.full, run: () => this.fill() },
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
    return html`<rc-tool-bar .picture=${this.picture} @full=${this.fill}></rc-tool-bar>
      <div class="area">
        <div class="picture" role="img" aria-label=${texts.camera.live.title}>
          <rc-live-picture .camera=${this.camera} .isOn=${tools.live.value} .crop=${this.crop} @resized=${this.measure}></rc-live-picture>
        </div>
        ${phase.kind === "counting" ? html`<div class="countdown" role="timer">${phase.left}</div>` : nothing}
        <rc-picture-corner .camera=${this.camera}></rc-picture-corner>
      </div>`;
  }

  private measure(): void {
    const { size } = this.picture;
    this.ratio = size === undefined ? this.ratio : size.width / size.height;
  }

  private fill(): void {
    void (document.fullscreenElement === null ? this.area.requestFullscreen() : document.exitFullscreen());
  }
}
