// The bar above the grid: how many pictures there are, and what can be done with those that are selected.
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { grant, may } from "../service/grant.ts";
import { texts } from "../texts.ts";
import { type Shot, sizeOf } from "./shot.ts";
import type { IconName } from "../parts/icon.ts";
import { isChoice, isRawAndJpeg, type Which, WHICH } from "./which-files.ts";
import "../parts/icon.ts";

@customElement("rc-picture-actions")
export class PictureActions extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        padding: 10px 16px;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: var(--tap);
      }
      .count {
        font-weight: 550;
        white-space: nowrap;
      }
      .why {
        flex: 1 1 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--warn);
        font-size: 0.88rem;
      }
      .narrow {
        display: none;
      }
      @media (max-width: 700px) {
        :host {
          padding: 6px 8px;
        }
        .words {
          display: none;
        }
        .narrow {
          display: inline;
        }
        .bar {
          flex-wrap: wrap;
          gap: 6px;
        }
        .count {
          margin-right: auto;
        }
        select {
          flex: 1 1 50%; /* it begins a row, which the buttons end */
        }
        .why {
          flex-basis: 100%;
          order: 1;
          white-space: normal;
        }
        .why:empty {
          display: none;
        }
        .bar button:has(rc-icon) {
          width: var(--tap);
          padding: 0;
        }
      }
    `,
  ];

  /** How many pictures there are; undefined: that is not known yet. */
  @property({ attribute: false }) count: number | undefined;
  /** Those that are selected. */
  @property({ attribute: false }) chosen: readonly Shot[] = [];
  @property({ attribute: false }) isSelecting = false;
  /** Why nothing can be asked of the camera now; undefined: all can. */
  @property({ attribute: false }) blocked: string | undefined;
  @property({ attribute: false }) setSelecting: (on: boolean) => void = () => undefined;
  @property({ attribute: false }) selectAll: () => void = () => undefined;
  @property({ attribute: false }) selectNone: () => void = () => undefined;
  /** Why nothing can be uploaded. */
  @property({ attribute: false }) noUpload: string | undefined;
  @property({ attribute: false }) upload: (files: readonly File[]) => void = () => undefined;
  @property({ attribute: false }) download: (which: Which) => void = () => undefined;
  @property({ attribute: false }) compare: () => void = () => undefined;
  @property({ attribute: false }) askDelete: () => void = () => undefined;

  @state() private which: Which = "both";
  @query("input") private readonly input!: HTMLInputElement;

  constructor() {
    super();
    this.watch(grant);
  }

  override render() {
    return html`<div class="bar">${this.chosen.length > 0 || this.isSelecting ? this.selected() : this.all()}</div>`;
  }

  private all() {
    return html`
      <span class="count">${this.count === undefined ? "" : texts.pictures.count(this.count)}</span>
      ${this.why()}
      ${may("operate") ? this.uploading() : nothing}
      <button ?disabled=${!this.count} @click=${() => this.setSelecting(true)}>${texts.pictures.select}</button>`;
  }

  private uploading() {
    return html`<input type="file" multiple hidden @change=${this.onFiles} />
      <button aria-label=${texts.pictures.upload} title=${this.noUpload ?? texts.pictures.uploadWhat} ?disabled=${this.noUpload !== undefined}
        aria-describedby=${this.noUpload === undefined ? nothing : "no-upload"} @click=${() => this.input.click()}>
        <rc-icon name="upload"></rc-icon><span class="words">${texts.pictures.upload}</span>
      </button>
      <span class="visually-hidden" id="no-upload">${this.noUpload}</span>`;
  }

  private why() {
    return html`<span class="why" id="why" title=${this.blocked ?? ""}>${this.count === undefined ? "" : this.blocked}</span>`;
  }

  private selected() {
    const size = this.chosen.reduce((sum, shot) => sum + sizeOf(shot), 0);
    return html`
      <button class="quiet icon" aria-label=${texts.pictures.selectNone} title=${texts.pictures.selectNone} @click=${this.none}>
        <rc-icon name="close"></rc-icon>
      </button>
      <span class="count">${texts.pictures.selected(this.chosen.length)}</span>
      <span class="muted words">${size > 0 ? bytes(size) : ""}</span>
      ${this.why()}
      <button class="quiet" @click=${() => this.selectAll()}>
        <span class="words">${texts.pictures.selectAll}</span><span class="narrow">${texts.pictures.all}</span>
      </button>
      ${isChoice(this.chosen) ? this.choice() : nothing}
      ${this.button("download", texts.pictures.download, () => this.download(this.which), this.chosen.length === 0)}
      ${this.button("compare", texts.pictures.compare, this.compare, this.chosen.length !== 2, "", texts.pictures.compareTwo)}
      ${may("admin") ? this.button("delete", texts.pictures.remove, this.askDelete, this.chosen.length === 0, "danger") : nothing}`;
  }

  private choice() {
    const { which } = texts.pictures;
    const { both, jpeg, all, others, raw } = which;
    const words = isRawAndJpeg(this.chosen) ? { both, others: jpeg, raw } : { both: all, others, raw };
    return html`<select aria-label=${which.label} @change=${(event: Event) => (this.which = (event.target as HTMLSelectElement).value as Which)}>
      ${WHICH.map((each) => html`<option value=${each} ?selected=${each === this.which}>${words[each]}</option>`)}
    </select>`;
  }

  private button(icon: IconName, label: string, run: () => void, isOff: boolean, kind = "", why = "") {
    return html`<button class=${kind} aria-label=${label} title=${this.blocked ?? (why || label)} aria-describedby=${this.blocked ? "why" : nothing}
      ?disabled=${isOff || this.blocked !== undefined} @click=${run}>
      <rc-icon name=${icon}></rc-icon><span class="words">${label}</span>
    </button>`;
  }

  private onFiles(): void {
    this.upload([...(this.input.files ?? [])]);
    this.input.value = ""; // the same one can be chosen again
  }

  private none(): void {
    this.setSelecting(false);
  }
}
