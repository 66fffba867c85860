// One kind of notification: what it has, whether it comes, and what came last.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Failure } from "../core/failure.ts";
import { explain } from "../core/failure.ts";
import { timeOfDay } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import type { Contract, NotificationKind } from "./contract.ts";
import type { ExplorerSession, Received } from "./explorer-session.ts";
import "../parts/failure-box.ts";
import "./answer-picture.ts";
import "../parts/json-text.ts";
import "./schema-tree.ts";

const t = texts.explorer;

/** `<rc-notification .kind .contract .explorer>`. */
@customElement("rc-notification")
export class NotificationPage extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host,
      header,
      section,
      .half,
      .received {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
        min-width: 0;
      }
      h1 {
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: 20px;
        align-items: start;
      }
      @media (max-width: 1200px) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) kind!: NotificationKind;
  @property({ attribute: false }) contract!: Contract;
  @property({ attribute: false }) explorer!: ExplorerSession;
  @state() private failure: Failure | undefined;
  @state() private isBusy = false;

  override firstUpdated(): void {
    this.watch(this.explorer.received, this.explorer.subscribed, this.explorer.isConnected);
  }

  override render() {
    const { kind, contract } = this;
    const received = this.explorer.received.value.get(kind.name) ?? [];
    return html`<header>
        <h1>${kind.name}</h1>
        <p>${withCode(kind.summary)}</p>
        ${kind.description ? html`<p class="muted">${withCode(kind.description)}</p>` : nothing}
        ${this.subscription()}
        <rc-failure .failure=${this.failure}></rc-failure>
      </header>
      <div class="halves">
        <section class="card"><h2>${t.received}</h2>
          ${received.length === 0 ? html`<p class="muted">${t.noneReceived}</p>` : nothing}
          <div class="received">${received.map((one, index) => this.received(one, index === 0))}</div>
        </section>
        <div class="half">
          <section class="card"><h2>${t.schema}</h2><rc-schema .schema=${kind.params} .contract=${contract}></rc-schema></section>
          ${(kind.examples ?? []).map(({ params }) => html`<section class="card"><rc-json label=${t.example} .value=${{ method: kind.name, params }}></rc-json></section>`)}
        </div>
      </div>`;
  }

  private received({ at, params, bytes }: Received, isNewest: boolean) {
    return html`<div>
      ${isNewest ? html`<rc-answer-picture .value=${bytes ?? params}></rc-answer-picture>` : nothing}
      <rc-json label=${timeOfDay(at)} .value=${params}></rc-json>
    </div>`;
  }

  private subscription() {
    if (!this.contract.subscribable.has(this.kind.name)) {
      return html`<p class="muted">${t.notSubscribable}</p>`;
    }
    const isOn = this.explorer.subscribed.value.has(this.kind.name);
    const isLost = !this.explorer.isConnected.value;
    return html`<div class="row">
      <button class=${isOn ? "" : "primary"} ?disabled=${isLost || this.isBusy} aria-describedby="state" @click=${() => this.subscribe(!isOn)}>
        ${isOn ? t.unsubscribe : t.subscribe}
      </button>
      <span class="muted" id="state" role="status">${isLost ? t.lost : isOn ? t.subscribed : t.notSubscribed}</span>
    </div>`;
  }

  private async subscribe(isOn: boolean): Promise<void> {
    this.isBusy = true;
    this.failure = undefined;
    try {
      await this.explorer.call(isOn ? "subscribe" : "unsubscribe", { events: [this.kind.name] }, {});
    } catch (error) {
      this.failure = explain(error);
    } finally {
      this.isBusy = false;
    }
  }
}
