// The histogram: how many pixels are how bright, in all and of each colour.
import { css } from "lit";
import { customElement } from "lit/decorators.js";
import { PageElement } from "../core/page-element.ts";
import { luminance } from "./edges.ts";
import { Overlay } from "./overlay.ts";

const HEIGHT = 96;
const COLOURS = ["#ff6b6b", "#7be07b", "#7ab0ff"];

/** `<rc-histogram .picture=…>` of that picture. */
@customElement("rc-histogram")
export class Histogram extends Overlay {
  static override styles = [
    PageElement.styles,
    css`
      :host {
        border: 1px solid rgb(255 255 255 / 0.35);
        border-radius: 4px;
        background: rgb(0 0 0 / 0.6);
      }
      canvas {
        display: block;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  protected readonly everyMs = 200;
  protected readonly mostWidth = 240;

  protected paint({ data }: ImageData): void {
    const { canvas } = this;
    Object.assign(canvas, { width: 256, height: HEIGHT });
    const context = canvas.getContext("2d");
    if (context === null) {
      return;
    }
    context.fillStyle = "rgb(255 255 255 / 0.55)";
    context.fill(outline(counted(luminance(data), 0, 1)));
    COLOURS.forEach((colour, channel) => {
      context.strokeStyle = colour;
      context.stroke(outline(counted(data, channel, 4)));
    });
  }
}

/** Return how many values of each brightness there are, from the first on, `step` apart. */
function counted(values: ArrayLike<number>, first: number, step: number): Uint32Array {
  const counts = new Uint32Array(256);
  for (let at = first; at < values.length; at += step) {
    const value = values[at] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

/** Return the curve over the counts. Its height is the square root's, so that one large patch leaves room for the rest. */
function outline(counts: Uint32Array): Path2D {
  const most = Math.max(...counts.subarray(1, 255), 1); // what is clipped goes through the top
  const path = new Path2D();
  path.moveTo(0, HEIGHT);
  counts.forEach((count, value) => path.lineTo(value, HEIGHT - Math.sqrt(Math.min(1, count / most)) * (HEIGHT - 2)));
  path.lineTo(255, HEIGHT);
  return path;
}
