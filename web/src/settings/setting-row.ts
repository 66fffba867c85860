// A setting by its label, with its control and what was refused.
import type { Widget } from "rpc-camera-client";
import { css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Failure } from "../core/failure.ts";
import { PageElement } from "../core/page-element.ts";
import type { CameraSettings, Value } from "../service/settings.ts";
import { texts } from "../texts.ts";
import "../parts/failure-box.ts";
import "./widget-control.ts";

/** `<rc-setting-row .settings .widget .why .pending .failure>`. */
@customElement("rc-setting-row")
export class SettingRow extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        gap: 10px;
        align-items: center;
      }
      .label {
        overflow-wrap: anywhere;
      }
      .section {
        display: block;
        font-weight: 400;
      }
      .fixed {
        overflow-wrap: anywhere;
      }
      rc-failure {
        margin-top: 6px;
      }
    `,
  ];

  @property({ attribute: false }) settings!: CameraSettings;
  @property({ attribute: false }) widget!: Widget;
  /** Why nothing can be changed now; undefined where it can. */
  @property({ attribute: false }) why: string | undefined;
  /** The section it is in, where it stands outside of it. */
  @property({ attribute: false }) section: string | undefined;
  /** What was asked for and is not answered yet. */
  @property({ attribute: false }) pending: Value | undefined;
  /** Why it was refused. */
  @property({ attribute: false }) failure: Failure | undefined;

  override render() {
    const { name, label, readonly, type, value } = this.widget;
    const why = this.why ?? (readonly ? texts.settings.readonly : undefined);
    const isFact = readonly && type === "text";
    return html`<div class="pair">
        <span class="label" title=${name}>${label}${this.section === undefined ? nothing : html` <span class="section">${this.section}</span>`}</span>
        ${isFact
          ? html`<span class="fixed">${value === "" ? texts.settings.nothing : value}</span>`
          : html`<rc-widget-control .widget=${this.widget} .pending=${this.pending} .why=${why} label=${label}
              @choose=${(event: CustomEvent<Value>) => void this.settings.set(name, event.detail)}></rc-widget-control>`}
      </div>
      ${this.failure === undefined ? nothing : html`<rc-failure .failure=${this.failure}></rc-failure>`}`;
  }
}
