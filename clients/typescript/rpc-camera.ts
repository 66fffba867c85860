/**
 * A client for rpc-camera in one file to copy, for browsers, Node, Deno and Bun.
 *
 *     const camera = await RpcCamera.connect("ws://localhost:8765/rpc", { token: "…" });
 *     const { files } = await camera.captureImage();
 *
 * Every call can be given up, and tells how far it is: `camera.downloadImage({ path }, { signal, onProgress })`.
 * Node before 22 has no WebSocket of its own: pass one, `{ token, WebSocket }`, from the package `ws`.
 * What the service can do is below the line; the connection itself is above it.
 */

/** What the client needs of a WebSocket; those of browsers, of Node and of `ws` have it. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  binaryType: string;
  send(text: string): void;
  close(): void;
}

export interface ConnectOptions {
  /** The service's token. */
  token?: string;
  /** The WebSocket class to use; the global one if it is left out. */
  WebSocket?: new (url: string) => WebSocketLike;
}

export interface CallOptions {
  /**
   * Gives the call up: it is rejected at once with the signal's reason, as `fetch` is, and the request is cancelled. What
   * waits is not begun, a download ends, and a bulb exposure is closed; what the camera cannot stop, such as a capture
   * once released, is finished, and the event log has its files.
   */
  signal?: AbortSignal;
  /** Called with how far this call is; it has the connection subscribed to `progress`. */
  onProgress?: (progress: ProgressParams) => void;
}

/** The service refused: `errorName` and `code` say what, `remedy` what to do, `retryable` whether to try again. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: ErrorData;

  constructor(error: ErrorObject) {
    super(`${error.message} ${error.data.remedy}`);
    this.name = "RpcError";
    this.code = error.code;
    this.data = error.data;
  }

  get errorName(): string {
    return this.data.name;
  }

  get remedy(): string {
    return this.data.remedy;
  }

  get retryable(): boolean {
    return this.data.retryable;
  }
}

const bytes = new WeakMap<object, Uint8Array>();

/** Return the bytes of a result, or of a notification's params, that was asked for with `binary`. */
export function attached(value: object): Uint8Array {
  const found = bytes.get(value);
  if (found === undefined) {
    throw new Error("There are no bytes with this: ask with `binary: true`.");
  }
  return found;
}

/** Read a message: JSON, or a frame of four bytes with the length of the JSON text, the text, the bytes. */
function read(data: unknown): any {
  if (!(data instanceof ArrayBuffer)) {
    return JSON.parse(String(data));
  }
  const end = 4 + new DataView(data).getUint32(0);
  const message = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, end - 4)));
  bytes.set(message.params ?? message.result, new Uint8Array(data, end));
  return message;
}

interface Waiting {
  resolve(result: any): void;
  reject(reason: unknown): void;
  onProgress: CallOptions["onProgress"] | undefined;
}

/** A WebSocket to the service: requests run at the same time, and each gets its own answer. */
export class Connection {
  private nextId = 1;
  private closed = false;
  private readonly waiting = new Map<number, Waiting>();
  private readonly handlers = new Map<string, Set<(params: any) => void>>();
  private readonly closeHandlers = new Set<() => void>();

  protected constructor(private readonly socket: WebSocketLike) {
    socket.binaryType = "arraybuffer";
    socket.onmessage = (event) => this.take(read(event.data));
    socket.onclose = () => this.end();
    socket.onerror = () => undefined;
  }

