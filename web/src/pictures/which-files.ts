// Which files of shots are downloaded where there are RAW and others.
import { kindOf, type PictureFile, type Shot } from "./shot.ts";

export const WHICH = ["both", "others", "raw"] as const;

export type Which = (typeof WHICH)[number];

/** Whether there is a choice: there are RAW files and others. */
export function isChoice(shots: readonly Shot[]): boolean {
  const raws = shots.flatMap(({ files }) => files).map((file) => kindOf(file) === "raw");
  return raws.includes(true) && raws.includes(false);
}

/** Whether all that is not RAW is JPEG. */
export function isRawAndJpeg(shots: readonly Shot[]): boolean {
  return shots.flatMap(({ files }) => files).every((file) => ["raw", "jpeg"].includes(kindOf(file)));
}

/** Return the files that are meant; where there is no choice, all. */
export function filesToTake(shots: readonly Shot[], which: Which): PictureFile[] {
  const all = shots.flatMap(({ files }) => files);
  return which === "both" || !isChoice(shots) ? all : all.filter((file) => (kindOf(file) === "raw") === (which === "raw"));
}
