// One camera: live view, the shutter, and the settings beside it.
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import "../settings/settings-panel.ts";
import "./stage.ts";

@customElement("rc-camera-view")
export class CameraView extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        height: 100%;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(300px, 380px);
        height: 100%;
      }
      rc-stage {
        min-height: 0;
      }
      rc-settings-panel {
        overflow: auto;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      @media (max-width: 900px) {
        .halves {
          display: block;
          height: auto;
        }
        rc-settings-panel {
          border-left: 0;
          border-top: 1px solid var(--line);
        }
      }
    `,
  ];

  /** The camera's id. */
  @property({ attribute: false }) camera!: string;

  override render() {
    return html`<div class="halves">
      <rc-stage .camera=${this.camera}></rc-stage>
      <rc-settings-panel .camera=${this.camera}></rc-settings-panel>
    </div>`;
  }
}
