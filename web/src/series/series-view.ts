// Sequences and tethering.
import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

@customElement("rc-series-view")
export class SeriesView extends PageElement {
  @property({ attribute: false }) camera: string | undefined;

  override render() {
    return html`<p>${this.camera}</p>`;
  }
}
