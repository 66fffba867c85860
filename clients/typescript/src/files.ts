// A session's files over HTTP: from the camera to a file, a folder or a Blob, and back.
import type { Core } from "./core.ts";
import { disk, save } from "./disk.ts";
import { Download, type ReportStep } from "./download.ts";
import { type FolderCopy, saveFolder } from "./folder.ts";
import type { File, GetFileUrlResult, GroupManifest } from "./generated.ts";
import { type GroupCopy, saveGroup } from "./group.ts";
import { GroupNames } from "./group-names.ts";
import { Handler, MOST_STEPS } from "./handler.ts";
import { Http } from "./http.ts";
import type { CallOptions } from "./options.ts";
import { upload } from "./upload.ts";

/** Options of downloads and uploads; `signal` and `onProgress` as of calls, `deadlineS` is that of each call for an address. */
export interface FileOptions extends CallOptions {
  /** Which camera: its `id`, or its `port`; the selected one if it is left out. */
  camera?: string;
}

/** Moves files for one call of a session's. */
export class Files {
  private readonly core: Core;
  private readonly options: FileOptions;
  private readonly http: Http;

  constructor(core: Core, options: FileOptions) {
    this.core = core;
    this.options = options;
    this.http = new Http(core.target, options.signal);
  }

  save(path: string, to: string, overwrite: boolean): Promise<string> {
    return this.reporting(path, "reading", async (report) => {
      const link = await this.sign(path);
      return save(await disk(), link, new Download(this.http, () => this.sign(path), link, report), to, overwrite);
    });
  }

  blob(path: string): Promise<Blob> {
    return this.reporting(path, "reading", async (report) => {
      const link = await this.sign(path);
      let pieces: Uint8Array<ArrayBuffer>[] = [];
      await new Download(this.http, () => this.sign(path), link, report).into({
        write: (piece) => void pieces.push(piece as Uint8Array<ArrayBuffer>),
        restart: () => void (pieces = []),
      });
      return new Blob(pieces, { type: link.file.mime_type });
    });
  }

  folder(folder: string, to: string, flatten: boolean): Promise<FolderCopy> {
    return this.reporting(folder, "reading", async (report) => {
      const { id: camera } = await this.call("get_camera", {}); // whatever is selected meanwhile
      const { files } = await this.call("list_files", { folder, recursive: true, camera });
      const sign = (path: string) => this.call("get_file_url", { path, camera });
      return saveFolder({ disk: await disk(), http: this.http, sign, report, camera, folder, flatten }, files, to);
    });
  }

  async group(group: GroupManifest | string, to: string, template: string): Promise<GroupCopy> {
    const names = new GroupNames(template);
    const manifest: GroupManifest = typeof group === "string" ? await this.call("get_group", { group_id: group }) : group;
    return this.reporting(manifest.group_id, "reading", async (report) => {
      const sign = (path: string, camera: string) => this.call("get_file_url", { path, camera });
      return saveGroup({ disk: await disk(), http: this.http, sign, report, names }, manifest, to);
    });
  }

  async upload(source: string | Blob, folder: string, given: string | undefined): Promise<File> {
    const here = typeof source === "string" ? await disk() : undefined;
    const name = given ?? (typeof source === "string" ? here?.path.basename(source) : (source as { name?: string }).name);
    if (!name || name.includes("/")) {
      throw new TypeError(`"${name ?? ""}" is no name for a file: it has a slash, or is empty.`);
    }
    const body = typeof source === "string" ? await here?.openAsBlob(source) : source;
    const path = `${folder.replace(/\/+$/, "")}/${name}`;
    return this.reporting(path, "writing", async (report) => {
      const file = await upload(this.http, body as Blob, {
        put: () => this.call("get_upload_url", { path }),
        get: () => this.sign(path),
      });
      report(file.size_bytes, file.size_bytes); // `fetch` says nothing earlier
      return file;
    });
  }

  private sign(path: string): Promise<GetFileUrlResult> {
    return this.call("get_file_url", { path });
  }

  private call(method: string, params: object): Promise<any> {
    const { camera, signal, deadlineS } = this.options;
    const which = camera === undefined ? {} : { camera };
    const options: CallOptions = {};
    if (signal !== undefined) {
      options.signal = signal;
    }
    if (deadlineS !== undefined) {
      options.deadlineS = deadlineS;
    }
    return this.core.call(method, { ...which, ...params }, options);
  }

  private async reporting<Result>(id: string, stage: string, work: (report: ReportStep) => Promise<Result>): Promise<Result> {
    const { onProgress } = this.options;
    const progress = onProgress && new Handler(onProgress, MOST_STEPS, this.core.inbox.report);
    try {
      const result = await work((done, total, unit = "bytes") => progress?.put({ request_id: id, stage, done, total, unit }));
      await progress?.finish();
      return result;
    } finally {
      progress?.stop();
    }
  }
}
