// One picture over the whole screen: zoom, EXIF, browsing, and what can be done with it.
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { Keys } from "../core/keys.ts";
import { goOver, leaveOver } from "../core/over.ts";
import { PageElement } from "../core/page-element.ts";
import { Watched } from "../core/watched.ts";
import { grant, may } from "../service/grant.ts";
import { texts } from "../texts.ts";
import { overlayStyles } from "./overlay-styles.ts";
import { isShowable } from "./picture-pane.ts";
import { nameOf, type PictureFile, type Shot, typeOf } from "./shot.ts";
import { FITS, toggled, type Zoom, zoomedBy } from "./zoom.ts";
import "../parts/icon.ts";
import "./picture-info.ts";

@customElement("rc-large-view")
export class LargeView extends PageElement {
  static override styles = [
    PageElement.styles,
    overlayStyles,
    css`
      .body.informed {
        grid-template-columns: minmax(0, 1fr) 300px;
      }
      rc-picture-info {
        border-left: 1px solid var(--line);
      }
      .stage {
        position: relative;
        display: grid;
        min-width: 0;
        min-height: 0;
      }
      .step {
        position: absolute;
        top: calc(50% - 22px);
        width: 44px;
        height: 44px;
        border-radius: 50%;
        border-color: transparent;
        background: rgb(0 0 0 / 0.5);
        color: #fff;
      }
      .step:disabled {
        visibility: hidden;
      }
      .previous {
        left: 12px;
      }
      .next {
        right: 12px;
      }
      @media (max-width: 700px) {
        .body.informed {
          grid-template: minmax(0, 1fr) minmax(0, 1fr) / minmax(0, 1fr);
        }
        rc-picture-info {
          border-left: 0;
          border-top: 1px solid var(--line);
        }
        .actions .words {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) camera = "";
  @property({ attribute: false }) shots: readonly Shot[] = [];
  /** Why nothing can be asked of the camera now. */
  @property({ attribute: false }) blocked: string | undefined;
  @property({ attribute: false }) download: (file: PictureFile) => void = () => undefined;
  @property({ attribute: false }) askDelete: (shot: Shot) => void = () => undefined;
  /** Called with the key of the picture that is shown; also when it is closed. */
  @property({ attribute: false }) moved: (key: string) => void = () => undefined;
  @state() private key: string | undefined;
  @state() private type: string | undefined; // of the file that was chosen; else the first
  @state() private refused: string | undefined; // the path of what the browser cannot show
  @state() private isInformed = matchMedia("(min-width: 1000px)").matches;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  private readonly zoom = new Watched<Zoom>(FITS);
  private lastIndex = 0;

  constructor() {
    super();
    this.watch(this.zoom, grant);
    const run = (event: KeyboardEvent) => this.onKey(event);
    new Keys(this, [
      { key: "z", label: texts.pictures.keys.zoom, run },
      { key: "i", label: texts.pictures.keys.info, run },
    ]);
  }

  /** Show a picture. */
  open(key: string): void {
    this.key = key;
    this.zoom.value = FITS;
    void this.updateComplete.then(() => this.dialog.showModal());
    goOver(this.close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    leaveOver(this.close);
  }

  override updated(): void {
    if (this.dialog.open && this.shots.length === 0) {
      this.dialog.close();
    }
  }

  override render() {
    const shot = this.shot;
    return html`<dialog aria-labelledby="title" @keydown=${this.onKey} @close=${this.onClose}>
      ${this.key === undefined || shot === undefined ? nothing : this.content(shot)}
    </dialog>`;
  }

  private content(shot: Shot) {
    const file = this.fileOf(shot);
    const index = this.shots.indexOf(shot);
    return html`<div class="overlay">
      <div class="head">
        <button class="quiet icon" autofocus aria-label=${texts.close} title=${texts.close} @click=${() => this.dialog.close()}>
          <rc-icon name="close"></rc-icon>
        </button>
        <h2 id="title">${nameOf(shot)}</h2>
        <span class="muted position">${texts.pictures.position(index + 1, this.shots.length)}</span>
      </div>
      <div class="actions">${this.types(shot, file)}${this.actions(shot, file)}</div>
      <div class="body ${this.isInformed ? "informed" : ""}">
        <div class="stage">
          <rc-picture-pane .camera=${this.camera} .file=${file} .preview=${shot.files[0].path} .zoom=${this.zoom}
            .better=${this.better(shot, file)} @refused=${() => (this.refused = file.path)}
            @swipe=${({ detail }: CustomEvent<number>) => this.step(detail)}></rc-picture-pane>
          ${this.stepButton("previous", -1, index === 0)}${this.stepButton("next", 1, index === this.shots.length - 1)}
        </div>
        ${this.isInformed ? html`<rc-picture-info .camera=${this.camera} .file=${file}></rc-picture-info>` : nothing}
      </div>
    </div>`;
  }

  private types({ files }: Shot, shown: PictureFile) {
    return files.length < 2 ? nothing : files.map((file) => html`<button aria-pressed=${file === shown} @click=${() => (this.type = typeOf(file))}>
      ${typeOf(file)}
    </button>`);
  }

  private fileOf({ files }: Shot): PictureFile {
    return files.find((one) => typeOf(one) === this.type) ?? files[0];
  }

  /** Whether the file itself is shown. */
  private isWhole(file: PictureFile): boolean {
    return isShowable(file) && file.path !== this.refused;
  }

  /** Return how to show the shot's other file, where this one is only shown by its preview. */
  private better({ files }: Shot, shown: PictureFile) {
    const other = this.isWhole(shown) ? undefined : files.find((file) => this.isWhole(file));
    return other && { type: typeOf(other), show: () => (this.type = typeOf(other)) };
  }

  private actions(shot: Shot, file: PictureFile) {
    const { blocked } = this;
    const onlyPreview = this.isWhole(file) ? undefined : texts.pictures.onlyPreview(typeOf(file));
    const isZoomed = onlyPreview === undefined && this.zoom.value.factor !== undefined;
    return html`
      <button aria-pressed=${isZoomed} ?disabled=${onlyPreview !== undefined} title=${onlyPreview ?? ""}
        @click=${() => (this.zoom.value = toggled(this.zoom.value))}>${texts.pictures.whole}</button>
      <button class="icon" aria-pressed=${this.isInformed} aria-label=${texts.pictures.info} title=${texts.pictures.info}
        @click=${() => (this.isInformed = !this.isInformed)}><rc-icon name="info"></rc-icon></button>
      <button aria-label=${texts.pictures.downloadOne(file.filename)} title=${blocked ?? texts.pictures.downloadOne(file.filename)}
        ?disabled=${blocked !== undefined} @click=${() => this.download(file)}>
        <rc-icon name="download"></rc-icon><span class="words">${texts.pictures.download}</span></button>
      ${may("admin") ? html`<button class="danger" aria-label=${texts.pictures.remove} title=${blocked ?? texts.pictures.remove}
        ?disabled=${blocked !== undefined} @click=${() => this.askDelete(shot)}>
        <rc-icon name="delete"></rc-icon><span class="words">${texts.pictures.remove}</span></button>` : nothing}`;
  }

  private stepButton(name: "previous" | "next", by: number, isOff: boolean) {
    return html`<button class="icon step ${name}" aria-label=${texts.pictures[name]} title=${texts.pictures[name]} ?disabled=${isOff}
      @click=${() => this.step(by)}><rc-icon name=${name}></rc-icon></button>`;
  }

  /** The picture that is shown; of one that went, the next. */
  private get shot(): Shot | undefined {
    const index = this.shots.findIndex(({ key }) => key === this.key);
    this.lastIndex = index >= 0 ? index : Math.min(this.lastIndex, this.shots.length - 1);
    return this.shots[this.lastIndex];
  }

  private step(by: number): void {
    const shot = this.shot;
    const next = shot && this.shots[this.shots.indexOf(shot) + by];
    if (next !== undefined) {
      this.key = next.key;
      this.moved(next.key);
    }
  }

  private readonly close = (): void => this.dialog.close();

  private onClose(): void {
    leaveOver(this.close);
    const shown = this.shot?.key;
    this.key = undefined;
    if (shown !== undefined) {
      this.moved(shown);
    }
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const isPress = event.key === " " && target instanceof Element && target.matches("button, summary");
    if (!this.dialog.open || event.key === "?" || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.stopPropagation();
    const file = this.shot && this.fileOf(this.shot);
    const zoomed = isPress || file === undefined || !this.isWhole(file) ? undefined : zoomedBy(event, this.zoom.value);
    if (zoomed !== undefined) {
      event.preventDefault();
      this.zoom.value = zoomed;
    } else if (this.press(event.key)) {
      event.preventDefault();
    }
  }

  private press(key: string): boolean {
    switch (key) {
      case "ArrowLeft":
        this.step(-1);
        return true;
      case "ArrowRight":
        this.step(1);
        return true;
      case "i":
        this.isInformed = !this.isInformed;
        return true;
      case "Delete":
        if (this.shot !== undefined) {
          this.askDelete(this.shot);
        }
        return true;
    }
    return false;
  }
}
