// Which lines of the log somebody wants to see.
import { cameras } from "../service/cameras.ts";
import type { LogEvent, LogLine } from "../service/events.ts";
import { sentence } from "./sentence.ts";

export interface Filter {
  /** Words that all have to be in the line. */
  words: readonly string[];
  /** A kind of event; "" for all. */
  name: string;
  /** A camera's id; "" for all. */
  camera: string;
}

/** Return the lines that a filter lets through, looking for words in what is shown of them; gaps are always told. */
export function filtered(lines: readonly LogLine[], { words, name, camera }: Filter): readonly LogLine[] {
  return lines.filter((line) => {
    if ("gap" in line) {
      return true;
    }
    const isOfKind = (name === "" || line.name === name) && (camera === "" || line.camera === camera);
    return isOfKind && (words.length === 0 || hasWords(shown(line), words));
  });
}

function shown({ name, camera, params }: LogEvent): string {
  const { text, remedy } = sentence(params);
  return [name, camera === undefined ? "" : cameras.nameOf(camera), text, remedy].join(" ");
}

/** Return each value that the events have once, in order. */
export function valuesOf(lines: readonly LogLine[], key: "name" | "camera"): string[] {
  const found = lines.map((line) => ("gap" in line ? undefined : line[key])).filter((value) => value !== undefined);
  return [...new Set(found)].sort();
}

function hasWords(text: string, words: readonly string[]): boolean {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
}
