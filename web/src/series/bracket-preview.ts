// The values that a bracket will set, of each camera, before it is started.
import { html, nothing } from "lit";
import { cameras } from "../service/cameras.ts";
import { type Exposure, exposures } from "../service/exposures.ts";
import { texts } from "../texts.ts";
import { written } from "./bracket.ts";
import { bracketFor, type Draft } from "./plan.ts";

/** Return them, or why there are none. */
export function bracketPreview(draft: Draft, chosen: readonly string[]) {
  if (chosen.length === 0) {
    return nothing;
  }
  return html`<div class="field" role="group" aria-label=${texts.series.bracket.title}>
    <span class="label">${texts.series.bracket.title}</span>
    ${chosen.map((id) => html`
      ${chosen.length > 1 ? html`<span class="hint">${cameras.nameOf(id)}</span>` : nothing}
      ${values(draft, exposures.byCamera.value.get(id))}`)}
  </div>`;
}

function values(draft: Draft, exposure: Exposure | undefined) {
  const { bracket: said } = texts.series;
  const bracket = bracketFor(draft, exposure);
  if (bracket === undefined) {
    return html`<p class="hint">${said.asking}</p>`;
  }
  if ("problem" in bracket) {
    return html`<p class="wrong">${bracket.problem}</p>`;
  }
  return html`<ul class="values">${bracket.values.map((value) => html`<li>${written(draft.varied, value)}</li>`)}</ul>
    ${bracket.values.length < draft.shots ? html`<p class="hint">${said.fewer(bracket.values.length)}</p>` : nothing}
    ${bracket.isExact ? nothing : html`<p class="hint">${said.nearest}</p>`}
    ${draft.varied === "exposure_compensation" && changesNothing(exposure) ? html`<p class="wrong">${said.inManual}</p>` : nothing}`;
}

/** Whether nothing is left to the body that a compensation could change. */
function changesNothing(exposure: Exposure | undefined): boolean {
  return exposure !== undefined && "settings" in exposure
    && exposure.settings.mode?.value === "manual" && typeof exposure.settings.iso?.value === "number";
}
