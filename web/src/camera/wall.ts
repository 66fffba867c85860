// All cameras side by side, and fired as a group.
import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

@customElement("rc-wall")
export class Wall extends PageElement {
  override render() {
    return html`<p></p>`;
  }
}
