// A session with the service, which outlives its connections.
import { Core } from "./core.ts";
import { checkedS } from "./deadlines.ts";
import type { EventStream } from "./feed.ts";
import { type FileOptions, Files } from "./files.ts";
import type { FolderCopy } from "./folder.ts";
import type { EventsMissedParams } from "./gap.ts";
import { type File, type GroupManifest, Methods, type Notifications, type ProgressParams } from "./generated.ts";
import type { GroupCopy } from "./group.ts";
import { DEFAULT_NAME } from "./group-names.ts";
import { Handler, MOST_STEPS } from "./handler.ts";
import { Inbox } from "./inbox.ts";
import { type Frame, liveView, type LiveViewOptions } from "./live-view.ts";
import type { CallOptions, ConnectOptions } from "./options.ts";

const KEEPALIVE_S = 5;
const CONNECT_S = 20;

/**
 * All that the service can do, a method for each; calls run at the same time, and each gets its own answer.
 *
 *     const session = await Session.connect("ws://localhost:8765/rpc", { token: "…" });
 *     const { files } = await session.captureImage();
 *
 * When the connection ends, the calls under way are rejected with ConnectionLost, which says whether repeating them is
 * safe. The session connects again, authenticates, selects the camera and subscribes as before, and brings back the events
 * that were missed, each once; calls made meanwhile wait for that. Where events are lost, `events_missed` stands for them.
 *
 * Every call can be given up, and says how far it is: `session.downloadImage({ path }, { signal, onProgress })`.
 */
export class Session extends Methods {
  private readonly core: Core;
  private readonly options: CallOptions;

  private constructor(core: Core, options: CallOptions) {
    super();
    this.core = core;
    this.options = options;
  }

  /**
   * Open `url`, which ends in `/rpc`, and authenticate when there is a token.
   *
   * Rejected with ConnectFailed when no service answers there, with its HandshakeRefused when an HTTP status comes instead,
   * and with an RpcCameraError when the service refuses, as it does with Unauthorized when the token is wrong.
   */
  static async connect(url: string, options: ConnectOptions = {}): Promise<Session> {
    const { token, headers = {}, reconnect = {}, WebSocket, deadlinesS = {} } = options;
    const keepaliveS = checkedS(options.keepaliveS ?? KEEPALIVE_S, "keepaliveS");
    const connectS = checkedS(options.connectS ?? CONNECT_S, "connectS");
    Object.entries(deadlinesS).forEach(([method, seconds]) => checkedS(seconds, `The deadline of ${method}`));
    const target = { url, WebSocket, headers, keepaliveS, connectS };
    const inbox = new Inbox(options.report ?? ((message, error) => console.error(message, error)));
    const core = new Core(target, inbox, token, reconnect, deadlinesS);
    try {
      await core.open();
    } catch (error) {
      core.close();
      throw error;
    }
    return new Session(core, {});
  }

  /** End the session: calls that wait are rejected with SessionClosed, and iterators over events end. */
  close(): void {
    this.core.close();
  }

  /** Whether there is a connection now, on which all is restored. */
  get isConnected(): boolean {
    return this.core.isConnected;
  }

  /**
   * Return this same session, with `callback` called with how far each call is that is made on what is returned.
   *
   * It may be async; a call returns after the last of its callbacks has.
   */
  withProgress(callback: (progress: ProgressParams) => unknown): Session {
    return new Session(this.core, { ...this.options, onProgress: callback });
  }

  /** Return this same session, with so many seconds for each call that is made on what is returned, waiting included. */
  withDeadline(seconds: number): Session {
    return new Session(this.core, { ...this.options, deadlineS: checkedS(seconds, "A deadline") });
  }

  /**
   * Return the result of `method`; rejected with an RpcCameraError when the service refuses.
   *
   * ConnectionLost and CallTimedOut say whether repeating is safe. TypeError: the params have what JSON cannot carry.
   */
  async call<Result = unknown>(method: string, params: object, options: CallOptions = {}): Promise<Result> {
    return this.core.call(method, params, { ...this.options, ...options });
  }

  /**
   * Fetch the camera's file `path` over HTTP, to the file `to` or into that folder; return where it is. Not in browsers.
   *
   * It is resumed after faults, also of the service, as long as each of eight tries brings something, and compared with its
   * SHA-256; until then it has another name, and where it fails, there is nothing. Rejected with an error whose `code` is
   * EEXIST when the name is taken, with an RpcCameraError when the service refuses, with its DigestMismatch when other bytes
   * came, and with ConnectFailed when the network fails in the end.
   */
  download(path: string, to: string, options: FileOptions & { overwrite?: boolean } = {}): Promise<string> {
    return this.files(options).save(path, to, options.overwrite ?? false);
  }

