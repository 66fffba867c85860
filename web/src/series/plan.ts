// What is filled in for a new series: whether it can be started, with what, and how long it will take.
import type { SequenceStep, StartSequenceParams } from "rpc-camera-client";
import type { Exposure } from "../service/exposures.ts";
import { texts } from "../texts.ts";
import { type Bracket, bracketOf, exposureOf, type Varied } from "./bracket.ts";

export const KINDS = ["interval", "bracket", "focus"] as const;

export type Kind = (typeof KINDS)[number];

/** The form's fields, as they are filled in. */
export interface Draft {
  kind: Kind;
  name: string;
  frames: string;
  isEndless: boolean;
  interval: Readonly<Record<Kind, string>>;
  unit: Readonly<Record<Kind, "s" | "min">>;
  bulb: string;
  /** How often a bracket is taken. */
  brackets: string;
  varied: Varied;
  shots: number;
  stepEv: number;
  pictures: string;
  steps: string;
  direction: "farther" | "nearer";
  resume: boolean;
}

export const EMPTY: Draft = {
  kind: "interval",
  name: "",
  frames: "100",
  isEndless: false,
  interval: { interval: "5", bracket: "5", focus: "5" },
  unit: { interval: "s", bracket: "s", focus: "s" },
  bulb: "",
  brackets: "1",
  varied: "shutter_s",
  shots: 3,
  stepEv: 1,
  pictures: "10",
  steps: "20",
  direction: "farther",
  resume: true,
};

const MOST_FRAMES = 100_000;
const MOST_INTERVAL_S = 86_400;
const MOST_BULB_S = 3_600;
const MOST_FOCUS_STEPS = 32_767;
const CLIP_FPS = 25;

export type Problems = Partial<Record<keyof Draft | "cameras", string>>;

/** Return what is wrong, by field, in a sentence each. */
export function problemsOf(draft: Draft, cameras: readonly string[]): Problems {
  const { series } = texts;
  const found: Problems = {};
  if (cameras.length === 0) {
    found.cameras = series.pickCamera;
  }
  const count = countField(draft);
  if (count !== undefined && !isWhole(draft[count], MOST_FRAMES)) {
    found[count] = series.wrong.whole(MOST_FRAMES);
  }
  if (draft.kind === "focus" && !isWhole(draft.steps, MOST_FOCUS_STEPS)) {
    found.steps = series.wrong.whole(MOST_FOCUS_STEPS);
  }
  const interval = intervalOf(draft);
  if (!(interval >= 0 && interval <= MOST_INTERVAL_S) || (hasInterval(draft) && draft.interval[draft.kind].trim() === "")) {
    found.interval = series.wrong.interval;
  }
  const bulb = bulbOf(draft);
  if (bulb !== undefined && !(bulb > 0 && bulb <= MOST_BULB_S)) {
    found.bulb = series.wrong.bulb;
  } else if (bulb !== undefined && interval > 0 && bulb >= interval) {
    found.bulb = series.wrong.bulbTooLong;
  }
  return found;
}

/** Return the params of `start_sequence` for one camera of which the exposure is known, where that matters. */
export function paramsOf(draft: Draft, camera: string, exposure: Exposure | undefined): StartSequenceParams {
  const bulb = bulbOf(draft);
  const steps = stepsOf(draft, exposure);
  const interval = intervalOf(draft);
  return {
    camera,
    frames: framesOf(draft) ?? null,
    ...(interval > 0 && { interval_s: interval }),
    ...(bulb !== undefined && { bulb_s: bulb }),
    ...(steps.length > 0 && { steps }),
    ...(draft.kind === "bracket" && { bracket: true }),
    ...(draft.kind === "focus" && { focus_steps: Number(draft.steps) * (draft.direction === "nearer" ? -1 : 1) }),
    ...(draft.resume && canResume(draft) && { resume: true }),
    ...(draft.name.trim() !== "" && { name: draft.name.trim() }),
  };
}

/** Return the bracket of one camera; undefined as long as its exposure is not known. */
export function bracketFor(draft: Draft, exposure: Exposure | undefined): Bracket | undefined {
  if (exposure === undefined) {
    return undefined;
  }
  return "failure" in exposure
    ? { problem: exposure.failure.message }
    : bracketOf(exposure.settings, draft.varied, draft.shots, draft.stepEv);
}

/** Return how many frames there are to be; undefined: until it is stopped. */
export function framesOf(draft: Draft): number | undefined {
  const field = countField(draft);
  return field === undefined ? undefined : Number(draft[field]);
}

/** Return the seconds from frame to frame; 0: as fast as the camera goes. */
export function intervalOf(draft: Draft): number {
  return hasInterval(draft) ? Number(draft.interval[draft.kind]) * (draft.unit[draft.kind] === "min" ? 60 : 1) : 0;
}

/** Whether the field of the interval counts: one bracket alone has none. */
export function hasInterval(draft: Draft): boolean {
  return draft.kind !== "bracket" || Number(draft.brackets) > 1;
}

/** Whether going on after a restart of the service makes sense: the lens of focus steps may have been moved, and one bracket is over soon. */
export function canResume({ kind, brackets }: Draft): boolean {
  return kind === "interval" || (kind === "bracket" && Number(brackets) > 1);
}

/** Return how long all takes, and the film that comes of it, in seconds; undefined where that is open. */
export function estimate(draft: Draft): { takesS: number; clipS: number } | undefined {
  const frames = framesOf(draft);
  const interval = intervalOf(draft);
  if (frames === undefined || !(frames > 0) || !(interval > 0)) {
    return undefined;
  }
  const takesS = (frames - 1) * interval + (bulbOf(draft) ?? 0);
  return takesS > 0 ? { takesS, clipS: frames / CLIP_FPS } : undefined;
}

/** Return how long one second of film takes to be shot, in seconds. */
export function secondOfFilm(draft: Draft): number {
  return CLIP_FPS * intervalOf(draft);
}

/** Whether the exposure that a camera is set to matters to this draft. */
export function needsExposure(draft: Draft): boolean {
  return draft.kind === "bracket" || draft.bulb.trim() !== "";
}

function countField({ kind, isEndless }: Draft): "frames" | "brackets" | "pictures" | undefined {
  switch (kind) {
    case "interval":
      return isEndless ? undefined : "frames";
    case "bracket":
      return "brackets";
    case "focus":
      return "pictures";
  }
}

function bulbOf({ kind, bulb }: Draft): number | undefined {
  return kind !== "interval" || bulb.trim() === "" ? undefined : Number(bulb);
}

function stepsOf(draft: Draft, exposure: Exposure | undefined): SequenceStep[] {
  if (draft.kind === "bracket") {
    const bracket = bracketFor(draft, exposure);
    return bracket === undefined || "problem" in bracket
      ? []
      : bracket.values.map((value) => ({ exposure: exposureOf(draft.varied, value, bracket.isExact) }));
  }
  return bulbOf(draft) !== undefined && isToBeSetToBulb(exposure) ? [{ exposure: { shutter_s: "bulb" } }] : [];
}

function isToBeSetToBulb(exposure: Exposure | undefined): boolean {
  const shutter = exposure !== undefined && "settings" in exposure ? exposure.settings.shutter_s : undefined;
  const allowed = (shutter?.allowed ?? []) as readonly unknown[];
  return shutter !== undefined && !shutter.readonly && shutter.value !== "bulb" && allowed.includes("bulb");
}

function isWhole(text: string, most: number): boolean {
  const value = Number(text);
  return text.trim() !== "" && Number.isInteger(value) && value >= 1 && value <= most;
}
