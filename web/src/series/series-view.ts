// Sequences and tethering.
import { css, html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { PageElement } from "../core/page-element.ts";
import { grant, may } from "../service/grant.ts";
import { isUnderWay, sequences } from "../service/sequences.ts";
import { texts } from "../texts.ts";
import "./new-series.ts";
import "./over-list.ts";
import "./sequence-card.ts";
import "./tethering-panel.ts";

@customElement("rc-series-view")
export class SeriesView extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        overflow-wrap: anywhere; /* paths and names of files within, too */
      }
      .areas {
        display: grid;
        grid-template: "new running" auto "new tethering" auto "new over" 1fr / minmax(20rem, 25rem) minmax(0, 1fr);
        gap: 24px;
        max-width: 92rem;
        padding: 16px;
      }
      rc-new-series {
        grid-area: new;
      }
      .running {
        grid-area: running;
      }
      .tethering {
        grid-area: tethering;
      }
      .over {
        grid-area: over;
      }
      section {
        display: grid;
        gap: 10px;
        align-content: start;
        min-width: 0;
        scroll-margin-top: 16px;
      }
      .cards {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr));
        gap: 12px;
        align-items: start;
      }
      @media (max-width: 900px) {
        .areas {
          grid-template: "running" "new" "tethering" "over" / minmax(0, 1fr);
          gap: 20px;
          padding: 12px;
        }
        .areas.idle {
          grid-template-areas: "new" "running" "tethering" "over";
        }
      }
      .areas.seen {
        grid-template: "running" "tethering" "over" / minmax(0, 1fr);
      }
    `,
  ];

  @query(".running") private readonly running!: HTMLElement;
  private end: (() => void) | undefined;

  constructor() {
    super();
    this.watch(sequences.list, grant);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.end = sequences.attend();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end?.();
  }

  override render() {
    const { series } = texts;
    const { value } = sequences.list;
    const underWay = value?.filter(isUnderWay) ?? [];
    const isForbidden = !may("operate");
    const none = value === undefined ? series.loading : series.noneRunning;
    return html`<h1 class="visually-hidden">${series.title}</h1>
      <div class="areas ${isForbidden ? "seen" : ""} ${underWay.length === 0 ? "idle" : ""}">
        <section class="running" aria-labelledby="running">
          <h2 id="running">${series.running}</h2>
          ${underWay.length === 0 ? html`<p class="muted">${none}</p>` : html`<div class="cards">
            ${repeat(underWay, ({ sequence_id }) => sequence_id, (sequence) => html`<rc-sequence-card .sequence=${sequence}></rc-sequence-card>`)}
          </div>`}
        </section>
        ${isForbidden ? nothing : html`<rc-new-series @series-started=${() => this.running.scrollIntoView({ block: "nearest" })}></rc-new-series>`}
        <section class="tethering" aria-labelledby="tethering">
          <h2 id="tethering">${series.tethering}</h2>
          <rc-tethering></rc-tethering>
        </section>
        <section class="over" aria-labelledby="over">
          <h2 id="over">${series.over}</h2>
          <rc-over-list></rc-over-list>
        </section>
      </div>`;
  }
}
