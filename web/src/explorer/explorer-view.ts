// Every method and notification of the service, to read about and to try.
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { keyed } from "lit/directives/keyed.js";
import { PageElement } from "../core/page-element.ts";
import { href } from "../core/route.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import type { Contract } from "./contract.ts";
import type { Draft } from "./draft.ts";
import { ExplorerSession } from "./explorer-session.ts";
import "../parts/empty.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";
import "./method-list.ts";
import "./method-page.ts";
import "./notification-page.ts";

const t = texts.explorer;
const drafts = new Map<string, Draft>(); // what was typed in, as long as the page is open

@customElement("rc-explorer-view")
export class ExplorerView extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        height: 100%;
      }
      .halves {
        display: grid;
        grid-template-columns: 264px minmax(0, 1fr);
        height: 100%;
      }
      rc-method-list {
        overflow: auto;
        border-right: 1px solid var(--line);
        background: var(--surface);
      }
      .page {
        overflow: auto;
        padding: 20px;
      }
      .inner {
        max-width: 90rem;
        margin: 0 auto;
      }
      .back {
        display: none;
        margin-bottom: 12px;
      }
      .lead {
        display: grid;
        gap: 12px;
        max-width: 60rem;
      }
      .note {
        padding: 20px;
      }
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 4px 16px;
        overflow-wrap: anywhere;
      }
      .overview {
        grid-template-columns: 14rem minmax(0, 1fr);
      }
      .lead h3 {
        margin-top: 8px;
      }
      @media (max-width: 800px) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
        }
        .page {
          padding: 12px;
        }
        .chosen rc-method-list,
        .lead {
          display: none;
        }
        .halves:not(.chosen) .page {
          display: none;
        }
        .back {
          display: inline-flex;
        }
      }
    `,
  ];

  @property({ attribute: false }) method: string | undefined;
  private readonly explorer = new ExplorerSession();

  constructor() {
    super();
    this.watch(this.explorer.contract, this.explorer.failure);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.explorer.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.explorer.end();
  }

  override render() {
    const contract = this.explorer.contract.value;
    if (contract === undefined) {
      const failure = this.explorer.failure.value;
      return html`<div class="note">${failure === undefined ? html`<p class="muted" role="status">${t.loading}</p>` : html`<rc-failure .failure=${failure}></rc-failure>`}</div>`;
    }
    return html`${this.method === undefined ? html`<h1 class="visually-hidden">${t.title}</h1>` : nothing}
    <div class="halves ${this.method === undefined ? "" : "chosen"}">
      <rc-method-list .contract=${contract} .current=${this.method}></rc-method-list>
      ${keyed(this.method, html`<div class="page"><div class="inner">
        ${this.method === undefined ? nothing : html`<a class="button back" href=${href("explorer")}><rc-icon name="previous"></rc-icon>${t.back}</a>`}
        ${this.page(contract)}
      </div></div>`)}
    </div>`;
  }

  private page(contract: Contract) {
    if (this.method === undefined) {
      return this.lead(contract);
    }
    const method = contract.method(this.method);
    const kind = contract.notification(this.method);
    if (method !== undefined) {
      return html`<rc-method .method=${method} .contract=${contract} .explorer=${this.explorer} .drafts=${drafts}></rc-method>`;
    }
    return kind !== undefined
      ? html`<rc-notification .kind=${kind} .contract=${contract} .explorer=${this.explorer}></rc-notification>`
      : html`<rc-empty icon="explorer" heading=${t.unknown(this.method)}></rc-empty>`;
  }

  private lead({ info, methods, notifications, servers, groups }: Contract) {
    return html`<div class="lead">
      <h2>${t.pick}</h2>
      <p>${t.lead(methods.length, notifications.length)}</p>
      <p class="muted">${info.title} ${info.version}</p>
      <dl>${servers.map(({ name, url }) => html`<dt class="muted">${name}</dt><dd class="mono">${url}</dd>`)}</dl>
      <p>${t.documents} <a href="openrpc.json">openrpc.json</a>, <a href="schemas/">schemas/</a></p>
      ${[...groups].map(([tag, group]) => html`<h3>${tag}</h3>
        <dl class="overview">${group.map(({ name, summary }) => html`<dt><a class="mono" href=${href("explorer", name)}>${name}</a></dt><dd>${withCode(summary)}</dd>`)}</dl>`)}
    </div>`;
  }
}
