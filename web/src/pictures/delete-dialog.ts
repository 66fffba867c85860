// Asks before pictures are deleted, tells how far it is, and says which could not be deleted and why.
import { css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Failure } from "../core/failure.ts";
import { notices } from "../core/notices.ts";
import { PageElement } from "../core/page-element.ts";
import { pictures } from "../service/pictures.ts";
import { texts } from "../texts.ts";
import { kindOf, type PictureFile, type Shot } from "./shot.ts";
import "../parts/failure-box.ts";

const MOST_SHOWN = 3;

@customElement("rc-delete-dialog")
export class DeleteDialog extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      .content {
        display: grid;
        gap: 12px;
        min-width: min(24rem, 80vw);
      }
      .row {
        justify-content: flex-end;
      }
      progress {
        width: 100%;
      }
    `,
  ];

  @state() private shots: readonly Shot[] = [];
  /** How many files are done; undefined: it has not begun. */
  @state() private done: number | undefined;
  @state() private failed: ReadonlyMap<string, Failure> | undefined;
  @query("dialog") private readonly dialog!: HTMLDialogElement;
  /** Called with those that are gone, before the grid is drawn without them. */
  @property({ attribute: false }) deleted: (shots: readonly Shot[]) => void = () => undefined;
  private camera = "";
  private stopping = new AbortController();

  /** Ask whether to delete `shots`, and do it. */
  ask(camera: string, shots: readonly Shot[]): void {
    if (shots.length > 0 && !this.dialog.open) {
      [this.camera, this.shots, this.done, this.failed] = [camera, shots, undefined, undefined];
      this.dialog.showModal();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopping.abort();
  }

  override render() {
    return html`<dialog aria-labelledby="title" @keydown=${(event: Event) => event.stopPropagation()} @cancel=${this.onCancel}>
      <div class="content">${this.failed !== undefined ? this.failures(this.failed) : this.done === undefined ? this.question() : this.progress(this.done)}</div>
    </dialog>`;
  }

  private get files(): PictureFile[] {
    return this.shots.flatMap(({ files }) => files);
  }

  private question() {
    const { confirm } = texts.pictures;
    const { files } = this;
    return html`
      <h2 id="title">${confirm.title(this.shots.length)}</h2>
      <p>${files.length === 1 ? confirm.one((files[0] as PictureFile).filename) : confirm.many(files.length)} ${this.raw(files)}</p>
      <p class="muted">${confirm.forever}</p>
      <div class="row">
        <button autofocus @click=${() => this.dialog.close()}>${texts.cancel}</button>
        <button class="danger" @click=${this.run}>${texts.pictures.remove}</button>
      </div>`;
  }

  private raw(files: readonly PictureFile[]): string {
    const raws = files.filter((file) => kindOf(file) === "raw");
    const { confirm } = texts.pictures;
    if (raws.length === 0 || files.length === 1) {
      return "";
    }
    return this.shots.length === 1 ? confirm.raw(raws.map(({ filename }) => filename).join(", ")) : confirm.raws(raws.length);
  }

  private progress(done: number) {
    const total = this.files.length;
    return html`
      <h2 id="title">${texts.pictures.confirm.working(done, total)}</h2>
      <progress max=${total} .value=${done} aria-labelledby="title"></progress>
      <div class="row"><button @click=${() => this.stopping.abort()}>${texts.pictures.confirm.stop}</button></div>`;
  }

  private failures(failed: ReadonlyMap<string, Failure>) {
    const shown = [...failed].slice(0, MOST_SHOWN);
    return html`
      <h2 id="title">${texts.pictures.confirm.failed(failed.size)}</h2>
      ${shown.map(([, failure]) => html`<rc-failure .failure=${failure}></rc-failure>`)}
      ${failed.size > MOST_SHOWN ? html`<p class="muted">…</p>` : nothing}
      <div class="row"><button @click=${() => this.dialog.close()}>${texts.close}</button></div>`;
  }

  private readonly run = async (): Promise<void> => {
    const { files, camera } = this;
    this.stopping = new AbortController();
    this.done = 0;
    const failed = await pictures.delete(camera, files.map(({ path }) => path), (done) => (this.done = done), this.stopping.signal);
    const stays = new Set([...failed.keys(), ...files.slice(this.done).map(({ path }) => path)]);
    const gone = this.shots.filter((shot) => shot.files.every(({ path }) => !stays.has(path)));
    if (gone.length > 0) {
      notices.tell(texts.pictures.confirm.done(gone.length, gone.flatMap((shot) => shot.files).length), "good");
    }
    this.deleted(gone);
    if (failed.size > 0) {
      this.failed = failed;
    } else {
      this.dialog.close();
    }
  };

  private onCancel(event: Event): void {
    if (this.done !== undefined && this.failed === undefined) {
      event.preventDefault(); // it is under way: Stop ends it
    }
  }
}
