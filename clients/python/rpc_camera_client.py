"""An asyncio client for rpc-camera in one file to copy: it needs Python 3.11 and `websockets` 13 or later.

    async with await RpcCamera.connect("ws://localhost:8765/rpc", token="…") as camera:
        picture = await camera.capture_image()

A call can be given up, by cancelling it or with asyncio.timeout: `Connection.call` says what becomes of it. What is long
tells how far it is: `await camera.with_progress(print).download_image(path)`.

What the service can do is below the line; the connection itself is above it.
"""
# ruff: noqa: E501

from __future__ import annotations

import asyncio
import copy
import itertools
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Literal, NotRequired, Self, TypeAlias, TypedDict, cast

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

if TYPE_CHECKING:
    import ssl as tls
    from collections.abc import AsyncIterator, Callable
    from types import TracebackType

MOST_KEPT_NOTIFICATIONS = 10_000


class RpcError(Exception):
    """The service refused: `name` and `code` say what, `remedy` what to do, `retryable` whether to try again.

    `data` is all the service told with it, such as `choices`, `range`, `gphoto2`, or `errors` of invalid params.
    """

    def __init__(self, error: ErrorObject) -> None:
        super().__init__(error["message"])
        self.code = error["code"]
        self.data = error["data"]
        self.name = self.data["name"]
        self.remedy = self.data["remedy"]
        self.retryable = self.data["retryable"]

    def __str__(self) -> str:
        """Return the message and what to do about it."""
        return f"{self.args[0]} {self.remedy}"


class WithBytes(dict[str, object]):
    """A result, or a notification's params, whose bytes came beside the JSON."""

    def __init__(self, members: Mapping[str, object], data: bytes) -> None:
        super().__init__(members)
        self.data = data


def attached(value: Mapping[str, Any]) -> bytes:
    """Return the bytes of a result, or of a notification's params, that was asked for with `binary`."""
    if not isinstance(value, WithBytes):
        raise ValueError("There are no bytes with this: ask with `binary=True`.")  # noqa: TRY004
    return value.data


