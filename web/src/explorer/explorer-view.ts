// Every method, to try.
import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";

@customElement("rc-explorer-view")
export class ExplorerView extends PageElement {
  @property({ attribute: false }) method: string | undefined;

  override render() {
    return html`<p>${this.method}</p>`;
  }
}
