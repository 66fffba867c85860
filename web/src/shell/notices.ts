// Notices at the screen's edge, and what screen readers hear.
import { css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { type Notice, notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import "../parts/icon.ts";

@customElement("rc-notices")
export class NoticeList extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .list {
        position: fixed;
        z-index: 30;
        right: 16px;
        bottom: calc(16px + var(--transfers, 0px)); /* what failed there stays readable */
        display: grid;
        gap: 8px;
        width: min(26rem, calc(100vw - 32px));
      }
      @media (max-width: 700px) {
        .list {
          bottom: calc(72px + env(safe-area-inset-bottom) + var(--transfers, 0px));
        }
      }
      .notice {
        display: flex;
        gap: 10px;
        align-items: flex-start;
        padding: 10px 8px 10px 14px;
        border: 1px solid var(--line);
        border-left: 4px solid var(--muted);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: 0 4px 18px rgb(0 0 0 / 0.25);
      }
      .bad {
        border-left-color: var(--bad);
      }
      .good {
        border-left-color: var(--good);
      }
      button {
        margin: -6px 0;
      }
    `,
  ];

  constructor() {
    super();
    this.watch(notices.shown, notices.spoken);
  }

  override render() {
    return html`
      <div class="list" role="log" aria-live="polite" aria-label=${texts.notices}>
        ${repeat(notices.shown.value, ({ id }) => id, (notice) => this.item(notice))}
      </div>
      <p class="visually-hidden" role="status">${notices.spoken.value}</p>
    `;
  }

  private item({ id, kind, message, remedy }: Notice) {
    return html`<div class="notice ${kind}">
      <div class="grow">
        <p>${withCode(message)}</p>
        ${remedy ? html`<p class="muted">${withCode(remedy)}</p>` : nothing}
      </div>
      <button class="quiet icon" aria-label=${texts.dismiss} @click=${() => notices.dismiss(id)}>
        <rc-icon name="close"></rc-icon>
      </button>
    </div>`;
  }
}