  /** Open `url`, which ends in `/rpc`, and authenticate when there is a token. */
  static async connect<T extends Connection>(
    this: { prototype: T },
    url: string,
    options: ConnectOptions = {},
  ): Promise<T> {
    const Socket = options.WebSocket ?? (globalThis as { WebSocket?: ConnectOptions["WebSocket"] }).WebSocket;
    if (Socket === undefined) {
      throw new Error("There is no global WebSocket here: `npm install ws`, and pass its WebSocket in the options.");
    }
    const socket = new Socket(url);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = socket.onclose = () => reject(new Error(`No answer from ${url}: see that \`rpc-camera serve\` runs there.`));
    });
    const connection = new (this as unknown as new (socket: WebSocketLike) => T)(socket);
    if (options.token !== undefined) {
      try {
        await connection.call("authenticate", { token: options.token });
      } catch (error) {
        connection.close();
        throw error;
      }
    }
    return connection;
  }

  /** Close the connection; calls that wait are rejected. */
  close(): void {
    this.socket.close();
  }

  /** Return the result of `method`; rejected with an RpcError when the service refuses. */
  async call(method: string, params: object, { signal, onProgress }: CallOptions = {}): Promise<any> {
    if (signal?.aborted) {
      throw signal.reason;
    }
    if (this.closed) {
      throw new Error("The connection is closed.");
    }
    const id = this.nextId++;
    const abort = () => this.abort(id, signal?.reason);
    signal?.addEventListener("abort", abort);
    try {
      return await new Promise((resolve, reject) => {
        this.waiting.set(id, { resolve, reject, onProgress });
        if (onProgress !== undefined) {
          // Each time, as the user may unsubscribe; nobody waits for its answer.
          this.send(this.nextId++, "subscribe", { events: ["progress"] });
        }
        this.send(id, method, params);
      });
    } finally {
      this.waiting.delete(id);
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Call `handler` for each notification of that name; returns a function that ends it. */
  on<Name extends keyof Notifications & string>(name: Name, handler: (params: Notifications[Name]) => void): () => void {
    const handlers = this.handlers.get(name) ?? new Set();
    this.handlers.set(name, handlers.add(handler));
    return () => void handlers.delete(handler);
  }

  /** Call `handler` once the connection is closed; returns a function that takes it back. */
  onClose(handler: () => void): () => void {
    this.closeHandlers.add(handler);
    return () => void this.closeHandlers.delete(handler);
  }

  private send(id: number, method: string, params: object): void {
    this.socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
  }

  private abort(id: number, reason: unknown): void {
    const waiting = this.waiting.get(id);
    if (waiting !== undefined) {
      waiting.reject(reason);
      this.send(this.nextId++, "cancel_request", { request_id: id });
    }
  }

  private take(message: any): void {
    if (message.method !== undefined) {
      if (message.method === "progress") {
        this.waiting.get(message.params.request_id)?.onProgress?.(message.params);
      }
      this.handlers.get(message.method)?.forEach((handler) => handler(message.params));
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error !== undefined) {
      waiting?.reject(new RpcError(message.error));
    } else {
      waiting?.resolve(message.result);
    }
  }

  private end(): void {
    this.closed = true;
    this.waiting.forEach(({ reject }) => reject(new Error("The connection was closed before the answer came.")));
    this.waiting.clear();
    this.closeHandlers.forEach((handler) => handler());
  }
}

// ---- Generated from here on, do not edit: `python -m tools.contract build` makes it.

/** Which camera: its `id`, or its `port`. */
export type CameraRef = string;

/** A camera's id, from its model and serial number; it stays the same when the camera comes back on another port. */
export type CameraId = string;

/** A camera's port as libgphoto2 names it: `usb:001,005`, `ptpip:192.0.2.7`. */
export type Port = string;

/** A time as RFC 3339, in UTC, ending in `Z`. */
export type Timestamp = string;

/** connecting: being opened; ready; busy: taking a picture; lost: not answering, being reopened; failed: there, but not usable. `state_reason` says why, and what keeps a `ready` one from taking pictures. */
export type CameraState =
  | "connecting"
  | "ready"
  | "busy"
  | "lost"
  | "failed";

/** Something that a camera can do: `preview` is live view, `card` and `memory` are where it can keep pictures. */
export type Ability =
  | "capture_image"
  | "capture_video"
  | "capture_audio"
  | "preview"
  | "config"
  | "trigger_capture"
  | "file_delete"
  | "file_preview"
  | "file_raw"
  | "file_audio"
  | "file_exif"
  | "delete_all"
  | "upload_file"
  | "make_dir"
  | "remove_dir"
  | "bulb"
  | "drive_focus"
  | "autofocus"
  | "card"
  | "memory";

/** A camera the service knows. */
export interface Camera {
  id: CameraId;
  /** The model's name, as libgphoto2 or the camera gives it. */
  name: string;
  port: Port;
  /** The body's serial number; null when it tells none. */
  serial_number: string | null;
  /** The camera's position in `list_cameras`, from 0. */
  index: number;
  state: CameraState;
  /** Why the camera is in this state, in one sentence. */
  state_reason?: string;
  /** Why `id` may not stay with this body, in one sentence: it has no serial number, or others have the same. */
  id_doubt?: string;
  /** What this body can do, by its own operations and settings where libgphoto2 knows them, else by its table of models. */
  abilities: Ability[];
}

/** What a storage allows. */
export type StorageAccess =
  | "read_write"
  | "read_only"
  | "read_only_with_delete";

/** A memory card, or the camera's own memory. */
export interface Storage {
  /** The storage's folder on the camera, such as `/store_00010001`. */
  path: string;
  /** The storage's label. */
  label?: string;
  /** What the camera calls the storage. */
  description?: string;
  /** The kind of storage, such as `removable_ram`. */
  type?: string;
  /** The kind of file system, such as `dcf`. */
  filesystem?: string;
  access?: StorageAccess;
  /** The storage's size, in bytes. */
  capacity_bytes?: number;
  /** Free space, in bytes. */
  free_bytes?: number;
  /** How many more pictures fit, by the camera's estimate. */
  free_images?: number;
}

/** A camera with what its body tells. */
export interface CameraDetails extends Camera {
  /** Who made the body. */
  manufacturer?: string;
  /** The model, as the body tells it. */
  model?: string;
  /** The version of the body's firmware. */
  firmware?: string;
  /** The mounted lens. */
  lens?: string;
  /** The battery's level as the camera words it. */
  battery?: string;
  /** The battery's level, in percent. */
  battery_percent?: number;
  /** libgphoto2's summary of the camera: text of several lines. */
  summary: string;
  /** The camera's storages. */
  storage: Storage[];
}

/** A file's absolute path on the camera, such as `/store_00010001/DCIM/100VIRTL/DSC_0001.JPG`. */
export type FilePath = string;

/** A folder's absolute path on the camera; `/` is the root. */
export type FolderPath = string;

/** Where a file is on a camera, and what kind of file it is. */
export interface FileReference {
  path: FilePath;
  /** The last part of the path. */
  filename: string;
  /** The file's type, such as `image/jpeg`. */
  mime_type: string;
}

/** A file on a camera. */
export interface File extends FileReference {
  /** The file's size, in bytes. */
  size_bytes: number;
}

/** A file on a camera, with what the camera tells of it. */
export interface FileInfo extends File {
  modified_at?: Timestamp;
  /** The picture's width, in pixels. */
  width?: number;
  /** The picture's height, in pixels. */
  height?: number;
  /** Whether the camera lets the file be deleted. */
  deletable: boolean;
}

/** What made the file: `capture_image` or `start_bulb`; `upload`: a client stored it; or the camera itself (its own button, `trigger_capture`, another program). */
export type FileOrigin =
  | "capture_image"
  | "camera"
  | "upload";

/** Where a picture was taken, by the camera's GPS. */
export interface Location {
  /** Degrees north; negative for south. */
  latitude: number;
  /** Degrees east; negative for west. */
  longitude: number;
  /** Metres above sea level; negative for below. */
  altitude_m?: number;
}

/** A picture's EXIF by directory. */
export interface ExifTags {
  /** The picture as a file: each tag by the name that EXIF gives it, its value a number, a text, or an array of numbers. */
  image: Record<string, unknown>;
  /** How it was taken: each tag by the name that EXIF gives it, its value a number, a text, or an array of numbers. */
  exif: Record<string, unknown>;
  /** Where it was taken: each tag by the name that EXIF gives it, its value a number, a text, or an array of numbers. */
  gps: Record<string, unknown>;
}

/** How long the shutter was held open (bulb), in seconds, as the service measured it. */
export type ExposureSeconds = number;

/** The kind of a setting, in libgphoto2's words; it decides the type of `value`. */
export type WidgetType =
  | "text"
  | "range"
  | "toggle"
  | "radio"
  | "menu"
  | "date"
  | "button";

/** text, radio and menu: a string; range: a number; toggle: a boolean, or null when the camera does not know; date: a time as RFC 3339 in UTC; button: null. */
export type WidgetValue = string | number | boolean | null;

/** A value in the setting's own type. A string is taken for every type and read as that type: `5.5`, `1` or `true`, Unix seconds or RFC 3339. */
export type ConfigValue = string | number | boolean;

/** The numbers a range takes. */
export interface Range {
  /** The smallest value, in the setting's own unit. */
  min: number;
  /** The largest value, in the setting's own unit. */
  max: number;
  /** The distance between two values, in the setting's own unit; 0 for any. */
  step: number;
}

/** A setting's name, such as `iso`, or its path, such as `imgsettings/iso`. */
export type ConfigName = string;

/** One setting of a camera. */
export interface Widget {
  /** The setting's name, unique within the camera. */
  name: string;
  /** The setting's name for people. */
  label: string;
  /** Section and name, such as `imgsettings/iso`. */
  path: string;
  type: WidgetType;
  value: WidgetValue;
  /** Whether the camera refuses to change it now. */
  readonly: boolean;
  /** The values it takes, for radio and menu. */
  choices?: string[];
  range?: Range;
}

/** A number in the setting's unit, or a word. null: what the body has is none of these, or does not apply; `text` says it. */
export type CommonValue = number | string | null;

/** A setting that most makes have, in one language for all. */
export interface CommonSetting {
  /** What gphoto2 calls it on this body, for get_config and set_config. */
  config: string;
  value: CommonValue;
  /** The value as gphoto2 writes it. */
  text: string;
  /** Whether the body refuses to change it now. */
  readonly: boolean;
  /** Of a read-only setting: why it is, and what would free it. */
  reason?: string;
  /** What it can be now: numbers from the lowest up, then words. */
  allowed?: number | string[];
  range?: Range;
}

/** Who chooses time and aperture: `manual`, the photographer both; `program` and `auto`, the body both; `shutter_priority` and `aperture_priority`, the photographer that one; `flexible_priority`, the photographer whatever is set; `bulb`, the time is how long the shutter is held. */
export type ExposureMode =
  | "manual"
  | "program"
  | "aperture_priority"
  | "shutter_priority"
  | "flexible_priority"
  | "bulb"
  | "auto";

/** The exposure time in seconds, such as 0.008; or `bulb`, with which start_bulb and `bulb_s` expose. */
export type ShutterTime = number | string;

/** The f-number, such as 5.6; or `auto`, where a body has that. */
export type FNumber = number | string;

/** The ISO speed, such as 400; or `auto`. */
export type IsoSpeed = number | string;

/** By how much the body's own exposure is changed, in EV: 1 is twice the light. Thirds can be written 0.3 and 0.7. */
export type ExposureCompensation = number;

/** An exposure, or the parts of one that are to be set. */
export interface ExposureValues {
  shutter_s?: ShutterTime;
  aperture?: FNumber;
  iso?: IsoSpeed;
  exposure_compensation?: ExposureCompensation;
  mode?: ExposureMode;
  /** Take the nearest value that the body has when the sequence begins, where it has not the one that is asked for. */
  nearest?: boolean;
}

/** The settings of the exposure; a body that has no such setting, or not now, leaves it out. */
export interface ExposureSettings {
  shutter_s?: CommonSetting;
  aperture?: CommonSetting;
  iso?: CommonSetting;
  exposure_compensation?: CommonSetting;
  mode?: CommonSetting;
}

/** What the camera has now for each setting that was asked for, by name. */
export type ChosenValues = Record<string, CommonValue>;

/** What a picture is stored as; two of them are two files. */
export type PictureQuality =
  | "raw"
  | "jpeg"
  | "raw+jpeg"
  | "heif"
  | "raw+heif"
  | "tiff";

/** How many pixels a JPEG or HEIF has: all, fewer, or few. */
export type PictureSize =
  | "large"
  | "medium"
  | "small";

/** How a JPEG or HEIF is compressed, from the largest files to the smallest. */
export type Compression =
  | "extra_fine"
  | "fine"
  | "normal"
  | "basic";

/** The light that counts as white. `kelvin`: a color temperature, the setting of that name; `custom`: what the body has measured or keeps. */
export type WhiteBalance =
  | "auto"
  | "daylight"
  | "cloudy"
  | "shade"
  | "tungsten"
  | "fluorescent"
  | "flash"
  | "kelvin"
  | "custom";

/** The color temperature in kelvin; setting it sets the white balance to `kelvin` as well. */
export type Kelvin = number;

/** What one release makes: one picture, several as long as it is held, or one after a while. */
export type DriveMode =
  | "single"
  | "single_silent"
  | "continuous"
  | "continuous_low"
  | "continuous_medium"
  | "continuous_high"
  | "self_timer"
  | "self_timer_2s"
  | "self_timer_5s"
  | "self_timer_10s"
  | "mirror_up";

/** How the body focuses: by hand; once; again and again; as it thinks best; all the time; or once and then by hand. */
export type FocusMode =
  | "manual"
  | "single"
  | "continuous"
  | "automatic"
  | "full_time"
  | "direct_manual";

/** Where pictures go. `memory`: they are kept by the service and are on no card. */
export type CaptureTarget =
  | "card"
  | "memory"
  | "card+memory";

/** The settings of how pictures are taken; a body that has no such setting, or not now, leaves it out. */
export interface CaptureSettings {
  quality?: CommonSetting;
  size?: CommonSetting;
  compression?: CommonSetting;
  white_balance?: CommonSetting;
  kelvin?: CommonSetting;
  drive?: CommonSetting;
  focus_mode?: CommonSetting;
  target?: CommonSetting;
}

/** A kind of event: the name of its notification. */
export type EventName =
  | "camera_added"
  | "camera_removed"
  | "camera_state_changed"
  | "file_added"
  | "config_changed"
  | "capture_completed"
  | "capture_failed"
  | "preview_state_changed"
  | "file_saved"
  | "save_failed"
  | "sequence_progress"
  | "sequence_ended"
  | "group_captured";

/** Of live view. running: frames come; paused: they will again, after a capture or when the camera is back; stopped: nobody watches. */
export type PreviewState =
  | "running"
  | "paused"
  | "stopped";

/** The most frames a second that this viewer gets; 30 without it. The camera is asked for as many as the fastest viewer wants. */
export type MaxFps = number;

/** What a connection can be told of: an event of the log, or `progress`, which is not in the log. */
export type NotificationName =
  | "camera_added"
  | "camera_removed"
  | "camera_state_changed"
  | "file_added"
  | "config_changed"
  | "capture_completed"
  | "capture_failed"
  | "preview_state_changed"
  | "file_saved"
  | "save_failed"
  | "sequence_progress"
  | "sequence_ended"
  | "group_captured"
  | "progress";

/** The `id` of a request. Numbers of the same value are the same id (1 and 1.0); the string "1" is another. */
export type RequestId = string | number;

/** at_once: it was waiting, or its shutter is closed now; at_next_chunk: as soon as the camera has answered what it is at; cannot: it is finished, since the camera has begun what it does not break off. */
export type Stopped =
  | "at_once"
  | "at_next_chunk"
  | "cannot";

/** What `done` and `total` count; s: seconds. */
export type ProgressUnit =
  | "bytes"
  | "s"
  | "files";

/** An event's sequence number; it grows by 1 from event to event, and starts again with a new `log_id`. */
export type Seq = number;

/** Names this run's event log: sequence numbers compare only under the same `log_id`. */
export type LogId = string;

/** An event from the log. */
export interface Event {
  seq: Seq;
  event: EventName;
  /** The params of the notification of that name. */
  params: Record<string, unknown>;
}

/** What this connection is told of. */
export interface Subscription {
  /** All that this connection is subscribed to now. */
  events: NotificationName[];
  last_seq: Seq;
  log_id: LogId;
}

/** What every event's notification has. */
export interface EventEnvelope {
  seq: Seq;
  at: Timestamp;
  camera: CameraId;
}

/** The service's bounds. */
export interface Limits {
  /** The longest message it takes, in bytes. */
  message_bytes: number;
  /** The most requests in a batch. */
  batch_items: number;
  /** The largest file `download_image` returns, in bytes. */
  download_bytes: number;
  /** The largest file `upload_file` takes, in bytes. */
  upload_bytes: number;
  /** The largest file that HTTP's `PUT` takes, in bytes. */
  put_bytes: number;
  /** How many requests of one connection run at once; more wait. */
  concurrent_requests: number;
}

/** Why something failed that no error object tells of, and what to do about it. */
export interface Failure {
  /** The error's name in the catalogue. */
  name: string;
  /** What went wrong in this case, in one sentence. */
  message: string;
  /** What to do about it, in one sentence. */
  remedy: string;
  gphoto2?: DriverError;
}

/** How saved files are named, below the server's save directory: `{camera}`, `{counter}` or `{counter:05}`, `{original}`, `{stem}`, `{ext}`, the picture's time as `%Y`, `%m`, `%d`, `%H`, `%M`, `%S`, and folders with `/`. Without `{original}` and `{ext}` in its last part, `.{ext}` is added. Without it, the server's `--save-name`. */
export type NameTemplate = string;

/** The file's SHA-256, in hexadecimal, as it came from the camera and as it was read back from the disk. */
export type SavedDigest = string;

/** What failed: `save`, or `delete`: the file is saved, and stays on the camera. */
export type SaveStep =
  | "save"
  | "delete";

/** Something that keeps pictures from being saved just now; it is tried again. */
export interface SaveTrouble {
  file?: FileReference;
  error: Failure;
  since: Timestamp;
  /** How often it was tried. */
  tries: number;
}

/** How the new pictures of one camera are saved on the server. */
export interface Tethering {
  camera: CameraId;
  /** Whether new pictures are saved; false after `stop_tethering`. */
  active: boolean;
  name_template: NameTemplate;
  /** Whether a picture is deleted from the camera once it is saved. */
  delete_after: boolean;
  started_at?: Timestamp;
  /** How many files were saved since `started_at`. */
  saved: number;
  /** How many files wait to be saved, the one that is being saved among them. */
  pending: number;
  saving?: FileReference;
  /** What is in the way, the oldest first, 20 at most; without `file`: the camera as a whole. */
  failing: SaveTrouble[];
}

/** Names a sequence, also after a restart of the service. */
export type SequenceId = string;

/** running; waiting: its camera is not there, and it goes on when it is back; stopping: it is asked to stop, and finishes the picture in work; completed: all slots are over; stopped: by `stop_sequence`; failed: `reason` says why; interrupted: the service ended meanwhile, and it was started without `resume`. */
export type SequenceState =
  | "running"
  | "waiting"
  | "stopping"
  | "completed"
  | "stopped"
  | "failed"
  | "interrupted";

/** How many frames, each with a slot of its own in the schedule; null: until it is stopped. */
export type Frames = number | null;

/** A frame's number, from 0; it is due `interval_s` times this after `started_at`. */
export type FrameNumber = number;

/** How long the shutter is held open, in seconds. */
export type BulbSeconds = number;

/** By how many of its own steps the lens is driven before the picture; positive: farther, negative: nearer. */
export type FocusSteps = number;

/** How one picture is taken. */
export interface SequenceStep {
  /** Values of settings, by name; they are set before the picture. Those of `exposure` are added when the sequence begins. */
  settings?: Record<string, ConfigValue>;
  exposure?: ExposureValues;
  bulb_s?: BulbSeconds;
  focus_steps?: FocusSteps;
}

/** Why a frame failed. */
export interface SequenceFailure {
  frame: FrameNumber;
  at: Timestamp;
  error: Failure;
}

/** How far a sequence is: frames taken, failed and missed are together those whose slot is over. */
export interface SequenceCounts {
  frames: Frames;
  /** Frames of which all pictures are taken. */
  frames_taken: number;
  /** Frames that were begun and failed; some of their pictures may be there. */
  frames_failed: number;
  /** Frames that could not begin before the next was due: the camera was busy or away, or the service was down. */
  slots_missed: number;
  /** How much later than due the last frame was released, in seconds; null before the first, or without an interval. */
  drift_last_s: number | null;
  /** The most that a frame was released later than due, in seconds; null before the first, or without an interval. */
  drift_max_s: number | null;
}

/** A sequence of frames, under way or over. */
export interface Sequence extends SequenceCounts {
  sequence_id: SequenceId;
  /** The name it was given. */
  name?: string;
  camera: CameraId;
  state: SequenceState;
  /** From the start of one frame to the start of the next, in seconds; 0: as fast as the camera goes. */
  interval_s: number;
  bulb_s?: BulbSeconds;
  focus_steps?: FocusSteps;
  /** How the pictures are taken; empty: as the camera is set. */
  steps: SequenceStep[];
  /** Whether each frame has a picture for each step; else each frame has the next step. */
  bracket: boolean;
  /** Whether it goes on after a restart of the service. */
  resume: boolean;
  started_at: Timestamp;
  ended_at?: Timestamp;
  next_frame: FrameNumber;
  /** The last frames that failed, ten at most. */
  failures: SequenceFailure[];
  reason?: Failure;
  /** The settings that the sequence changed and that could not be put back. */
  not_restored?: string[];
}

/** What became of one camera of a group: files, or an error. */
export interface GroupMember {
  camera: CameraRef;
  /** All files of its picture. */
  files?: File[];
  /** When its driver was told to release, in milliseconds after the instant that was agreed. */
  released_ms?: number;
  error?: Failure;
}

/** One shot of several cameras. */
export interface GroupManifest {
  /** Names this shot. */
  group_id: string;
  captured_at: Timestamp;
  /** Whether every camera has its picture. */
  complete: boolean;
  /** From the first release to the last, in milliseconds, as the cameras' processes measured them; null when nothing was released. */
  skew_ms: number | null;
  /** The cameras, in the order of the request. */
  cameras: GroupMember[];
}

/** What libgphoto2 itself said. */
export interface DriverError {
  /** libgphoto2's result code, such as -7. */
  code: number;
  /** The code's symbol, such as `GP_ERROR_IO`. */
  symbol: string;
  /** The text the driver gave with it; may be empty. */
  context: string;
}

/** One thing wrong with the params. */
export interface InvalidParam {
  /** Where, as a JSON pointer into the params, such as `/name`; empty for the params as a whole. */
  path: string;
  /** What is wrong, in one sentence. */
  message: string;
}

/** What an error tells beyond its code; which of the optional members are there depends on `name`. */
export interface ErrorData {
  /** The error's name in the catalogue. */
  name: string;
  /** Whether the same request can succeed later, with nothing changed. */
  retryable: boolean;
  /** What to do about it, in one sentence. */
  remedy: string;
  camera?: CameraId;
  gphoto2?: DriverError;
  /** invalid_params: each thing that is wrong, ten at most. */
  errors?: InvalidParam[];
  /** config_invalid_value: the values the setting takes. */
  choices?: string[];
  range?: Range;
  /** config_invalid_value of set_exposure and set_capture_settings: what the setting can be now. */
  allowed?: number | string[];
  /** set_exposure and set_capture_settings: which of their settings was refused; `requested` and `actual` are in its words and units. */
  setting?: string;
  requested?: WidgetValue;
  actual?: WidgetValue;
  /** config_not_found and method_not_found: names that come near. */
  similar?: string[];
  /** config_invalid_value, config_not_applied and each refusal of set_configs: the setting's name. */
  config?: string;
  /** set_configs: the settings that were put back. */
  restored?: string[];
  /** no_camera_selected and camera_not_found: the ids of the cameras there are. */
  cameras?: CameraId[];
  /** too_large: the bound, in bytes. */
  limit_bytes?: number;
  /** too_large: the size it has, in bytes. */
  size_bytes?: number;
  /** rate_limited, and driver_crashed of a driver that keeps crashing: how long to wait, in seconds. */
  retry_after_s?: number;
  /** driver_crashed: how its process ended, negative for a signal; null when unknown. */
  exit_status?: number | null;
  sequence_id?: SequenceId;
  /** Refusals of capture_group: the cameras that could not be made ready, and why. */
  failures?: GroupMember[];
  /** internal_error: the id under which the service's log has the cause. */
  incident?: string;
}

/** The error object of a response. */
export interface ErrorObject {
  /** The error's code in the catalogue. */
  code: number;
  /** What went wrong in this case, in one sentence. */
  message: string;
  data: ErrorData;
}

/** Params of `authenticate`. */
export interface AuthenticateParams {
  /** The token that the service showed at its start, or was given as `API_TOKEN`. */
  token: string;
}

/** The connection is authenticated. */
export interface AuthenticateResult {
  /** Always true; a wrong token is an error. */
  authenticated: true;
}

/** Params of `autofocus`. */
export interface AutofocusParams {
  camera?: CameraRef;
}

/** How it went. */
export interface AutofocusResult {
  camera: CameraId;
  /** Whether the camera is in focus; null where it does not say (some Canon EOS). */
  focused: boolean | null;
}

/** Params of `cancel_request`. */
export interface CancelRequestParams {
  request_id: RequestId;
}

/** What becomes of the request. */
export interface CancelRequestResult {
  request_id: RequestId;
  stopped: Stopped;
}

/** Params of `capture_group`. */
export interface CaptureGroupParams {
  /** The cameras, each once. */
  cameras: CameraRef[];
  /** How long it may take until all are ready, and again from the release until all pictures are there, in seconds; 120 without it. */
  timeout_s?: number;
  /** true: fire those that can be made ready. false without it: fire all or none. */
  partial?: boolean;
}

export type CaptureGroupResult = GroupManifest;

/** Params of `capture_image`. */
export interface CaptureImageParams {
  /** How long it may take, in seconds, beyond `bulb_s` if given; 120 without it. Pass more for an exposure of more than about a minute. */
  timeout_s?: number;
  /** Hold the shutter open for so many seconds (bulb), whatever the shutter speed is set to. */
  bulb_s?: number;
  camera?: CameraRef;
}

/** The picture. */
export interface CaptureImageResult {
  camera: CameraId;
  /** All files of the picture: with RAW+JPEG both. */
  files: File[];
  captured_at: Timestamp;
  exposure_s?: ExposureSeconds;
}

/** Params of `delete_file`. */
export interface DeleteFileParams {
  path: FilePath;
  camera?: CameraRef;
}

/** The deletion. */
export interface DeleteFileResult {
  path: FilePath;
}

/** Params of `download_image`. */
export interface DownloadImageParams {
  path: FilePath;
  camera?: CameraRef;
}

/** The file. */
export interface DownloadImageResult {
  path: FilePath;
  /** The last part of the path. */
  filename: string;
  /** The picture's type, such as `image/jpeg`. */
  mime_type: string;
  /** The picture's size, in bytes. */
  size_bytes: number;
  /** The SHA-256 of the file's bytes, in hexadecimal. */
  sha256: string;
  /** The file's bytes, in base64 (RFC 4648, section 4). */
  image_base64: string;
}

/** Params of `drive_focus`. */
export interface DriveFocusParams {
  /** How many steps: farther, or nearer if negative. A Nikon takes up to 32767; on a Canon EOS, 1, 2 and 3 are one small, middle or large step; an error's `range` has what the body takes. */
  steps: number;
  camera?: CameraRef;
}

/** The movement. */
export interface DriveFocusResult {
  camera: CameraId;
  /** How many steps the focus was moved: farther, or nearer if negative. */
  steps: number;
}

/** Params of `get_camera`. */
export interface GetCameraParams {
  camera?: CameraRef;
}

export type GetCameraResult = CameraDetails;

/** Params of `get_capture_settings`. */
export interface GetCaptureSettingsParams {
  camera?: CameraRef;
}

/** The settings. */
export interface GetCaptureSettingsResult {
  camera: CameraId;
  settings: CaptureSettings;
}

/** Params of `get_config`. */
export interface GetConfigParams {
  name: ConfigName;
  camera?: CameraRef;
}

export type GetConfigResult = Widget;

/** Params of `get_events`. */
export interface GetEventsParams {
  since: Seq;
  /** The most events to return, the oldest first. */
  limit?: number;
  /** The log that `since` is of, as the service told it. If it is another by now, all events are returned, and `gap` is true. */
  log_id?: string;
}

/** The events. */
export interface GetEventsResult {
  log_id: LogId;
  /** The events after `since`, the oldest first. */
  events: Event[];
  last_seq: Seq;
  /** The oldest event the log still has; null when it has none. */
  oldest_seq: number | null;
  /** Whether events after `since` are lost, because the log had no room for them, or ended with the service. */
  gap: boolean;
  /** Whether there are more than `limit`: call again with the last `seq`. */
  more: boolean;
}

/** Params of `get_exposure`. */
export interface GetExposureParams {
  camera?: CameraRef;
}

/** The settings. */
export interface GetExposureResult {
  camera: CameraId;
  settings: ExposureSettings;
}

/** Params of `get_file_info`. */
export interface GetFileInfoParams {
  path: FilePath;
  camera?: CameraRef;
}

export type GetFileInfoResult = FileInfo;

/** Params of `get_file_url`. */
export interface GetFileUrlParams {
  path: FilePath;
  /** For how long the address is good, in seconds; 3600 without it. */
  expires_s?: number;
  camera?: CameraRef;
}

/** The address, and the file. */
export interface GetFileUrlResult {
  /** The address, relative to the service's own (RFC 3986): put scheme, host and port before it. */
  url: string;
  expires_at: Timestamp;
  file: FileInfo;
}

/** Params of `get_metadata`. */
export interface GetMetadataParams {
  path: FilePath;
  camera?: CameraRef;
}

/** What the picture says about itself. */
export interface GetMetadataResult {
  path: FilePath;
  /** The file's type, such as `image/jpeg`. */
  mime_type: string;
  taken_at?: Timestamp;
  location?: Location;
  tags: ExifTags;
}

/** Params of `get_preview_url`. */
export interface GetPreviewUrlParams {
  /** For how long the addresses are good, in seconds; 3600 without it. */
  expires_s?: number;
  camera?: CameraRef;
}

/** The addresses, relative to the service's own (RFC 3986). */
export interface GetPreviewUrlResult {
  /** The address of the stream, relative to the service's own (RFC 3986): put scheme, host and port before it. */
  mjpeg_url: string;
  /** The address of one frame, relative likewise. */
  jpeg_url: string;
  expires_at: Timestamp;
}

/** Params of `get_sequence`. */
export interface GetSequenceParams {
  sequence_id: SequenceId;
}

/** The sequence. */
export interface GetSequenceResult {
  sequence: Sequence;
}

/** Params of `get_server_info`. */
export type GetServerInfoParams = Record<string, never>;

/** The service and this connection. */
export interface GetServerInfoResult {
  /** The service's name. */
  name: string;
  /** The service's version. */
  version: string;
  /** The version of this contract; within one major version only optional things are added. */
  api_version: string;
  /** The version of python-gphoto2. */
  gphoto2_version: string;
  /** The version of libgphoto2. */
  libgphoto2_version: string;
  /** The version of Python. */
  python_version: string;
  started_at: Timestamp;
  /** Whether this connection has shown the token. */
  authenticated: boolean;
  /** The id of the camera this connection selected; null for none. */
  selected_camera: string | null;
  limits: Limits;
  /** The events there are to subscribe to. */
  events: EventName[];
}

/** Params of `get_tethering`. */
export interface GetTetheringParams {
  camera?: CameraRef;
}

export type GetTetheringResult = Tethering;

/** Params of `get_thumbnail`. */
export interface GetThumbnailParams {
  path: FilePath;
  camera?: CameraRef;
}

/** The preview; `size_bytes` and `mime_type` are its own. */
export interface GetThumbnailResult {
  path: FilePath;
  /** The last part of the path. */
  filename: string;
  /** The picture's type, such as `image/jpeg`. */
  mime_type: string;
  /** The picture's size, in bytes. */
  size_bytes: number;
  /** The preview's bytes, in base64 (RFC 4648, section 4). */
  image_base64: string;
}

/** Params of `get_upload_url`. */
export interface GetUploadUrlParams {
  path: FilePath;
  /** For how long the address is good, in seconds; 3600 without it. */
  expires_s?: number;
  camera?: CameraRef;
}

/** The address, and the path that it is for. */
export interface GetUploadUrlResult {
  /** The address, relative to the service's own (RFC 3986). */
  url: string;
  expires_at: Timestamp;
  path: FilePath;
}

/** Params of `list_cameras`. */
export type ListCamerasParams = Record<string, never>;

/** The cameras. */
export interface ListCamerasResult {
  /** The cameras, in the order they were found. */
  cameras: Camera[];
}

/** Params of `list_config`. */
export interface ListConfigParams {
  /** Only this section's settings, such as `imgsettings`. */
  section?: string;
  camera?: CameraRef;
}

/** The settings. */
export interface ListConfigResult {
  /** The settings, in the camera's order. */
  widgets: Widget[];
}

/** Params of `list_files`. */
export interface ListFilesParams {
  folder?: FolderPath;
  /** Whether to list the folders within as well. */
  recursive?: boolean;
  camera?: CameraRef;
}

/** The listing. */
export interface ListFilesResult {
  folder: FolderPath;
  /** The paths of the folders within. */
  folders: FolderPath[];
  /** The files. */
  files: FileInfo[];
}

/** Params of `list_sequences`. */
export type ListSequencesParams = Record<string, never>;

/** The sequences. */
export interface ListSequencesResult {
  /** The oldest first; of those that are over, the last 100. */
  sequences: Sequence[];
  /** Files of sequences in the state directory that this service cannot read, and leaves alone. */
  unreadable: string[];
}

/** Params of `list_tethering`. */
export type ListTetheringParams = Record<string, never>;

/** All tethering of this server. */
export interface ListTetheringResult {
  /** The folder on the server below which pictures are saved; null where it was started without `--save-dir`. */
  save_dir: string | null;
  /** Each camera that is or was tethered into this folder, also while it is not there. */
  tetherings: Tethering[];
}

/** Params of `read_file`. */
export interface ReadFileParams {
  path: FilePath;
  /** Where to begin, in bytes from the start. */
  offset: number;
  /** How much to read at most, in bytes: up to 1048576 without `binary`. */
  length: number;
  /** Whether the bytes come behind the JSON in a binary frame instead of in `data_base64`; false without it. */
  binary?: boolean;
  camera?: CameraRef;
}

/** The part: shorter than `length` only at the file's end, and empty after it. */
export interface ReadFileResult {
  path: FilePath;
  /** Where the part begins, in bytes. */
  offset: number;
  /** The size of the whole file, in bytes. */
  size_bytes: number;
  /** The part's bytes, in base64 (RFC 4648, section 4); not there with `binary`. */
  data_base64?: string;
}

/** Params of `rpc.discover`. */
export type RpcDiscoverParams = Record<string, never>;

/** The OpenRPC document, as `GET /openrpc.json` has it, with the addresses of the service. */
export type RpcDiscoverResult = Record<string, unknown>;

/** Params of `select_camera`. */
export interface SelectCameraParams {
  camera: CameraRef;
}

/** The choice. */
export interface SelectCameraResult {
  camera: Camera;
}

/** Params of `set_capture_settings`. */
export interface SetCaptureSettingsParams {
  quality?: PictureQuality;
  size?: PictureSize;
  compression?: Compression;
  white_balance?: WhiteBalance;
  kelvin?: Kelvin;
  drive?: DriveMode;
  focus_mode?: FocusMode;
  target?: CaptureTarget;
  /** true: a number that the body does not have stands for the nearest that it has, and `chosen` says which. false without it: it is refused. */
  nearest?: boolean;
  camera?: CameraRef;
}

/** The settings as the camera has them afterwards. */
export interface SetCaptureSettingsResult {
  camera: CameraId;
  chosen: ChosenValues;
  settings: CaptureSettings;
}

/** Params of `set_config`. */
export interface SetConfigParams {
  name: ConfigName;
  value: ConfigValue;
  camera?: CameraRef;
}

export type SetConfigResult = Widget;

/** Params of `set_configs`. */
export interface SetConfigsParams {
  /** The new values, by name of the setting; they are set in this order. */
  values: Record<string, ConfigValue>;
  camera?: CameraRef;
}

/** The settings. */
export interface SetConfigsResult {
  /** The settings as the camera has them afterwards, in the order of `values`. */
  widgets: Widget[];
}

/** Params of `set_exposure`. */
export interface SetExposureParams {
  shutter_s?: ShutterTime;
  aperture?: FNumber;
  iso?: IsoSpeed;
  exposure_compensation?: ExposureCompensation;
  mode?: ExposureMode;
  /** true: a number that the body does not have stands for the nearest that it has, and `chosen` says which. false without it: it is refused. */
  nearest?: boolean;
  camera?: CameraRef;
}

/** The settings as the camera has them afterwards. */
export interface SetExposureResult {
  camera: CameraId;
  chosen: ChosenValues;
  settings: ExposureSettings;
}

/** Params of `start_bulb`. */
export interface StartBulbParams {
  /** The exposure ends by itself after so many seconds; 600 without it. */
  max_s?: number;
  camera?: CameraRef;
}

/** The exposure that has begun. */
export interface StartBulbResult {
  camera: CameraId;
  started_at: Timestamp;
}

/** Params of `start_preview`. */
export interface StartPreviewParams {
  max_fps?: MaxFps;
  /** Whether frames come as binary messages, which takes a quarter less than base64; false without it. */
  binary?: boolean;
  camera?: CameraRef;
}

/** What this connection will be sent. */
export interface StartPreviewResult {
  camera: CameraId;
  state: PreviewState;
  /** The most frames a second that this connection gets. */
  max_fps: number;
  /** Whether frames come as binary messages. */
  binary: boolean;
}

/** Params of `start_sequence`. */
export interface StartSequenceParams {
  frames?: Frames;
  /** From the start of one frame to the start of the next, in seconds; 0, or left out: as fast as the camera goes. */
  interval_s?: number;
  bulb_s?: BulbSeconds;
  focus_steps?: FocusSteps;
  /** How the pictures are taken, where they differ: each frame has the next step, and after the last the first again. A step's own `bulb_s` and `focus_steps` count before those above. */
  steps?: SequenceStep[];
  /** true: each frame has a picture for each of the steps, one right after the other. false without it. */
  bracket?: boolean;
  /** true: it goes on after a restart of the service, with the same schedule. false without it: it is then listed as interrupted. */
  resume?: boolean;
  /** A name of your own for it. */
  name?: string;
  camera?: CameraRef;
}

/** The sequence, just begun. */
export interface StartSequenceResult {
  sequence: Sequence;
}

/** Params of `start_tethering`. */
export interface StartTetheringParams {
  name_template?: NameTemplate;
  /** Whether a picture is deleted from the camera once it is saved; without it, what the server's `--delete-after-save` says. */
  delete_after?: boolean;
  camera?: CameraRef;
}

export type StartTetheringResult = Tethering;

/** Params of `stop_bulb`. */
export interface StopBulbParams {
  camera?: CameraRef;
}

/** The picture. */
export interface StopBulbResult {
  camera: CameraId;
  /** All files of the picture: with RAW+JPEG both. */
  files: File[];
  captured_at: Timestamp;
  exposure_s: ExposureSeconds;
}

/** Params of `stop_preview`. */
export interface StopPreviewParams {
  camera?: CameraRef;
}

/** What was stopped. */
export interface StopPreviewResult {
  camera: CameraId;
  /** Whether this connection was being sent frames of that camera. */
  stopped: boolean;
}

/** Params of `stop_sequence`. */
export interface StopSequenceParams {
  sequence_id: SequenceId;
}

/** The sequence as it is then. */
export interface StopSequenceResult {
  sequence: Sequence;
}

/** Params of `stop_tethering`. */
export interface StopTetheringParams {
  camera?: CameraRef;
}

export type StopTetheringResult = Tethering;

/** Params of `subscribe`. */
export interface SubscribeParams {
  /** The events' names. */
  events: NotificationName[];
}

export type SubscribeResult = Subscription;

/** Params of `trigger_capture`. */
export interface TriggerCaptureParams {
  camera?: CameraRef;
}

/** The release. */
export interface TriggerCaptureResult {
  camera: CameraId;
  triggered_at: Timestamp;
  /** Whether the camera has confirmed the release already; if not, and it refuses after all, `capture_failed` tells. */
  confirmed: boolean;
}

/** Params of `unsubscribe`. */
export interface UnsubscribeParams {
  /** The events' names. */
  events: NotificationName[];
}

export type UnsubscribeResult = Subscription;

/** Params of `upload_file`. */
export interface UploadFileParams {
  folder: FolderPath;
  /** The new file's name, without a folder. */
  filename: string;
  /** The file's bytes, in base64 (RFC 4648, section 4). */
  data_base64: string;
  camera?: CameraRef;
}

export type UploadFileResult = File;

/** Params of the notification `camera_added`. */
export interface CameraAddedParams extends EventEnvelope {
  info: Camera;
}

/** Params of the notification `camera_removed`. */
export interface CameraRemovedParams extends EventEnvelope {
  /** Why, in one sentence. */
  reason: string;
}

/** Params of the notification `camera_state_changed`. */
export interface CameraStateChangedParams extends EventEnvelope {
  state: CameraState;
  previous: CameraState;
  /** Why, in one sentence. */
  reason?: string;
}

/** Params of the notification `capture_completed`. */
export interface CaptureCompletedParams extends EventEnvelope {
  /** All files of the picture: with RAW+JPEG both. */
  files: File[];
  captured_at: Timestamp;
  exposure_s?: ExposureSeconds;
}

/** Params of the notification `capture_failed`. */
export interface CaptureFailedParams extends EventEnvelope {
  error: Failure;
}

/** Params of the notification `config_changed`. */
export interface ConfigChangedParams extends EventEnvelope {
  /** The setting's name. */
  name: string;
  value: WidgetValue;
}

/** Params of the notification `events_dropped`. */
export interface EventsDroppedParams {
  from_seq: Seq;
  to_seq: Seq;
  /** How many events were not told. */
  count: number;
}

/** Params of the notification `file_added`. */
export interface FileAddedParams extends EventEnvelope {
  file: FileReference;
  origin: FileOrigin;
}

/** Params of the notification `file_saved`. */
export interface FileSavedParams extends EventEnvelope {
  file: FileReference;
  /** Where it is on the server, relative to the `save_dir` of `list_tethering`, with slashes. */
  path: string;
  /** The file's size, in bytes. */
  size_bytes: number;
  sha256: SavedDigest;
  /** How long it took from the first question to the camera, in seconds; left out where the server was restarted in between. */
  duration_s?: number;
}

/** Params of the notification `group_captured`. */
export interface GroupCapturedParams extends EventEnvelope {
  manifest: GroupManifest;
}

/** Params of the notification `preview_frame`. */
export interface PreviewFrameParams {
  camera: CameraId;
  /** The number of this frame among all that were read from this camera, from 1. This viewer does not get those beyond its `max_fps`. */
  sequence: number;
  at: Timestamp;
  /** The JPEG's size, in bytes. */
  size_bytes: number;
  /** How many frames this viewer has missed since its last one because it had not taken that yet; those beyond its `max_fps` do not count. */
  skipped: number;
  /** The JPEG, in base64 (RFC 4648, section 4); not with `binary`. */
  image_base64?: string;
}

/** Params of the notification `preview_state_changed`. */
export interface PreviewStateChangedParams extends EventEnvelope {
  state: PreviewState;
  /** Why, in one sentence: a picture is being taken, the camera is gone, nobody watches. */
  reason?: string;
}

/** Params of the notification `progress`. */
export interface ProgressParams {
  request_id: RequestId;
  camera?: CameraId;
  /** What it is at: `waiting`, `exposing`, `saving`, `reading`, `writing`, `listing`; further ones may be added. */
  stage: string;
  /** How much of this stage is done, in `unit`. */
  done: number;
  /** How much there is in all, in `unit`; null where that is not known. */
  total: number | null;
  unit: ProgressUnit;
}

/** Params of the notification `save_failed`. */
export interface SaveFailedParams extends EventEnvelope {
  file: FileReference;
  step: SaveStep;
  error: Failure;
  /** Whether the server tries again by itself. */
  will_retry: boolean;
}

/** Params of the notification `sequence_ended`. */
export interface SequenceEndedParams extends EventEnvelope, SequenceCounts {
  sequence_id: SequenceId;
  state: SequenceState;
  reason?: Failure;
  /** The settings that the sequence changed and that could not be put back. */
  not_restored?: string[];
}

/** Params of the notification `sequence_progress`. */
export interface SequenceProgressParams extends EventEnvelope, SequenceCounts {
  sequence_id: SequenceId;
  frame: FrameNumber;
  due_at: Timestamp;
  started_at?: Timestamp;
  /** How much later than due it was released, in seconds; left out without an interval. */
  late_s?: number;
  /** The files of its pictures. */
  files: File[];
  error?: Failure;
}

/** The params of each notification. */
export interface Notifications {
  camera_added: CameraAddedParams;
  camera_removed: CameraRemovedParams;
  camera_state_changed: CameraStateChangedParams;
  capture_completed: CaptureCompletedParams;
  capture_failed: CaptureFailedParams;
  config_changed: ConfigChangedParams;
  events_dropped: EventsDroppedParams;
  file_added: FileAddedParams;
  file_saved: FileSavedParams;
  group_captured: GroupCapturedParams;
  preview_frame: PreviewFrameParams;
  preview_state_changed: PreviewStateChangedParams;
  progress: ProgressParams;
  save_failed: SaveFailedParams;
  sequence_ended: SequenceEndedParams;
  sequence_progress: SequenceProgressParams;
}

/** What the service can do. */
export class RpcCamera extends Connection {
  /** Show the token, so that the connection may do everything. */
  authenticate(params: AuthenticateParams, options?: CallOptions): Promise<AuthenticateResult> {
    return this.call("authenticate", params, options);
  }

  /** Have the camera focus once. No focus found is an error of the camera, with its words. */
  autofocus(params: AutofocusParams = {}, options?: CallOptions): Promise<AutofocusResult> {
    return this.call("autofocus", params, options);
  }

  /** Stop a request of this connection that is in work. What was stopped is answered with the error `cancelled`. Where several requests in work have that id, all are told to stop, and `stopped` is that of the slowest. */
  cancelRequest(params: CancelRequestParams, options?: CallOptions): Promise<CancelRequestResult> {
    return this.call("cancel_request", params, options);
  }

  /** Fire several cameras at one instant. All are made ready first, each in its turn; then all release at the same instant. If one cannot be made ready, nothing is fired, and the error's `failures` say which and why; with `partial`, the others fire. What fails at the release or later is told for that camera, and `complete` is false: the pictures of the others are there. */
  captureGroup(params: CaptureGroupParams, options?: CallOptions): Promise<CaptureGroupResult> {
    return this.call("capture_group", params, options);
  }

  /** Take a picture, and wait until all its files are on the camera. A client that goes away neither stops the capture nor loses its result: `file_added` for each file, then `capture_completed`, are in the event log, or `capture_failed`. */
  captureImage(params: CaptureImageParams = {}, options?: CallOptions): Promise<CaptureImageResult> {
    return this.call("capture_image", params, options);
  }

  /** Delete a file from the camera. */
  deleteFile(params: DeleteFileParams, options?: CallOptions): Promise<DeleteFileResult> {
    return this.call("delete_file", params, options);
  }

  /** Fetch a whole file, as base64. A file over the bound `download_bytes` of `get_server_info` is refused with `too_large`. */
  downloadImage(params: DownloadImageParams, options?: CallOptions): Promise<DownloadImageResult> {
    return this.call("download_image", params, options);
  }

  /** Move the lens's focus by steps. How far a step moves it is the lens's own matter. A Nikon does it in live view only, which is turned on for it if need be. */
  driveFocus(params: DriveFocusParams, options?: CallOptions): Promise<DriveFocusResult> {
    return this.call("drive_focus", params, options);
  }

  /** Tell what the body says of itself: lens, battery, firmware, storage, summary. */
  getCamera(params: GetCameraParams = {}, options?: CallOptions): Promise<GetCameraResult> {
    return this.call("get_camera", params, options);
  }

  /** Read how pictures are taken: quality, white balance, drive, focus mode, target. The same words on every make. */
  getCaptureSettings(params: GetCaptureSettingsParams = {}, options?: CallOptions): Promise<GetCaptureSettingsResult> {
    return this.call("get_capture_settings", params, options);
  }

  /** Read a setting. */
  getConfig(params: GetConfigParams, options?: CallOptions): Promise<GetConfigResult> {
    return this.call("get_config", params, options);
  }

  /** Read the events after a sequence number from the log. `since` is the last `seq` the client has; 0 for all. A restart of the service begins a new log, with numbers from 1: pass the `log_id` that `since` is of, or compare it. */
  getEvents(params: GetEventsParams, options?: CallOptions): Promise<GetEventsResult> {
    return this.call("get_events", params, options);
  }

  /** Read the exposure's settings, in units. The same on every make: times in seconds, f-numbers, ISO speeds and EV as numbers. */
  getExposure(params: GetExposureParams = {}, options?: CallOptions): Promise<GetExposureResult> {
    return this.call("get_exposure", params, options);
  }

  /** Tell a file's type, size, time and dimensions. */
  getFileInfo(params: GetFileInfoParams, options?: CallOptions): Promise<GetFileInfoResult> {
    return this.call("get_file_info", params, options);
  }

  /** Get a signed address at which a file can be fetched over HTTP. `GET` there streams the file from the camera, with `Range` to resume, an `ETag`, and its SHA-256 in `Repr-Digest` when `Want-Repr-Digest: sha-256` asks for it. Whoever has the address needs no token, until it expires or the service ends. */
  getFileUrl(params: GetFileUrlParams, options?: CallOptions): Promise<GetFileUrlResult> {
    return this.call("get_file_url", params, options);
  }

  /** Read a picture's EXIF, without fetching the picture. Of JPEG, TIFF and HEIF (HIF, HEIC, AVIF), and of RAW files: DNG, NEF, CR2, CR3, ARW, ORF, RW2 and RAF. Rationals are numbers: an exposure of 1/250 s is 0.004. Dates are as EXIF has them; binary values and the maker's own notes are left out. A picture without EXIF has empty groups. */
  getMetadata(params: GetMetadataParams, options?: CallOptions): Promise<GetMetadataResult> {
    return this.call("get_metadata", params, options);
  }

  /** Get signed addresses at which live view can be seen over HTTP. `mjpeg_url` is a stream (`multipart/x-mixed-replace`) for an `<img>` or a video player, `jpeg_url` one frame; both take `max_fps` in the query. Whoever has them needs no token, until they expire or the service ends; a stream that has begun goes on. */
  getPreviewUrl(params: GetPreviewUrlParams = {}, options?: CallOptions): Promise<GetPreviewUrlResult> {
    return this.call("get_preview_url", params, options);
  }

  /** Tell how far a sequence is, or how it ended. */
  getSequence(params: GetSequenceParams, options?: CallOptions): Promise<GetSequenceResult> {
    return this.call("get_sequence", params, options);
  }

  /** Tell versions, bounds, and what this connection has set. */
  getServerInfo(params: GetServerInfoParams = {}, options?: CallOptions): Promise<GetServerInfoResult> {
    return this.call("get_server_info", params, options);
  }

  /** Tell whether a camera's new pictures are saved, how many are, and what is in the way. */
  getTethering(params: GetTetheringParams = {}, options?: CallOptions): Promise<GetTetheringResult> {
    return this.call("get_tethering", params, options);
  }

  /** Fetch a picture's small preview, as base64. */
  getThumbnail(params: GetThumbnailParams, options?: CallOptions): Promise<GetThumbnailResult> {
    return this.call("get_thumbnail", params, options);
  }

  /** Get a signed address at which a new file can be stored over HTTP. `PUT` there takes the file as the body, and answers 201 with the `File` once the camera has it; see `put_bytes` in `get_server_info` for how large it may be. The address is no good for `GET`. Whoever has it needs no token, until it expires or the service ends. */
  getUploadUrl(params: GetUploadUrlParams, options?: CallOptions): Promise<GetUploadUrlResult> {
    return this.call("get_upload_url", params, options);
  }

  /** List the cameras that are there. */
  listCameras(params: ListCamerasParams = {}, options?: CallOptions): Promise<ListCamerasResult> {
    return this.call("list_cameras", params, options);
  }

  /** List the camera's settings. */
  listConfig(params: ListConfigParams = {}, options?: CallOptions): Promise<ListConfigResult> {
    return this.call("list_config", params, options);
  }

  /** List a folder's folders and files. Without `folder`, the root; there each storage is a folder. */
  listFiles(params: ListFilesParams = {}, options?: CallOptions): Promise<ListFilesResult> {
    return this.call("list_files", params, options);
  }

  /** List the sequences under way, and the last that are over. */
  listSequences(params: ListSequencesParams = {}, options?: CallOptions): Promise<ListSequencesResult> {
    return this.call("list_sequences", params, options);
  }

  /** Tell where pictures are saved, and the tethering of each camera. */
  listTethering(params: ListTetheringParams = {}, options?: CallOptions): Promise<ListTetheringResult> {
    return this.call("list_tethering", params, options);
  }

  /** Read a part of a file, as base64 or as bytes. For clients with nothing but JSON-RPC; a whole file goes faster over HTTP, see `get_file_url`. With `binary`, which takes a WebSocket, the answer is a binary frame: the length of the response in bytes (32 bits, network order), the response as JSON text, and behind it the part's bytes. */
  readFile(params: ReadFileParams, options?: CallOptions): Promise<ReadFileResult> {
    return this.call("read_file", params, options);
  }

  /** Return this contract as an OpenRPC document. */
  rpcDiscover(params: RpcDiscoverParams = {}, options?: CallOptions): Promise<RpcDiscoverResult> {
    return this.call("rpc.discover", params, options);
  }

  /** Choose the camera that this connection means when it names none. Over HTTP POST, where there is no connection to remember it, a selection lasts for one batch only. */
  selectCamera(params: SelectCameraParams, options?: CallOptions): Promise<SelectCameraResult> {
    return this.call("select_camera", params, options);
  }

  /** Change how pictures are taken, all or none. The same words on every make. What is not named stays as it is where the body can have both. If one is refused, those already set go back. */
  setCaptureSettings(params: SetCaptureSettingsParams = {}, options?: CallOptions): Promise<SetCaptureSettingsResult> {
    return this.call("set_capture_settings", params, options);
  }

  /** Change a setting, and return it as the camera has it afterwards. */
  setConfig(params: SetConfigParams, options?: CallOptions): Promise<SetConfigResult> {
    return this.call("set_config", params, options);
  }

  /** Change several settings, all or none. If one is refused, those already set go back, and the error's `config` names the culprit. */
  setConfigs(params: SetConfigsParams, options?: CallOptions): Promise<SetConfigsResult> {
    return this.call("set_configs", params, options);
  }

  /** Change parts of the exposure, all or none. The same on every make. The mode is set first, since what else can be changed depends on it. If one is refused, those already set go back. */
  setExposure(params: SetExposureParams = {}, options?: CallOptions): Promise<SetExposureResult> {
    return this.call("set_exposure", params, options);
  }

  /** Open the shutter for a bulb exposure, and return at once. `stop_bulb` closes it, of any client. Until then other requests for this camera are refused with `camera_busy`; events go on. */
  startBulb(params: StartBulbParams = {}, options?: CallOptions): Promise<StartBulbResult> {
    return this.call("start_bulb", params, options);
  }

  /** Have this connection sent live view frames. They come as `preview_frame` until `stop_preview` or the end of the connection. Called again, it changes the options. It answers when the first frame has been read, which takes as long as the mirror does, or at once while a picture is being taken. Over HTTP POST there is nobody to send them to: use `get_preview_url` there. */
  startPreview(params: StartPreviewParams = {}, options?: CallOptions): Promise<StartPreviewResult> {
    return this.call("start_preview", params, options);
  }

  /** Take pictures at a fixed interval, or as fast as the camera goes. It runs in the service until it is done, whoever goes away; `sequence_progress` tells of each frame, `sequence_ended` of the end. Frame n is due at `started_at` plus n times `interval_s`, whatever the frames before it took; one that cannot begin before the next is due is missed, and nothing shifts. Settings that it changes are put back in the end. A camera has one sequence at a time; other captures of it wait their turn between the frames. */
  startSequence(params: StartSequenceParams = {}, options?: CallOptions): Promise<StartSequenceResult> {
    return this.call("start_sequence", params, options);
  }

  /** Save a camera's new pictures on the server, from now on. Below the server's `--save-dir` only. What is on the camera already is not saved; it is known what that is when the answer comes. It goes on after a restart of the server, until `stop_tethering`. With `--save-dir`, each camera is tethered from the start: then this sets other options, and those that are left out become the server's again. */
  startTethering(params: StartTetheringParams = {}, options?: CallOptions): Promise<StartTetheringResult> {
    return this.call("start_tethering", params, options);
  }

  /** Close the shutter of a bulb exposure, and wait until all files are on the camera. It ends that of `start_bulb`, and that of `capture_image` with `bulb_s`, whose client gets the picture as well; whichever connection began it. */
  stopBulb(params: StopBulbParams = {}, options?: CallOptions): Promise<StopBulbResult> {
    return this.call("stop_bulb", params, options);
  }

  /** Have this connection sent no more live view frames. When nobody else watches, the mirror comes down. */
  stopPreview(params: StopPreviewParams = {}, options?: CallOptions): Promise<StopPreviewResult> {
    return this.call("stop_preview", params, options);
  }

  /** End a sequence after the picture in work. It answers when the sequence has ended, or after two seconds, while it is still `stopping`; `sequence_ended` tells of the end. A camera that is away is waited for, for a minute, to put settings back; another call ends that wait. A sequence that is over stays as it is. */
  stopSequence(params: StopSequenceParams, options?: CallOptions): Promise<StopSequenceResult> {
    return this.call("stop_sequence", params, options);
  }

  /** Save a camera's new pictures no more. A file that is being saved is finished; those that wait are saved after the next `start_tethering`. It holds after a restart of the server too. Pictures taken from now on count as old when tethering begins again. */
  stopTethering(params: StopTetheringParams = {}, options?: CallOptions): Promise<StopTetheringResult> {
    return this.call("stop_tethering", params, options);
  }

  /** Have this connection told of events. Over HTTP POST there is nobody to tell: use `get_events` there. `progress` tells how far this connection's own requests are. */
  subscribe(params: SubscribeParams, options?: CallOptions): Promise<SubscribeResult> {
    return this.call("subscribe", params, options);
  }

  /** Release the shutter, and return at once. The files are told by `file_added` when the camera has written them. */
  triggerCapture(params: TriggerCaptureParams = {}, options?: CallOptions): Promise<TriggerCaptureResult> {
    return this.call("trigger_capture", params, options);
  }

  /** Have this connection told of events no more. */
  unsubscribe(params: UnsubscribeParams, options?: CallOptions): Promise<UnsubscribeResult> {
    return this.call("unsubscribe", params, options);
  }

  /** Put a file into a folder of the camera. An existing file is never overwritten. Larger files are sent with HTTP's `PUT`, see `get_upload_url`. `file_added` tells of the file with the origin `upload`. */
  uploadFile(params: UploadFileParams, options?: CallOptions): Promise<UploadFileResult> {
    return this.call("upload_file", params, options);
  }
}
