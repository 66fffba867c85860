// A whole folder of a camera's: what is there already is left out, and one file that fails does not end the others.
import { type Disk, save } from "./disk.ts";
import { Download, type ReportStep, SILENCE_S } from "./download.ts";
import { CallTimedOut, ConnectFailed, ConnectionLost, SessionClosed } from "./failures.ts";
import { CameraClaimed, CameraLost, CameraNotFound, type FileInfo, Forbidden, type GetFileUrlResult, Unauthorized } from "./generated.ts";
import type { Http } from "./http.ts";
import { FolderRecord } from "./record.ts";

const OF_ALL = [ConnectFailed, ConnectionLost, CallTimedOut, CameraLost, CameraNotFound, CameraClaimed, Unauthorized, Forbidden];

/** Where a camera's files are here: those that came, and those that were here already. */
export interface FolderCopy {
  saved: string[];
  skipped: string[];
}

/** Not all files came: `failures` says why, by their paths on the camera; `copy` is what is here. */
export class FolderIncomplete extends Error {
  override name = "FolderIncomplete";
  readonly failures: ReadonlyMap<string, Error>;
  readonly copy: FolderCopy;

  constructor(failures: ReadonlyMap<string, Error>, copy: FolderCopy) {
    const named = [...failures].slice(0, 5).map(([path, { message }]) => `${path}: ${message}`);
    const more = failures.size > named.length ? `; and ${failures.size - named.length} more` : "";
    super(`${failures.size} of the camera's files did not come: ${named.join("; ")}${more}`);
    this.failures = failures;
    this.copy = copy;
  }
}

/** What is done with one folder. */
export interface FolderWork {
  disk: Disk;
  http: Http;
  sign: (path: string) => Promise<GetFileUrlResult>;
  report: ReportStep;
  /** The camera's id, which the record has. */
  camera: string;
  folder: string;
  flatten: boolean;
}

/** Fetch `files` into the folder `to`; rejected with FolderIncomplete when not all of them came. */
export async function saveFolder(work: FolderWork, files: FileInfo[], to: string): Promise<FolderCopy> {
  const record = await FolderRecord.read(work.disk, to);
  const copy: FolderCopy = { saved: [], skipped: [] };
  const failures = new Map<string, Error>();
  const total = files.reduce((sum, { size_bytes: size }) => sum + size, 0);
  let before = 0;
  for (const [index, file] of files.entries()) {
    try {
      const link = await work.sign(file.path);
      const parts = relative(work, file.path);
      const { place, isTheFile } = await record.placeOf(work.camera, file, parts, () => work.http.digestAt(link.url, SILENCE_S));
      if (isTheFile) {
        copy.skipped.push(place);
      } else {
        const report = (done: number) => work.report(before + done, total);
        const download = new Download(work.http, () => work.sign(file.path), link, report);
        copy.saved.push(await save(work.disk, link, download, place, false));
        await record.add(work.camera, file, place, download.digest);
      }
    } catch (error) {
      work.http.signal?.throwIfAborted();
      if (error instanceof SessionClosed) {
        throw error;
      }
      failures.set(file.path, error as Error);
      if (OF_ALL.some((kind) => error instanceof kind)) {
        files.slice(index).forEach(({ path }) => failures.set(path, error as Error));
        break;
      }
    }
    before += file.size_bytes;
    work.report(before, total);
    work.report(index + 1, files.length, "files");
  }
  if (failures.size > 0) {
    throw new FolderIncomplete(failures, copy);
  }
  return copy;
}

/** Return the parts of what a camera's path is called below the folder. */
function relative({ folder, flatten }: FolderWork, path: string): string[] {
  const start = folder.endsWith("/") ? folder : `${folder}/`;
  const parts = (path.startsWith(start) ? path.slice(start.length) : path).split("/");
  return flatten ? parts.slice(-1) : parts;
}
