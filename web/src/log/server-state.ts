// How the service is: its versions and limits, the cameras, and the connection.
import type { GetServerInfoResult } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { explain, type Failure } from "../core/failure.ts";
import { bytes, dateAndTime } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { connection, session } from "../service/connection.ts";
import { events } from "../service/events.ts";
import { texts } from "../texts.ts";
import { bugReport } from "./bug-report.ts";
import "../parts/copy-button.ts";
import "../parts/failure-box.ts";

const t = texts.log;

@customElement("rc-server-state")
export class ServerState extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: grid;
        gap: 16px;
        align-content: start;
        padding: 16px;
        font-size: 0.92rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 12px;
        overflow-wrap: anywhere;
      }
      dt {
        color: var(--muted);
      }
      section {
        display: grid;
        gap: 8px;
      }
      li + li {
        margin-top: 8px;
      }
      .lost,
      .failed {
        color: var(--bad);
      }
    `,
  ];

  @state() private info: GetServerInfoResult | undefined;
  @state() private failure: Failure | undefined;
  private stop: () => void = () => undefined;

  constructor() {
    super();
    this.watch(connection.state, cameras.list, cameras.details);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stop = connection.state.subscribe(() => void this.ask());
    void this.ask();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override render() {
    return html`<h2>${t.server}</h2>
      ${this.failure === undefined ? nothing : html`<rc-failure .failure=${this.failure}></rc-failure>`}
      ${this.info === undefined ? nothing : this.facts(this.info)}
      <section><h3>${t.cameras}</h3>${this.cameras()}</section>
      ${this.info === undefined ? nothing : html`<section><h3>${t.limits}</h3>${this.limits(this.info.limits)}</section>`}
      <div><rc-copy label=${t.copyReport} .text=${() => bugReport(this.info, events.lines.value)}></rc-copy></div>
      <p class="muted">${t.copyReportLead}</p>`;
  }

  private facts(info: GetServerInfoResult) {
    return html`<dl>
      <dt>${t.connection}</dt><dd>${t.connectionStates[connection.state.value.kind]}</dd>
      <dt>${info.name}</dt><dd>${info.version} (API ${info.api_version})</dd>
      <dt>libgphoto2</dt><dd>${info.libgphoto2_version}</dd>
      <dt>python-gphoto2</dt><dd>${info.gphoto2_version}</dd>
      <dt>Python</dt><dd>${info.python_version}</dd>
      <dt>${t.started}</dt><dd><time datetime=${info.started_at}>${dateAndTime(info.started_at)}</time></dd>
    </dl>`;
  }

  private cameras() {
    const list = cameras.list.value ?? [];
    return list.length === 0
      ? html`<p class="muted">${texts.cameras.none}</p>`
      : html`<ul>${list.map(({ id, name, port, state, state_reason }) => html`<li>
          ${name}: <strong class=${state}>${texts.cameras.states[state]}</strong>
          ${state_reason ? html`<p>${state_reason}</p>` : nothing}
          <p class="muted">${id}, ${port}</p>
        </li>`)}</ul>`;
  }

  private limits(limits: GetServerInfoResult["limits"]) {
    return html`<dl>${Object.entries(limits).map(([name, value]) => html`<dt>${name}</dt><dd>${name.endsWith("_bytes") ? bytes(value) : value}</dd>`)}</dl>`;
  }

  private async ask(): Promise<void> {
    if (connection.state.value.kind !== "connected") {
      return;
    }
    cameras.askAll(); // for the report
    try {
      this.info = await session().getServerInfo();
      this.failure = undefined;
    } catch (error) {
      this.failure = explain(error);
    }
  }
}
