// Takes files that are dropped on it, for the camera.
import { css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { texts } from "../texts.ts";
import "../parts/icon.ts";

/** Wraps what the files may be dropped on; `take` is called with them. */
@customElement("rc-drop-zone")
export class DropZone extends PageElement {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        position: relative;
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      .over {
        position: absolute;
        inset: 8px;
        z-index: 1;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 12px;
        padding: 16px;
        border: 3px dashed var(--accent);
        border-radius: 12px;
        background: var(--surface);
        text-align: center;
        font-size: 1.1rem;
        opacity: 0.95;
        pointer-events: none;
      }
      .over.off {
        border-color: var(--line-strong);
      }
      .over rc-icon {
        width: 48px;
        height: 48px;
      }
    `,
  ];

  /** Why nothing can be dropped here. */
  @property({ attribute: false }) blocked: string | undefined;
  @property({ attribute: false }) take: (files: readonly File[]) => void = () => undefined;
  @state() private depth = 0; // of the elements that the pointer is over

  constructor() {
    super();
    this.addEventListener("dragenter", (event) => this.count(event, 1));
    this.addEventListener("dragleave", (event) => this.count(event, -1));
    this.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
    this.addEventListener("drop", (event) => this.onDrop(event));
  }

  override render() {
    const { blocked } = this;
    return html`<slot></slot>${this.depth === 0 ? nothing : html`<div class="over ${blocked === undefined ? "" : "off"}">
      <rc-icon name=${blocked === undefined ? "upload" : "warning"}></rc-icon>${blocked ?? texts.pictures.drop}
    </div>`}`;
  }

  private count(event: DragEvent, by: number): void {
    if (hasFiles(event)) {
      event.preventDefault();
      this.depth = Math.max(0, this.depth + by);
    }
  }

  private onDrop(event: DragEvent): void {
    this.depth = 0;
    if (hasFiles(event)) {
      event.preventDefault(); // else the browser would leave the page for the file
      if (this.blocked === undefined) {
        this.take([...(event.dataTransfer?.files ?? [])]);
      }
    }
  }
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}
