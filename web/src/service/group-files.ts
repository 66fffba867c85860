// The files of a group, on their way to this computer.
import type { GroupManifest } from "rpc-camera-client";
import { connection } from "./connection.ts";
import { transfers } from "./transfers.ts";
import { texts } from "../texts.ts";

const USUAL_URL = "ws://localhost:8765/rpc"; // the command's own default

/** Save all files of a group, called as `rpc-camera collect` calls them: by label or id, and the name on the card. */
export function downloadGroup({ group_id: group, cameras }: GroupManifest): Promise<void> {
  const files = cameras.flatMap(({ camera, label, files: own }) =>
    (own ?? []).map((file) => {
      const filename = file.path.slice(file.path.lastIndexOf("/") + 1);
      return { camera, file: { ...file, filename }, name: `${label ?? camera}-${filename}`.replace(/[\\/:*?"<>|\p{Cc}]/gu, "_") };
    }),
  );
  return transfers.downloadAll(files, texts.wall.groupName(group), collectCommand(group));
}

/** Return the command that fetches a group's files into one folder. */
export function collectCommand(group: string): string {
  const url = connection.url === USUAL_URL ? "" : ` --url ${connection.url}`;
  return `rpc-camera collect ${group} --into pictures${url}`;
}
