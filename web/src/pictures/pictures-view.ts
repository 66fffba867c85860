// The pictures on a camera.
import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

@customElement("rc-pictures-view")
export class PicturesView extends PageElement {
  @property({ attribute: false }) camera: string | undefined;

  override render() {
    return html`<p>${this.camera}</p>`;
  }
}
