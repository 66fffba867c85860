// What lies over the picture, and whether there is one; as the person has left it.
import { kept } from "../core/kept.ts";
import type { Watched } from "../core/watched.ts";

export const tools = {
  live: kept("live view", true),
  grid: kept("grid", false),
  histogram: kept("histogram", false),
  peaking: kept("focus peaking", false),
};

export type ToolName = keyof typeof tools;

export function toggle(tool: Watched<boolean>): void {
  tool.value = !tool.value;
}
