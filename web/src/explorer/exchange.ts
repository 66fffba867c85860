// One call that was made here: what was sent, what came, and how long it took.
import { RpcCameraError } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { explain, isAbort } from "../core/failure.ts";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { connection } from "../service/connection.ts";
import { texts } from "../texts.ts";
import { bytesOf } from "./explorer-session.ts";
import "../parts/failure-box.ts";
import "./answer-picture.ts";
import "../parts/json-text.ts";

export interface Exchange {
  method: string;
  params: object;
  /** In seconds; undefined while it is under way. */
  tookS?: number;
  result?: unknown;
  error?: unknown;
}

const t = texts.explorer;

/** `<rc-exchange .exchange=${exchange}>`. */
@customElement("rc-exchange")
export class ExchangeBox extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 12px;
      }
    `,
  ];

  @property({ attribute: false }) exchange!: Exchange;

  override render() {
    const { method, params, tookS, error, result } = this.exchange;
    return html`${tookS === undefined ? nothing : this.answer(error, result, t.took(spanWords(tookS)))}
      <rc-json label=${t.request} note=${t.requestNote} .value=${{ method, params: withoutToken(params) }}></rc-json>`;
  }

  private answer(error: unknown, result: unknown, took: string) {
    if (error !== undefined) {
      const failure = isAbort(error) ? { message: t.cancelled } : explain(error);
      return html`<rc-failure .failure=${failure}></rc-failure>
        ${error instanceof RpcCameraError
          ? html`<rc-json label=${t.answer} note=${took} .value=${{ error: { code: error.code, message: error.message, data: error.data } }}></rc-json>`
          : nothing}`;
    }
    const data = bytesOf(result);
    return html`<rc-answer-picture .value=${data ?? result}></rc-answer-picture>
      ${data === undefined ? nothing : html`<p class="muted">${t.bytes(bytes(data.length))}</p>`}
      <rc-json label=${t.answer} note=${took} .value=${{ result: isObject(result) ? withoutToken(result) : result }}></rc-json>`;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Return params, or a result, without the token, which the page shows nowhere. */
function withoutToken(members: object): object {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, connection.isToken(value) ? t.hiddenToken : value]));
}

function spanWords(seconds: number): string {
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}
