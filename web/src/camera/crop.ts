// Which part of a picture is shown.

/** The part around the point (x, y), both from 0 to 1, enlarged `scale` times. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export const WHOLE: Crop = { x: 0.5, y: 0.5, scale: 1 };

/** Return the crop around a point, moved as far as it needs to be within the picture. */
export function cropAt(x: number, y: number, scale: number): Crop {
  const margin = 0.5 / scale;
  const within = (value: number) => Math.min(Math.max(value, margin), 1 - margin);
  return { x: within(x), y: within(y), scale };
}

/** Return the point of the whole picture that is seen at (x, y) of the crop. */
export function pointOf(crop: Crop, x: number, y: number): { x: number; y: number } {
  return { x: crop.x + (x - 0.5) / crop.scale, y: crop.y + (y - 0.5) / crop.scale };
}
