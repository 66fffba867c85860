// Focus peaking: what is sharp is painted over.
import { css } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { edgesOf } from "./edges.ts";
import { Overlay } from "./overlay.ts";

/** `<rc-peaking .picture=…>` over that picture. */
@customElement("rc-peaking")
export class Peaking extends Overlay {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        color: var(--accent);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  protected readonly everyMs = 100;
  protected readonly mostWidth = 640;

  protected paint(frame: ImageData): void {
    const { canvas } = this;
    Object.assign(canvas, { width: frame.width, height: frame.height });
    const context = canvas.getContext("2d");
    if (context !== null) {
      context.putImageData(edgesOf(frame), 0, 0);
      context.globalCompositeOperation = "source-in";
      context.fillStyle = getComputedStyle(this).color;
      context.fillRect(0, 0, canvas.width, canvas.height);
    }
  }
}
