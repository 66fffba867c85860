// A whole picture: its thumbnail at once, then itself, with how far it is.
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { explain, type Failure, isAbort } from "../core/failure.ts";
import { bytes } from "../core/format.ts";
import { PageElement } from "../core/page-element.ts";
import { Watched } from "../core/watched.ts";
import { fullPictures, MOST_IN_MEMORY } from "../service/full-pictures.ts";
import { thumbnails } from "../service/thumbnails.ts";
import { texts } from "../texts.ts";
import { kindOf, type PictureFile, typeOf } from "./shot.ts";
import { FITS, type Zoom } from "./zoom.ts";
import "../parts/failure-box.ts";
import "../parts/icon.ts";
import "./zoom-pane.ts";

const SETTLED_MS = 120; // nothing is fetched of pictures that are only passed

@customElement("rc-picture-pane")
export class PicturePane extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        position: relative;
        display: grid;
        min-width: 0;
        min-height: 0;
        background: var(--sunken);
      }
      rc-zoom-pane {
        min-height: 0;
      }
      .over {
        position: absolute;
        left: 50%;
        bottom: 16px;
        transform: translateX(-50%);
        display: grid;
        gap: 8px;
        width: max-content;
        max-width: calc(100% - 32px);
        padding: 8px 14px;
        border-radius: var(--radius);
        background: var(--surface);
        border: 1px solid var(--line);
        font-size: 0.88rem;
      }
      progress {
        width: 12rem;
      }
      .nothing {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 8px;
        color: var(--muted);
      }
      .nothing rc-icon {
        width: 64px;
        height: 64px;
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  @property({ attribute: false }) file: PictureFile | undefined;
  /** The file whose thumbnail stands for it. */
  @property({ attribute: false }) preview = "";
  /** Shows the shot's file that browsers can show, where this is another. */
  @property({ attribute: false }) better: { type: string; show(): void } | undefined;
  @property({ attribute: false }) zoom = new Watched<Zoom>(FITS);
  @state() private url: string | undefined;
  @state() private progress: { done: number; total: number } | undefined;
  @state() private failure: Failure | undefined;
  @state() private isRefused = false; // by the browser
  private loading = new AbortController();

  constructor() {
    super();
    this.watch(thumbnails.changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      void this.load();
    }
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("file") as PictureFile | undefined;
    if (changed.has("file") && before?.path !== this.file?.path) {
      void this.load();
    }
  }

  override render() {
    return html`${this.picture()}${this.failure ? this.failed(this.failure) : this.note()}`;
  }

  private picture() {
    const { file } = this;
    const thumbnail = thumbnails.get(this.camera, this.preview);
    const src = (this.isRefused ? undefined : this.url) ?? thumbnail;
    if (!file || !src) {
      return html`<div class="nothing"><rc-icon name=${file && kindOf(file) === "video" ? "play" : "pictures"}></rc-icon>${file?.filename}</div>`;
    }
    const isWhole = src === this.url;
    const longest = isWhole ? undefined : Math.max(file.width ?? 0, file.height ?? 0) || undefined;
    return html`<rc-zoom-pane .src=${src} .alt=${file.filename} .longest=${longest} .zoom=${this.zoom} ?data-whole=${isWhole}
      ?fixed=${this.isRefused || !isShowable(file)} @failed=${() => isWhole && this.refuse()} @swipe=${this.passOn}></rc-zoom-pane>`;
  }

  private note() {
    const { file, progress } = this;
    if (file === undefined || (this.url !== undefined && !this.isRefused)) {
      return nothing;
    }
    if (this.isRefused || !isShowable(file)) {
      const { better } = this;
      return html`<div class="over">
        <p>${kindOf(file) === "video" ? texts.pictures.noVideo : texts.pictures.cannotShow(typeOf(file))}</p>
        ${better === undefined ? nothing : html`<button @click=${() => better.show()}>${texts.pictures.showOther(better.type)}</button>`}
      </div>`;
    }
    if (progress === undefined) {
      return nothing;
    }
    const { done, total } = progress;
    return html`<div class="over">
      <progress max=${total} .value=${done} aria-label=${texts.pictures.loading}></progress>
      <span>${texts.pictures.loaded(bytes(done), bytes(total))}</span>
    </div>`;
  }

  private failed(failure: Failure) {
    return html`<div class="over">
      <rc-failure .failure=${failure}></rc-failure>
      <button @click=${() => void this.load()}>${texts.pictures.again}</button>
    </div>`;
  }

  private refuse(): void {
    this.isRefused = true;
    this.dispatchEvent(new Event("refused"));
  }

  private forget(): void {
    this.loading.abort();
    if (this.url !== undefined) {
      URL.revokeObjectURL(this.url);
    }
    [this.url, this.progress, this.failure, this.isRefused] = [undefined, undefined, undefined, false];
  }

  private async load(): Promise<void> {
    this.forget();
    const { file, camera } = this;
    if (file === undefined || !isShowable(file)) {
      return;
    }
    const loading = new AbortController();
    this.loading = loading;
    await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
    if (loading.signal.aborted) {
      return;
    }
    try {
      const blob = await fullPictures.get(camera, file.path, loading.signal, (done, total) => {
        if (!loading.signal.aborted) {
          this.progress = { done, total };
        }
      });
      if (!loading.signal.aborted) {
        this.url = URL.createObjectURL(blob);
      }
    } catch (error) {
      if (!isAbort(error) && !loading.signal.aborted) {
        this.failure = explain(error);
      }
    }
  }

  private passOn({ detail }: CustomEvent<number>): void {
    this.dispatchEvent(new CustomEvent("swipe", { detail }));
  }
}

/** Whether the file itself is shown, unless the browser refuses it; else its preview is. */
export function isShowable(file: PictureFile): boolean {
  return ["jpeg", "heif", "image"].includes(kindOf(file)) && (file.size_bytes ?? 0) <= MOST_IN_MEMORY;
}
