// The exposures of a bracket: steps around what the camera is set to, in values that the body has.
import type { CommonSetting, ExposureSettings, ExposureValues } from "rpc-camera-client";
import { shutter } from "../core/format.ts";
import { texts } from "../texts.ts";

/** What is changed from picture to picture. */
export type Varied = "shutter_s" | "exposure_compensation";

/** The values, from the darkest picture to the brightest, or why there are none. */
export type Bracket = { values: readonly number[]; isExact: boolean } | { problem: string };

/** Return the values of `shots` pictures, `stepEv` apart. */
export function bracketOf(settings: ExposureSettings, varied: Varied, shots: number, stepEv: number): Bracket {
  const setting = settings[varied];
  if (setting === undefined) {
    return { problem: texts.series.bracket.none[varied] };
  }
  if (setting.readonly) {
    return { problem: setting.reason ?? texts.series.bracket.readonly[varied] };
  }
  const { value } = setting;
  if (typeof value !== "number") {
    return { problem: texts.series.bracket.noNumber(setting.text) };
  }
  const offsets = Array.from({ length: shots }, (_, index) => (index - (shots - 1) / 2) * stepEv);
  const wanted = offsets.map((ev) => (varied === "shutter_s" ? value * 2 ** ev : value + ev));
  return inTheBodysValues(wanted, setting, varied);
}

/** Return what a step of a sequence sets for one value of a bracket. */
export function exposureOf(varied: Varied, value: number, isExact: boolean): ExposureValues {
  return { [varied]: value, ...(isExact ? {} : { nearest: true }) };
}

/** Return a value as photographers write it. */
export function written(varied: Varied, value: number): string {
  return varied === "shutter_s" ? shutter(value) : texts.series.bracket.ev(value);
}

function inTheBodysValues(wanted: readonly number[], { allowed, range }: CommonSetting, varied: Varied): Bracket {
  const choices = ((allowed ?? []) as readonly unknown[]).filter((each): each is number => typeof each === "number");
  if (choices.length > 0) {
    const found = wanted.map((target) => nearest(choices, target, varied));
    return several([...new Set(found)], true);
  }
  const found = range === undefined ? wanted : wanted.map((target) => Math.min(Math.max(target, range.min), range.max));
  return several([...new Set(found)], false);
}

function several(values: readonly number[], isExact: boolean): Bracket {
  return values.length > 1 ? { values, isExact } : { problem: texts.series.bracket.oneValue };
}

function nearest(choices: readonly number[], target: number, varied: Varied): number {
  const inStops = (value: number) => (varied === "shutter_s" ? Math.log2(value) : value);
  const distance = (value: number) => Math.abs(inStops(value) - inStops(target));
  return choices.reduce((best, each) => (distance(each) < distance(best) ? each : best));
}
