// All files of a group of cameras: from several hosts at once, and one that fails does not end the others.
import { type Disk, save } from "./disk.ts";
import { Download, type ReportStep, SILENCE_S } from "./download.ts";
import { RpcCameraError } from "./errors.ts";
import { CallTimedOut, ConnectFailed, ConnectionLost, SessionClosed } from "./failures.ts";
import {
  CameraClaimed, CameraLost, CameraNotFound, type File, Forbidden, type GetFileUrlResult, type GroupManifest, type GroupMember,
  HostUnreachable, NoCameraSelected, Unauthorized,
} from "./generated.ts";
import { CollectedFiles, MANIFEST, type MissingFile } from "./group-manifest.ts";
import type { GroupNames } from "./group-names.ts";
import type { Http } from "./http.ts";
import { FolderRecord, plain } from "./record.ts";
import { Slots } from "./slots.ts";

const AT_ONCE = 16;
const AT_ONCE_PER_HOST = 4; // its cameras share a bus and a network
const MOST_NAMED = 5;
const MOST_TRIES = 3;
const OF_CAMERA = [CameraLost, CameraNotFound, CameraClaimed, NoCameraSelected];
const OF_HOST = [HostUnreachable, ConnectFailed, ConnectionLost, CallTimedOut];
const OF_ALL = [Unauthorized, Forbidden];
const OF_DISK = ["ENOSPC", "EDQUOT", "EROFS"];

/** Where a group's files are here: those that came, those that were here already; and those that are missing. */
export interface GroupCopy {
  groupId: string;
  folder: string;
  saved: string[];
  skipped: string[];
  missing: MissingFile[];
}

/** Not all of a group is here; `copy` has what is, and what is missing. */
export class GroupIncomplete extends Error {
  override name = "GroupIncomplete";
  readonly copy: GroupCopy;

  constructor(copy: GroupCopy) {
    const { groupId, missing } = copy;
    const more = missing.length > MOST_NAMED ? `; and ${missing.length - MOST_NAMED} more` : "";
    super(`Of the group ${groupId}, ${missing.length} are missing: ${missing.slice(0, MOST_NAMED).map(sentence).join("; ")}${more}`);
    this.copy = copy;
  }
}

/** What is done with one group. */
export interface GroupWork {
  disk: Disk;
  http: Http;
  sign: (path: string, camera: string) => Promise<GetFileUrlResult>;
  report: ReportStep;
  names: GroupNames;
}

/** Fetch all into a folder of `to` that is named after the group; rejected with GroupIncomplete when not all of it is here. */
export async function saveGroup(work: GroupWork, manifest: GroupManifest, to: string): Promise<GroupCopy> {
  const folder = work.disk.path.join(to, plain(manifest.group_id));
  const download = new GroupDownload(work, manifest, await FolderRecord.read(work.disk, folder, [MANIFEST]));
  return download.save();
}

class GroupDownload {
  private readonly work: GroupWork;
  private readonly manifest: GroupManifest;
  private readonly record: FolderRecord;
  private readonly copy: GroupCopy;
  private readonly collected = new CollectedFiles();
  private readonly atOnce = new Slots(AT_ONCE);
  private readonly atOnceOf = new Map<string | undefined, Slots>();
  private readonly endedOf = new Map<string | undefined, Error>(); // what keeps all files of a host from coming
  private ended: Error | undefined; // or all that are left
  private readonly totalBytes: number;
  private readonly totalFiles: number;
  private doneBytes = 0;
  private doneFiles = 0;

  constructor(work: GroupWork, manifest: GroupManifest, record: FolderRecord) {
    this.work = work;
    this.manifest = manifest;
    this.record = record;
    this.copy = { groupId: manifest.group_id, folder: record.root, saved: [], skipped: [], missing: [] };
    const files = manifest.cameras.flatMap(({ files = [] }) => files);
    this.totalBytes = files.reduce((sum, { size_bytes: size }) => sum + size, 0);
    this.totalFiles = files.length;
  }

  async save(): Promise<GroupCopy> {
    const { cameras } = this.manifest;
    for (const member of cameras) {
      const { camera, host, files, error } = member;
      if (files === undefined) {
        const reason = `${releaseOf(member)}${error?.message ?? "It has no picture."}`;
        const missing = { camera, reason, remedy: error?.remedy ?? "" };
        this.collected.missing.set(CollectedFiles.key(camera), { ...missing, ...(host === undefined ? {} : { host }) });
      }
    }
    await this.write();
    const ends = await Promise.allSettled(cameras.map((member) => this.saveAllOf(member)));
    await this.write();
    for (const end of ends) {
      if (end.status === "rejected") {
        throw end.reason;
      }
    }
    this.copy.missing.push(...this.collected.missing.values());
    if (this.copy.missing.length > 0) {
      throw new GroupIncomplete(this.copy);
    }
    return this.copy;
  }

  private async write(): Promise<void> {
    try {
      await this.collected.write(this.work.disk, this.record.root, this.manifest);
    } catch (error) {
      if (this.collected.missing.size === 0) {
        throw error;
      } // else it is known already, and the manifest that is there claims no more than there is
    }
  }

