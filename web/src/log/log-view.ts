// What happened, the newest on top, and how the service is.
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { Keys } from "../core/keys.ts";
import { PageElement } from "../core/page-element.ts";
import { cameras } from "../service/cameras.ts";
import { events, type LogLine, MOST_LINES } from "../service/events.ts";
import { texts } from "../texts.ts";
import { type Filter, filtered, valuesOf } from "./filter.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";
import "./event-row.ts";
import "./server-state.ts";

const t = texts.log;
const PAGE = 200; // lines that are drawn at first, and more at a time

@customElement("rc-log-view")
export class LogView extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        height: 100%;
      }
      .halves {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr) 340px;
        height: 100%;
      }
      .log {
        position: relative;
        display: grid;
        grid-template-rows: auto minmax(0, 1fr);
        min-width: 0;
      }
      .tools {
        padding: 10px 16px;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      input {
        flex: 1 1 10rem;
        min-width: 8rem;
      }
      .tools select {
        flex: 0 1 12rem;
        min-width: 0;
      }
      .list {
        overflow: auto;
        overflow-anchor: none;
      }
      .new {
        position: sticky;
        top: 8px;
        z-index: 1;
        display: flex;
        justify-content: center;
        height: 0;
      }
      .new button {
        border-radius: 99px;
        box-shadow: 0 2px 10px rgb(0 0 0 / 0.25);
      }
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 12px;
        align-items: center;
        padding: 12px 16px;
      }
      rc-failure {
        margin: 12px 16px;
      }
      .state {
        overflow: auto;
        border-left: 1px solid var(--line);
        background: var(--surface);
      }
      .state summary {
        padding: 10px 16px;
        cursor: pointer;
        font-weight: 550;
      }
      @media (max-width: 600px) {
        input {
          flex-basis: 100%;
        }
        .tools select {
          flex: 1 1 6rem;
        }
      }
      @media (min-width: 1101px) {
        .state summary {
          display: none;
        }
      }
      @media (max-width: 1100px) {
        .halves {
          grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
        }
        .state {
          max-height: 60vh;
          order: -1;
          border-left: 0;
          border-bottom: 1px solid var(--line);
        }
      }
    `,
  ];

  @state() private filter: Filter = { words: [], name: "", camera: "" };
  /** The lines that are shown while new ones are held back; undefined to follow. */
  @state() private held: readonly LogLine[] | undefined;
  @state() private isPaused = false;
  @state() private most = PAGE;
  @state() private isWide = matchMedia("(min-width: 1101px)").matches;
  @query(".list") private readonly list!: HTMLElement;
  @query("input") private readonly input!: HTMLInputElement;
  private readonly width = matchMedia("(min-width: 1101px)");

  constructor() {
    super();
    this.watch(events.lines, events.isComplete, events.failure, cameras.list);
    new Keys(this, [
      { key: "/", label: t.searchKey, run: () => this.input.focus() },
      { key: "p", label: t.pauseKey, run: () => this.pause() },
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.width.addEventListener("change", this.onWidth);
    events.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.width.removeEventListener("change", this.onWidth);
  }

  override render() {
    const all = events.lines.value;
    const lines = filtered(this.held ?? all, this.filter);
    return html`<div class="halves">
      <section class="log" aria-label=${t.events}>
        <h1 class="visually-hidden">${texts.views.log}</h1>
        ${this.tools(all)}
        <div class="list" tabindex="0" role="region" aria-label=${t.list} @scroll=${this.scrolled}>
          ${this.held === undefined ? nothing : this.fresh(all, this.held)}
          ${events.failure.value === undefined ? nothing : html`<rc-failure .failure=${events.failure.value}></rc-failure>`}
          ${repeat(lines.slice(0, this.most), ({ key }) => key, (line) => html`<rc-event .line=${line} .cameraName=${"gap" in line || line.camera === undefined ? undefined : cameras.nameOf(line.camera)}></rc-event>`)}
          ${this.foot(lines, all)}
        </div>
      </section>
      <details class="state" ?open=${this.isWide}><summary>${t.server}</summary><rc-server-state></rc-server-state></details>
    </div>`;
  }

  private tools(all: readonly LogLine[]) {
    return html`<div class="tools row">
      <input type="search" aria-label=${t.search} placeholder=${`${t.search} (/)`} @input=${this.search} />
      ${this.select(t.kind, t.allKinds, "name", valuesOf(all, "name"))}
      ${this.select(t.camera, t.allCameras, "camera", valuesOf(all, "camera"))}
      <button aria-pressed=${this.isPaused} title=${t.pauseKey} @click=${this.pause}>${t.pause}</button>
    </div>`;
  }

  private select(label: string, all: string, key: "name" | "camera", values: readonly string[]) {
    const chosen = this.filter[key];
    const wordsOf = (value: string) => (key === "camera" ? cameras.nameOf(value) : value);
    return html`<select aria-label=${label} @change=${(event: Event) => this.narrow({ [key]: (event.target as HTMLSelectElement).value })}>
      <option value="" ?selected=${chosen === ""}>${all}</option>
      ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${wordsOf(value)}</option>`)}
    </select>`;
  }

  private fresh(all: readonly LogLine[], held: readonly LogLine[]) {
    const newest = held[0]?.key ?? 0;
    const count = filtered(all.filter(({ key }) => key > newest), this.filter).length;
    return count === 0 ? nothing : html`<div class="new"><button class="primary" @click=${this.goOn}>${t.fresh(count)}</button></div>`;
  }

  private foot(lines: readonly LogLine[], all: readonly LogLine[]) {
    const more = lines.length - this.most;
    return html`<div class="foot muted" role="status">
      ${more > 0 ? html`<button @click=${() => (this.most += PAGE)}>${t.older(Math.min(more, PAGE))}</button>` : nothing}
      ${lines.length === 0 ? (events.isComplete.value ? (all.length === 0 ? t.none : t.noneFound) : t.loading) : nothing}
      ${all.length >= MOST_LINES ? t.bounded(MOST_LINES) : nothing}
    </div>`;
  }

  private search(): void {
    this.narrow({ words: this.input.value.toLowerCase().split(/\s+/).filter(Boolean) });
  }

  private narrow(change: Partial<Filter>): void {
    this.filter = { ...this.filter, ...change };
    this.most = PAGE;
  }

  private readonly pause = (): void => {
    this.isPaused = !this.isPaused;
    this.hold();
  };

  /** Hold back what comes while it would move what somebody reads. */
  private hold(): void {
    const isToHold = this.isPaused || this.list.scrollTop > 0;
    this.held = isToHold ? (this.held ?? events.lines.value) : undefined;
  }

  private readonly scrolled = (): void => this.hold();

  private readonly goOn = (): void => {
    this.isPaused = false;
    this.list.scrollTop = 0;
    this.hold();
  };

  private readonly onWidth = (): void => {
    this.isWide = this.width.matches;
  };
}
