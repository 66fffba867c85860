// What is computed of the frames of live view and lies over them.
import { property, query } from "lit/decorators.js";
import { html } from "lit";
import { PageElement } from "../core/page-element.ts";
import type { LivePicture } from "./live-picture.ts";

/** An element with a canvas that is painted after a frame, but not more often than `everyMs` says. */
export abstract class Overlay extends PageElement {
  @property({ attribute: false }) picture: LivePicture | undefined;
  @query("canvas") protected readonly canvas!: HTMLCanvasElement;
  protected abstract readonly everyMs: number;
  /** How many pixels wide a frame is at most that it is painted from. */
  protected abstract readonly mostWidth: number;
  private readonly reduced = new OffscreenCanvas(1, 1);
  private last = -Infinity;
  private source: LivePicture | undefined;

  /** Draw what is to be seen of a frame on the canvas. */
  protected abstract paint(frame: ImageData): void;

  override updated(): void {
    if (this.source !== this.picture) {
      this.leave();
      this.source = this.picture;
      this.source?.addEventListener("frame", this.onFrame);
      this.look();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.leave();
  }

  override render() {
    return html`<canvas aria-hidden="true"></canvas>`;
  }

  private leave(): void {
    this.source?.removeEventListener("frame", this.onFrame);
    this.source = undefined;
  }

  private readonly onFrame = (): void => {
    const now = performance.now();
    if (now - this.last >= this.everyMs) {
      this.last = now;
      this.look();
    }
  };

  /** Paint what the picture shows now, reduced to as many pixels as are worth the time. */
  private look(): void {
    const frame = this.picture?.canvas;
    if (frame == null || this.picture?.size === undefined) {
      return;
    }
    const scale = Math.min(1, this.mostWidth / frame.width);
    const [width, height] = [Math.round(frame.width * scale), Math.round(frame.height * scale)];
    if (this.reduced.width !== width || this.reduced.height !== height) {
      Object.assign(this.reduced, { width, height });
    }
    const context = this.reduced.getContext("2d", { willReadFrequently: true });
    context?.drawImage(frame, 0, 0, width, height);
    const pixels = context?.getImageData(0, 0, width, height);
    if (pixels !== undefined) {
      this.paint(pixels);
    }
  }
}
