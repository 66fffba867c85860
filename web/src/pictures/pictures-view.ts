// The pictures on a camera: the grid, and what can be done with what is selected.
import { css, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import type { Watched } from "../core/watched.ts";
import { cameras } from "../service/cameras.ts";
import { connection } from "../service/connection.ts";
import { grant, whyForbidden } from "../service/grant.ts";
import { whySilent } from "../service/readiness.ts";
import type { PictureList } from "../service/picture-list.ts";
import { pictureToOpen } from "../service/picture-to-open.ts";
import { pictures } from "../service/pictures.ts";
import { transfers } from "../service/transfers.ts";
import { texts } from "../texts.ts";
import type { CompareView } from "./compare-view.ts";
import type { DeleteDialog } from "./delete-dialog.ts";
import type { PictureGrid } from "./grid.ts";
import type { LargeView } from "./large-view.ts";
import { Selection } from "./selection.ts";
import { nameOf, type PictureFile, type Shot } from "./shot.ts";
import { isUploadable } from "./uploadable.ts";
import { filesToTake, type Which } from "./which-files.ts";
import "../parts/empty.ts";
import "../parts/failure-box.ts";
import "./action-bar.ts";
import "./compare-view.ts";
import "./delete-dialog.ts";
import "./drop-zone.ts";
import "./grid.ts";
import "./large-view.ts";
import "./transfer-list.ts";

@customElement("rc-pictures-view")
export class PicturesView extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      rc-drop-zone,
      rc-picture-grid {
        flex: 1;
      }
      .pad {
        padding: 0 16px 12px;
      }
      .pad button {
        margin-top: 8px;
      }
    `,
  ];

  /** The camera's id, also of one that is away; undefined where there is none. */
  @property({ attribute: false }) camera: string | undefined;
  @state() private list: PictureList | undefined;
  @state() private isSelecting = false;
  @query("rc-picture-grid") private readonly grid!: PictureGrid | null;
  @query("rc-delete-dialog") private readonly deleteDialog!: DeleteDialog;
  @query("rc-large-view") private readonly largeView!: LargeView;
  @query("rc-compare-view") private readonly compareView!: CompareView;
  private readonly selection = new Selection();
  private newest = 0;
  private ends: (() => void)[] = [];

  constructor() {
    super();
    this.watch(cameras.list, connection.state, connection.session, grant, this.selection.keys);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    pictureToOpen.value = undefined;
    this.list = undefined;
    this.ends.splice(0).forEach((end) => end());
  }

  override willUpdate(_: PropertyValues): void {
    const list = this.camera === undefined || connection.session.value === undefined ? undefined : pictures.of(this.camera);
    if (list !== this.list && this.isConnected) {
      this.ends.splice(0).forEach((end) => end());
      this.list = list;
      if (list !== undefined) {
        this.newest = list.shots.value?.[0]?.arrival ?? 0;
        this.ends = [list.watch(), list.shots.subscribe(() => this.noteChange(list)), ...this.redrawing(list.failure, list.progress)];
      }
    }
  }

  override render() {
    const { list, camera } = this;
    if (list === undefined || camera === undefined) {
      return html`<rc-empty icon="pictures" heading=${texts.pictures.noCamera}>
        <p class="muted">${texts.cameras.noneLead}</p>
      </rc-empty>`;
    }
    const shots = list.shots.value;
    const noUpload = this.noUpload(list);
    return html`<h1 class="visually-hidden">${texts.views.pictures}</h1>
      <rc-drop-zone .blocked=${noUpload} .take=${(files: readonly File[]) => this.upload(list, files)}>
      <rc-picture-actions .count=${shots?.length} .chosen=${this.chosen(shots)} .isSelecting=${this.isSelecting} .blocked=${this.blocked()}
        .setSelecting=${(on: boolean) => this.setSelecting(on)} .selectAll=${() => this.selection.set((shots ?? []).map(({ key }) => key))}
        .selectNone=${() => this.selection.clear()} .askDelete=${() => this.askDelete(this.chosen(shots))}
        .compare=${() => this.compareView.open(this.chosen(shots))} .download=${(which: Which) => this.download(camera, this.chosen(shots), which)}
        .noUpload=${noUpload} .upload=${(files: readonly File[]) => this.upload(list, files)}></rc-picture-actions>
      ${list.failure.value !== undefined && this.blocked() === undefined ? this.failure(list) : nothing}
      ${shots === undefined ? this.waiting(list) : shots.length === 0 ? this.empty() : this.pictures(camera, shots)}
      </rc-drop-zone>
      <rc-transfers></rc-transfers>
      <rc-large-view .camera=${camera} .shots=${shots ?? []} .blocked=${this.blocked()}
        .askDelete=${(shot: Shot) => this.askDelete([shot])} .download=${(file: PictureFile) => void transfers.download(camera, file)}
        .moved=${(key: string) => this.grid?.focusOn(key)}></rc-large-view>
      <rc-compare-view .camera=${camera} .closed=${() => this.grid?.focusOn(this.chosen(list.shots.value)[0]?.key)}></rc-compare-view>
      <rc-delete-dialog .deleted=${(gone: readonly Shot[]) => this.endSelecting(gone)}></rc-delete-dialog>`;
  }

  private pictures(camera: string, shots: readonly Shot[]) {
    return html`<rc-picture-grid .camera=${camera} .shots=${shots} .selection=${this.selection} .selected=${this.selection.keys.value}
      .isSelecting=${this.isSelecting || this.selection.keys.value.size > 0} .open=${(key: string) => this.open(key)}
      .deleteKey=${() => this.askDelete(this.chosen(shots))}></rc-picture-grid>`;
  }

  private waiting({ failure, progress }: PictureList) {
    const files = progress.value?.done ?? 0;
    if (failure.value !== undefined) {
      const why = this.blocked();
      return why === undefined ? nothing : html`<rc-empty icon="warning" heading=${why}><p class="muted">${texts.pictures.later}</p></rc-empty>`;
    }
    return html`<rc-empty icon="card" heading=${texts.pictures.listing}>
      <p class="muted">${files > 0 ? texts.pictures.listed(files) : nothing}</p>
    </rc-empty>`;
  }

  private redrawing(...values: readonly Watched<any>[]): (() => void)[] {
    return values.map((value) => value.subscribe(() => this.requestUpdate()));
  }

  private empty() {
    return html`<rc-empty icon="pictures" heading=${texts.pictures.empty}><p class="muted">${texts.pictures.emptyLead}</p></rc-empty>`;
  }

  private failure(list: PictureList) {
    return html`<div class="pad">
      <rc-failure .failure=${list.failure.value}></rc-failure>
      <button @click=${() => void list.refresh()}>${texts.pictures.again}</button>
    </div>`;
  }

  /** Return why nothing can be asked of the camera now. */
  private blocked(): string | undefined {
    return cameras.list.value === undefined ? texts.pictures.listing : whySilent(this.camera ?? "");
  }

  private noUpload({ newestFolder }: PictureList): string | undefined {
    if (cameras.find(this.camera)?.abilities.includes("upload_file") === false) {
      return texts.pictures.noUpload;
    }
    return whyForbidden("operate") ?? this.blocked() ?? (newestFolder === undefined ? texts.pictures.noFolder : undefined);
  }

  private upload({ camera, newestFolder }: PictureList, files: readonly File[]): void {
    if (newestFolder !== undefined) {
      transfers.upload(camera, files.filter(isUploadable), newestFolder);
      files.filter((file) => !isUploadable(file)).forEach((file) => transfers.refuse(file, texts.pictures.notUploadable(file.name)));
    }
  }

  private download(camera: string, shots: readonly Shot[], which: Which): void {
    const files = filesToTake(shots, which);
    const [first] = files;
    if (first !== undefined) {
      void (files.length === 1 ? transfers.download(camera, first) : transfers.downloadMany(camera, files, texts.pictures.zip(files.length)));
    }
  }

  private chosen(shots: readonly Shot[] = []): Shot[] {
    return this.selection.keys.value.size === 0 ? [] : shots.filter(({ key }) => this.selection.has(key));
  }

  private setSelecting(on: boolean): void {
    this.isSelecting = on;
    if (!on) {
      this.selection.clear();
    }
  }

  /** After a deletion: what could not be deleted stays selected. */
  private endSelecting(gone: readonly Shot[]): void {
    this.selection.drop(gone.map(({ key }) => key));
    if (this.selection.keys.value.size === 0) {
      this.isSelecting = false;
    }
  }

  private noteChange({ shots: { value: shots = [] } }: PictureList): void {
    this.selection.keep(new Set(shots.map(({ key }) => key)));
    const [first] = shots;
    if (first !== undefined && first.arrival > this.newest) {
      this.newest = first.arrival;
      notices.say(texts.pictures.arrived(nameOf(first)));
    }
    this.requestUpdate();
  }

  /** Open the picture that the view before has asked for, as soon as it is known. */
  override updated(): void {
    const wanted = pictureToOpen.value;
    if (wanted === undefined || wanted.camera !== this.camera) {
      pictureToOpen.value = undefined; // another camera was chosen meanwhile
      return;
    }
    const shot = this.list?.shots.value?.find(({ files }) => files.some(({ path }) => path === wanted.path));
    if (shot !== undefined) {
      pictureToOpen.value = undefined;
      this.open(shot.key);
    }
  }

  private open(key: string): void {
    this.grid?.focusOn(key);
    this.largeView.open(key);
  }

  private askDelete(shots: readonly Shot[]): void {
    const blocked = whyForbidden("admin") ?? this.blocked();
    if (blocked !== undefined) {
      notices.tell(blocked, "bad");
    } else if (this.camera !== undefined) {
      this.deleteDialog.ask(this.camera, shots);
    }
  }
}
