// What is filled in for a new series: kept when another view is looked at meanwhile.
import { Watched } from "../core/watched.ts";
import { type Draft, EMPTY } from "./plan.ts";

/** The fields. */
export const draft = new Watched<Draft>(EMPTY);

/** The ids of the cameras that are picked, where there are several. */
export const picked = new Watched<readonly string[]>([]);
