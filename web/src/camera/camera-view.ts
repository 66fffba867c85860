// One camera: live view, the shutter, and the settings beside it.
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { grant, may } from "../service/grant.ts";
import "../settings/settings-panel.ts";
import "./fire-bar.ts";
import "./stage.ts";

@customElement("rc-camera-view")
export class CameraView extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        height: 100%;
      }
      .parts {
        display: grid;
        grid-template: "stage settings" minmax(0, 1fr) "fire settings" auto / minmax(0, 1fr) minmax(300px, 380px);
        height: 100%;
      }
      rc-stage {
        grid-area: stage;
      }
      rc-fire-bar {
        grid-area: fire;
      }
      rc-settings-panel {
        grid-area: settings;
        overflow: auto;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      :host(:fullscreen) {
        background: var(--ground);
      }
      :host(:fullscreen) .parts {
        grid-template: "stage" minmax(0, 1fr) "fire" auto / minmax(0, 1fr);
        height: 100%;
      }
      :host(:fullscreen) rc-stage {
        --area-ratio: auto; /* it is as high as the screen, whatever the picture's shape */
      }
      :host(:fullscreen) rc-settings-panel {
        display: none;
      }
      @media (max-width: 900px) {
        .parts {
          grid-template: "stage" auto "settings" 1fr "fire" auto / minmax(0, 1fr);
          height: auto;
          min-height: 100%;
        }
        rc-fire-bar {
          position: sticky;
          z-index: 5;
          bottom: 0; /* in reach of the thumb, however far the settings are scrolled */
        }
        rc-settings-panel {
          border-left: 0;
        }
      }
    `,
  ];

  /** The camera's id. */
  @property({ attribute: false }) camera!: string;

  constructor() {
    super();
    this.watch(grant);
  }

  override render() {
    return html`<div class="parts">
      <rc-stage .camera=${this.camera} @full=${this.fill}></rc-stage>
      ${may("operate") ? html`<rc-fire-bar .camera=${this.camera}></rc-fire-bar>` : nothing}
      <rc-settings-panel .camera=${this.camera}></rc-settings-panel>
    </div>`;
  }

  private fill(): void {
    const change = document.fullscreenElement === null ? this.requestFullscreen() : document.exitFullscreen();
    change.catch((error: unknown) => notices.fail(error));
  }
}
