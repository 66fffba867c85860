// Live view, and the controls that fire.
import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

@customElement("rc-stage")
export class Stage extends PageElement {
  @property({ attribute: false }) camera: string | undefined;

  override render() {
    return html`<p>${this.camera}</p>`;
  }
}
