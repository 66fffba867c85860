// The pictures on one camera, as its card has them and as new ones come.
import type { FileReference } from "rpc-camera-client";
import { explain, type Failure } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { type PictureFile, type Shot, shotsOf } from "../pictures/shot.ts";
import { session } from "./connection.ts";
import { fullPictures } from "./full-pictures.ts";
import { thumbnails } from "./thumbnails.ts";

const DCIM_FOLDER = /\/DCIM\/[^/]+$/;

/** The pictures on one camera. It outlives the view; as long as nobody looks, it lists nothing. */
export class PictureList {
  /** The newest first; undefined until the camera has answered. */
  readonly shots = new Watched<readonly Shot[] | undefined>(undefined);
  /** Why the last listing failed. */
  readonly failure = new Watched<Failure | undefined>(undefined);
  /** How far the first listing is, in files. */
  readonly progress = new Watched<{ done: number; total: number | null } | undefined>(undefined);
  private folders: readonly string[] = [];
  private files = new Map<string, PictureFile>();
  private readonly arrivals = new Map<string, number>();
  private came = new Set<string>(); // while the listing is under way
  private went = new Set<string>();
  private lastArrival = 0;
  private viewers = 0;
  private isStale = true;
  private isListing = false;
  private isDrawing = false;

  constructor(readonly camera: string) {}

  /** The newest folder of the card's that has pictures, or is made for them; undefined where there is none. */
  get newestFolder(): string | undefined {
    const path = this.shots.value?.find(({ key }) => DCIM_FOLDER.test(key.slice(0, key.lastIndexOf("/"))))?.files[0].path;
    return path?.slice(0, path.lastIndexOf("/")) ?? this.folders.filter((folder) => DCIM_FOLDER.test(folder)).sort().at(-1);
  }

  /** List now, and whenever something may have been missed, until the function that is returned is called. */
  watch(): () => void {
    this.viewers += 1;
    if (this.isStale) {
      void this.refresh();
    }
    return () => void (this.viewers -= 1);
  }

  /** Something may have been missed. */
  invalidate(): void {
    this.isStale = true;
    if (this.viewers > 0) {
      void this.refresh();
    }
  }

  /** List once more; while a listing is under way, after it. */
  async refresh(): Promise<void> {
    this.isStale = true;
    if (this.isListing) {
      return;
    }
    this.isListing = true;
    try {
      while (this.isStale) {
        this.isStale = false;
        await this.list();
      }
      this.failure.value = undefined;
    } catch (error) {
      this.isStale = true;
      this.failure.value = explain(error);
    } finally {
      this.isListing = false;
    }
  }

  /** Note a file that came onto the card; `at` is when the service was told, which stands for its time until that is known. */
  add(file: FileReference, at: string): void {
    this.came.add(file.path);
    this.went.delete(file.path);
    this.arrivals.set(file.path, ++this.lastArrival);
    this.files.set(file.path, { ...file, modified_at: at });
    this.forget([file.path]);
    this.draw();
    void this.ask(file.path);
  }

  /** Note that files are not on the card any more. */
  remove(paths: readonly string[]): void {
    for (const path of paths) {
      this.went.add(path);
      this.came.delete(path);
      this.files.delete(path);
      this.arrivals.delete(path);
    }
    this.forget(paths);
    this.draw();
  }

  private forget(paths: readonly string[]): void {
    thumbnails.forget(this.camera, paths);
    fullPictures.forget(this.camera, paths);
  }

  private async list(): Promise<void> {
    [this.came, this.went] = [new Set(), new Set()];
    const options = this.shots.value !== undefined ? {} : {
      onProgress: ({ done, total }: { done: number; total: number | null }) => void (this.progress.value = { done, total }),
    };
    const params = { folder: "/", recursive: true, camera: this.camera };
    const { files, folders } = await session().listFiles(params, options);
    const found = new Map<string, PictureFile>();
    for (const file of files) {
      if (!this.went.has(file.path)) {
        found.set(file.path, file);
      }
    }
    for (const path of this.came) {
      found.set(path, found.get(path) ?? (this.files.get(path) as PictureFile));
    }
    for (const path of this.arrivals.keys()) {
      if (!found.has(path)) {
        this.arrivals.delete(path);
      }
    }
    this.files = found;
    this.folders = folders;
    this.shots.value = shotsOf(found.values(), this.arrivals);
  }

  /** Ask for what an event does not tell: size and time. */
  private async ask(path: string): Promise<void> {
    try {
      const info = await session().getFileInfo({ path, camera: this.camera });
      if (this.files.has(path)) {
        this.files.set(path, info);
        this.draw();
      }
    } catch {
      // It is shown without them.
    }
  }

  /** Sort anew, once for a burst. */
  private draw(): void {
    if (!this.isDrawing && this.shots.value !== undefined) {
      this.isDrawing = true;
      setTimeout(() => {
        this.isDrawing = false;
        this.shots.value = shotsOf(this.files.values(), this.arrivals);
      });
    }
  }
}
