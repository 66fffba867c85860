// Where a picture is sharp.

const LEAST = 200; // of the Sobel operator's |x| + |y|, which reaches 2040: more than noise, and than a blurred contour

/** Return a picture of the same size that is opaque where `frame` has a sharp edge, and clear elsewhere. */
export function edgesOf({ data, width, height }: ImageData): ImageData {
  const light = luminance(data);
  const edges = new ImageData(width, height);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      if (gradient(light, at, width) >= LEAST) {
        edges.data[4 * at + 3] = 255;
      }
    }
  }
  return edges;
}

/** Return the luminance of each pixel, by ITU-R BT.601. */
export function luminance(rgba: Uint8ClampedArray): Uint8Array {
  const light = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < light.length; at += 1) {
    light[at] = (77 * (rgba[4 * at] ?? 0) + 150 * (rgba[4 * at + 1] ?? 0) + 29 * (rgba[4 * at + 2] ?? 0)) >> 8;
  }
  return light;
}

/** Return how steep the luminance is there, by the Sobel operator. */
function gradient(light: Uint8Array, at: number, width: number): number {
  const value = (offset: number) => light[at + offset] ?? 0;
  const [nw, n, ne] = [value(-width - 1), value(-width), value(-width + 1)];
  const [w, e] = [value(-1), value(1)];
  const [sw, s, se] = [value(width - 1), value(width), value(width + 1)];
  return Math.abs(ne + 2 * e + se - nw - 2 * w - sw) + Math.abs(sw + 2 * s + se - nw - 2 * n - ne);
}
