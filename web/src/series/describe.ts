// What a sequence is, in a few words.
import type { Sequence } from "rpc-camera-client";
import { clock } from "../core/format.ts";
import { texts } from "../texts.ts";

/** Return its name, or what kind it is. */
export function nameOf({ name, bracket, focus_steps }: Sequence): string {
  const { kinds } = texts.series;
  return name ?? (bracket ? kinds.bracket : focus_steps === undefined ? kinds.interval : kinds.focus);
}

/** Return how it takes its pictures: "every 5 s, bracket of 3". */
export function planOf({ interval_s, bulb_s, steps, bracket, focus_steps, resume }: Sequence): string {
  const { described } = texts.series;
  return [
    interval_s > 0 ? described.every(span(interval_s)) : described.fast,
    ...(bulb_s === undefined ? [] : [described.bulb(bulb_s)]),
    ...(steps.length < 2 ? [] : [bracket ? described.bracket(steps.length) : described.steps(steps.length)]),
    ...(focus_steps === undefined ? [] : [described.focus(focus_steps)]),
    ...(resume ? [described.resumes] : []),
  ].join(", ");
}

function span(seconds: number): string {
  return seconds < 120 ? `${Number(seconds.toFixed(2))} s` : clock(seconds);
}