class Connection:
    """A WebSocket to the service: requests run at the same time, and each gets its own answer."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ids = itertools.count(1)
        self._pending: dict[int, tuple[asyncio.Future[object], Callable[[ProgressParams], object] | None]] = {}
        self._on_progress: Callable[[ProgressParams], object] | None = None
        self._subscribed: set[str] = set()  # by the user: `with_progress` subscribes to more than he is told
        self._cancelling: set[asyncio.Task[None]] = set()
        self._notifications: asyncio.Queue[Notification | None] = asyncio.Queue(MOST_KEPT_NOTIFICATIONS)
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, url: str, *, token: str | None = None, ssl: tls.SSLContext | None = None) -> Self:
        """Open `url`, which ends in `/rpc`, and authenticate when there is a token.

        ConnectionError: no service answers there. RpcError: the token is wrong.
        """
        try:
            connection = cls(await connect(url, ssl=ssl, max_size=None, compression=None))
        except (OSError, InvalidHandshake) as error:
            raise ConnectionError(f"No answer from {url}: see that `rpc-camera serve` runs there ({error}).") from error
        if token is not None:
            try:
                await connection.call("authenticate", {"token": token})
            except BaseException:
                await connection.close()
                raise
        return connection

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connection; calls that wait raise ConnectionError."""
        await self._socket.close()
        await self._reader

    def with_progress(self, callback: Callable[[ProgressParams], object]) -> Self:
        """Return this same connection, with `callback` told how far each call is that is made on what is returned."""
        watched = copy.copy(self)
        watched._on_progress = callback  # noqa: SLF001
        return watched

    async def call(self, method: str, params: Mapping[str, object]) -> object:
        """Return the result of `method`; params that are None are left out. RpcError when refused.

        When it is cancelled, also by asyncio.timeout, so is the request. What waits is not begun, a download ends, and a
        bulb exposure is closed; what the camera cannot stop, such as a capture once released, is finished, and the event
        log has its files.
        """
        if self._reader.done():
            raise ConnectionError("The connection is closed.")
        number = next(self._ids)
        answer = asyncio.get_running_loop().create_future()
        self._pending[number] = (answer, self._on_progress)
        try:
            if self._on_progress is not None:  # each time, as the user may unsubscribe; nobody waits for its answer
                await self._send(next(self._ids), "subscribe", {"events": ["progress"]})
            await self._send(number, method, params)
            result = await answer
        except ConnectionClosed as error:
            raise ConnectionError("The connection is closed.") from error
        except asyncio.CancelledError:
            if number in self._pending:
                await self._cancel(number)
            raise
        finally:
            self._pending.pop(number, None)
        self._note_subscription(method, params)
        return result

    async def notifications(self) -> AsyncIterator[Notification]:
        """Yield what was subscribed to, until the connection closes; the oldest go when 10,000 wait."""
        while (notification := await self._notifications.get()) is not None:
            yield notification
        self._keep(None)

    async def _send(self, number: int, method: str, params: Mapping[str, object]) -> None:
        given = {name: value for name, value in params.items() if value is not None}
        await self._socket.send(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": given}))

    async def _cancel(self, number: int) -> None:
        """Send `cancel_request`, and wait neither for its answer nor for a network that is slow to take it."""

        async def send() -> None:
            with suppress(ConnectionClosed):
                await self._send(next(self._ids), "cancel_request", {"request_id": number})

        sending = asyncio.create_task(send())
        self._cancelling.add(sending)
        sending.add_done_callback(self._cancelling.discard)
        await asyncio.sleep(0)  # it goes before what the caller may do next, which is often to close the connection

    def _note_subscription(self, method: str, params: Mapping[str, Any]) -> None:
        if method == "subscribe":
            self._subscribed.update(params["events"])
        elif method == "unsubscribe":
            self._subscribed.difference_update(params["events"])

    async def _read(self) -> None:
        try:
            async for message in self._socket:
                self._take(json.loads(message) if isinstance(message, str) else _unpacked(message))
        except ConnectionClosed:
            pass
        finally:
            self._end()

    def _end(self) -> None:
        self._keep(None)
        for answer, _ in self._pending.values():
            if not answer.done():
                answer.set_exception(ConnectionError("The connection was closed before the answer came."))

    def _take(self, message: Any) -> None:  # noqa: ANN401
        if "method" in message:
            self._hear(message)
            return
        answer, _ = self._pending.pop(message["id"], (None, None))
        if answer is None or answer.done():
            return
        if "error" in message:
            answer.set_exception(RpcError(message["error"]))
        else:
            answer.set_result(message["result"])

    def _hear(self, notification: Notification) -> None:
        if notification["method"] == "progress":
            progress = notification["params"]
            _, callback = self._pending.get(cast("int", progress["request_id"]), (None, None))
            if callback is not None:
                asyncio.get_running_loop().call_soon(callback, progress)  # if it raises, the loop says so
            if "progress" not in self._subscribed:
                return
        self._keep(notification)

    def _keep(self, notification: Notification | None) -> None:
        if self._notifications.full():
            self._notifications.get_nowait()
        self._notifications.put_nowait(notification)


def _unpacked(frame: bytes) -> dict[str, Any]:
    """Return the message of a binary frame: four bytes with the length of the JSON text, the text, the bytes."""
    end = 4 + int.from_bytes(frame[:4], "big")
    message: dict[str, Any] = json.loads(frame[4:end])
    member = "params" if "params" in message else "result"
    return message | {member: WithBytes(message[member], frame[end:])}


# ---- Generated from here on, do not edit: `python -m tools.contract build` makes it.


CameraRef: TypeAlias = str


CameraId: TypeAlias = str


Port: TypeAlias = str


Timestamp: TypeAlias = str


CameraState: TypeAlias = Literal[
    "connecting",
    "ready",
    "busy",
    "lost",
    "failed",
]


Ability: TypeAlias = Literal[
    "capture_image",
    "capture_video",
    "capture_audio",
    "preview",
    "config",
    "trigger_capture",
    "file_delete",
    "file_preview",
    "file_raw",
    "file_audio",
    "file_exif",
    "delete_all",
    "upload_file",
    "make_dir",
    "remove_dir",
    "bulb",
    "drive_focus",
    "autofocus",
    "card",
    "memory",
]


class Camera(TypedDict):
    """A camera the service knows."""

    id: CameraId
    name: str
    """The model's name, as libgphoto2 or the camera gives it."""
    port: Port
    serial_number: str | None
    """The body's serial number; null when it tells none."""
    index: int
    """The camera's position in `list_cameras`, from 0."""
    state: CameraState
    state_reason: NotRequired[str]
    """Why the camera is in this state, in one sentence."""
    id_doubt: NotRequired[str]
    """Why `id` may not stay with this body, in one sentence: it has no serial number, or others have the same."""
    abilities: list[Ability]
    """What this body can do, by its own operations and settings where libgphoto2 knows them, else by its table of models."""


StorageAccess: TypeAlias = Literal[
    "read_write",
    "read_only",
    "read_only_with_delete",
]


class Storage(TypedDict):
    """A memory card, or the camera's own memory."""

    path: str
    """The storage's folder on the camera, such as `/store_00010001`."""
    label: NotRequired[str]
    """The storage's label."""
    description: NotRequired[str]
    """What the camera calls the storage."""
    type: NotRequired[str]
    """The kind of storage, such as `removable_ram`."""
    filesystem: NotRequired[str]
    """The kind of file system, such as `dcf`."""
    access: NotRequired[StorageAccess]
    capacity_bytes: NotRequired[int]
    """The storage's size, in bytes."""
    free_bytes: NotRequired[int]
    """Free space, in bytes."""
    free_images: NotRequired[int]
    """How many more pictures fit, by the camera's estimate."""


class CameraDetails(Camera):
    """A camera with what its body tells."""

    manufacturer: NotRequired[str]
    """Who made the body."""
    model: NotRequired[str]
    """The model, as the body tells it."""
    firmware: NotRequired[str]
    """The version of the body's firmware."""
    lens: NotRequired[str]
    """The mounted lens."""
    battery: NotRequired[str]
    """The battery's level as the camera words it."""
    battery_percent: NotRequired[int]
    """The battery's level, in percent."""
    summary: str
    """libgphoto2's summary of the camera: text of several lines."""
    storage: list[Storage]
    """The camera's storages."""


FilePath: TypeAlias = str


FolderPath: TypeAlias = str


class FileReference(TypedDict):
    """Where a file is on a camera, and what kind of file it is."""

    path: FilePath
    filename: str
    """The last part of the path."""
    mime_type: str
    """The file's type, such as `image/jpeg`."""


class File(FileReference):
    """A file on a camera."""

    size_bytes: int
    """The file's size, in bytes."""


class FileInfo(File):
    """A file on a camera, with what the camera tells of it."""

    modified_at: NotRequired[Timestamp]
    width: NotRequired[int]
    """The picture's width, in pixels."""
    height: NotRequired[int]
    """The picture's height, in pixels."""
    deletable: bool
    """Whether the camera lets the file be deleted."""


FileOrigin: TypeAlias = Literal[
    "capture_image",
    "camera",
    "upload",
]


class Location(TypedDict):
    """Where a picture was taken, by the camera's GPS."""

    latitude: float
    """Degrees north; negative for south."""
    longitude: float
    """Degrees east; negative for west."""
    altitude_m: NotRequired[float]
    """Metres above sea level; negative for below."""


class ExifTags(TypedDict):
    """A picture's EXIF by directory."""

    image: Mapping[str, object]
    """The picture as a file: each tag by the name that EXIF gives it, its value a number, a text, or an array of numbers."""
    exif: Mapping[str, object]
    """How it was taken: each tag by the name that EXIF gives it, its value a number, a text, or an array of numbers."""
    gps: Mapping[str, object]
    """Where it was taken: each tag by the name that EXIF gives it, its value a number, a text, or an array of numbers."""


ExposureSeconds: TypeAlias = float


WidgetType: TypeAlias = Literal[
    "text",
    "range",
    "toggle",
    "radio",
    "menu",
    "date",
    "button",
]


WidgetValue: TypeAlias = str | float | bool | None


ConfigValue: TypeAlias = str | float | bool


class Range(TypedDict):
    """The numbers a range takes."""

    min: float
    """The smallest value, in the setting's own unit."""
    max: float
    """The largest value, in the setting's own unit."""
    step: float
    """The distance between two values, in the setting's own unit; 0 for any."""


ConfigName: TypeAlias = str


class Widget(TypedDict):
    """One setting of a camera."""

    name: str
    """The setting's name, unique within the camera."""
    label: str
    """The setting's name for people."""
    path: str
    """Section and name, such as `imgsettings/iso`."""
    type: WidgetType
    value: WidgetValue
    readonly: bool
    """Whether the camera refuses to change it now."""
    choices: NotRequired[list[str]]
    """The values it takes, for radio and menu."""
    range: NotRequired[Range]


CommonValue: TypeAlias = float | str | None


class CommonSetting(TypedDict):
    """A setting that most makes have, in one language for all."""

    config: str
    """What gphoto2 calls it on this body, for get_config and set_config."""
    value: CommonValue
    text: str
    """The value as gphoto2 writes it."""
    readonly: bool
    """Whether the body refuses to change it now."""
    reason: NotRequired[str]
    """Of a read-only setting: why it is, and what would free it."""
    allowed: NotRequired[list[float | str]]
    """What it can be now: numbers from the lowest up, then words."""
    range: NotRequired[Range]


ExposureMode: TypeAlias = Literal[
    "manual",
    "program",
    "aperture_priority",
    "shutter_priority",
    "flexible_priority",
    "bulb",
    "auto",
]


ShutterTime: TypeAlias = float | str


FNumber: TypeAlias = float | str


IsoSpeed: TypeAlias = float | str


ExposureCompensation: TypeAlias = float


class ExposureValues(TypedDict):
    """An exposure, or the parts of one that are to be set."""

    shutter_s: NotRequired[ShutterTime]
    aperture: NotRequired[FNumber]
    iso: NotRequired[IsoSpeed]
    exposure_compensation: NotRequired[ExposureCompensation]
    mode: NotRequired[ExposureMode]
    nearest: NotRequired[bool]
    """Take the nearest value that the body has when the sequence begins, where it has not the one that is asked for."""


class ExposureSettings(TypedDict):
    """The settings of the exposure; a body that has no such setting, or not now, leaves it out."""

    shutter_s: NotRequired[CommonSetting]
    aperture: NotRequired[CommonSetting]
    iso: NotRequired[CommonSetting]
    exposure_compensation: NotRequired[CommonSetting]
    mode: NotRequired[CommonSetting]


ChosenValues: TypeAlias = dict[str, CommonValue]


PictureQuality: TypeAlias = Literal[
    "raw",
    "jpeg",
    "raw+jpeg",
    "heif",
    "raw+heif",
    "tiff",
]


PictureSize: TypeAlias = Literal[
    "large",
    "medium",
    "small",
]


Compression: TypeAlias = Literal[
    "extra_fine",
    "fine",
    "normal",
    "basic",
]


WhiteBalance: TypeAlias = Literal[
    "auto",
    "daylight",
    "cloudy",
    "shade",
    "tungsten",
    "fluorescent",
    "flash",
    "kelvin",
    "custom",
]


Kelvin: TypeAlias = float


DriveMode: TypeAlias = Literal[
    "single",
    "single_silent",
    "continuous",
    "continuous_low",
    "continuous_medium",
    "continuous_high",
    "self_timer",
    "self_timer_2s",
    "self_timer_5s",
    "self_timer_10s",
    "mirror_up",
]


FocusMode: TypeAlias = Literal[
    "manual",
    "single",
    "continuous",
    "automatic",
    "full_time",
    "direct_manual",
]


CaptureTarget: TypeAlias = Literal[
    "card",
    "memory",
    "card+memory",
]


class CaptureSettings(TypedDict):
    """The settings of how pictures are taken; a body that has no such setting, or not now, leaves it out."""

    quality: NotRequired[CommonSetting]
    size: NotRequired[CommonSetting]
    compression: NotRequired[CommonSetting]
    white_balance: NotRequired[CommonSetting]
    kelvin: NotRequired[CommonSetting]
    drive: NotRequired[CommonSetting]
    focus_mode: NotRequired[CommonSetting]
    target: NotRequired[CommonSetting]


EventName: TypeAlias = Literal[
    "camera_added",
    "camera_removed",
    "camera_state_changed",
    "file_added",
    "config_changed",
    "capture_completed",
    "capture_failed",
    "preview_state_changed",
    "file_saved",
    "save_failed",
    "sequence_progress",
    "sequence_ended",
    "group_captured",
]


PreviewState: TypeAlias = Literal[
    "running",
    "paused",
    "stopped",
]


MaxFps: TypeAlias = float


NotificationName: TypeAlias = Literal[
    "camera_added",
    "camera_removed",
    "camera_state_changed",
    "file_added",
    "config_changed",
    "capture_completed",
    "capture_failed",
    "preview_state_changed",
    "file_saved",
    "save_failed",
    "sequence_progress",
    "sequence_ended",
    "group_captured",
    "progress",
]


RequestId: TypeAlias = str | float


Stopped: TypeAlias = Literal[
    "at_once",
    "at_next_chunk",
    "cannot",
]


ProgressUnit: TypeAlias = Literal[
    "bytes",
    "s",
    "files",
]


Seq: TypeAlias = int


LogId: TypeAlias = str


class Event(TypedDict):
    """An event from the log."""

    seq: Seq
    event: EventName
    params: Mapping[str, object]
    """The params of the notification of that name."""


class Subscription(TypedDict):
    """What this connection is told of."""

    events: list[NotificationName]
    """All that this connection is subscribed to now."""
    last_seq: Seq
    log_id: LogId


class EventEnvelope(TypedDict):
    """What every event's notification has."""

    seq: Seq
    at: Timestamp
    camera: CameraId


class Limits(TypedDict):
    """The service's bounds."""

    message_bytes: int
    """The longest message it takes, in bytes."""
    batch_items: int
    """The most requests in a batch."""
    download_bytes: int
    """The largest file `download_image` returns, in bytes."""
    upload_bytes: int
    """The largest file `upload_file` takes, in bytes."""
    put_bytes: int
    """The largest file that HTTP's `PUT` takes, in bytes."""
    concurrent_requests: int
    """How many requests of one connection run at once; more wait."""


class Failure(TypedDict):
    """Why something failed that no error object tells of, and what to do about it."""

    name: str
    """The error's name in the catalogue."""
    message: str
    """What went wrong in this case, in one sentence."""
    remedy: str
    """What to do about it, in one sentence."""
    gphoto2: NotRequired[DriverError]


NameTemplate: TypeAlias = str


SavedDigest: TypeAlias = str


SaveStep: TypeAlias = Literal[
    "save",
    "delete",
]


class SaveTrouble(TypedDict):
    """Something that keeps pictures from being saved just now; it is tried again."""

    file: NotRequired[FileReference]
    error: Failure
    since: Timestamp
    tries: int
    """How often it was tried."""


class Tethering(TypedDict):
    """How the new pictures of one camera are saved on the server."""

    camera: CameraId
    active: bool
    """Whether new pictures are saved; false after `stop_tethering`."""
    name_template: NameTemplate
    delete_after: bool
    """Whether a picture is deleted from the camera once it is saved."""
    started_at: NotRequired[Timestamp]
    saved: int
    """How many files were saved since `started_at`."""
    pending: int
    """How many files wait to be saved, the one that is being saved among them."""
    saving: NotRequired[FileReference]
    failing: list[SaveTrouble]
    """What is in the way, the oldest first, 20 at most; without `file`: the camera as a whole."""


SequenceId: TypeAlias = str


SequenceState: TypeAlias = Literal[
    "running",
    "waiting",
    "stopping",
    "completed",
    "stopped",
    "failed",
    "interrupted",
]


Frames: TypeAlias = int | None


FrameNumber: TypeAlias = int


BulbSeconds: TypeAlias = float


FocusSteps: TypeAlias = int


class SequenceStep(TypedDict):
    """How one picture is taken."""

    settings: NotRequired[dict[str, ConfigValue]]
    """Values of settings, by name; they are set before the picture. Those of `exposure` are added when the sequence begins."""
    exposure: NotRequired[ExposureValues]
    bulb_s: NotRequired[BulbSeconds]
    focus_steps: NotRequired[FocusSteps]


class SequenceFailure(TypedDict):
    """Why a frame failed."""

    frame: FrameNumber
    at: Timestamp
    error: Failure


class SequenceCounts(TypedDict):
    """How far a sequence is: frames taken, failed and missed are together those whose slot is over."""

    frames: Frames
    frames_taken: int
    """Frames of which all pictures are taken."""
    frames_failed: int
    """Frames that were begun and failed; some of their pictures may be there."""
    slots_missed: int
    """Frames that could not begin before the next was due: the camera was busy or away, or the service was down."""
    drift_last_s: float | None
    """How much later than due the last frame was released, in seconds; null before the first, or without an interval."""
    drift_max_s: float | None
    """The most that a frame was released later than due, in seconds; null before the first, or without an interval."""


class Sequence(SequenceCounts):
    """A sequence of frames, under way or over."""

    sequence_id: SequenceId
    name: NotRequired[str]
    """The name it was given."""
    camera: CameraId
    state: SequenceState
    interval_s: float
    """From the start of one frame to the start of the next, in seconds; 0: as fast as the camera goes."""
    bulb_s: NotRequired[BulbSeconds]
    focus_steps: NotRequired[FocusSteps]
    steps: list[SequenceStep]
    """How the pictures are taken; empty: as the camera is set."""
    bracket: bool
    """Whether each frame has a picture for each step; else each frame has the next step."""
    resume: bool
    """Whether it goes on after a restart of the service."""
    started_at: Timestamp
    ended_at: NotRequired[Timestamp]
    next_frame: FrameNumber
    failures: list[SequenceFailure]
    """The last frames that failed, ten at most."""
    reason: NotRequired[Failure]
    not_restored: NotRequired[list[str]]
    """The settings that the sequence changed and that could not be put back."""


class GroupMember(TypedDict):
    """What became of one camera of a group: files, or an error."""

    camera: CameraRef
    files: NotRequired[list[File]]
    """All files of its picture."""
    released_ms: NotRequired[float]
    """When its driver was told to release, in milliseconds after the instant that was agreed."""
    error: NotRequired[Failure]


class GroupManifest(TypedDict):
    """One shot of several cameras."""

    group_id: str
    """Names this shot."""
    captured_at: Timestamp
    complete: bool
    """Whether every camera has its picture."""
    skew_ms: float | None
    """From the first release to the last, in milliseconds, as the cameras' processes measured them; null when nothing was released."""
    cameras: list[GroupMember]
    """The cameras, in the order of the request."""


class DriverError(TypedDict):
    """What libgphoto2 itself said."""

    code: int
    """libgphoto2's result code, such as -7."""
    symbol: str
    """The code's symbol, such as `GP_ERROR_IO`."""
    context: str
    """The text the driver gave with it; may be empty."""


class InvalidParam(TypedDict):
    """One thing wrong with the params."""

    path: str
    """Where, as a JSON pointer into the params, such as `/name`; empty for the params as a whole."""
    message: str
    """What is wrong, in one sentence."""


class ErrorData(TypedDict):
    """What an error tells beyond its code; which of the optional members are there depends on `name`."""

    name: str
    """The error's name in the catalogue."""
    retryable: bool
    """Whether the same request can succeed later, with nothing changed."""
    remedy: str
    """What to do about it, in one sentence."""
    camera: NotRequired[CameraId]
    gphoto2: NotRequired[DriverError]
    errors: NotRequired[list[InvalidParam]]
    """invalid_params: each thing that is wrong, ten at most."""
    choices: NotRequired[list[str]]
    """config_invalid_value: the values the setting takes."""
    range: NotRequired[Range]
    allowed: NotRequired[list[float | str]]
    """config_invalid_value of set_exposure and set_capture_settings: what the setting can be now."""
    setting: NotRequired[str]
    """set_exposure and set_capture_settings: which of their settings was refused; `requested` and `actual` are in its words and units."""
    requested: NotRequired[WidgetValue]
    actual: NotRequired[WidgetValue]
    similar: NotRequired[list[str]]
    """config_not_found and method_not_found: names that come near."""
    config: NotRequired[str]
    """config_invalid_value, config_not_applied and each refusal of set_configs: the setting's name."""
    restored: NotRequired[list[str]]
    """set_configs: the settings that were put back."""
    cameras: NotRequired[list[CameraId]]
    """no_camera_selected and camera_not_found: the ids of the cameras there are."""
    limit_bytes: NotRequired[int]
    """too_large: the bound, in bytes."""
    size_bytes: NotRequired[int]
    """too_large: the size it has, in bytes."""
    retry_after_s: NotRequired[float]
    """rate_limited, and driver_crashed of a driver that keeps crashing: how long to wait, in seconds."""
    exit_status: NotRequired[int | None]
    """driver_crashed: how its process ended, negative for a signal; null when unknown."""
    sequence_id: NotRequired[SequenceId]
    failures: NotRequired[list[GroupMember]]
    """Refusals of capture_group: the cameras that could not be made ready, and why."""
    incident: NotRequired[str]
    """internal_error: the id under which the service's log has the cause."""


class ErrorObject(TypedDict):
    """The error object of a response."""

    code: int
    """The error's code in the catalogue."""
    message: str
    """What went wrong in this case, in one sentence."""
    data: ErrorData


class AuthenticateParams(TypedDict):
    """Params of `authenticate`."""

    token: str
    """The token that the service showed at its start, or was given as `API_TOKEN`."""


class AuthenticateResult(TypedDict):
    """The connection is authenticated."""

    authenticated: Literal[True]
    """Always true; a wrong token is an error."""


class AutofocusParams(TypedDict):
    """Params of `autofocus`."""

    camera: NotRequired[CameraRef]


class AutofocusResult(TypedDict):
    """How it went."""

    camera: CameraId
    focused: bool | None
    """Whether the camera is in focus; null where it does not say (some Canon EOS)."""


class CancelRequestParams(TypedDict):
    """Params of `cancel_request`."""

    request_id: RequestId


class CancelRequestResult(TypedDict):
    """What becomes of the request."""

    request_id: RequestId
    stopped: Stopped


class CaptureGroupParams(TypedDict):
    """Params of `capture_group`."""

    cameras: list[CameraRef]
    """The cameras, each once."""
    timeout_s: NotRequired[float]
    """How long it may take until all are ready, and again from the release until all pictures are there, in seconds; 120 without it."""
    partial: NotRequired[bool]
    """true: fire those that can be made ready. false without it: fire all or none."""


CaptureGroupResult: TypeAlias = GroupManifest


class CaptureImageParams(TypedDict):
    """Params of `capture_image`."""

    timeout_s: NotRequired[float]
    """How long it may take, in seconds, beyond `bulb_s` if given; 120 without it. Pass more for an exposure of more than about a minute."""
    bulb_s: NotRequired[float]
    """Hold the shutter open for so many seconds (bulb), whatever the shutter speed is set to."""
    camera: NotRequired[CameraRef]


class CaptureImageResult(TypedDict):
    """The picture."""

    camera: CameraId
    files: list[File]
    """All files of the picture: with RAW+JPEG both."""
    captured_at: Timestamp
    exposure_s: NotRequired[ExposureSeconds]


class DeleteFileParams(TypedDict):
    """Params of `delete_file`."""

    path: FilePath
    camera: NotRequired[CameraRef]


class DeleteFileResult(TypedDict):
    """The deletion."""

    path: FilePath


class DownloadImageParams(TypedDict):
    """Params of `download_image`."""

    path: FilePath
    camera: NotRequired[CameraRef]


class DownloadImageResult(TypedDict):
    """The file."""

    path: FilePath
    filename: str
    """The last part of the path."""
    mime_type: str
    """The picture's type, such as `image/jpeg`."""
    size_bytes: int
    """The picture's size, in bytes."""
    sha256: str
    """The SHA-256 of the file's bytes, in hexadecimal."""
    image_base64: str
    """The file's bytes, in base64 (RFC 4648, section 4)."""


class DriveFocusParams(TypedDict):
    """Params of `drive_focus`."""

    steps: int
    """How many steps: farther, or nearer if negative. A Nikon takes up to 32767; on a Canon EOS, 1, 2 and 3 are one small, middle or large step; an error's `range` has what the body takes."""
    camera: NotRequired[CameraRef]


class DriveFocusResult(TypedDict):
    """The movement."""

    camera: CameraId
    steps: int
    """How many steps the focus was moved: farther, or nearer if negative."""


class GetCameraParams(TypedDict):
    """Params of `get_camera`."""

    camera: NotRequired[CameraRef]


GetCameraResult: TypeAlias = CameraDetails


class GetCaptureSettingsParams(TypedDict):
    """Params of `get_capture_settings`."""

    camera: NotRequired[CameraRef]


class GetCaptureSettingsResult(TypedDict):
    """The settings."""

    camera: CameraId
    settings: CaptureSettings


class GetConfigParams(TypedDict):
    """Params of `get_config`."""

    name: ConfigName
    camera: NotRequired[CameraRef]


GetConfigResult: TypeAlias = Widget


class GetEventsParams(TypedDict):
    """Params of `get_events`."""

    since: Seq
    limit: NotRequired[int]
    """The most events to return, the oldest first."""
    log_id: NotRequired[str]
    """The log that `since` is of, as the service told it. If it is another by now, all events are returned, and `gap` is true."""


class GetEventsResult(TypedDict):
    """The events."""

    log_id: LogId
    events: list[Event]
    """The events after `since`, the oldest first."""
    last_seq: Seq
    oldest_seq: int | None
    """The oldest event the log still has; null when it has none."""
    gap: bool
    """Whether events after `since` are lost, because the log had no room for them, or ended with the service."""
    more: bool
    """Whether there are more than `limit`: call again with the last `seq`."""


class GetExposureParams(TypedDict):
    """Params of `get_exposure`."""

    camera: NotRequired[CameraRef]


class GetExposureResult(TypedDict):
    """The settings."""

    camera: CameraId
    settings: ExposureSettings


class GetFileInfoParams(TypedDict):
    """Params of `get_file_info`."""

    path: FilePath
    camera: NotRequired[CameraRef]


GetFileInfoResult: TypeAlias = FileInfo


class GetFileUrlParams(TypedDict):
    """Params of `get_file_url`."""

    path: FilePath
    expires_s: NotRequired[float]
    """For how long the address is good, in seconds; 3600 without it."""
    camera: NotRequired[CameraRef]


class GetFileUrlResult(TypedDict):
    """The address, and the file."""

    url: str
    """The address, relative to the service's own (RFC 3986): put scheme, host and port before it."""
    expires_at: Timestamp
    file: FileInfo


class GetMetadataParams(TypedDict):
    """Params of `get_metadata`."""

    path: FilePath
    camera: NotRequired[CameraRef]


class GetMetadataResult(TypedDict):
    """What the picture says about itself."""

    path: FilePath
    mime_type: str
    """The file's type, such as `image/jpeg`."""
    taken_at: NotRequired[Timestamp]
    location: NotRequired[Location]
    tags: ExifTags


class GetPreviewUrlParams(TypedDict):
    """Params of `get_preview_url`."""

    expires_s: NotRequired[float]
    """For how long the addresses are good, in seconds; 3600 without it."""
    camera: NotRequired[CameraRef]


class GetPreviewUrlResult(TypedDict):
    """The addresses, relative to the service's own (RFC 3986)."""

    mjpeg_url: str
    """The address of the stream, relative to the service's own (RFC 3986): put scheme, host and port before it."""
    jpeg_url: str
    """The address of one frame, relative likewise."""
    expires_at: Timestamp


class GetSequenceParams(TypedDict):
    """Params of `get_sequence`."""

    sequence_id: SequenceId


class GetSequenceResult(TypedDict):
    """The sequence."""

    sequence: Sequence


class GetServerInfoParams(TypedDict):
    """Params of `get_server_info`."""


class GetServerInfoResult(TypedDict):
    """The service and this connection."""

    name: str
    """The service's name."""
    version: str
    """The service's version."""
    api_version: str
    """The version of this contract; within one major version only optional things are added."""
    gphoto2_version: str
    """The version of python-gphoto2."""
    libgphoto2_version: str
    """The version of libgphoto2."""
    python_version: str
    """The version of Python."""
    started_at: Timestamp
    authenticated: bool
    """Whether this connection has shown the token."""
    selected_camera: str | None
    """The id of the camera this connection selected; null for none."""
    limits: Limits
    events: list[EventName]
    """The events there are to subscribe to."""


class GetTetheringParams(TypedDict):
    """Params of `get_tethering`."""

    camera: NotRequired[CameraRef]


GetTetheringResult: TypeAlias = Tethering


class GetThumbnailParams(TypedDict):
    """Params of `get_thumbnail`."""

    path: FilePath
    camera: NotRequired[CameraRef]


class GetThumbnailResult(TypedDict):
    """The preview; `size_bytes` and `mime_type` are its own."""

    path: FilePath
    filename: str
    """The last part of the path."""
    mime_type: str
    """The picture's type, such as `image/jpeg`."""
    size_bytes: int
    """The picture's size, in bytes."""
    image_base64: str
    """The preview's bytes, in base64 (RFC 4648, section 4)."""


class GetUploadUrlParams(TypedDict):
    """Params of `get_upload_url`."""

    path: FilePath
    expires_s: NotRequired[float]
    """For how long the address is good, in seconds; 3600 without it."""
    camera: NotRequired[CameraRef]


class GetUploadUrlResult(TypedDict):
    """The address, and the path that it is for."""

    url: str
    """The address, relative to the service's own (RFC 3986)."""
    expires_at: Timestamp
    path: FilePath


class ListCamerasParams(TypedDict):
    """Params of `list_cameras`."""


class ListCamerasResult(TypedDict):
    """The cameras."""

    cameras: list[Camera]
    """The cameras, in the order they were found."""


class ListConfigParams(TypedDict):
    """Params of `list_config`."""

    section: NotRequired[str]
    """Only this section's settings, such as `imgsettings`."""
    camera: NotRequired[CameraRef]


class ListConfigResult(TypedDict):
    """The settings."""

    widgets: list[Widget]
    """The settings, in the camera's order."""


class ListFilesParams(TypedDict):
    """Params of `list_files`."""

    folder: NotRequired[FolderPath]
    recursive: NotRequired[bool]
    """Whether to list the folders within as well."""
    camera: NotRequired[CameraRef]


class ListFilesResult(TypedDict):
    """The listing."""

    folder: FolderPath
    folders: list[FolderPath]
    """The paths of the folders within."""
    files: list[FileInfo]
    """The files."""


class ListSequencesParams(TypedDict):
    """Params of `list_sequences`."""


class ListSequencesResult(TypedDict):
    """The sequences."""

    sequences: list[Sequence]
    """The oldest first; of those that are over, the last 100."""
    unreadable: list[str]
    """Files of sequences in the state directory that this service cannot read, and leaves alone."""


class ListTetheringParams(TypedDict):
    """Params of `list_tethering`."""


class ListTetheringResult(TypedDict):
    """All tethering of this server."""

    save_dir: str | None
    """The folder on the server below which pictures are saved; null where it was started without `--save-dir`."""
    tetherings: list[Tethering]
    """Each camera that is or was tethered into this folder, also while it is not there."""


class ReadFileParams(TypedDict):
    """Params of `read_file`."""

    path: FilePath
    offset: int
    """Where to begin, in bytes from the start."""
    length: int
    """How much to read at most, in bytes: up to 1048576 without `binary`."""
    binary: NotRequired[bool]
    """Whether the bytes come behind the JSON in a binary frame instead of in `data_base64`; false without it."""
    camera: NotRequired[CameraRef]


class ReadFileResult(TypedDict):
    """The part: shorter than `length` only at the file's end, and empty after it."""

    path: FilePath
    offset: int
    """Where the part begins, in bytes."""
    size_bytes: int
    """The size of the whole file, in bytes."""
    data_base64: NotRequired[str]
    """The part's bytes, in base64 (RFC 4648, section 4); not there with `binary`."""


class RpcDiscoverParams(TypedDict):
    """Params of `rpc.discover`."""


RpcDiscoverResult: TypeAlias = Mapping[str, object]


class SelectCameraParams(TypedDict):
    """Params of `select_camera`."""

    camera: CameraRef


class SelectCameraResult(TypedDict):
    """The choice."""

    camera: Camera


class SetCaptureSettingsParams(TypedDict):
    """Params of `set_capture_settings`."""

    quality: NotRequired[PictureQuality]
    size: NotRequired[PictureSize]
    compression: NotRequired[Compression]
    white_balance: NotRequired[WhiteBalance]
    kelvin: NotRequired[Kelvin]
    drive: NotRequired[DriveMode]
    focus_mode: NotRequired[FocusMode]
    target: NotRequired[CaptureTarget]
    nearest: NotRequired[bool]
    """true: a number that the body does not have stands for the nearest that it has, and `chosen` says which. false without it: it is refused."""
    camera: NotRequired[CameraRef]


class SetCaptureSettingsResult(TypedDict):
    """The settings as the camera has them afterwards."""

    camera: CameraId
    chosen: ChosenValues
    settings: CaptureSettings


class SetConfigParams(TypedDict):
    """Params of `set_config`."""

    name: ConfigName
    value: ConfigValue
    camera: NotRequired[CameraRef]


SetConfigResult: TypeAlias = Widget


class SetConfigsParams(TypedDict):
    """Params of `set_configs`."""

    values: dict[str, ConfigValue]
    """The new values, by name of the setting; they are set in this order."""
    camera: NotRequired[CameraRef]


class SetConfigsResult(TypedDict):
    """The settings."""

    widgets: list[Widget]
    """The settings as the camera has them afterwards, in the order of `values`."""


class SetExposureParams(TypedDict):
    """Params of `set_exposure`."""

    shutter_s: NotRequired[ShutterTime]
    aperture: NotRequired[FNumber]
    iso: NotRequired[IsoSpeed]
    exposure_compensation: NotRequired[ExposureCompensation]
    mode: NotRequired[ExposureMode]
    nearest: NotRequired[bool]
    """true: a number that the body does not have stands for the nearest that it has, and `chosen` says which. false without it: it is refused."""
    camera: NotRequired[CameraRef]


class SetExposureResult(TypedDict):
    """The settings as the camera has them afterwards."""

    camera: CameraId
    chosen: ChosenValues
    settings: ExposureSettings


class StartBulbParams(TypedDict):
    """Params of `start_bulb`."""

    max_s: NotRequired[float]
    """The exposure ends by itself after so many seconds; 600 without it."""
    camera: NotRequired[CameraRef]


class StartBulbResult(TypedDict):
    """The exposure that has begun."""

    camera: CameraId
    started_at: Timestamp


class StartPreviewParams(TypedDict):
    """Params of `start_preview`."""

    max_fps: NotRequired[MaxFps]
    binary: NotRequired[bool]
    """Whether frames come as binary messages, which takes a quarter less than base64; false without it."""
    camera: NotRequired[CameraRef]


class StartPreviewResult(TypedDict):
    """What this connection will be sent."""

    camera: CameraId
    state: PreviewState
    max_fps: float
    """The most frames a second that this connection gets."""
    binary: bool
    """Whether frames come as binary messages."""


class StartSequenceParams(TypedDict):
    """Params of `start_sequence`."""

    frames: NotRequired[Frames]
    interval_s: NotRequired[float]
    """From the start of one frame to the start of the next, in seconds; 0, or left out: as fast as the camera goes."""
    bulb_s: NotRequired[BulbSeconds]
    focus_steps: NotRequired[FocusSteps]
    steps: NotRequired[list[SequenceStep]]
    """How the pictures are taken, where they differ: each frame has the next step, and after the last the first again. A step's own `bulb_s` and `focus_steps` count before those above."""
    bracket: NotRequired[bool]
    """true: each frame has a picture for each of the steps, one right after the other. false without it."""
    resume: NotRequired[bool]
    """true: it goes on after a restart of the service, with the same schedule. false without it: it is then listed as interrupted."""
    name: NotRequired[str]
    """A name of your own for it."""
    camera: NotRequired[CameraRef]


class StartSequenceResult(TypedDict):
    """The sequence, just begun."""

    sequence: Sequence


class StartTetheringParams(TypedDict):
    """Params of `start_tethering`."""

    name_template: NotRequired[NameTemplate]
    delete_after: NotRequired[bool]
    """Whether a picture is deleted from the camera once it is saved; without it, what the server's `--delete-after-save` says."""
    camera: NotRequired[CameraRef]


StartTetheringResult: TypeAlias = Tethering


class StopBulbParams(TypedDict):
    """Params of `stop_bulb`."""

    camera: NotRequired[CameraRef]


class StopBulbResult(TypedDict):
    """The picture."""

    camera: CameraId
    files: list[File]
    """All files of the picture: with RAW+JPEG both."""
    captured_at: Timestamp
    exposure_s: ExposureSeconds


class StopPreviewParams(TypedDict):
    """Params of `stop_preview`."""

    camera: NotRequired[CameraRef]


class StopPreviewResult(TypedDict):
    """What was stopped."""

    camera: CameraId
    stopped: bool
    """Whether this connection was being sent frames of that camera."""


class StopSequenceParams(TypedDict):
    """Params of `stop_sequence`."""

    sequence_id: SequenceId


class StopSequenceResult(TypedDict):
    """The sequence as it is then."""

    sequence: Sequence


class StopTetheringParams(TypedDict):
    """Params of `stop_tethering`."""

    camera: NotRequired[CameraRef]


StopTetheringResult: TypeAlias = Tethering


class SubscribeParams(TypedDict):
    """Params of `subscribe`."""

    events: list[NotificationName]
    """The events' names."""


SubscribeResult: TypeAlias = Subscription


class TriggerCaptureParams(TypedDict):
    """Params of `trigger_capture`."""

    camera: NotRequired[CameraRef]


class TriggerCaptureResult(TypedDict):
    """The release."""

    camera: CameraId
    triggered_at: Timestamp
    confirmed: bool
    """Whether the camera has confirmed the release already; if not, and it refuses after all, `capture_failed` tells."""


class UnsubscribeParams(TypedDict):
    """Params of `unsubscribe`."""

    events: list[NotificationName]
    """The events' names."""


UnsubscribeResult: TypeAlias = Subscription


class UploadFileParams(TypedDict):
    """Params of `upload_file`."""

    folder: FolderPath
    filename: str
    """The new file's name, without a folder."""
    data_base64: str
    """The file's bytes, in base64 (RFC 4648, section 4)."""
    camera: NotRequired[CameraRef]


UploadFileResult: TypeAlias = File


class CameraAddedParams(EventEnvelope):
    """Params of the notification `camera_added`."""

    info: Camera


class CameraRemovedParams(EventEnvelope):
    """Params of the notification `camera_removed`."""

    reason: str
    """Why, in one sentence."""


class CameraStateChangedParams(EventEnvelope):
    """Params of the notification `camera_state_changed`."""

    state: CameraState
    previous: CameraState
    reason: NotRequired[str]
    """Why, in one sentence."""


class CaptureCompletedParams(EventEnvelope):
    """Params of the notification `capture_completed`."""

    files: list[File]
    """All files of the picture: with RAW+JPEG both."""
    captured_at: Timestamp
    exposure_s: NotRequired[ExposureSeconds]


class CaptureFailedParams(EventEnvelope):
    """Params of the notification `capture_failed`."""

    error: Failure


class ConfigChangedParams(EventEnvelope):
    """Params of the notification `config_changed`."""

    name: str
    """The setting's name."""
    value: WidgetValue


class EventsDroppedParams(TypedDict):
    """Params of the notification `events_dropped`."""

    from_seq: Seq
    to_seq: Seq
    count: int
    """How many events were not told."""


class FileAddedParams(EventEnvelope):
    """Params of the notification `file_added`."""

    file: FileReference
    origin: FileOrigin


class FileSavedParams(EventEnvelope):
    """Params of the notification `file_saved`."""

    file: FileReference
    path: str
    """Where it is on the server, relative to the `save_dir` of `list_tethering`, with slashes."""
    size_bytes: int
    """The file's size, in bytes."""
    sha256: SavedDigest
    duration_s: NotRequired[float]
    """How long it took from the first question to the camera, in seconds; left out where the server was restarted in between."""


class GroupCapturedParams(EventEnvelope):
    """Params of the notification `group_captured`."""

    manifest: GroupManifest


class PreviewFrameParams(TypedDict):
    """Params of the notification `preview_frame`."""

    camera: CameraId
    sequence: int
    """The number of this frame among all that were read from this camera, from 1. This viewer does not get those beyond its `max_fps`."""
    at: Timestamp
    size_bytes: int
    """The JPEG's size, in bytes."""
    skipped: int
    """How many frames this viewer has missed since its last one because it had not taken that yet; those beyond its `max_fps` do not count."""
    image_base64: NotRequired[str]
    """The JPEG, in base64 (RFC 4648, section 4); not with `binary`."""


class PreviewStateChangedParams(EventEnvelope):
    """Params of the notification `preview_state_changed`."""

    state: PreviewState
    reason: NotRequired[str]
    """Why, in one sentence: a picture is being taken, the camera is gone, nobody watches."""


class ProgressParams(TypedDict):
    """Params of the notification `progress`."""

    request_id: RequestId
    camera: NotRequired[CameraId]
    stage: str
    """What it is at: `waiting`, `exposing`, `saving`, `reading`, `writing`, `listing`; further ones may be added."""
    done: float
    """How much of this stage is done, in `unit`."""
    total: float | None
    """How much there is in all, in `unit`; null where that is not known."""
    unit: ProgressUnit


class SaveFailedParams(EventEnvelope):
    """Params of the notification `save_failed`."""

    file: FileReference
    step: SaveStep
    error: Failure
    will_retry: bool
    """Whether the server tries again by itself."""


class SequenceEndedParams(EventEnvelope, SequenceCounts):
    """Params of the notification `sequence_ended`."""

    sequence_id: SequenceId
    state: SequenceState
    reason: NotRequired[Failure]
    not_restored: NotRequired[list[str]]
    """The settings that the sequence changed and that could not be put back."""


class SequenceProgressParams(EventEnvelope, SequenceCounts):
    """Params of the notification `sequence_progress`."""

    sequence_id: SequenceId
    frame: FrameNumber
    due_at: Timestamp
    started_at: NotRequired[Timestamp]
    late_s: NotRequired[float]
    """How much later than due it was released, in seconds; left out without an interval."""
    files: list[File]
    """The files of its pictures."""
    error: NotRequired[Failure]


class CameraAddedNotification(TypedDict):
    """The notification `camera_added`."""

    method: Literal["camera_added"]
    params: CameraAddedParams


class CameraRemovedNotification(TypedDict):
    """The notification `camera_removed`."""

    method: Literal["camera_removed"]
    params: CameraRemovedParams


class CameraStateChangedNotification(TypedDict):
    """The notification `camera_state_changed`."""

    method: Literal["camera_state_changed"]
    params: CameraStateChangedParams


class CaptureCompletedNotification(TypedDict):
    """The notification `capture_completed`."""

    method: Literal["capture_completed"]
    params: CaptureCompletedParams


class CaptureFailedNotification(TypedDict):
    """The notification `capture_failed`."""

    method: Literal["capture_failed"]
    params: CaptureFailedParams


class ConfigChangedNotification(TypedDict):
    """The notification `config_changed`."""

    method: Literal["config_changed"]
    params: ConfigChangedParams


class EventsDroppedNotification(TypedDict):
    """The notification `events_dropped`."""

    method: Literal["events_dropped"]
    params: EventsDroppedParams


class FileAddedNotification(TypedDict):
    """The notification `file_added`."""

    method: Literal["file_added"]
    params: FileAddedParams


class FileSavedNotification(TypedDict):
    """The notification `file_saved`."""

    method: Literal["file_saved"]
    params: FileSavedParams


class GroupCapturedNotification(TypedDict):
    """The notification `group_captured`."""

    method: Literal["group_captured"]
    params: GroupCapturedParams


class PreviewFrameNotification(TypedDict):
    """The notification `preview_frame`."""

    method: Literal["preview_frame"]
    params: PreviewFrameParams


class PreviewStateChangedNotification(TypedDict):
    """The notification `preview_state_changed`."""

    method: Literal["preview_state_changed"]
    params: PreviewStateChangedParams


class ProgressNotification(TypedDict):
    """The notification `progress`."""

    method: Literal["progress"]
    params: ProgressParams


class SaveFailedNotification(TypedDict):
    """The notification `save_failed`."""

    method: Literal["save_failed"]
    params: SaveFailedParams


class SequenceEndedNotification(TypedDict):
    """The notification `sequence_ended`."""

    method: Literal["sequence_ended"]
    params: SequenceEndedParams


class SequenceProgressNotification(TypedDict):
    """The notification `sequence_progress`."""

    method: Literal["sequence_progress"]
    params: SequenceProgressParams


Notification: TypeAlias = (
    CameraAddedNotification
    | CameraRemovedNotification
    | CameraStateChangedNotification
    | CaptureCompletedNotification
    | CaptureFailedNotification
    | ConfigChangedNotification
    | EventsDroppedNotification
    | FileAddedNotification
    | FileSavedNotification
    | GroupCapturedNotification
    | PreviewFrameNotification
    | PreviewStateChangedNotification
    | ProgressNotification
    | SaveFailedNotification
    | SequenceEndedNotification
    | SequenceProgressNotification
)


class RpcCamera(Connection):
    """What the service can do."""

    async def authenticate(self, token: str) -> AuthenticateResult:
        """Show the token, so that the connection may do everything."""
        params = {"token": token}
        return cast("AuthenticateResult", await self.call("authenticate", params))

    async def autofocus(self, *, camera: CameraRef | None = None) -> AutofocusResult:
        """Have the camera focus once.

        No focus found is an error of the camera, with its words.
        """
        params = {"camera": camera}
        return cast("AutofocusResult", await self.call("autofocus", params))

    async def cancel_request(self, request_id: RequestId) -> CancelRequestResult:
        """Stop a request of this connection that is in work.

        What was stopped is answered with the error `cancelled`. Where several requests in work have that id, all are told to stop, and `stopped` is that of the slowest.
        """
        params = {"request_id": request_id}
        return cast("CancelRequestResult", await self.call("cancel_request", params))

    async def capture_group(
        self,
        cameras: list[CameraRef],
        *,
        timeout_s: float | None = None,
        partial: bool | None = None,
    ) -> CaptureGroupResult:
        """Fire several cameras at one instant.

        All are made ready first, each in its turn; then all release at the same instant. If one cannot be made ready, nothing is fired, and the error's `failures` say which and why; with `partial`, the others fire. What fails at the release or later is told for that camera, and `complete` is false: the pictures of the others are there.
        """
        params = {"cameras": cameras, "timeout_s": timeout_s, "partial": partial}
        return cast("CaptureGroupResult", await self.call("capture_group", params))

    async def capture_image(
        self,
        *,
        timeout_s: float | None = None,
        bulb_s: float | None = None,
        camera: CameraRef | None = None,
    ) -> CaptureImageResult:
        """Take a picture, and wait until all its files are on the camera.

        A client that goes away neither stops the capture nor loses its result: `file_added` for each file, then `capture_completed`, are in the event log, or `capture_failed`.
        """
        params = {"timeout_s": timeout_s, "bulb_s": bulb_s, "camera": camera}
        return cast("CaptureImageResult", await self.call("capture_image", params))

    async def delete_file(self, path: FilePath, *, camera: CameraRef | None = None) -> DeleteFileResult:
        """Delete a file from the camera."""
        params = {"path": path, "camera": camera}
        return cast("DeleteFileResult", await self.call("delete_file", params))

    async def download_image(self, path: FilePath, *, camera: CameraRef | None = None) -> DownloadImageResult:
        """Fetch a whole file, as base64.

        A file over the bound `download_bytes` of `get_server_info` is refused with `too_large`.
        """
        params = {"path": path, "camera": camera}
        return cast("DownloadImageResult", await self.call("download_image", params))

    async def drive_focus(self, steps: int, *, camera: CameraRef | None = None) -> DriveFocusResult:
        """Move the lens's focus by steps.

        How far a step moves it is the lens's own matter. A Nikon does it in live view only, which is turned on for it if need be.
        """
        params = {"steps": steps, "camera": camera}
        return cast("DriveFocusResult", await self.call("drive_focus", params))

    async def get_camera(self, *, camera: CameraRef | None = None) -> GetCameraResult:
        """Tell what the body says of itself: lens, battery, firmware, storage, summary."""
        params = {"camera": camera}
        return cast("GetCameraResult", await self.call("get_camera", params))

    async def get_capture_settings(self, *, camera: CameraRef | None = None) -> GetCaptureSettingsResult:
        """Read how pictures are taken: quality, white balance, drive, focus mode, target.

        The same words on every make.
        """
        params = {"camera": camera}
        return cast("GetCaptureSettingsResult", await self.call("get_capture_settings", params))

    async def get_config(self, name: ConfigName, *, camera: CameraRef | None = None) -> GetConfigResult:
        """Read a setting."""
        params = {"name": name, "camera": camera}
        return cast("GetConfigResult", await self.call("get_config", params))

    async def get_events(self, since: Seq, *, limit: int | None = None, log_id: str | None = None) -> GetEventsResult:
        """Read the events after a sequence number from the log.

        `since` is the last `seq` the client has; 0 for all. A restart of the service begins a new log, with numbers from 1: pass the `log_id` that `since` is of, or compare it.
        """
        params = {"since": since, "limit": limit, "log_id": log_id}
        return cast("GetEventsResult", await self.call("get_events", params))

    async def get_exposure(self, *, camera: CameraRef | None = None) -> GetExposureResult:
        """Read the exposure's settings, in units.

        The same on every make: times in seconds, f-numbers, ISO speeds and EV as numbers.
        """
        params = {"camera": camera}
        return cast("GetExposureResult", await self.call("get_exposure", params))

    async def get_file_info(self, path: FilePath, *, camera: CameraRef | None = None) -> GetFileInfoResult:
        """Tell a file's type, size, time and dimensions."""
        params = {"path": path, "camera": camera}
        return cast("GetFileInfoResult", await self.call("get_file_info", params))

    async def get_file_url(
        self,
        path: FilePath,
        *,
        expires_s: float | None = None,
        camera: CameraRef | None = None,
    ) -> GetFileUrlResult:
        """Get a signed address at which a file can be fetched over HTTP.

        `GET` there streams the file from the camera, with `Range` to resume, an `ETag`, and its SHA-256 in `Repr-Digest` when `Want-Repr-Digest: sha-256` asks for it. Whoever has the address needs no token, until it expires or the service ends.
        """
        params = {"path": path, "expires_s": expires_s, "camera": camera}
        return cast("GetFileUrlResult", await self.call("get_file_url", params))

    async def get_metadata(self, path: FilePath, *, camera: CameraRef | None = None) -> GetMetadataResult:
        """Read a picture's EXIF, without fetching the picture.

        Of JPEG, TIFF and HEIF (HIF, HEIC, AVIF), and of RAW files: DNG, NEF, CR2, CR3, ARW, ORF, RW2 and RAF. Rationals are numbers: an exposure of 1/250 s is 0.004. Dates are as EXIF has them; binary values and the maker's own notes are left out. A picture without EXIF has empty groups.
        """
        params = {"path": path, "camera": camera}
        return cast("GetMetadataResult", await self.call("get_metadata", params))

    async def get_preview_url(
        self,
        *,
        expires_s: float | None = None,
        camera: CameraRef | None = None,
    ) -> GetPreviewUrlResult:
        """Get signed addresses at which live view can be seen over HTTP.

        `mjpeg_url` is a stream (`multipart/x-mixed-replace`) for an `<img>` or a video player, `jpeg_url` one frame; both take `max_fps` in the query. Whoever has them needs no token, until they expire or the service ends; a stream that has begun goes on.
        """
        params = {"expires_s": expires_s, "camera": camera}
        return cast("GetPreviewUrlResult", await self.call("get_preview_url", params))

    async def get_sequence(self, sequence_id: SequenceId) -> GetSequenceResult:
        """Tell how far a sequence is, or how it ended."""
        params = {"sequence_id": sequence_id}
        return cast("GetSequenceResult", await self.call("get_sequence", params))

    async def get_server_info(self) -> GetServerInfoResult:
        """Tell versions, bounds, and what this connection has set."""
        return cast("GetServerInfoResult", await self.call("get_server_info", {}))

    async def get_tethering(self, *, camera: CameraRef | None = None) -> GetTetheringResult:
        """Tell whether a camera's new pictures are saved, how many are, and what is in the way."""
        params = {"camera": camera}
        return cast("GetTetheringResult", await self.call("get_tethering", params))

    async def get_thumbnail(self, path: FilePath, *, camera: CameraRef | None = None) -> GetThumbnailResult:
        """Fetch a picture's small preview, as base64."""
        params = {"path": path, "camera": camera}
        return cast("GetThumbnailResult", await self.call("get_thumbnail", params))

    async def get_upload_url(
        self,
        path: FilePath,
        *,
        expires_s: float | None = None,
        camera: CameraRef | None = None,
    ) -> GetUploadUrlResult:
        """Get a signed address at which a new file can be stored over HTTP.

        `PUT` there takes the file as the body, and answers 201 with the `File` once the camera has it; see `put_bytes` in `get_server_info` for how large it may be. The address is no good for `GET`. Whoever has it needs no token, until it expires or the service ends.
        """
        params = {"path": path, "expires_s": expires_s, "camera": camera}
        return cast("GetUploadUrlResult", await self.call("get_upload_url", params))

    async def list_cameras(self) -> ListCamerasResult:
        """List the cameras that are there."""
        return cast("ListCamerasResult", await self.call("list_cameras", {}))

    async def list_config(self, *, section: str | None = None, camera: CameraRef | None = None) -> ListConfigResult:
        """List the camera's settings."""
        params = {"section": section, "camera": camera}
        return cast("ListConfigResult", await self.call("list_config", params))

    async def list_files(
        self,
        *,
        folder: FolderPath | None = None,
        recursive: bool | None = None,
        camera: CameraRef | None = None,
    ) -> ListFilesResult:
        """List a folder's folders and files.

        Without `folder`, the root; there each storage is a folder.
        """
        params = {"folder": folder, "recursive": recursive, "camera": camera}
        return cast("ListFilesResult", await self.call("list_files", params))

    async def list_sequences(self) -> ListSequencesResult:
        """List the sequences under way, and the last that are over."""
        return cast("ListSequencesResult", await self.call("list_sequences", {}))

    async def list_tethering(self) -> ListTetheringResult:
        """Tell where pictures are saved, and the tethering of each camera."""
        return cast("ListTetheringResult", await self.call("list_tethering", {}))

    async def read_file(
        self,
        path: FilePath,
        offset: int,
        length: int,
        *,
        binary: bool | None = None,
        camera: CameraRef | None = None,
    ) -> ReadFileResult:
        """Read a part of a file, as base64 or as bytes.

        For clients with nothing but JSON-RPC; a whole file goes faster over HTTP, see `get_file_url`. With `binary`, which takes a WebSocket, the answer is a binary frame: the length of the response in bytes (32 bits, network order), the response as JSON text, and behind it the part's bytes.
        """
        params = {"path": path, "offset": offset, "length": length, "binary": binary, "camera": camera}
        return cast("ReadFileResult", await self.call("read_file", params))

    async def rpc_discover(self) -> RpcDiscoverResult:
        """Return this contract as an OpenRPC document."""
        return cast("RpcDiscoverResult", await self.call("rpc.discover", {}))

    async def select_camera(self, camera: CameraRef) -> SelectCameraResult:
        """Choose the camera that this connection means when it names none.

        Over HTTP POST, where there is no connection to remember it, a selection lasts for one batch only.
        """
        params = {"camera": camera}
        return cast("SelectCameraResult", await self.call("select_camera", params))

    async def set_capture_settings(
        self,
        *,
        quality: PictureQuality | None = None,
        size: PictureSize | None = None,
        compression: Compression | None = None,
        white_balance: WhiteBalance | None = None,
        kelvin: Kelvin | None = None,
        drive: DriveMode | None = None,
        focus_mode: FocusMode | None = None,
        target: CaptureTarget | None = None,
        nearest: bool | None = None,
        camera: CameraRef | None = None,
    ) -> SetCaptureSettingsResult:
        """Change how pictures are taken, all or none.

        The same words on every make. What is not named stays as it is where the body can have both. If one is refused, those already set go back.
        """
        params = {
            "quality": quality,
            "size": size,
            "compression": compression,
            "white_balance": white_balance,
            "kelvin": kelvin,
            "drive": drive,
            "focus_mode": focus_mode,
            "target": target,
            "nearest": nearest,
            "camera": camera,
        }
        return cast("SetCaptureSettingsResult", await self.call("set_capture_settings", params))

    async def set_config(
        self,
        name: ConfigName,
        value: ConfigValue,
        *,
        camera: CameraRef | None = None,
    ) -> SetConfigResult:
        """Change a setting, and return it as the camera has it afterwards."""
        params = {"name": name, "value": value, "camera": camera}
        return cast("SetConfigResult", await self.call("set_config", params))

    async def set_configs(self, values: dict[str, ConfigValue], *, camera: CameraRef | None = None) -> SetConfigsResult:
        """Change several settings, all or none.

        If one is refused, those already set go back, and the error's `config` names the culprit.
        """
        params = {"values": values, "camera": camera}
        return cast("SetConfigsResult", await self.call("set_configs", params))

    async def set_exposure(
        self,
        *,
        shutter_s: ShutterTime | None = None,
        aperture: FNumber | None = None,
        iso: IsoSpeed | None = None,
        exposure_compensation: ExposureCompensation | None = None,
        mode: ExposureMode | None = None,
        nearest: bool | None = None,
        camera: CameraRef | None = None,
    ) -> SetExposureResult:
        """Change parts of the exposure, all or none.

        The same on every make. The mode is set first, since what else can be changed depends on it. If one is refused, those already set go back.
        """
        params = {
            "shutter_s": shutter_s,
            "aperture": aperture,
            "iso": iso,
            "exposure_compensation": exposure_compensation,
            "mode": mode,
            "nearest": nearest,
            "camera": camera,
        }
        return cast("SetExposureResult", await self.call("set_exposure", params))

    async def start_bulb(self, *, max_s: float | None = None, camera: CameraRef | None = None) -> StartBulbResult:
        """Open the shutter for a bulb exposure, and return at once.

        `stop_bulb` closes it, of any client. Until then other requests for this camera are refused with `camera_busy`; events go on.
        """
        params = {"max_s": max_s, "camera": camera}
        return cast("StartBulbResult", await self.call("start_bulb", params))

    async def start_preview(
        self,
        *,
        max_fps: MaxFps | None = None,
        binary: bool | None = None,
        camera: CameraRef | None = None,
    ) -> StartPreviewResult:
        """Have this connection sent live view frames.

        They come as `preview_frame` until `stop_preview` or the end of the connection. Called again, it changes the options. It answers when the first frame has been read, which takes as long as the mirror does, or at once while a picture is being taken. Over HTTP POST there is nobody to send them to: use `get_preview_url` there.
        """
        params = {"max_fps": max_fps, "binary": binary, "camera": camera}
        return cast("StartPreviewResult", await self.call("start_preview", params))

    async def start_sequence(
        self,
        *,
        frames: Frames | None = None,
        interval_s: float | None = None,
        bulb_s: BulbSeconds | None = None,
        focus_steps: FocusSteps | None = None,
        steps: list[SequenceStep] | None = None,
        bracket: bool | None = None,
        resume: bool | None = None,
        name: str | None = None,
        camera: CameraRef | None = None,
    ) -> StartSequenceResult:
        """Take pictures at a fixed interval, or as fast as the camera goes.

        It runs in the service until it is done, whoever goes away; `sequence_progress` tells of each frame, `sequence_ended` of the end. Frame n is due at `started_at` plus n times `interval_s`, whatever the frames before it took; one that cannot begin before the next is due is missed, and nothing shifts. Settings that it changes are put back in the end. A camera has one sequence at a time; other captures of it wait their turn between the frames.
        """
        params = {
            "frames": frames,
            "interval_s": interval_s,
            "bulb_s": bulb_s,
            "focus_steps": focus_steps,
            "steps": steps,
            "bracket": bracket,
            "resume": resume,
            "name": name,
            "camera": camera,
        }
        return cast("StartSequenceResult", await self.call("start_sequence", params))

    async def start_tethering(
        self,
        *,
        name_template: NameTemplate | None = None,
        delete_after: bool | None = None,
        camera: CameraRef | None = None,
    ) -> StartTetheringResult:
        """Save a camera's new pictures on the server, from now on.

        Below the server's `--save-dir` only. What is on the camera already is not saved; it is known what that is when the answer comes. It goes on after a restart of the server, until `stop_tethering`. With `--save-dir`, each camera is tethered from the start: then this sets other options, and those that are left out become the server's again.
        """
        params = {"name_template": name_template, "delete_after": delete_after, "camera": camera}
        return cast("StartTetheringResult", await self.call("start_tethering", params))

    async def stop_bulb(self, *, camera: CameraRef | None = None) -> StopBulbResult:
        """Close the shutter of a bulb exposure, and wait until all files are on the camera.

        It ends that of `start_bulb`, and that of `capture_image` with `bulb_s`, whose client gets the picture as well; whichever connection began it.
        """
        params = {"camera": camera}
        return cast("StopBulbResult", await self.call("stop_bulb", params))

    async def stop_preview(self, *, camera: CameraRef | None = None) -> StopPreviewResult:
        """Have this connection sent no more live view frames.

        When nobody else watches, the mirror comes down.
        """
        params = {"camera": camera}
        return cast("StopPreviewResult", await self.call("stop_preview", params))

    async def stop_sequence(self, sequence_id: SequenceId) -> StopSequenceResult:
        """End a sequence after the picture in work.

        It answers when the sequence has ended, or after two seconds, while it is still `stopping`; `sequence_ended` tells of the end. A camera that is away is waited for, for a minute, to put settings back; another call ends that wait. A sequence that is over stays as it is.
        """
        params = {"sequence_id": sequence_id}
        return cast("StopSequenceResult", await self.call("stop_sequence", params))

    async def stop_tethering(self, *, camera: CameraRef | None = None) -> StopTetheringResult:
        """Save a camera's new pictures no more.

        A file that is being saved is finished; those that wait are saved after the next `start_tethering`. It holds after a restart of the server too. Pictures taken from now on count as old when tethering begins again.
        """
        params = {"camera": camera}
        return cast("StopTetheringResult", await self.call("stop_tethering", params))

    async def subscribe(self, events: list[NotificationName]) -> SubscribeResult:
        """Have this connection told of events.

        Over HTTP POST there is nobody to tell: use `get_events` there. `progress` tells how far this connection's own requests are.
        """
        params = {"events": events}
        return cast("SubscribeResult", await self.call("subscribe", params))

    async def trigger_capture(self, *, camera: CameraRef | None = None) -> TriggerCaptureResult:
        """Release the shutter, and return at once.

        The files are told by `file_added` when the camera has written them.
        """
        params = {"camera": camera}
        return cast("TriggerCaptureResult", await self.call("trigger_capture", params))

    async def unsubscribe(self, events: list[NotificationName]) -> UnsubscribeResult:
        """Have this connection told of events no more."""
        params = {"events": events}
        return cast("UnsubscribeResult", await self.call("unsubscribe", params))

    async def upload_file(
        self,
        folder: FolderPath,
        filename: str,
        data_base64: str,
        *,
        camera: CameraRef | None = None,
    ) -> UploadFileResult:
        """Put a file into a folder of the camera.

        An existing file is never overwritten. Larger files are sent with HTTP's `PUT`, see `get_upload_url`. `file_added` tells of the file with the origin `upload`.
        """
        params = {"folder": folder, "filename": filename, "data_base64": data_base64, "camera": camera}
        return cast("UploadFileResult", await self.call("upload_file", params))
