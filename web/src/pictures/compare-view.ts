// Two pictures side by side, which zoom and move together.
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { explain, isAbort } from "../core/failure.ts";
import { goOver, leaveOver } from "../core/over.ts";
import { PageElement } from "../core/page-element.ts";
import { Watched } from "../core/watched.ts";
import { session } from "../service/connection.ts";
import { texts } from "../texts.ts";
import { exposureOf } from "./metadata.ts";
import { overlayStyles } from "./overlay-styles.ts";
import { isShowable } from "./picture-pane.ts";
import { nameOf, type Shot, typeOf } from "./shot.ts";
import { FITS, toggled, type Zoom, zoomedBy } from "./zoom.ts";
import "../parts/icon.ts";

@customElement("rc-compare-view")
export class CompareView extends PageElement {
  static override styles = [
    PageElement.styles,
    overlayStyles,
    css`
      .body {
        grid-auto-columns: minmax(0, 1fr);
        grid-auto-flow: column;
        gap: 2px;
        background: var(--line);
      }
      figure {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-height: 0;
        background: var(--surface);
      }
      figcaption {
        padding: 8px 12px;
      }
      @media (orientation: portrait) and (max-width: 900px) {
        .body {
          grid-auto-flow: row;
          grid-auto-rows: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  /** Called when it is closed. */
  @property({ attribute: false }) closed: () => void = () => undefined;
  @state() private shots: readonly Shot[] = [];
  @state() private exposures: ReadonlyMap<string, string> = new Map();
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  private readonly zoom = new Watched<Zoom>(FITS);
  private asking = new AbortController();

  constructor() {
    super();
    this.watch(this.zoom);
  }

  /** Show two pictures. */
  open(shots: readonly Shot[]): void {
    this.shots = shots;
    this.zoom.value = FITS;
    this.exposures = new Map();
    this.asking = new AbortController();
    shots.forEach((shot) => void this.ask(shot, this.asking.signal));
    void this.updateComplete.then(() => this.dialog.showModal());
    goOver(this.close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asking.abort();
    leaveOver(this.close);
  }

  override render() {
    return html`<dialog aria-labelledby="title" @keydown=${this.onKey} @close=${this.onClose}>
      ${this.shots.length === 0 ? nothing : this.content()}
    </dialog>`;
  }

  private content() {
    const [previewed] = this.shots.some(({ files: [file] }) => isShowable(file)) ? [] : this.shots;
    return html`<div class="overlay">
      <div class="head">
        <button class="quiet icon" autofocus aria-label=${texts.close} title=${texts.close} @click=${() => this.dialog.close()}>
          <rc-icon name="close"></rc-icon>
        </button>
        <h2 id="title">${texts.pictures.compareTitle}</h2>
      </div>
      <div class="actions">
        <button aria-pressed=${this.zoom.value.factor !== undefined} ?disabled=${previewed !== undefined}
          title=${previewed === undefined ? "" : texts.pictures.onlyPreview(typeOf(previewed.files[0]))} @click=${() => (this.zoom.value = toggled(this.zoom.value))}>${texts.pictures.whole}</button>
      </div>
      <div class="body">${this.shots.map((shot) => this.half(shot))}</div>
    </div>`;
  }

  private half(shot: Shot) {
    const [file] = shot.files;
    return html`<figure>
      <rc-picture-pane .camera=${this.camera} .file=${file} .preview=${file.path} .zoom=${this.zoom}></rc-picture-pane>
      <figcaption><strong>${nameOf(shot)}</strong> <span class="muted">${this.exposures.get(shot.key)}</span></figcaption>
    </figure>`;
  }

  private async ask({ key, files: [{ path }] }: Shot, signal: AbortSignal): Promise<void> {
    try {
      const exposure = exposureOf(await session().getMetadata({ path, camera: this.camera }, { signal }));
      this.exposures = new Map(this.exposures).set(key, exposure);
    } catch (error) {
      if (!isAbort(error)) {
        this.exposures = new Map(this.exposures).set(key, explain(error).message);
      }
    }
  }

  private readonly close = (): void => this.dialog.close();

  private onClose(): void {
    leaveOver(this.close);
    this.asking.abort();
    this.shots = [];
    this.closed();
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    if (event.key === "?" || (event.key === " " && target instanceof Element && target.matches("button"))) {
      return;
    }
    event.stopPropagation();
    const zoomed = zoomedBy(event, this.zoom.value);
    if (zoomed !== undefined) {
      event.preventDefault();
      this.zoom.value = zoomed;
    }
  }
}
