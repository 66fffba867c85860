// How long a new series will take, and the film that comes of it.
import { html, nothing } from "lit";
import { clock, timeOfDay } from "../core/format.ts";
import { texts } from "../texts.ts";
import { type Draft, estimate, intervalOf, secondOfFilm } from "./plan.ts";

/** Return the line, or nothing where nothing can be said. */
export function estimateLine(draft: Draft) {
  const { series } = texts;
  const found = estimate(draft);
  if (found !== undefined) {
    const ends = new Date(Date.now() + found.takesS * 1000);
    const isFilm = draft.kind === "interval" && found.clipS >= 1;
    return html`<p class="estimate">${series.takes(clock(found.takesS), when(ends))}
      ${isFilm ? series.film(clock(found.clipS)) : nothing}</p>`;
  }
  const perSecond = secondOfFilm(draft);
  return draft.kind === "interval" && draft.isEndless && intervalOf(draft) > 0 && Number.isFinite(perSecond)
    ? html`<p class="estimate">${series.filmEndless(clock(perSecond))}</p>`
    : nothing;
}

function when(end: Date): string {
  const isToday = end.toDateString() === new Date().toDateString();
  return isToday ? timeOfDay(end) : end.toLocaleString([], { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
