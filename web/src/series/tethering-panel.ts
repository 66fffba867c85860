// Tethering of all cameras, and the files that were saved last.
import type { FileSavedParams } from "rpc-camera-client";
import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { bytes, timeOfDay } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { tetherings } from "../service/tethering.ts";
import { texts } from "../texts.ts";
import "./tether-card.ts";

@customElement("rc-tethering")
export class TetheringPanel extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host,
      .cards {
        display: grid;
        gap: 12px;
        align-items: start;
      }
      .cards {
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
      }
      .whole {
        white-space: nowrap;
      }
      .saved {
        padding: 4px 16px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 2px 16px;
        padding: 8px 0;
        font-variant-numeric: tabular-nums;
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      h3 {
        margin-top: 4px;
      }
    `,
  ];

  private end: (() => void) | undefined;

  constructor() {
    super();
    this.watch(tetherings.state, tetherings.saved, cameras.list);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.end = tetherings.attend();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end?.();
  }

  override render() {
    const { series } = texts;
    const { value } = tetherings.state;
    if (value === undefined) {
      return html`<p class="muted">${series.loading}</p>`;
    }
    if (value.saveDir === null) {
      return html`<p class="card">${series.noSaveDir} <code class="whole">--save-dir ~/Pictures/studio</code>.</p>`;
    }
    const ids = new Set([...(cameras.list.value ?? []).map(({ id }) => id), ...value.byCamera.keys()]);
    return html`
      <p class="muted">${series.tetheringLead} ${series.saveDir} <code>${value.saveDir}</code>.</p>
      ${ids.size === 0 ? html`<p class="muted">${series.noCameras}</p>` : html`<div class="cards">
        ${repeat(ids, (id) => id, (id) => html`<rc-tether-card .camera=${id} .tethering=${value.byCamera.get(id)}></rc-tether-card>`)}
      </div>`}
      <h3 id="saved">${series.lastSaved}</h3>
      ${tetherings.saved.value.length === 0
        ? html`<p class="muted">${series.noneSaved}</p>`
        : html`<ul class="card saved" aria-labelledby="saved">${tetherings.saved.value.map((file) => this.file(file))}</ul>`}`;
  }

  private file({ at, path, size_bytes }: FileSavedParams) {
    return html`<li><code>${path}</code><span class="muted">${bytes(size_bytes)}, ${timeOfDay(at)}</span></li>`;
  }
}
