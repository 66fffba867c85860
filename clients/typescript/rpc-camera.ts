/**
 * A client for rpc-camera in one file to copy, for browsers, Node, Deno and Bun.
 *
 *     const camera = await RpcCamera.connect("ws://localhost:8765/rpc", { token: "…" });
 *     const { files } = await camera.captureImage();
 *
 * Node before 22 has no WebSocket of its own: pass one, `{ token, WebSocket }`, from the package `ws`.
 * What the service can do is below the line; the connection itself is above it.
 */

/** What the client needs of a WebSocket; those of browsers, of Node and of `ws` have it. */
export interface WebSocketLike {
  onopen: ((event: any) => void) | null;
  onmessage: ((event: any) => void) | null;
  onclose: ((event: any) => void) | null;
  onerror: ((event: any) => void) | null;
  send(text: string): void;
  close(): void;
}

export interface ConnectOptions {
  /** The service's token. */
  token?: string;
  /** The WebSocket class to use; the global one if it is left out. */
  WebSocket?: new (url: string) => WebSocketLike;
}

/** The service refused: `errorName` and `code` say what, `remedy` what to do, `retryable` whether to try again. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: ErrorData;

  constructor(error: ErrorObject) {
    super(error.message);
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

interface Waiting {
  resolve(result: any): void;
  reject(reason: Error): void;
}

/** A WebSocket to the service: requests run at the same time, and each gets its own answer. */
export class Connection {
  private nextId = 1;
  private closed = false;
  private readonly waiting = new Map<number, Waiting>();
  private readonly handlers = new Map<string, Set<(params: any) => void>>();
  private readonly closeHandlers = new Set<() => void>();

