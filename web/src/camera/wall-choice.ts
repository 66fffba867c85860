// Which cameras the wall shows, and how they are grouped.
import type { Camera } from "rpc-camera-client";
import { kept } from "../core/kept.ts";
import { Watched } from "../core/watched.ts";
import { cameras } from "../service/cameras.ts";
import { groupShutter } from "../service/group-shutter.ts";
import { wrongIds } from "../service/group-wrongs.ts";

export const STATES = ["", "ready", "away", "unnamed", "wrong"] as const;

/** "": any; away: not ready; unnamed: without a label; wrong: the last group has no picture, or too few files, of it. */
export type StateChoice = (typeof STATES)[number];

export const GROUPINGS = ["none", "host", "place"] as const;

export type Grouping = (typeof GROUPINGS)[number];

/** What is looked for in all that a camera is called, its host included. */
export const words = new Watched("");
export const stateChoice = new Watched<StateChoice>("");
/** What a person has chosen; "" before. */
export const chosenGrouping = kept("wall grouping", "");

/** All that `shown` and `grouping` depend on. */
export const choices = [words, stateChoice, chosenGrouping, cameras.list, groupShutter.outcome] as const;

/** Return the cameras to show. */
export function shown(): readonly Camera[] {
  const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wrong = wrongIds(groupShutter.outcome.value?.manifest);
  return (cameras.list.value ?? []).filter((camera) => {
    const text = [cameras.allNamesOf(camera.id), camera.host, camera.id].join(" ").toLowerCase();
    return hasState(camera, stateChoice.value, wrong) && sought.every((word) => text.includes(word));
  });
}

/** Return how they are grouped: unless somebody has chosen, by hosts where there are several. */
export function grouping(): Grouping {
  const hosts = new Set((cameras.list.value ?? []).map(({ host }) => host));
  return GROUPINGS.find((each) => each === chosenGrouping.value) ?? (hosts.size > 1 ? "host" : "none");
}

function hasState({ id, state, label }: Camera, choice: StateChoice, wrong: ReadonlySet<string>): boolean {
  switch (choice) {
    case "ready":
      return state === "ready" || state === "busy";
    case "away":
      return state !== "ready" && state !== "busy";
    case "unnamed":
      return label === undefined;
    case "wrong":
      return wrong.has(id) || groupShutter.outcome.value?.failures.has(id) === true;
    default:
      return true;
  }
}
