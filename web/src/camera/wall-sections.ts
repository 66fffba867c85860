// The parts of the wall: a host's cameras, or a row's.
import type { Camera } from "rpc-camera-client";
import { grouped } from "../core/grouped.ts";
import { texts } from "../texts.ts";
import type { Grouping } from "./wall-choice.ts";

export interface Section {
  /** Undefined where the wall has no parts. */
  heading: string | undefined;
  cameras: readonly Camera[];
}

const compare = new Intl.Collator(undefined, { numeric: true }).compare; // row 10 after row 9

const LAST = "\uffff"; // which no text comes after

/** Return the parts in order, with those at the end that belong nowhere. */
export function sectionsOf(list: readonly Camera[], grouping: Grouping): readonly Section[] {
  if (grouping === "none") {
    return [{ heading: undefined, cameras: list }];
  }
  const parts = [...grouped(list, (camera) => (grouping === "host" ? camera.host : rowOf(camera)))];
  parts.sort(([one], [other]) => (one === undefined ? 1 : other === undefined ? -1 : compare(one, other)));
  return parts.map(([heading, cameras]) => ({
    heading: heading ?? (grouping === "host" ? texts.wall.noHost : texts.wall.noPlace),
    cameras: cameras.sort((one, other) => compare(one.place ?? LAST, other.place ?? LAST) || compare(one.label ?? LAST, other.label ?? LAST)),
  }));
}

/** Return the part of a place before its first comma: "row 3" of "row 3, left". */
function rowOf({ place }: Camera): string | undefined {
  return place?.split(",", 1)[0]?.trim() || undefined;
}
