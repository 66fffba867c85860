// The manifest beside a group's files: what became of each camera, where its files are here, and what is missing.
import type { Disk } from "./disk.ts";
import type { File, GroupManifest } from "./generated.ts";

export const MANIFEST = "manifest.json";

/** A file of a group that is not here, or without `path` the picture of a camera that has none; and why. */
export interface MissingFile {
  camera: string;
  host?: string;
  path?: string;
  reason: string;
  /** What to do about it, in a sentence; it may be empty. */
  remedy: string;
  /** What was thrown, if anything was. */
  error?: Error;
}

/** A file that is here: its name below the group's folder, with slashes, and its SHA-256 in hexadecimal. */
export interface CollectedFile {
  name: string;
  sha256: string;
}

/** What is known of the files of a group, each by its camera and its path on that. */
export class CollectedFiles {
  readonly here = new Map<string, CollectedFile>();
  readonly missing = new Map<string, MissingFile>();

  static key(camera: string, path = ""): string {
    return `${camera}\n${path}`;
  }

  /** Write the manifest: the old one or the new one is there, and never a part. */
  async write({ fs, path }: Disk, folder: string, manifest: GroupManifest): Promise<void> {
    const cameras = manifest.cameras.map((member) => ({
      ...member,
      files: (member.files ?? []).map((file) => this.described(member.camera, file)),
    }));
    const text = JSON.stringify({ ...manifest, collected: this.missing.size === 0, cameras }, undefined, 2);
    const part = path.join(folder, `.${MANIFEST}.part`);
    const out = await fs.open(part, "w");
    try {
      await out.writeFile(`${text}\n`);
      await out.sync();
    } finally {
      await out.close();
    }
    await fs.rename(part, path.join(folder, MANIFEST));
  }

  private described(camera: string, file: File): object {
    const key = CollectedFiles.key(camera, file.path);
    const here = this.here.get(key);
    if (here !== undefined) {
      return { ...file, collected_as: here.name, sha256: here.sha256 };
    }
    return { ...file, missing: this.missing.get(key)?.reason ?? "It has not come yet." };
  }
}
