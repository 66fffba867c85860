// What is shown when no camera is connected.
import { html } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import "./empty.ts";

@customElement("rc-no-camera")
export class NoCamera extends PageElement {
  override render() {
    return html`<rc-empty icon="camera" heading=${texts.cameras.none}>
      <p class="muted">${texts.cameras.noneLead}</p>
      <p class="muted">${texts.cameras.noneVirtual} <code>--virtual 1</code>.</p>
    </rc-empty>`;
  }
}
