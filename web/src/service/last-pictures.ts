// The last picture of each camera since the page was opened, whoever has taken it.
import type { FileAddedParams, FileDeletedParams, Session } from "rpc-camera-client";
import { notices } from "../core/notices.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import { cameras } from "./cameras.ts";
import { connection } from "./connection.ts";

export interface LastPicture {
  path: string;
  filename: string;
  /** Its thumbnail as an address; undefined until it is there, or where the camera has none. */
  thumbnail: string | undefined;
}

/** Follows `file_added` and `file_deleted`. */
export class LastPictures {
  /** By the camera's id. */
  readonly byCamera = new Watched<ReadonlyMap<string, LastPicture>>(new Map());

  constructor() {
    const follow = (session: Session | undefined) => {
      this.byCamera.value = new Map();
      session?.on("file_added", (added) => void this.add(session, added));
      session?.on("file_deleted", (deleted) => this.remove(deleted));
      session?.on("camera_state_changed", ({ camera, state }) => void (state === "ready" && this.complete(session, camera)));
    };
    connection.session.subscribe(() => follow(connection.session.value));
    follow(connection.session.value);
  }

  private async add(session: Session, { camera, file: { path, filename, mime_type } }: FileAddedParams): Promise<void> {
    const before = this.byCamera.value.get(camera);
    if (!mime_type.startsWith("image/") || (before?.thumbnail !== undefined && stem(before.path) === stem(path))) {
      return; // of RAW and JPEG, which are one picture, the first does
    }
    this.put(camera, { path, filename, thumbnail: undefined });
    notices.say(texts.camera.newPicture(filename, cameras.nameOf(camera)));
    await this.complete(session, camera);
  }

  /** Ask for the thumbnail that is lacking. */
  private async complete(session: Session, camera: string): Promise<void> {
    const { path, filename, thumbnail } = this.byCamera.value.get(camera) ?? {};
    if (path === undefined || filename === undefined || thumbnail !== undefined) {
      return;
    }
    try {
      const { mime_type: type, image_base64 } = await session.getThumbnail({ camera, path });
      if (this.byCamera.value.get(camera)?.path === path) {
        this.put(camera, { path, filename, thumbnail: `data:${type};base64,${image_base64}` });
      }
    } catch {
      // There is none, or the camera refuses it as long as it is busy: its name is shown all the same.
    }
  }

  private remove({ camera, file }: FileDeletedParams): void {
    if (this.byCamera.value.get(camera)?.path === file.path) {
      const left = new Map(this.byCamera.value);
      left.delete(camera);
      this.byCamera.value = left;
    }
  }

  private put(camera: string, picture: LastPicture): void {
    this.byCamera.value = new Map(this.byCamera.value).set(camera, picture);
  }
}

export const lastPictures = new LastPictures();

function stem(path: string): string {
  return path.replace(/\.[^./]*$/, "");
}
