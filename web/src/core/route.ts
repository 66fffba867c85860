// Which view the address names: `#/VIEW`, `#/VIEW/CAMERA`. Links are ordinary ones, so that back and a bookmark work.
import { Watched } from "./watched.ts";

export const VIEWS = ["camera", "pictures", "series", "explorer", "log"] as const;

export type View = (typeof VIEWS)[number];

/** In place of a camera's id: all of them, side by side. */
export const ALL = "all";

export interface Route {
  view: View;
  /** What follows: a camera's id or ALL, or of the explorer a method's name. */
  rest: string | undefined;
}

/** Return the address of a view. */
export function href(view: View, rest?: string): string {
  return `#/${view}${rest === undefined ? "" : `/${encodeURIComponent(rest)}`}`;
}

/** Return what an address's fragment names; the camera for anything else. */
export function parse(fragment: string): Route {
  const [view, rest] = fragment.replace(/^#\/?/, "").split("/");
  const known = VIEWS.find((name) => name === view) ?? "camera";
  return { view: known, rest: rest ? safelyDecoded(rest) : undefined };
}

/** Return what percent signs stand for; the text itself where they stand for nothing. */
export function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // of a hand-typed address; nothing has that name
  }
}

/** The route, as the address changes. */
export const route = new Watched<Route>(parse(location.hash));

addEventListener("hashchange", () => (route.value = parse(location.hash)));
