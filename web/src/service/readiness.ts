// Whether a camera takes commands now, and if not, why.
import type { Ability } from "rpc-camera-client";
import { texts } from "../texts.ts";
import { cameras } from "./cameras.ts";
import { connection } from "./connection.ts";

/** Return why the camera is not there, in a sentence; undefined when it is, also while it takes a picture. */
export function whyAway(id: string): string | undefined {
  if (connection.state.value.kind !== "connected") {
    return texts.connection.lost;
  }
  const camera = cameras.find(id);
  if (camera === undefined) {
    return texts.cameras.gone(id);
  }
  const { state, state_reason } = camera;
  switch (state) {
    case "ready":
    case "busy":
      return undefined;
    case "failed":
      return state_reason ?? texts.cameras.away.failed; // what the driver said helps here, and only here
    default:
      return texts.cameras.away[state];
  }
}

/** Return why the camera answers nothing now, in a sentence; undefined when it does, also while it takes a picture. */
export function whySilent(id: string): string | undefined {
  return whyAway(id) ?? (cameras.find(id)?.shutter_open ? texts.cameras.shutterOpen : undefined);
}

/** Return why the camera takes no command now, in a sentence; undefined when it does. */
export function whyNot(id: string): string | undefined {
  const camera = cameras.find(id);
  return whySilent(id) ?? (camera?.state === "busy" ? (camera.state_reason ?? `${texts.cameras.states.busy}.`) : undefined);
}

/** Return the reason where it has to be said: that the connection is lost stands once, above all views. */
export function unsaid(why: string | undefined): string | undefined {
  return why === texts.connection.lost ? undefined : why;
}

/** Whether the camera's body can do that at all. */
export function can(id: string, ability: Ability): boolean {
  return cameras.find(id)?.abilities.includes(ability) ?? false;
}
