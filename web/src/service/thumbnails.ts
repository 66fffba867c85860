// Thumbnails: fetched when they are seen, a few at a time, and kept while there is room.
import { RpcCameraError } from "rpc-camera-client";
import { isAbort } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { session } from "./connection.ts";

const AT_ONCE = 3; // more would only wait in the service: a camera does one thing after another
const MOST_KEPT = 1_000; // more than any screen shows
const AGAIN_MS = 2_000;

/** All thumbnails of all cameras. */
export class Thumbnails {
  /** Changes with each that comes. */
  readonly changed = new Watched(0);
  /** Addresses of pictures in memory, the one used last at the end; null where the camera has none. */
  private readonly kept = new Map<string, string | null>();
  private readonly running = new Map<string, AbortController>();
  private camera = "";
  private wanted: readonly string[] = []; // paths, in the order in which they are to be fetched

  /** Return a thumbnail's address; null: there is none; undefined: it has not come yet. */
  get(camera: string, path: string): string | null | undefined {
    const key = keyOf(camera, path);
    const found = this.kept.get(key);
    if (found !== undefined) {
      this.kept.delete(key);
      this.kept.set(key, found);
    }
    return found;
  }

  /** Fetch these and no others: what came into sight last first, and what is out of sight is given up. */
  want(camera: string, paths: readonly string[]): void {
    const before = new Set(camera === this.camera ? this.wanted : []);
    this.camera = camera;
    this.wanted = [...paths.filter((path) => !before.has(path)), ...paths.filter((path) => before.has(path))];
    const keys = new Set(paths.map((path) => keyOf(camera, path)));
    this.running.forEach((control, key) => {
      if (!keys.has(key)) {
        control.abort();
        this.running.delete(key);
      }
    });
    this.fetchNext();
  }

  /** Forget those of files that are not there any more, or that are others by now. */
  forget(camera: string, paths: readonly string[]): void {
    for (const path of paths) {
      const key = keyOf(camera, path);
      this.running.get(key)?.abort();
      this.running.delete(key);
      this.drop(key);
    }
  }

  clear(): void {
    this.want("", []);
    [...this.kept.keys()].forEach((key) => this.drop(key));
  }

  private fetchNext(): void {
    for (const path of this.wanted) {
      if (this.running.size >= AT_ONCE) {
        return;
      }
      const key = keyOf(this.camera, path);
      if (!this.kept.has(key) && !this.running.has(key)) {
        void this.fetch(this.camera, path, key);
      }
    }
  }

  private async fetch(camera: string, path: string, key: string): Promise<void> {
    const control = new AbortController();
    this.running.set(key, control);
    try {
      const { image_base64: data, mime_type: type } = await session().getThumbnail({ path, camera }, { signal: control.signal });
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      this.keep(key, URL.createObjectURL(new Blob([bytes], { type })));
    } catch (error) {
      if (isAbort(error)) {
        return;
      }
      if (!(error instanceof RpcCameraError) || error.retryable) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS)); // the camera is busy, or away
      } else {
        this.keep(key, null);
      }
    }
    if (this.running.get(key) === control) {
      this.running.delete(key);
      this.fetchNext();
    }
  }

  private keep(key: string, url: string | null): void {
    this.drop(key);
    this.kept.set(key, url);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST_KEPT) {
        break;
      }
      this.drop(oldest);
    }
    this.changed.value += 1;
  }

  private drop(key: string): void {
    const url = this.kept.get(key);
    if (typeof url === "string") {
      URL.revokeObjectURL(url);
    }
    this.kept.delete(key);
  }
}

export const thumbnails = new Thumbnails();

function keyOf(camera: string, path: string): string {
  return `${camera} ${path}`;
}
