// Which cameras a new series is for, and why some cannot be picked.
import type { Camera } from "rpc-camera-client";
import { html, nothing } from "lit";
import { ALL, href } from "../core/route.ts";
import { cameras } from "../service/cameras.ts";
import { sequences } from "../service/sequences.ts";
import { texts } from "../texts.ts";
import { checkbox } from "./fields.ts";
import type { Draft } from "./plan.ts";

/** Return why a camera cannot have that series now; undefined if it can. */
export function hindranceOf(draft: Draft, camera: Camera): string | undefined {
  const { series } = texts;
  if (sequences.of(camera.id) !== undefined) {
    return series.busy;
  }
  if (draft.kind === "focus" && !camera.abilities.includes("drive_focus")) {
    return series.cannot.drive_focus;
  }
  if (draft.kind === "interval" && draft.bulb.trim() !== "" && !camera.abilities.includes("bulb")) {
    return series.cannot.bulb;
  }
  if (camera.shutter_open) {
    return texts.cameras.shutterOpen;
  }
  return camera.state === "ready" || camera.state === "busy"
    ? undefined
    : `${texts.cameras.states[camera.state]}. ${camera.state_reason ?? ""}`.trim();
}

/** Return the checkboxes; one camera alone needs none. */
export function cameraPicker(draft: Draft, chosen: readonly string[], pick: (ids: readonly string[]) => void, wrong: string | undefined) {
  const { series } = texts;
  const list = cameras.list.value ?? [];
  const toggle = (id: string) => pick(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  const [only] = list;
  if (list.length === 0 || (only !== undefined && list.length === 1)) {
    const reason = only === undefined ? texts.cameras.noneLead : hindranceOf(draft, only);
    return html`<div class="field">
      <span class="label">${series.camera}</span>
      <span>${only === undefined ? texts.cameras.none : cameras.nameOf(only.id)}</span>
      ${reason === undefined ? nothing : html`<p class="hint">${reason}</p>`}
      ${wrong === undefined || reason !== undefined ? nothing : html`<p class="wrong">${wrong}</p>`}
    </div>`;
  }
  return html`<fieldset aria-describedby="cameras-about">
    <legend>${series.cameras}</legend>
    ${list.map((camera) => {
      const reason = hindranceOf(draft, camera);
      const state = {
        isChecked: chosen.includes(camera.id),
        isDisabled: reason !== undefined,
        isWrong: wrong !== undefined,
        ...(reason !== undefined && { hint: reason }),
      };
      return checkbox(`camera-${camera.id}`, cameras.nameOf(camera.id), state, () => toggle(camera.id));
    })}
    <div id="cameras-about" class="field">
      ${wrong === undefined ? nothing : html`<p class="wrong">${wrong}</p>`}
      <p class="hint">${series.each} <a href=${href("camera", ALL)}>${series.together}</a></p>
    </div>
  </fieldset>`;
}
