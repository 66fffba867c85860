// How many tiles stand side by side, so that they are as large as the room allows.

const LEAST_PX = 280; // narrower, nobody sees much: the tiles scroll then
const LEAST_SMALL_PX = 200; // of many: who is missing shows sooner where more fit
const FOOT_PX = 64; // below a tile's picture
const GAP_PX = 16;
const SHAPE = 4 / 3; // of a tile's picture

export interface TileLayout {
  columns: number;
  /** Of a tile, in pixels. */
  width: number;
}

/** Return the layout of `count` tiles in a room of that size in pixels. */
export function layoutOf(count: number, room: { width: number; height: number }, { areSmall = false } = {}): TileLayout {
  const least = areSmall ? LEAST_SMALL_PX : LEAST_PX;
  let best: TileLayout = { columns: 1, width: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const height = share(room.height, Math.ceil(count / columns)) - FOOT_PX;
    const width = Math.floor(Math.min(share(room.width, columns), height * SHAPE));
    best = width > best.width ? { columns, width } : best;
  }
  if (best.width >= least) {
    return best;
  }
  const columns = Math.max(1, Math.floor((room.width + GAP_PX) / (least + GAP_PX)));
  return { columns, width: Math.floor(share(room.width, columns)) };
}

/** Return the height of such a tile, without what it tells of failures, in pixels. */
export function heightOf({ width }: TileLayout): number {
  return Math.round(width / SHAPE) + FOOT_PX;
}

function share(length: number, parts: number): number {
  return (length - GAP_PX * (parts - 1)) / parts;
}
