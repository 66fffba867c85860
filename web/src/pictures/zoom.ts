// How a picture is placed: it fits, or is so many screen pixels wide a pixel, with a point of it in the middle.

/** `factor`: pixels of the screen for one of the picture; undefined: it fits. `x`, `y`: what is in the middle, from 0 to 1. */
export interface Zoom {
  factor: number | undefined;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** `scale`: CSS pixels for one of the picture; `left`, `top`: of the picture, in the pane. */
export interface Placement {
  scale: number;
  left: number;
  top: number;
}

export const FITS: Zoom = { factor: undefined, x: 0.5, y: 0.5 };
const LARGEST = 4;
const STEP = 1.5;

/** Return where the picture is; it never leaves a gap that it could fill. */
export function placed({ factor, x, y }: Zoom, picture: Size, pane: Size): Placement {
  const fit = Math.min(pane.width / picture.width, pane.height / picture.height);
  const scale = factor === undefined ? fit : Math.max(fit, factor / devicePixelRatio);
  return { scale, left: start(x, picture.width * scale, pane.width), top: start(y, picture.height * scale, pane.height) };
}

/** Return the zoom with another factor, at which the point of the pane at `x`, `y` stays where it is. */
export function zoomedAt(zoom: Zoom, factor: number, x: number, y: number, picture: Size, pane: Size): Zoom {
  const before = placed(zoom, picture, pane);
  const { scale: fit } = placed(FITS, picture, pane);
  const scale = Math.min(factor, Math.max(LARGEST, fit * devicePixelRatio)) / devicePixelRatio;
  if (scale <= fit) {
    return FITS;
  }
  const middle = (at: number, begin: number, size: number, room: number) =>
    centred((at - begin) / (size * before.scale) - (at - room / 2) / (size * scale), size * scale, room);
  return {
    factor: scale * devicePixelRatio,
    x: middle(x, before.left, picture.width, pane.width),
    y: middle(y, before.top, picture.height, pane.height),
  };
}

/** Return the zoom after the picture was dragged by so many CSS pixels. */
export function panned(zoom: Zoom, dx: number, dy: number, picture: Size, pane: Size): Zoom {
  const { scale } = placed(zoom, picture, pane);
  return {
    ...zoom,
    x: centred(zoom.x - dx / (picture.width * scale), picture.width * scale, pane.width),
    y: centred(zoom.y - dy / (picture.height * scale), picture.height * scale, pane.height),
  };
}

/** Return the zoom after a key, or undefined where the key is none of zooming. */
export function zoomedBy({ key, shiftKey }: KeyboardEvent, zoom: Zoom): Zoom | undefined {
  const step = 0.08 / (zoom.factor ?? 1);
  switch (key) {
    case "z":
    case " ":
      return toggled(zoom);
    case "+":
      return { ...zoom, factor: zoom.factor === undefined ? 1 : Math.min(LARGEST, zoom.factor * STEP) };
    case "-":
      return zoom.factor === undefined || zoom.factor < 0.2 ? FITS : { ...zoom, factor: zoom.factor / STEP };
    case "ArrowLeft":
      return shiftKey ? { ...zoom, x: Math.max(0, zoom.x - step) } : undefined;
    case "ArrowRight":
      return shiftKey ? { ...zoom, x: Math.min(1, zoom.x + step) } : undefined;
    case "ArrowUp":
      return shiftKey ? { ...zoom, y: Math.max(0, zoom.y - step) } : undefined;
    case "ArrowDown":
      return shiftKey ? { ...zoom, y: Math.min(1, zoom.y + step) } : undefined;
  }
  return undefined;
}

/** Return 100 % if it fits, else what fits. */
export function toggled(zoom: Zoom): Zoom {
  return zoom.factor === undefined ? { ...zoom, factor: 1 } : FITS;
}

function start(middle: number, size: number, room: number): number {
  return size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, room / 2 - middle * size));
}

function centred(middle: number, size: number, room: number): number {
  const half = room / (2 * size);
  return half >= 0.5 ? 0.5 : Math.min(1 - half, Math.max(half, middle));
}
