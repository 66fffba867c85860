// What is not as it should be with the pictures of a group, said once for all cameras that it holds for.
import type { GroupManifest, GroupMember } from "rpc-camera-client";
import { told } from "../core/failure.ts";
import { grouped } from "../core/grouped.ts";
import { texts } from "../texts.ts";

export interface Wrong {
  /** The ids of the cameras. */
  cameras: readonly string[];
  /** What each was called at the shot, by id; for those that are gone. */
  labels: ReadonlyMap<string, string>;
  host: string | undefined;
  message: string;
  remedy: string | undefined;
}

/** Return what is wrong with a group's members: first who has no picture, then whose picture has too few files. */
export function wrongsOf(members: readonly GroupMember[], manifest?: GroupManifest): readonly Wrong[] {
  const failed = members.filter(({ error }) => error !== undefined);
  const fewer = new Set(manifest?.fewer_files);
  const lacking = members.filter(({ camera }) => fewer.has(camera));
  const most = manifest?.files_per_camera ?? 0;
  return [
    ...together(failed, wordsOf),
    ...together(lacking, ({ files }) => [texts.wall.fewer(files?.length ?? 0, most), texts.wall.fewerRemedy]),
  ];
}

/** Return the ids of all that something is wrong with. */
export function wrongIds(manifest: GroupManifest | undefined): ReadonlySet<string> {
  return new Set(wrongsOf(manifest?.cameras ?? [], manifest).flatMap(({ cameras }) => cameras));
}

function wordsOf({ error, released_ms: released, may_have_released: inDoubt }: GroupMember): readonly [string, string | undefined] {
  const failure = error === undefined ? undefined : told(error);
  const known = released !== undefined ? texts.wall.released : inDoubt === true ? texts.wall.mayHaveReleased : "";
  return [`${known} ${failure?.message ?? ""}`.trim(), failure?.remedy];
}

function together(members: readonly GroupMember[], sayOf: (member: GroupMember) => readonly [string, string | undefined]): Wrong[] {
  const same = grouped(members, (member) => JSON.stringify([member.host, ...sayOf(member)]));
  return [...same.values()].map((group) => {
    const [first] = group as [GroupMember];
    const [message, remedy] = sayOf(first);
    const labels = new Map(group.flatMap(({ camera, label }) => (label === undefined ? [] : [[camera, label] as const])));
    return { cameras: group.map(({ camera }) => camera), labels, host: first.host, message, remedy };
  });
}
