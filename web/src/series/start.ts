// Starts a series on one camera, with what was shown for it.
import type { Sequence } from "rpc-camera-client";
import { session } from "../service/connection.ts";
import { exposures } from "../service/exposures.ts";
import { texts } from "../texts.ts";
import { bracketFor, type Draft, needsExposure, paramsOf } from "./plan.ts";

/** Return the sequence, just begun. Rejected where the service refuses, or where a bracket is not what was shown. */
export async function startOn(camera: string, draft: Draft): Promise<Sequence> {
  const find = () => exposures.byCamera.value.get(camera);
  const shown = bracketFor(draft, find());
  if (needsExposure(draft)) {
    await exposures.refresh(camera); // not every body reports that a dial was turned
  }
  const bracket = bracketFor(draft, find());
  if (draft.kind === "bracket") {
    if (bracket === undefined || "problem" in bracket) {
      throw new Error(bracket?.problem ?? texts.series.bracket.asking);
    }
    if (JSON.stringify(bracket) !== JSON.stringify(shown)) {
      throw new Error(texts.series.bracket.changed);
    }
  }
  const { sequence } = await session().startSequence(paramsOf(draft, camera, find()));
  return sequence;
}