  /** Fetch the camera's file `path` over HTTP into memory, as `download` does; for browsers. */
  downloadBlob(path: string, options: FileOptions = {}): Promise<Blob> {
    return this.files(options).blob(path);
  }

  /**
   * Fetch all files of the camera's `folder`, and of those within, into the folder `to`, as `download` does. Not in browsers.
   *
   * The folders within are kept; with `flatten`, all files go into `to` itself. A name that another file has gets a number:
   * nothing is replaced, and nothing goes outside `to`. What is here already is not fetched: a record in `to`,
   * `.rpc-camera.jsonl`, has size, time and SHA-256 of what came, which the file here still has to have. Of files here that
   * are not in it, the service is asked for the digest. After a file that fails it goes on, unless the camera or the service
   * is gone; FolderIncomplete names those that did not come, and the next call fetches them. Progress is that of the whole,
   * in bytes, and after each file also in files.
   */
  downloadFolder(folder: string, to: string, options: FileOptions & { flatten?: boolean } = {}): Promise<FolderCopy> {
    return this.files(options).folder(folder, to, options.flatten ?? false);
  }

  /**
   * Fetch all files of a group into a folder of `to` that is named after it, as `download` does. Not in browsers.
   *
   * `group` is its manifest or its id. `name` is what a file is called: a template with `{label}` (the camera's when it was
   * fired, else its id), `{camera}`, `{host}`, `{original}`, `{stem}`, `{ext}`, and folders, with `/`; "{label}-{original}" if
   * it is left out. A name that another file has gets a number. What is here already is not fetched, as with
   * `downloadFolder`. Beside the files, `manifest.json` has what became of each camera, and name and SHA-256 of each file.
   *
   * A file is of the group if the camera still has it with the size and time that it had; another that has its name by now
   * is not fetched. Files of several hosts come at once, and where one fails the others come all the same. GroupIncomplete
   * names what is missing, cameras without a picture too; the next call fetches it. Progress is that of the whole, in bytes,
   * and after each file also in files. One call at a time for a folder. RangeError: `name` is no such template.
   */
  downloadGroup(
    group: GroupManifest | string,
    to: string,
    options: Omit<FileOptions, "camera"> & { name?: string } = {},
  ): Promise<GroupCopy> {
    return this.files(options).group(group, to, options.name ?? DEFAULT_NAME);
  }

  /**
   * Store `source`, the path of a file here or a Blob, in that folder of the camera over HTTP; return the file.
   *
   * Its name is `name`, or its own. The service compares it with its SHA-256 before the camera gets any of it. It is sent
   * again after faults, up to five times in all: as the service overwrites nothing, none of it is stored twice. Rejected
   * with FileExists when the name is taken, and with ConnectFailed when the network fails in the end.
   */
  upload(source: string | Blob, folder: string, options: FileOptions & { name?: string } = {}): Promise<File> {
    return this.files(options).upload(source, folder, options.name);
  }

  /**
   * Return an iterator over frames, each time the newest; a slow reader misses those between.
   *
   * Live view starts with the first step, goes on after the connection was made again, and is stopped when the loop is
   * left. It ends with `close`. Rejected with an RpcCameraError when the camera has none, or is not there.
   */
  liveView(options: LiveViewOptions = {}): AsyncGenerator<Frame, void> {
    return liveView(this, options);
  }

  /**
   * Return an iterator over all that is subscribed to, beginning with the first that no iterator has had.
   *
   * Of several at the same time each gets every event. It ends with `close`; rejected with what ends the session otherwise.
   * Frames of live view are left out.
   */
  events(): EventStream {
    return this.core.inbox.feed.stream();
  }

  /** Call `handler`, which may be async, with the params of each event of that name; returns a function that ends it. */
  on<Name extends keyof Notifications>(name: Name, handler: (params: Notifications[Name]) => unknown): () => void {
    return this.core.inbox.addHandler(name, handler);
  }

  /** Call `handler` where events are lost; returns a function that ends that. */
  onEventsMissed(handler: (params: EventsMissedParams) => unknown): () => void {
    return this.core.inbox.addHandler("events_missed", handler);
  }

  /** Call `handler` with whether there is a connection, each time that one is lost, or made again with all restored. */
  onConnection(handler: (isConnected: boolean) => unknown): () => void {
    const { connectionHandlers, inbox } = this.core;
    const added = new Handler(handler, MOST_STEPS, inbox.report);
    connectionHandlers.add(added);
    return () => void connectionHandlers.delete(added);
  }

  /** Call `handler` with why, once the session has ended; returns a function that ends that. */
  onClose(handler: (why: Error) => unknown): () => void {
    const { closeHandlers, inbox } = this.core;
    const added = new Handler(handler, 1, inbox.report);
    closeHandlers.add(added);
    return () => void closeHandlers.delete(added);
  }

  private files(options: FileOptions): Files {
    return new Files(this.core, { ...this.options, ...options });
  }
}
