// The pictures on all cameras that were looked at; what the service tells of them.
import { RpcCameraError, type Session } from "rpc-camera-client";
import { explain, type Failure } from "../core/failure.ts";
import { connection, session } from "./connection.ts";
import { fullPictures } from "./full-pictures.ts";
import { PictureList } from "./picture-list.ts";
import { thumbnails } from "./thumbnails.ts";

/** The lists of all cameras that were looked at. */
export class Pictures {
  private lists = new Map<string, PictureList>();

  constructor() {
    connection.session.subscribe(() => this.follow(connection.session.value));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") {
        this.invalidate(); // of what is deleted on the body no event tells, and a sleeping tab may have missed some
      }
    });
  }

  /** Return the pictures on a camera. */
  of(camera: string): PictureList {
    const found = this.lists.get(camera) ?? new PictureList(camera);
    this.lists.set(camera, found);
    return found;
  }

  /** Delete files one after another, and call `onStep` with how many are done; return those that failed. */
  async delete(
    camera: string,
    paths: readonly string[],
    onStep: (done: number) => void,
    signal: AbortSignal,
  ): Promise<Map<string, Failure>> {
    const failed = new Map<string, Failure>();
    for (const [index, path] of paths.entries()) {
      if (signal.aborted) {
        break;
      }
      try {
        await session().deleteFile({ path, camera });
        this.of(camera).remove([path]);
      } catch (error) {
        if (error instanceof RpcCameraError && error.errorName === "file_not_found") {
          this.of(camera).remove([path]);
        } else {
          failed.set(path, explain(error));
        }
      }
      onStep(index + 1);
    }
    return failed;
  }

  private invalidate(): void {
    this.lists.forEach((list) => list.invalidate());
  }

  private follow(session: Session | undefined): void {
    this.lists = new Map();
    thumbnails.clear();
    fullPictures.clear();
    if (session === undefined) {
      return;
    }
    session.on("file_added", ({ camera, file, at }) => this.lists.get(camera)?.add(file, at));
    session.on("file_deleted", ({ camera, file }) => this.lists.get(camera)?.remove([file.path]));
    session.on("camera_added", ({ camera }) => this.lists.get(camera)?.invalidate());
    session.on("camera_state_changed", ({ camera, state, previous }) => {
      const list = this.lists.get(camera);
      if (state === "ready" && (previous === "lost" || list?.failure.value !== undefined)) {
        list?.invalidate();
      }
    });
    session.onEventsMissed(() => this.invalidate());
  }
}

export const pictures = new Pictures();
