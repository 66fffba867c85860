// A whole folder of a camera's: what is there already is left out, and one file that fails does not end the others.
import { digestOf, type Disk, isThere, save } from "./disk.ts";
import { Download, type ReportStep, SILENCE_S } from "./download.ts";
import { CallTimedOut, ConnectFailed, ConnectionLost, SessionClosed } from "./failures.ts";
import { CameraClaimed, CameraLost, CameraNotFound, type FileInfo, Forbidden, type GetFileUrlResult, Unauthorized } from "./generated.ts";
import type { Http } from "./http.ts";

const RECORD = ".rpc-camera.jsonl"; // a line for each file, the same for all clients
const UNSAFE = /[\x00-\x1f/\\:]/g;
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
  const { fs, path: paths } = work.disk;
  await fs.mkdir(to, { recursive: true });
  const root = await fs.realpath(to);
  const record = await Record.read(work, root);
  const copy: FolderCopy = { saved: [], skipped: [] };
  const failures = new Map<string, Error>();
  const total = files.reduce((sum, { size_bytes: size }) => sum + size, 0);
  let before = 0;
  for (const [index, file] of files.entries()) {
    try {
      const link = await work.sign(file.path);
      const free = await record.placeOf(file, link);
      if (free.isTheFile) {
        copy.skipped.push(free.place);
      } else {
        const report = (done: number) => work.report(before + done, total);
        const download = new Download(work.http, () => work.sign(file.path), link, report);
        copy.saved.push(await save(work.disk, link, download, free.place, false));
        await record.add(file, paths.relative(root, free.place), download.digest);
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

interface Saved {
  camera: string;
  path: string;
  size_bytes: number;
  modified_at: string | null;
  name: string;
  sha256: string;
}

/** What a folder here has of cameras, so that nothing is fetched twice. */
class Record {
  private readonly work: FolderWork;
  private readonly root: string;
  private readonly file: string;
  private readonly saved = new Map<string, Saved>();

  private constructor(work: FolderWork, root: string) {
    this.work = work;
    this.root = root;
    this.file = work.disk.path.join(root, RECORD);
  }

  static async read(work: FolderWork, root: string): Promise<Record> {
    const record = new Record(work, root);
    const text: string = (await isThere(work.disk.fs, record.file)) ? await work.disk.fs.readFile(record.file, "utf8") : "";
    for (const line of text.split("\n")) {
      try {
        const saved = JSON.parse(line) as Saved;
        if (saved.camera === work.camera) {
          record.saved.set(saved.path, saved);
        }
      } catch {
        // it is none of ours, or was cut
      }
    }
    return record;
  }

  /** Note that the camera's file is whole here, under `name`; the digest is in base64. */
  async add(file: FileInfo, name: string, digest: string): Promise<void> {
    const { path, size_bytes, modified_at = null } = file;
    const sha256 = hexadecimal(digest);
    const saved: Saved = { camera: this.work.camera, path, size_bytes, modified_at, name: name.replaceAll("\\", "/"), sha256 };
    this.saved.set(path, saved);
    await this.work.disk.fs.appendFile(this.file, `${JSON.stringify(saved)}\n`);
  }

  /** Return where the camera's file is here, or where it can go: under its own name, or with a number. */
  async placeOf(file: FileInfo, link: GetFileUrlResult): Promise<{ place: string; isTheFile: boolean }> {
    const { fs, path: paths } = this.work.disk;
    const known = this.saved.get(file.path);
    if (known?.size_bytes === file.size_bytes && known.modified_at === (file.modified_at ?? null)) {
      const place = paths.join(this.root, known.name);
      if ((await this.digestAt(place, file)) === known.sha256) {
        return { place, isTheFile: true };
      }
    }
    const wanted = paths.join(this.root, ...this.relative(file.path));
    const { dir, name, ext } = paths.parse(wanted);
    await fs.mkdir(dir, { recursive: true });
    const inside = paths.relative(this.root, await fs.realpath(dir));
    if (inside.startsWith("..") || paths.isAbsolute(inside)) {
      throw new Error(`${dir} leads out of ${this.root}.`);
    }
    let theirs: string | undefined;
    for (let number = wanted === this.file ? 1 : 0; ; number += 1) {
      const place = number === 0 ? wanted : paths.join(dir, `${name}-${number}${ext}`);
      if (!(await isThere(fs, place))) {
        return { place, isTheFile: false };
      }
      const ours = await this.digestAt(place, file);
      if (ours !== undefined) {
        theirs ??= await this.work.http.digestAt(link.url, SILENCE_S);
        if (theirs !== undefined && ours === hexadecimal(theirs)) {
          await this.add(file, paths.relative(this.root, place), theirs);
          return { place, isTheFile: true };
        }
      }
    }
  }

  /** Return the digest of a file here, if that has the size of the camera's. */
  private async digestAt(place: string, { size_bytes: size }: FileInfo): Promise<string | undefined> {
    const { fs, openAsBlob } = this.work.disk;
    const found = await fs.stat(place).catch(() => undefined);
    const isSame = found?.isFile() && found.size === size;
    return isSame ? hexadecimal(await digestOf(await openAsBlob(place))) : undefined;
  }

  /** Return the parts of what a camera's path is called below the folder; whatever the camera says, it leads nowhere else. */
  private relative(path: string): string[] {
    const { folder, flatten } = this.work;
    const start = folder.endsWith("/") ? folder : `${folder}/`;
    const parts = (path.startsWith(start) ? path.slice(start.length) : path).split("/").map((part) => {
      const plain = part.replace(UNSAFE, "_");
      return /^[. ]*$/.test(plain) ? "_" : plain;
    });
    return flatten ? parts.slice(-1) : parts;
  }
}

function hexadecimal(digest: string): string {
  return [...atob(digest)].map((each) => each.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
