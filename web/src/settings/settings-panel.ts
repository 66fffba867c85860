// A camera's settings.
import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

@customElement("rc-settings-panel")
export class SettingsPanel extends PageElement {
  @property({ attribute: false }) camera: string | undefined;

  override render() {
    return html`<p>${this.camera}</p>`;
  }
}
