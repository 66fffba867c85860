// Shots: the files of one release, RAW and JPEG of it together.
import type { FileInfo, FileReference } from "rpc-camera-client";
import { grouped } from "../core/grouped.ts";

/** A file on the camera; of one that has just come, size and time are not known yet. */
export type PictureFile = FileReference & Partial<FileInfo>;

export type Kind = "jpeg" | "heif" | "raw" | "image" | "video" | "other";

export interface Shot {
  /** The path without the suffix, for pictures; the whole path for anything else. It stays the same when a RAW follows. */
  key: string;
  /** Its files, the one to show first. */
  files: readonly [PictureFile, ...PictureFile[]];
  /** When it was made, by the camera's clock, in ms; undefined where it does not tell. */
  at: number | undefined;
  /** 0 of what a listing found; then 1, 2, … in the order in which they came. */
  arrival: number;
}

const ORDER: readonly Kind[] = ["jpeg", "heif", "image", "raw", "video", "other"];

/** Return what kind of file it is. */
export function kindOf({ mime_type: mime }: PictureFile): Kind {
  if (mime === "image/jpeg") {
    return "jpeg";
  }
  if (/^image\/(hei[fc]|avif)/.test(mime)) {
    return "heif";
  }
  if (mime.startsWith("image/x-")) {
    return "raw";
  }
  return mime.startsWith("image/") ? "image" : mime.startsWith("video/") ? "video" : "other";
}

/** Return a file's type in few letters: "JPEG", "NEF", "MOV". */
export function typeOf(file: PictureFile): string {
  const suffix = /\.([^.]+)$/.exec(file.filename)?.[1]?.toUpperCase() ?? "";
  return suffix === "JPG" ? "JPEG" : suffix;
}

/** Return the types of all its files: "JPEG + NEF". */
export function typesOf({ files }: Shot): string {
  return files.map(typeOf).join(" + ");
}

/** Return its name, without the suffix. */
export function nameOf({ files }: Shot): string {
  return files[0].filename.replace(/(?!^)\.[^.]+$/, "");
}

/** Return the size of all its files, as far as it is known, in bytes. */
export function sizeOf({ files }: Shot): number {
  return files.reduce((sum, { size_bytes: size }) => sum + (size ?? 0), 0);
}

/** Return the shots of `files`, the newest first; `arrivals` has the order of those that came after the listing, by path. */
export function shotsOf(files: Iterable<PictureFile>, arrivals: ReadonlyMap<string, number>): Shot[] {
  return [...grouped(files, keyOf)].map(([key, group]) => shotOf(key, group, arrivals)).sort(newestFirst);
}

/** Return the key of the shot that a file belongs to. */
export function keyOf(file: PictureFile): string {
  return ["video", "other"].includes(kindOf(file)) ? file.path : file.path.replace(/\.[^./]+$/, "");
}

function shotOf(key: string, group: PictureFile[], arrivals: ReadonlyMap<string, number>): Shot {
  group.sort((one, other) => ORDER.indexOf(kindOf(one)) - ORDER.indexOf(kindOf(other)));
  const times = group.flatMap(({ modified_at: at }) => (at === undefined ? [] : [Date.parse(at)]));
  return {
    key,
    files: group as [PictureFile, ...PictureFile[]],
    at: times.length > 0 ? Math.min(...times) : undefined,
    arrival: Math.min(...group.map(({ path }) => arrivals.get(path) ?? 0)),
  };
}

// What comes is on top, whatever the camera's clock says; the numbers of files decide where times are the same.
function newestFirst(one: Shot, other: Shot): number {
  return other.arrival - one.arrival || (other.at ?? 0) - (one.at ?? 0) || (one.key < other.key ? 1 : -1);
}
