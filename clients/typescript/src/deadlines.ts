// How long a call may take: none waits for ever.
import { TRAITS } from "./generated.ts";

const OF_TAGS_S = new Map([
  ["connection", 30],
  ["events", 30],
  ["cameras", 60],
  ["tethering", 60],
  ["preview", 60],
  ["config", 120],
  ["focus", 120],
  ["capture", 180],
  ["files", 900],
]);
const OF_UNKNOWN_S = 120;
const LONGEST_MS = 2 ** 31 - 1; // of timers: what is longer is over at once

/** Return how many seconds `method` may take by default: longer for captures, by their own times, and for files. */
export function defaultDeadlineS(method: string, params: object): number {
  const { timeout_s: timeout, bulb_s: bulb, duration_s: duration } = params as Record<string, unknown>;
  const own = [timeout, bulb, duration].map((value) => (typeof value === "number" ? value : 0));
  return own.reduce((sum, value) => sum + value, OF_TAGS_S.get(TRAITS.get(method)?.tag ?? "") ?? OF_UNKNOWN_S);
}

/** Call `over` after so many seconds; return what prevents that. */
export function after(seconds: number, over: () => void): () => void {
  const timer = setTimeout(over, Math.min(seconds * 1000, LONGEST_MS));
  return () => clearTimeout(timer);
}

/** Return `seconds` if that is a time that something can last; a RangeError is thrown if it is not. */
export function checkedS(seconds: number, what: string): number {
  if (!(seconds > 0)) {
    throw new RangeError(`${what} is a number of seconds above 0.`);
  }
  return seconds;
}
