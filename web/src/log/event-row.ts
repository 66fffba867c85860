// One line of the log.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { dateAndTime, timeOfDay } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { href } from "../core/route.ts";
import { cameras } from "../service/cameras.ts";
import type { LogLine } from "../service/events.ts";
import { texts } from "../texts.ts";
import { withCode } from "../parts/with-code.ts";
import { sentence } from "./sentence.ts";
import "../parts/json-text.ts";
import "../parts/icon.ts";

/** `<rc-event .line=${line} .cameraName=${name}>`; opened, it shows all that the event has. */
@customElement("rc-event")
export class EventRow extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        border-bottom: 1px solid var(--line);
        font-size: 0.92rem;
        content-visibility: auto; /* most rows are out of sight, and each new one moves them all */
        contain-intrinsic-height: auto 37px;
      }
      summary,
      .gap {
        display: grid;
        grid-template-columns: 6.5rem 12rem minmax(6rem, 13rem) minmax(0, 1fr);
        gap: 2px 12px;
        align-items: baseline;
        padding: 7px 16px;
      }
      summary {
        cursor: pointer;
        list-style: none;
      }
      summary::-webkit-details-marker {
        display: none;
      }
      summary:hover,
      details[open] summary {
        background: var(--sunken);
      }
      .gap {
        grid-template-columns: auto minmax(0, 1fr);
        background: var(--warn-ground);
        color: var(--warn);
      }
      time {
        color: var(--muted);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .name {
        font: 0.9rem var(--mono);
      }
      .camera {
        overflow: hidden;
        color: var(--muted);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .camera.id {
        white-space: normal; /* they differ at the end */
        overflow-wrap: anywhere;
      }
      .text {
        overflow-wrap: anywhere;
      }
      .bad {
        color: var(--bad);
      }
      .bad rc-icon {
        width: 16px;
        height: 16px;
        vertical-align: -3px;
      }
      rc-json,
      .about {
        display: block;
        padding: 4px 16px 12px;
      }
      @media (max-width: 900px) {
        summary {
          grid-template-columns: auto auto minmax(0, 1fr);
        }
        .camera {
          text-align: right;
        }
        .text {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property({ attribute: false }) line!: LogLine;
  /** The camera's name, where it is known. */
  @property() cameraName: string | undefined;
  @state() private isOpen = false;

  override render() {
    const { line } = this;
    if ("gap" in line) {
      return html`<p class="gap"><rc-icon name="warning"></rc-icon>${line.gap}</p>`;
    }
    const { text, remedy, isBad } = sentence(line.params);
    return html`<details @toggle=${(event: ToggleEvent) => (this.isOpen = event.newState === "open")}>
      <summary>
        <time datetime=${line.at} title=${dateAndTime(line.at)}>${timeOfDay(line.at)}</time>
        <span class="name">${line.name}</span>
        <span class="camera ${this.cameraName === line.camera ? "id" : ""}" title=${line.camera === undefined ? "" : cameras.nameOf(line.camera)}>${this.cameraName ?? line.camera}</span>
        <span class="text ${isBad ? "bad" : ""}">${isBad ? html`<rc-icon name="warning"></rc-icon> ` : nothing}${text}
          ${remedy ? html`<br /><span class="muted">${withCode(remedy)}</span>` : nothing}</span>
      </summary>
      ${this.isOpen ? html`<rc-json label=${texts.log.raw(line.seq)} .value=${line.params}></rc-json>
          <p class="about"><a href=${href("explorer", line.name)}>${texts.log.about(line.name)}</a></p>` : nothing}
    </details>`;
  }
}
