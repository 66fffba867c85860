// Where each row of the grid is: tiles of one size, and a heading for each day.
import { day } from "../core/format.ts";
import type { Shot } from "./shot.ts";

export interface GridRow {
  index: number;
  top: number;
  height: number;
  /** A heading; its row has no shots. */
  day?: string;
  /** The shots from `from` to before `to`. */
  from: number;
  to: number;
}

export const GAP = 8;
const HEADING = 40;
const CAPTION = 26;
const SMALLEST_TILE = { phone: 104, desk: 168 };
const PHONE = 600;

/** The rows of a grid that is `width` pixels wide. */
export class GridLayout {
  readonly rows: readonly GridRow[];
  readonly columns: number;
  readonly height: number;
  private readonly count: number;

  constructor(shots: readonly Shot[], width: number) {
    const smallest = width < PHONE ? SMALLEST_TILE.phone : SMALLEST_TILE.desk;
    this.count = shots.length;
    this.columns = Math.max(2, Math.floor((width + GAP) / (smallest + GAP)));
    const tile = (width - GAP * (this.columns - 1)) / this.columns;
    const height = Math.round(tile * 0.75) + CAPTION;
    const rows: GridRow[] = [];
    let top = 0;
    let from = 0;
    while (from < shots.length) {
      const date = dateOf(shots[from]);
      let end = from + 1;
      while (end < shots.length && dateOf(shots[end]) === date) {
        end += 1;
      }
      const heading = shots[from]?.at;
      rows.push({ index: rows.length, top, height: HEADING, day: heading === undefined ? "" : day(heading), from, to: from });
      top += HEADING;
      for (; from < end; from += this.columns) {
        rows.push({ index: rows.length, top, height, from, to: Math.min(end, from + this.columns) });
        top += height + GAP;
      }
      from = end;
    }
    this.rows = rows;
    this.height = top;
  }

  /** Return the rows between two heights. */
  between(top: number, bottom: number): GridRow[] {
    const found: GridRow[] = [];
    for (let index = this.indexAt(top); index < this.rows.length; index += 1) {
      const row = this.rows[index] as GridRow;
      if (row.top > bottom) {
        break;
      }
      found.push(row);
    }
    return found;
  }

  /** Return the row that has the shot at `index`. */
  rowOf(index: number): GridRow | undefined {
    let [low, high] = [0, this.rows.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const row = this.rows[middle] as GridRow;
      if (index < row.from) {
        high = middle - 1;
      } else if (index >= row.to) {
        low = middle + 1;
      } else {
        return row;
      }
    }
    return undefined;
  }

  /** Return the shot to which a key leads from `index`, with so many pixels in sight; undefined where it leads nowhere. */
  destination(key: string, index: number, room: number): number | undefined {
    const page = Math.max(1, Math.floor(room / (this.rowOf(index)?.height ?? room)) - 1);
    switch (key) {
      case "ArrowLeft":
        return Math.max(0, index - 1);
      case "ArrowRight":
        return Math.min(this.count - 1, index + 1);
      case "ArrowUp":
        return this.below(index, -1);
      case "ArrowDown":
        return this.below(index, 1);
      case "PageUp":
        return this.below(index, -page);
      case "PageDown":
        return this.below(index, page);
      case "Home":
        return 0;
      case "End":
        return this.count - 1;
    }
    return undefined;
  }

  /** Return the shot that is `rows` rows below `index`, in the same column as far as there is one. */
  private below(index: number, rows: number): number {
    const from = this.rowOf(index);
    if (from === undefined) {
      return index;
    }
    const step = Math.sign(rows);
    let [found, left, at] = [from, Math.abs(rows), from.index];
    while (left > 0 && this.rows[at + step] !== undefined) {
      at += step;
      const row = this.rows[at] as GridRow;
      if (row.day === undefined) {
        [found, left] = [row, left - 1];
      }
    }
    return found === from ? index : Math.min(found.from + index - from.from, found.to - 1);
  }

  private indexAt(top: number): number {
    let [low, high] = [0, this.rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = this.rows[middle] as GridRow;
      row.top + row.height < top ? (low = middle + 1) : (high = middle);
    }
    return low;
  }
}

function dateOf(shot: Shot | undefined): string {
  return shot?.at === undefined ? "" : new Date(shot.at).toDateString();
}
