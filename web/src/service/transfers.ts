// Files on their way from the camera to this computer, and back.
import { type ErrorObject, RpcCameraError } from "rpc-camera-client";
import { explain, type Failure, isAbort } from "../core/failure.ts";
import { Watched } from "../core/watched.ts";
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

const DONE_SHOWN_MS = 6_000;

/** All transfers of this page; uploads to a camera go one after another. */
export class Transfers {
  readonly list = new Watched<readonly Transfer[]>([]);
  private lastId = 0;
  private uploads: Promise<void> = Promise.resolve();

  /** Save a file of the camera's on this computer: with progress here, or by the browser where it is too large for memory. */
  async download(camera: string, file: PictureFile): Promise<void> {
    const id = this.add("download", file.filename, "running", file.size_bytes);
    await this.run(id, async (signal) => {
      if ((file.size_bytes ?? 0) > MOST_IN_MEMORY) {
        const { url } = await session().getFileUrl({ path: file.path, camera });
        signal.throwIfAborted();
        save(relative(url), file.filename);
        return "browser";
      }
      const onProgress = ({ done, total }: { done: number; total: number | null }) =>
        this.change(id, { done, total: total ?? undefined });
      const url = URL.createObjectURL(await session().downloadBlob(file.path, { camera, signal, onProgress }));
      save(url, file.filename);
      setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser has begun to read it by then
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
        this.change(id, { state: "failed", failure: explain(error) });
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

function save(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
