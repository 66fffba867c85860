// Files on their way from the camera to this computer, and back.
import { type ErrorObject, RpcCameraError } from "rpc-camera-client";
import { explain, type Failure, isAbort } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
import { texts } from "../texts.ts";
import type { PictureFile } from "../pictures/shot.ts";
import { session } from "./connection.ts";
import { MOST_IN_MEMORY } from "./full-pictures.ts";

export interface Transfer {
  id: number;
  kind: "download" | "upload";
  name: string;
  /** browser: it goes on in the browser's own list of downloads. */
  state: "waiting" | "running" | "done" | "failed" | "browser";
  /** In bytes; `total` is undefined where nothing tells how far it is. */
  done: number;
  total: number | undefined;
  failure?: Failure;
  control: AbortController;
}

/** A file of a camera, and what it is to be called here. */
export interface NamedFile {
  camera: string;
  file: PictureFile;
  name: string;
}

const DONE_SHOWN_MS = 6_000;
const AT_ONCE = 3; // files of several cameras
const MOST_NAMED = 10;

/** Files that did not come, and why the first of them did not. */
class FilesMissing extends Error {
  readonly remedy: string;

  constructor(failed: ReadonlyMap<string, Failure>, command: string) {
    const names = [...failed.keys()].slice(0, MOST_NAMED);
    const more = failed.size - names.length;
    const [first] = failed.values();
    super(`${texts.wall.filesNotSaved([...names, ...(more > 0 ? [texts.wall.andOthers(more)] : [])].join(", "))}. ${first?.message ?? ""}`);
    this.remedy = texts.wall.filesNotSavedRemedy(command);
  }
}

/** All transfers of this page; uploads to a camera go one after another. */
export class Transfers {
  readonly list = new Watched<readonly Transfer[]>([]);
  private lastId = 0;
  private uploads: Promise<void> = Promise.resolve();

  /** Save a file of the camera's on this computer: with progress here, or by the browser where it is too large for memory. */
  async download(camera: string, file: PictureFile): Promise<void> {
    const id = this.add("download", file.filename, "running", file.size_bytes);
    await this.run(id, (signal) =>
      fetchOne({ camera, file, name: file.filename }, signal, (done, total) => this.change(id, { done, total: total ?? undefined })),
    );
  }

  /** Save files of several cameras, a few at a time, each by itself; those that do not come are named in the end, with `remedy`. */
  async downloadAll(files: readonly NamedFile[], name: string, remedy: string): Promise<void> {
    const id = this.add("download", name, "running", files.reduce((sum, { file }) => sum + (file.size_bytes ?? 0), 0));
    await this.run(id, async (signal) => {
      const [left, failed, came] = [[...files], new Map<string, Failure>(), new Map<NamedFile, number>()];
      const next = async (): Promise<void> => {
        for (let one = left.shift(); one !== undefined; one = left.shift()) {
          const file = one;
          const tell = (done: number) => {
            came.set(file, done);
            this.change(id, { done: [...came.values()].reduce((sum, each) => sum + each, 0) });
          };
          try {
            await fetchOne(file, signal, tell);
            tell(file.file.size_bytes ?? 0);
          } catch (error) {
            signal.throwIfAborted();
            failed.set(file.name, explain(error));
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
      if (failed.size > 0) {
        throw new FilesMissing(failed, remedy);
      }
      return "done";
    });
  }

  /** Save many files as one ZIP, which the service streams and the browser receives. */
  async downloadMany(camera: string, files: readonly PictureFile[], name: string): Promise<void> {
    const id = this.add("download", name, "running", undefined);
    await this.run(id, async (signal) => {
      const params = { camera, paths: files.map(({ path }) => path) };
      const { url, filename } = await session().call<{ url: string; filename: string }>("get_archive_url", params);
      await checkOffered(relative(url), signal);
      save(relative(url), filename);
      this.change(id, { name: filename });
      return "browser";
    });
  }

  /** Store files of this computer's in a folder of the camera. */
  upload(camera: string, files: readonly File[], folder: string): void {
    for (const file of files) {
      const id = this.add("upload", file.name, "waiting", file.size);
      this.uploads = this.uploads.then(() => this.run(id, async (signal) => {
        this.change(id, { state: "running", total: undefined }); // the browser does not tell how much has gone out
        await session().upload(file, folder, { camera, signal });
        return "done";
      }));
    }
  }

  /** Tell that a file is not uploaded, and why. */
  refuse(file: File, message: string): void {
    this.change(this.add("upload", file.name, "waiting", file.size), { state: "failed", failure: { message } });
  }

  /** Give a transfer up, or take what is over from the list. */
  dismiss(id: number): void {
    this.list.value.find((transfer) => transfer.id === id)?.control.abort();
    this.list.value = this.list.value.filter((transfer) => transfer.id !== id);
  }

  private async run(id: number, work: (signal: AbortSignal) => Promise<Transfer["state"]>): Promise<void> {
    const transfer = this.list.value.find((one) => one.id === id);
    if (transfer === undefined) {
      return; // given up before it began
    }
    try {
      this.change(id, { state: await work(transfer.control.signal) });
      setTimeout(() => this.dismiss(id), DONE_SHOWN_MS);
    } catch (error) {
      if (isAbort(error)) {
        this.dismiss(id);
      } else {
        this.change(id, { state: "failed", failure: error instanceof FilesMissing ? error : explain(error) });
      }
    }
  }

  private add(kind: Transfer["kind"], name: string, state: Transfer["state"], total: number | undefined): number {
    const id = ++this.lastId;
    this.list.value = [...this.list.value, { id, kind, name, state, done: 0, total, control: new AbortController() }];
    return id;
  }

  private change(id: number, changes: Partial<Transfer>): void {
    this.list.value = this.list.value.map((transfer) => (transfer.id === id ? { ...transfer, ...changes } : transfer));
  }
}

export const transfers = new Transfers();

/** Return an address that the service gave, for this page: a proxy may have put both below a path. */
function relative(url: string): string {
  return new URL(url.replace(/^\//, ""), location.href).href;
}

/** Ask whether the service sends what is at an address now: of a refusal, the browser's downloads show nothing. */
async function checkOffered(url: string, signal: AbortSignal): Promise<void> {
  if ((await fetch(url, { method: "HEAD", signal, cache: "no-store" })).ok) {
    return;
  }
  const refused = await fetch(url, { signal, cache: "no-store" });
  const { message, code, data } = (await refused.json()) as ErrorObject;
  throw new RpcCameraError(message, code, data);
}

/** Save one file, or have the browser do it where it is too large for memory. */
async function fetchOne(
  { camera, file, name }: NamedFile,
  signal: AbortSignal,
  tell: (done: number, total: number | null) => void,
): Promise<"done" | "browser"> {
  if ((file.size_bytes ?? 0) > MOST_IN_MEMORY) {
    const { url } = await session().getFileUrl({ path: file.path, camera });
    signal.throwIfAborted();
    save(relative(url), name);
    return "browser";
  }
  const onProgress = ({ done, total }: { done: number; total: number | null }) => tell(done, total);
  const url = URL.createObjectURL(await session().downloadBlob(file.path, { camera, signal, onProgress }));
  save(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser has begun to read it by then
  return "done";
}

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
