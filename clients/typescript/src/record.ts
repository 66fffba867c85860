// The record of a folder here: what it has of cameras, a line for each file, so that nothing is fetched twice.
import { digestOf, type Disk, isThere } from "./disk.ts";

const RECORD = ".rpc-camera.jsonl"; // the same for all clients
const UNSAFE = /[\x00-\x1f/\\:]/g;

/** A file of a camera's, as far as the record knows it. */
export interface CameraFile {
  path: string;
  size_bytes: number;
  modified_at?: string;
}

/** A place in the folder; at one that is not the file yet, it can go. */
export interface Place {
  place: string;
  isTheFile: boolean;
}

interface Saved {
  camera: string;
  path: string;
  size_bytes: number;
  modified_at: string | null;
  name: string;
  sha256: string;
}

export class FolderRecord {
  readonly root: string;
  private readonly disk: Disk;
  private readonly file: string;
  private readonly taken: Set<string>; // names that no file gets, or that one is about to have
  private readonly saved = new Map<string, Saved>();
  private goesBefore = ""; // before the next line: the last one may have been cut
  private placing: Promise<unknown> = Promise.resolve();

  private constructor(disk: Disk, root: string, reserved: string[]) {
    this.disk = disk;
    this.root = root;
    this.file = disk.path.join(root, RECORD);
    this.taken = new Set([this.file, ...reserved.map((name) => disk.path.join(root, name))]);
  }

  /** Read the record of a folder, which is made where there is none; no camera's file gets a name that is `reserved`. */
  static async read(disk: Disk, folder: string, reserved: string[] = []): Promise<FolderRecord> {
    await disk.fs.mkdir(folder, { recursive: true });
    const record = new FolderRecord(disk, await disk.fs.realpath(folder), reserved);
    const text: string = (await isThere(disk.fs, record.file)) ? await disk.fs.readFile(record.file, "utf8") : "";
    record.goesBefore = text === "" || text.endsWith("\n") ? "" : "\n";
    for (const line of text.split("\n")) {
      try {
        const saved = JSON.parse(line) as Saved;
        record.saved.set(keyOf(saved.camera, saved.path), saved);
      } catch {
        // it is none of ours, or was cut
      }
    }
    return record;
  }

  /**
   * Note that the camera's file is whole at `place`; the digest is in base64. A disk that takes no line leaves it out: the
   * file is here all the same, and is found by its digest the next time.
   */
  async add(camera: string, file: CameraFile, place: string, digest: string): Promise<void> {
    const { path, size_bytes, modified_at = null } = file;
    const name = this.nameOf(place);
    const saved: Saved = { camera, path, size_bytes, modified_at, name, sha256: hexadecimal(digest) };
    this.saved.set(keyOf(camera, path), saved);
    const line = `${this.goesBefore}${JSON.stringify(saved)}\n`;
    this.goesBefore = ""; // another line may begin before this one is written
    try {
      await this.disk.fs.appendFile(this.file, line);
    } catch {
      this.goesBefore = "\n"; // the disk may have got full in the middle of the line
    }
  }

  /** Return what a place is called below the folder, with slashes. */
  nameOf(place: string): string {
    return this.disk.path.relative(this.root, place).replaceAll("\\", "/");
  }

  /** Return the SHA-256 in hexadecimal of a camera's file that came. */
  sha256(camera: string, { path }: CameraFile): string | undefined {
    return this.saved.get(keyOf(camera, path))?.sha256;
  }

  /** Return where the camera's file is here, if that is recorded, and it is the same here and on the camera still. */
  async find(camera: string, file: CameraFile): Promise<string | undefined> {
    const known = this.saved.get(keyOf(camera, file.path));
    if (known?.size_bytes !== file.size_bytes || known.modified_at !== (file.modified_at ?? null)) {
      return undefined;
    }
    const place: string = this.disk.path.join(this.root, known.name);
    return (await this.digestAt(place, file)) === known.sha256 ? place : undefined;
  }

  /**
   * Return where the camera's file is here, or where it can go: at `parts` below the folder, or with a number. That place
   * is its own until `release`. `theirs` asks for the digest of the camera's in base64, when one here may be the same.
   */
  async placeOf(camera: string, file: CameraFile, parts: string[], theirs: () => Promise<string | undefined>): Promise<Place> {
    const known = await this.find(camera, file);
    if (known !== undefined) {
      return { place: known, isTheFile: true };
    }
    const numbered = await this.numbered(parts);
    let digest: string | undefined;
    for (let number = 0; ; number += 1) {
      const place = numbered(number);
      if (!(await isThere(this.disk.fs, place))) {
        break;
      }
      const ours = this.taken.has(place) ? undefined : await this.digestAt(place, file);
      digest ??= ours && (await theirs());
      if (digest !== undefined && ours === hexadecimal(digest)) {
        await this.add(camera, file, place, digest);
        return { place, isTheFile: true };
      }
    }
    const reserved = this.placing.then(() => this.reserve(numbered));
    this.placing = reserved.catch(() => undefined);
    return { place: await reserved, isTheFile: false };
  }

  /** Say that a file is at a place by now, or will not be. */
  release(place: string): void {
    this.taken.delete(place);
  }

  private async reserve(numbered: (number: number) => string): Promise<string> {
    for (let number = 0; ; number += 1) {
      const place = numbered(number);
      if (!this.taken.has(place) && !(await isThere(this.disk.fs, place))) {
        this.taken.add(place);
        return place;
      }
    }
  }

  /** Return what names a place by a number; 0 is none. It leads out of no folder. */
  private async numbered(parts: string[]): Promise<(number: number) => string> {
    const { fs, path: paths } = this.disk;
    const wanted = paths.join(this.root, ...parts.map(plain));
    const { dir, name, ext } = paths.parse(wanted);
    await fs.mkdir(dir, { recursive: true });
    const inside: string = paths.relative(this.root, await fs.realpath(dir));
    if (inside.split(paths.sep)[0] === ".." || paths.isAbsolute(inside)) {
      throw new Error(`${dir} leads out of ${this.root}.`);
    }
    return (number) => (number === 0 ? wanted : paths.join(dir, `${name}-${number}${ext}`));
  }

  /** Return the digest of a file here, if that has the size of the camera's. */
  private async digestAt(place: string, { size_bytes: size }: CameraFile): Promise<string | undefined> {
    const { fs, openAsBlob } = this.disk;
    const found = await fs.stat(place).catch(() => undefined);
    const isSame = found?.isFile() && found.size === size;
    return isSame ? hexadecimal(await digestOf(await openAsBlob(place))) : undefined;
  }
}

/** Return a name as one part of a path, which leads nowhere else. */
export function plain(part: string): string {
  const safe = part.replace(UNSAFE, "_");
  return /^[. ]*$/.test(safe) ? "_" : safe;
}

function keyOf(camera: string, path: string): string {
  return `${camera}\n${path}`;
}

function hexadecimal(digest: string): string {
  return [...atob(digest)].map((each) => each.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}
