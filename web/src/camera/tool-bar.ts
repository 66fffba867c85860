// The switches of what lies over the picture, and the live view's figures.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import type { Watched } from "../core/watched.ts";
import type { IconName } from "../parts/icon.ts";
import { texts } from "../texts.ts";
import type { LivePicture } from "./live-picture.ts";
import { toggle, tools } from "./tools.ts";
import "../parts/icon.ts";

const EVERY_MS = 500;

@customElement("rc-tool-bar")
export class ToolBar extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px 8px;
      }
      .figures {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: 0 12px;
        margin-left: auto;
        color: var(--muted);
        font-size: 0.82rem;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      button[aria-pressed="true"] {
        background: var(--sunken);
        border-color: var(--line-strong);
        color: var(--accent);
      }
      @media (max-width: 480px) {
        .bar {
          gap: 0;
          padding: 4px;
        }
        .figures .wide {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) picture: LivePicture | undefined;
  @property({ attribute: false }) isMagnified = false;
  @state() private figures: { fps: number; skipped: number } | undefined;
  private timer = 0;

  constructor() {
    super();
    this.watch(...Object.values(tools));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.measure(), EVERY_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render() {
    const names = texts.camera.tools;
    return html`<div class="bar" role="toolbar" aria-label=${names.title}>
      ${this.switch("play", names.live, tools.live)}
      ${this.switch("grid", names.grid, tools.grid)}
      ${this.switch("histogram", names.histogram, tools.histogram)}
      ${this.switch("peaking", names.peaking, tools.peaking)}
      ${this.button("zoom", names.magnifier, this.isMagnified, () => this.dispatchEvent(new CustomEvent("magnify")))}
      ${document.fullscreenEnabled ? this.button("full", names.full, undefined, () => this.dispatchEvent(new CustomEvent("full"))) : nothing}
      ${this.numbers()}
    </div>`;
  }

  private numbers() {
    const size = this.picture?.size;
    if (this.figures === undefined || size === undefined || !tools.live.value) {
      return nothing;
    }
    return html`<span class="figures">
      <span>${texts.camera.fps(this.figures.fps)}</span>
      <span class="wide">${size.width} × ${size.height}</span>
      <span title=${texts.camera.skippedTitle}>${texts.camera.skipped(this.figures.skipped)}</span>
    </span>`;
  }

  private switch(icon: IconName, label: string, tool: Watched<boolean>) {
    return this.button(icon, label, tool.value, () => toggle(tool));
  }

  private button(icon: IconName, label: string, isPressed: boolean | undefined, run: () => void) {
    return html`<button class="quiet icon" aria-label=${label} title=${label} aria-pressed=${isPressed ?? nothing} @click=${run}>
      <rc-icon name=${icon}></rc-icon>
    </button>`;
  }

  private measure(): void {
    if (this.picture !== undefined) {
      const { count } = this.picture;
      this.figures = { fps: count.perSecond(performance.now()), skipped: count.skipped };
    }
  }
}