  protected constructor(private readonly socket: WebSocketLike) {
    socket.onmessage = (event) => this.take(JSON.parse(String(event.data)));
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
      throw new Error("There is no global WebSocket here: pass one in the options.");
    }
    const socket = new Socket(url);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = socket.onclose = () => reject(new Error(`Cannot connect to ${url}.`));
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
  call(method: string, params: object): Promise<any> {
    if (this.closed) {
      return Promise.reject(new Error("The connection is closed."));
    }
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      try {
        this.socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
      } catch (error) {
        this.waiting.delete(id);
        reject(error);
      }
    });
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

  private take(message: any): void {
    if (message.method !== undefined) {
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

// ---- Generated from here on, do not edit: `python -m rpc_camera.contract build` makes it.

/** Which camera: its `id`, or its `port`. */
export type CameraRef = string;

/** A camera's id, from its model and serial number; it stays the same when the camera comes back on another port. */
export type CameraId = string;

/** A camera's port as libgphoto2 names it: `usb:001,005`, `ptpip:192.0.2.7`. */
export type Port = string;

/** A time as RFC 3339, in UTC, ending in `Z`. */
export type Timestamp = string;

/** connecting: being opened; ready; busy: taking a picture; lost: not answering, being reopened; failed: there, but not usable, `state_reason` says why. */
export type CameraState =
  | "connecting"
  | "ready"
  | "busy"
  | "lost"
  | "failed";

/** Something that libgphoto2's driver declares for a camera. */
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
  | "remove_dir";

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
  /** What libgphoto2's driver declares for this camera. A method may work without it: `trigger_capture` does on most cameras. */
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

/** What made the file: `capture_image` or `start_bulb`, or the camera itself (its own button, `trigger_capture`, another program). */
export type FileOrigin =
  | "capture_image"
  | "camera";

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

/** A kind of event: the name of its notification. */
export type EventName =
  | "camera_added"
  | "camera_removed"
  | "camera_state_changed"
  | "file_added"
  | "config_changed"
  | "capture_completed"
  | "capture_failed";

/** What a connection can be told of: an event of the log, or `progress`, which is not in the log. */
export type NotificationName =
  | "camera_added"
  | "camera_removed"
  | "camera_state_changed"
  | "file_added"
  | "config_changed"
  | "capture_completed"
  | "capture_failed"
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
export interface EventParams {
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
  /** How many requests of one connection run at once; more wait. */
  concurrent_requests: number;
}

/** Why something failed that nobody waited for. */
export interface Failure {
  /** The error's name in the catalogue. */
  name: string;
  /** What went wrong in this case, in one sentence. */
  message: string;
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

/** Params of `cancel_request`. */
export interface CancelRequestParams {
  request_id: RequestId;
}

/** What becomes of the request. */
export interface CancelRequestResult {
  request_id: RequestId;
  stopped: Stopped;
}

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

/** Params of `get_camera`. */
export interface GetCameraParams {
  camera?: CameraRef;
}

export type GetCameraResult = CameraDetails;

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
}

/** The events. */
export interface GetEventsResult {
  log_id: LogId;
  /** The events after `since`, the oldest first. */
  events: Event[];
  last_seq: Seq;
  /** The oldest event the log still has; null when it has none. */
  oldest_seq: number | null;
  /** Whether events after `since` are lost, because the log had no room for them. */
  gap: boolean;
  /** Whether there are more than `limit`: call again with the last `seq`. */
  more: boolean;
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
  /** The address, relative to the service's own (RFC 3986). */
  url: string;
  expires_at: Timestamp;
  file: FileInfo;
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

/** Params of `read_file`. */
export interface ReadFileParams {
  path: FilePath;
  /** Where to begin, in bytes from the start. */
  offset: number;
  /** How much to read at most, in bytes. */
  length: number;
  camera?: CameraRef;
}

/** The part: shorter than `length` only at the file's end, and empty after it. */
export interface ReadFileResult {
  path: FilePath;
  /** Where the part begins, in bytes. */
  offset: number;
  /** The size of the whole file, in bytes. */
  size_bytes: number;
  /** The part's bytes, in base64 (RFC 4648, section 4). */
  data_base64: string;
}

/** Params of `rpc.discover`. */
export type RpcDiscoverParams = Record<string, never>;

/** The OpenRPC document, as `GET /openrpc.json` has it. */
export type RpcDiscoverResult = Record<string, unknown>;

/** Params of `select_camera`. */
export interface SelectCameraParams {
  camera: CameraRef;
}

/** The choice. */
export interface SelectCameraResult {
  camera: Camera;
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
export interface CameraAddedParams extends EventParams {
  info: Camera;
}

/** Params of the notification `camera_removed`. */
export interface CameraRemovedParams extends EventParams {
  /** Why, in one sentence. */
  reason: string;
}

/** Params of the notification `camera_state_changed`. */
export interface CameraStateChangedParams extends EventParams {
  state: CameraState;
  previous: CameraState;
  /** Why, in one sentence. */
  reason?: string;
}

/** Params of the notification `capture_completed`. */
export interface CaptureCompletedParams extends EventParams {
  /** All files of the picture: with RAW+JPEG both. */
  files: File[];
  captured_at: Timestamp;
  exposure_s?: ExposureSeconds;
}

/** Params of the notification `capture_failed`. */
export interface CaptureFailedParams extends EventParams {
  error: Failure;
}

/** Params of the notification `config_changed`. */
export interface ConfigChangedParams extends EventParams {
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
export interface FileAddedParams extends EventParams {
  file: FileReference;
  origin: FileOrigin;
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
  progress: ProgressParams;
}

/** What the service can do. */
export class RpcCamera extends Connection {
  /** Show the token, so that the connection may do everything. */
  authenticate(params: AuthenticateParams): Promise<AuthenticateResult> {
    return this.call("authenticate", params);
  }

  /** Stop a request of this connection that is in work. What was stopped is answered with the error `cancelled`. Where several requests in work have that id, all are told to stop, and `stopped` is that of the slowest. */
  cancelRequest(params: CancelRequestParams): Promise<CancelRequestResult> {
    return this.call("cancel_request", params);
  }

  /** Take a picture, and wait until all its files are on the camera. A client that goes away neither stops the capture nor loses its result: `file_added` for each file, then `capture_completed`, are in the event log, or `capture_failed`. */
  captureImage(params: CaptureImageParams = {}): Promise<CaptureImageResult> {
    return this.call("capture_image", params);
  }

  /** Delete a file from the camera. */
  deleteFile(params: DeleteFileParams): Promise<DeleteFileResult> {
    return this.call("delete_file", params);
  }

  /** Fetch a whole file, as base64. A file over the bound `download_bytes` of `get_server_info` is refused with `too_large`. */
  downloadImage(params: DownloadImageParams): Promise<DownloadImageResult> {
    return this.call("download_image", params);
  }

  /** Tell what the body says of itself: lens, battery, firmware, storage, summary. */
  getCamera(params: GetCameraParams = {}): Promise<GetCameraResult> {
    return this.call("get_camera", params);
  }

  /** Read a setting. */
  getConfig(params: GetConfigParams): Promise<GetConfigResult> {
    return this.call("get_config", params);
  }

  /** Read the events after a sequence number from the log. `since` is the last `seq` the client has; 0 for all. Compare `log_id`: when it changed, the service was restarted, and 0 is the place to begin. */
  getEvents(params: GetEventsParams): Promise<GetEventsResult> {
    return this.call("get_events", params);
  }

  /** Tell a file's type, size, time and dimensions. */
  getFileInfo(params: GetFileInfoParams): Promise<GetFileInfoResult> {
    return this.call("get_file_info", params);
  }

  /** Get a signed address at which a file can be fetched over HTTP. `GET` there streams the file from the camera, with `Range` to resume, an `ETag`, and its SHA-256 in `Repr-Digest` when `Want-Repr-Digest: sha-256` asks for it. Whoever has the address needs no token, until it expires or the service ends. */
  getFileUrl(params: GetFileUrlParams): Promise<GetFileUrlResult> {
    return this.call("get_file_url", params);
  }

  /** Tell versions, bounds, and what this connection has set. */
  getServerInfo(params: GetServerInfoParams = {}): Promise<GetServerInfoResult> {
    return this.call("get_server_info", params);
  }

  /** Fetch a picture's small preview, as base64. */
  getThumbnail(params: GetThumbnailParams): Promise<GetThumbnailResult> {
    return this.call("get_thumbnail", params);
  }

  /** List the cameras that are there. */
  listCameras(params: ListCamerasParams = {}): Promise<ListCamerasResult> {
    return this.call("list_cameras", params);
  }

  /** List the camera's settings. */
  listConfig(params: ListConfigParams = {}): Promise<ListConfigResult> {
    return this.call("list_config", params);
  }

  /** List a folder's folders and files. Without `folder`, the root; there each storage is a folder. */
  listFiles(params: ListFilesParams = {}): Promise<ListFilesResult> {
    return this.call("list_files", params);
  }

  /** Read a part of a file, as base64. For clients with nothing but JSON-RPC; a whole file goes faster over HTTP, see `get_file_url`. */
  readFile(params: ReadFileParams): Promise<ReadFileResult> {
    return this.call("read_file", params);
  }

  /** Return this contract as an OpenRPC document. */
  rpcDiscover(params: RpcDiscoverParams = {}): Promise<RpcDiscoverResult> {
    return this.call("rpc.discover", params);
  }

  /** Choose the camera that this connection means when it names none. Over HTTP POST, where there is no connection to remember it, a selection lasts for one batch only. */
  selectCamera(params: SelectCameraParams): Promise<SelectCameraResult> {
    return this.call("select_camera", params);
  }

  /** Change a setting, and return it as the camera has it afterwards. */
  setConfig(params: SetConfigParams): Promise<SetConfigResult> {
    return this.call("set_config", params);
  }

  /** Change several settings, all or none. If one is refused, those already set go back, and the error's `config` names the culprit. */
  setConfigs(params: SetConfigsParams): Promise<SetConfigsResult> {
    return this.call("set_configs", params);
  }

  /** Open the shutter for a bulb exposure, and return at once. `stop_bulb` closes it, of any client. Until then other requests for this camera are refused with `camera_busy`; events go on. */
  startBulb(params: StartBulbParams = {}): Promise<StartBulbResult> {
    return this.call("start_bulb", params);
  }

  /** Close the shutter that `start_bulb` opened, and wait until all files are on the camera. */
  stopBulb(params: StopBulbParams = {}): Promise<StopBulbResult> {
    return this.call("stop_bulb", params);
  }

  /** Have this connection told of events. Over HTTP POST there is nobody to tell: use `get_events` there. `progress` tells how far this connection's own requests are. */
  subscribe(params: SubscribeParams): Promise<SubscribeResult> {
    return this.call("subscribe", params);
  }

  /** Release the shutter, and return at once. The files are told by `file_added` when the camera has written them. */
  triggerCapture(params: TriggerCaptureParams = {}): Promise<TriggerCaptureResult> {
    return this.call("trigger_capture", params);
  }

  /** Have this connection told of events no more. */
  unsubscribe(params: UnsubscribeParams): Promise<UnsubscribeResult> {
    return this.call("unsubscribe", params);
  }

  /** Put a file into a folder of the camera. */
  uploadFile(params: UploadFileParams): Promise<UploadFileResult> {
    return this.call("upload_file", params);
  }
}
