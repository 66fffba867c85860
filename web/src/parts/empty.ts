// What a view shows when there is nothing to show.
import { css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import type { IconName } from "./icon.ts";
import "./icon.ts";

/** `<rc-empty icon="camera" heading="…">` with what to do inside. */
@customElement("rc-empty")
export class Empty extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        max-width: 34rem;
        margin: 12vh auto 0;
        padding: 0 16px;
        text-align: center;
      }
      rc-icon {
        width: 48px;
        height: 48px;
        margin-bottom: 12px;
        color: var(--muted);
      }
      h2 {
        margin-bottom: 8px;
      }
    `,
  ];

  @property() icon: IconName = "info";
  @property() heading = "";

  override render() {
    return html`<rc-icon name=${this.icon}></rc-icon><h2>${this.heading}</h2><slot></slot>`;
  }
}
