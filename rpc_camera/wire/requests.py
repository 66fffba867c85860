"""Every request that a worker answers, with the type of its reply."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import CommonSetting, File, FileInfo, Widget
from rpc_camera.errors import JsonValue
from rpc_camera.wire.message import WorkerRequest, message

if TYPE_CHECKING:
    from collections.abc import Mapping

# At the first look into a folder libgphoto2 asks for each file in it; killed meanwhile, it would begin anew. A driver
# that cannot read parts of a file copies the whole file first.
FILES_DEADLINE_S: Final = 600.0

# ---- the body and its settings


@message
class GetDetails(WorkerRequest[dict[str, JsonValue]]):
    """What `CameraDetails` has beyond `Camera`, without what the body does not say."""


@message
class UseId(WorkerRequest[None]):
    """Keep pictures from internal memory under this id from now on: another body has the one that was reported."""

    camera_id: str


@message
class ListConfig(WorkerRequest[list[Widget]]):
    """Every setting, or those of one section."""

    section: str | None = None


@message
class GetConfig(WorkerRequest[Widget]):
    """One setting."""

    name: str


@message
class SetConfig(WorkerRequest[Widget], repeatable=False):
    """Set one setting; the reply has it as it is then."""

    name: str
    value: JsonValue


@message
class SetConfigs(WorkerRequest[list[Widget]], repeatable=False):
    """Set several settings or none; unless `check_first`, each is judged by what the body takes when it is its turn."""

    values: Mapping[str, JsonValue]
    check_first: bool = True


class SettingGroup(StrEnum):
    """The common settings that are read and set together."""

    EXPOSURE = "exposure"
    CAPTURE = "capture"


@dataclass(frozen=True)
class ChosenSettings:
    """The common settings of a group after some were `chosen`, whose values are in it, and what was set for that."""

    settings: dict[str, CommonSetting]
    chosen: dict[str, float | int | str | None]
    widgets: list[Widget]


@message
class GetCommonSettings(WorkerRequest[dict[str, CommonSetting]]):
    """The settings of a group that the body has, in the words and units of all makes."""

    group: str


@message
class SetCommonSettings(WorkerRequest[ChosenSettings], repeatable=False):
    """Set several of a group, or none; `take_nearest`: a number stands for the nearest that the body has."""

    group: str
    values: Mapping[str, float | int | str]
    take_nearest: bool = False


@message
class FindConfigs(WorkerRequest[dict[str, JsonValue]], repeatable=False):
    """The settings of gphoto2, with their values, that `SetCommonSettings` would set now.

    For those of another mode, the body is turned to it, and back.
    """

    group: str
    values: Mapping[str, float | int | str]
    take_nearest: bool = False


# ---- pictures


@dataclass(frozen=True)
class Captured:
    """The files of a picture.

    `released_at` is when the driver was asked to release, in seconds of CLOCK_MONOTONIC, which all processes of a
    machine share. `exposure_s` is how long a bulb exposure took.
    """

    files: list[File]
    released_at: float
    exposure_s: float | None = None


@message
class Arm(WorkerRequest[None]):
    """Prove the link, read the events of earlier pictures, and see that there is room for one more.

    `releases`: a `Capture` follows; what it would refuse before it releases is refused already.
    """

    releases: bool = False


@message
class Capture(WorkerRequest[Captured], repeatable=False, releases_shutter=True):
    """Take a picture and wait for its files.

    `at` is when to release, in seconds of CLOCK_MONOTONIC, if not at once. `armed`: an `Arm` came right before.
    """

    timeout_s: float
    at: float | None = None
    armed: bool = False


@message
class Trigger(WorkerRequest[None], repeatable=False, releases_shutter=True):
    """Release the shutter only."""


@message
class OpenBulb(WorkerRequest[dict[str, str]], repeatable=False, releases_shutter=True):
    """Open the shutter, which the worker closes by itself after `max_s`.

    The reply has the settings that were turned for it, with their values from before.
    """

    max_s: float
    at: float | None = None
    armed: bool = False


@message
class FinishBulb(WorkerRequest[Captured], repeatable=False):
    """Close the shutter if it is open, wait for the files, and put back what was turned."""

    timeout_s: float


@message
class CloseShutter(WorkerRequest[None]):
    """Give the command that closes a shutter which an earlier worker has opened."""


# ---- live view and focus


@dataclass(frozen=True)
class Jpeg:
    """One frame of live view."""

    data: bytes


@message
class PreviewFrame(WorkerRequest[Jpeg]):
    """The next frame of live view, which is turned on for it."""


@message
class StopPreview(WorkerRequest[None]):
    """Turn live view off."""


@message
class CanEndLiveView(WorkerRequest[bool]):
    """Whether the body leaves live view when it is told to; one that does not is in it for as long as it is on."""


@message
class SwayFocus(WorkerRequest[None], repeatable=False):
    """Move the focus and put it back, for a person to see and hear it."""


@message
class DriveFocus(WorkerRequest[None], repeatable=False):
    """Move the focus by steps, farther or, if negative, nearer."""

    steps: int


@message
class Autofocus(WorkerRequest[bool | None], repeatable=False):
    """Focus once; true where it is known to have succeeded."""


# ---- files


@dataclass(frozen=True)
class Folder:
    """The paths of the folders, and of the files, directly within a folder."""

    folders: list[str]
    files: list[str]


@dataclass(frozen=True)
class Chunk:
    """A part of a file, and how long the camera took for it; without the bytes where they went into `into`."""

    length: int
    read_s: float
    data: bytes | bytearray


@dataclass(frozen=True)
class ThumbnailImage:
    """The small picture that the camera keeps of a file."""

    mime_type: str
    data: bytes


class Leftover(StrEnum):
    """What an upload that broke off has left on the camera, and what became of it."""

    NOTHING = "nothing"
    DELETED = "deleted"
    KEPT = "kept"


@message
class ListFolder(WorkerRequest[Folder], deadline_s=FILES_DEADLINE_S):
    """What is directly within a folder; `fresh`: in a new session of the driver, which has not listed it before."""

    folder: str
    fresh: bool = False


@message
class GetFileInfos(WorkerRequest[list[FileInfo]], deadline_s=FILES_DEADLINE_S):
    """What is known of several files; one that has gone, or of which nothing is known, is left out."""

    paths: list[str]


@dataclass(frozen=True)
class FileMarks:
    """The size and the time (RFC 3339) of the first files that were asked for, of one at least.

    They are those that could be asked for in a short time. None: the camera does not say.
    """

    sizes_bytes: list[int | None]
    modified_at: list[str | None]


@message
class IdentifyFiles(WorkerRequest[FileMarks], deadline_s=FILES_DEADLINE_S):
    """What distinguishes files from others of the same paths, as far as that can be had without reading them."""

    paths: list[str]


@message
class GetFileInfo(WorkerRequest[FileInfo], deadline_s=FILES_DEADLINE_S):
    """What is known of one file."""

    path: str


@message
class ReadChunk(WorkerRequest[Chunk], deadline_s=FILES_DEADLINE_S):
    """Up to `length` bytes from `offset`, read from the camera by pieces of at most `piece_bytes`.

    A chunk ends with the first piece after which another request has come (see `GiveWay`), or that has made it long. It
    ends within a piece only at the file's end.

    The worker writes them at `offset` of the open file called `into` (/proc/PID/fd/N), if it can open that.
    """

    path: str
    offset: int
    length: int
    into: str | None = None
    piece_bytes: int = 3 << 19


@message
class GiveWay(WorkerRequest[None]):
    """Nothing. It is sent while a chunk is read, for whoever waits for the worker: any request ends that."""


@message
class GetThumbnail(WorkerRequest[ThumbnailImage], deadline_s=FILES_DEADLINE_S):
    """The small picture that the camera keeps of a file."""

    path: str


@message
class DeleteFile(WorkerRequest[None], repeatable=False, deadline_s=FILES_DEADLINE_S):
    """Delete a file for good."""

    path: str


@message
class CheckUpload(WorkerRequest[str], deadline_s=FILES_DEADLINE_S):
    """Whether a new file can be written; the reply is the one spelling of its path. `size_bytes`: None if unknown."""

    path: str
    size_bytes: int | None = None


@message
class UploadFile(WorkerRequest[File], repeatable=False, deadline_s=FILES_DEADLINE_S):
    """Write the file that the server has open as `source` (/proc/PID/fd/N) to `path`."""

    path: str
    source: str


@message
class RemoveLeftover(WorkerRequest[Leftover], deadline_s=FILES_DEADLINE_S):
    """Delete what an upload of `source` that broke off has left at `path`."""

    path: str
    source: str