  /** Fetch the files of one camera, one after the other; several cameras of a host, and of all, at once. */
  private async saveAllOf(member: GroupMember): Promise<void> {
    const ofHost = this.atOnceOf.get(member.host) ?? new Slots(AT_ONCE_PER_HOST);
    this.atOnceOf.set(member.host, ofHost);
    let lost: Error | undefined;
    for (const file of member.files ?? []) {
      const error = await ofHost.run(() => this.atOnce.run(() => this.saveOrNote(member, file, lost)));
      lost = isOneOf(error, OF_CAMERA) ? error : lost;
    }
  }

  /** Have a file here, or note that it is missing; return why it is. */
  private async saveOrNote(member: GroupMember, file: File, lost: Error | undefined): Promise<Error | undefined> {
    let done = 0;
    const report = (now: number) => {
      this.doneBytes += now - done;
      done = now;
      this.work.report(this.doneBytes, this.totalBytes);
    };
    let failure: Error | undefined;
    try {
      await this.saveOne(member, file, lost ?? this.ended ?? this.endedOf.get(member.host), report);
    } catch (error) {
      this.work.http.signal?.throwIfAborted();
      if (error instanceof SessionClosed) {
        throw error;
      }
      failure = error as Error;
      this.noteEnd(member.host, failure);
      this.collected.missing.set(CollectedFiles.key(member.camera, file.path), missingFile(member, file, failure));
    }
    report(file.size_bytes);
    this.doneFiles += 1;
    this.work.report(this.doneFiles, this.totalFiles, "files");
    return failure;
  }

  /** Have a file here; nothing more is asked for once `ended` says why. */
  private async saveOne(member: GroupMember, file: File, ended: Error | undefined, report: (done: number) => void): Promise<void> {
    const { camera } = member;
    const { disk, http, names } = this.work;
    let here = await this.record.find(camera, file);
    if (here === undefined && ended !== undefined) {
      throw ended;
    }
    if (here === undefined) {
      const theirs = async () => http.digestAt((await this.sign(camera, file)).url, SILENCE_S);
      const { place, isTheFile } = await this.record.placeOf(camera, file, names.name(member, file), theirs);
      if (isTheFile) {
        here = place;
      } else {
        try {
          const link = await this.sign(camera, file);
          const download = new Download(http, () => this.sign(camera, file), link, report);
          this.copy.saved.push(await save(disk, link, download, place, false));
          await this.record.add(camera, file, place, download.digest);
        } finally {
          this.record.release(place);
        }
        this.note(camera, file, place);
        return;
      }
    }
    this.copy.skipped.push(here);
    this.note(camera, file, here);
  }

  private note(camera: string, file: File, place: string): void {
    const found = { name: this.record.nameOf(place), sha256: this.record.sha256(camera, file) ?? "" };
    this.collected.here.set(CollectedFiles.key(camera, file.path), found);
  }

  /** Return the address of a file, if the camera has the group's still. */
  private async sign(camera: string, file: File): Promise<GetFileUrlResult> {
    const link = await this.linkOf(file.path, camera);
    if (!isSame(file, link.file)) {
      throw new Error(
        `Another file has its name on the card now: ${described(link.file)}; the group's was ${described(file)}.`,
      );
    }
    return link;
  }

  /** Ask for an address, again where only the connection was lost: all cameras are asked over the same one. */
  private async linkOf(path: string, camera: string): Promise<GetFileUrlResult> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.work.sign(path, camera);
      } catch (error) {
        if (tries === MOST_TRIES || !(error instanceof ConnectionLost) || !error.isSafeToRepeat) {
          throw error;
        }
      }
    }
  }

  private noteEnd(host: string | undefined, error: Error): void {
    if (isOneOf(error, OF_HOST)) {
      this.endedOf.set(host, error);
    } else if (isOneOf(error, OF_ALL) || isOfDisk(error)) {
      this.ended = error;
    }
  }
}

function missingFile({ camera, host }: GroupMember, { path }: File, error: Error): MissingFile {
  const ofService = error instanceof RpcCameraError ? error.remedy : "";
  const remedy = isOfDisk(error) ? "Free room where the group goes, or choose another folder." : ofService;
  return { camera, ...(host === undefined ? {} : { host }), path, reason: error.message, remedy, error };
}

function sentence({ camera, host, path, reason, remedy }: MissingFile): string {
  const on = host === undefined ? "" : ` on ${host}`;
  return `${path ?? "the picture"} of ${camera}${on}: ${reason} ${remedy}`.trimEnd();
}

/** Say whether a file is still the one that it was; a body that does not know times is judged by sizes alone. */
function isSame(then: File, now: File): boolean {
  const knowsTimes = then.modified_at !== undefined && now.modified_at !== undefined;
  return then.size_bytes === now.size_bytes && (!knowsTimes || then.modified_at === now.modified_at);
}

function described({ size_bytes: size, modified_at: time }: File): string {
  return `${size} bytes${time === undefined ? "" : ` of ${time}`}`;
}

function isOneOf(error: Error | undefined, kinds: (abstract new (...given: never[]) => Error)[]): boolean {
  return kinds.some((kind) => error instanceof kind);
}

function isOfDisk(error: Error): boolean {
  return OF_DISK.includes((error as { code?: string }).code ?? "");
}

/** Return what is known of the release of a camera that has no picture, in words; "" where it did not release. */
function releaseOf({ released_ms: released, may_have_released: inDoubt }: GroupMember): string {
  if (released !== undefined) {
    return "It released, and its picture did not come (it may be on the card). ";
  }
  return inDoubt === true ? "It may have released (its picture may be on the card). " : "";
}
