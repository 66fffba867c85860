// A failure where it happened: what went wrong, and what to do.
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Failure } from "../core/failure.ts";
import { PageElement } from "../core/page-element.ts";
import { withCode } from "./with-code.ts";
import "./icon.ts";

/** `<rc-failure .failure=${failure}>`; nothing without one. Screen readers say it when it comes. */
@customElement("rc-failure")
export class FailureBox extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .box {
        display: flex;
        gap: 10px;
        padding: 10px 12px;
        border-left: 3px solid var(--bad);
        border-radius: 4px;
        background: var(--bad-ground);
        overflow-wrap: anywhere;
      }
      rc-icon {
        color: var(--bad);
      }
      p + p {
        margin-top: 4px;
      }
    `,
  ];

  @property({ attribute: false }) failure: Failure | undefined;

  override render() {
    return html`<div role="alert">
      ${this.failure === undefined
        ? nothing
        : html`<div class="box">
            <rc-icon name="warning"></rc-icon>
            <div>
              <p>${withCode(this.failure.message)}</p>
              ${this.failure.remedy ? html`<p class="muted">${withCode(this.failure.remedy)}</p>` : nothing}
            </div>
          </div>`}
    </div>`;
  }
}
