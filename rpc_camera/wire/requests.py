"""Every request that a worker answers, with the type of its reply."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import File, FileInfo, Widget
from rpc_camera.errors import JsonValue
from rpc_camera.wire.message import WorkerRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

# At the first look into a folder libgphoto2 asks for each file in it; killed meanwhile, it would begin anew.
FILES_DEADLINE_S: Final = 600.0

# ---- the body and its settings


@dataclass(frozen=True)
class GetDetails(WorkerRequest[dict[str, JsonValue]]):
    """What `CameraDetails` has beyond `Camera`, without what the body does not say."""


@dataclass(frozen=True)
class UseId(WorkerRequest[None]):
    """Keep pictures from internal memory under this id from now on: another body has the one that was reported."""

    camera_id: str


@dataclass(frozen=True)
class ListConfig(WorkerRequest[list[Widget]]):
    """Every setting, or those of one section."""

    section: str | None = None


@dataclass(frozen=True)
class GetConfig(WorkerRequest[Widget]):
    """One setting."""

    name: str


@dataclass(frozen=True)
class SetConfig(WorkerRequest[Widget]):
    """Set one setting; the reply has it as it is then."""

    repeatable = False
    name: str
    value: JsonValue


@dataclass(frozen=True)
class SetConfigs(WorkerRequest[list[Widget]]):
    """Set several settings or none."""

    repeatable = False
    values: Mapping[str, JsonValue]


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


@dataclass(frozen=True)
class Arm(WorkerRequest[None]):
    """Prove the link, read the events of earlier pictures, and see that there is room for one more."""


@dataclass(frozen=True)
class Capture(WorkerRequest[Captured]):
    """Take a picture and wait for its files.

    `at` is when to release, in seconds of CLOCK_MONOTONIC, if not at once. `armed`: an `Arm` came right before.
    """

    repeatable = False
    releases_shutter = True
    timeout_s: float
    at: float | None = None
    armed: bool = False


@dataclass(frozen=True)
class Trigger(WorkerRequest[None]):
    """Release the shutter only."""

    repeatable = False
    releases_shutter = True


@dataclass(frozen=True)
class OpenBulb(WorkerRequest[dict[str, str]]):
    """Open the shutter, which the worker closes by itself after `max_s`.

    The reply has the settings that were turned for it, with their values from before.
    """

    repeatable = False
    releases_shutter = True
    max_s: float
    at: float | None = None
    armed: bool = False


@dataclass(frozen=True)
class FinishBulb(WorkerRequest[Captured]):
    """Close the shutter if it is open, wait for the files, and put back what was turned."""

    repeatable = False
    timeout_s: float


@dataclass(frozen=True)
class CloseShutter(WorkerRequest[None]):
    """Give the command that closes a shutter which an earlier worker has opened."""


# ---- live view and focus


@dataclass(frozen=True)
class Jpeg:
    """One frame of live view."""

    data: bytes


@dataclass(frozen=True)
class PreviewFrame(WorkerRequest[Jpeg]):
    """The next frame of live view, which is turned on for it."""


@dataclass(frozen=True)
class StopPreview(WorkerRequest[None]):
    """Turn live view off."""


@dataclass(frozen=True)
class DriveFocus(WorkerRequest[None]):
    """Move the focus by steps, farther or, if negative, nearer."""

    repeatable = False
    steps: int


@dataclass(frozen=True)
class Autofocus(WorkerRequest[bool | None]):
    """Focus once; true where it is known to have succeeded."""

    repeatable = False


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


@dataclass(frozen=True)
class ListFolder(WorkerRequest[Folder]):
    """What is directly within a folder; `fresh`: in a new session of the driver, which has not listed it before."""

    deadline_s = FILES_DEADLINE_S
    folder: str
    fresh: bool = False


@dataclass(frozen=True)
class GetFileInfos(WorkerRequest[list[FileInfo]]):
    """What is known of several files; one that has gone, or of which nothing is known, is left out."""

    deadline_s = FILES_DEADLINE_S
    paths: list[str]


@dataclass(frozen=True)
class FileMarks:
    """The size and the time (RFC 3339) of each of several files; None: the camera does not say."""

    sizes_bytes: list[int | None]
    modified_at: list[str | None]


@dataclass(frozen=True)
class IdentifyFiles(WorkerRequest[FileMarks]):
    """What distinguishes files from others of the same paths, as far as that can be had without reading them."""

    deadline_s = FILES_DEADLINE_S
    paths: list[str]


@dataclass(frozen=True)
class GetFileInfo(WorkerRequest[FileInfo]):
    """What is known of one file."""

    deadline_s = FILES_DEADLINE_S
    path: str


@dataclass(frozen=True)
class ReadChunk(WorkerRequest[Chunk]):
    """Up to `length` bytes from `offset`; fewer only at the file's end.

    The worker writes them at `offset` of the open file called `into` (/proc/PID/fd/N), if it can open that.
    """

    deadline_s = FILES_DEADLINE_S  # a driver that cannot read parts copies the whole file first
    path: str
    offset: int
    length: int
    into: str | None = None


@dataclass(frozen=True)
class GetThumbnail(WorkerRequest[ThumbnailImage]):
    """The small picture that the camera keeps of a file."""

    deadline_s = FILES_DEADLINE_S
    path: str


@dataclass(frozen=True)
class DeleteFile(WorkerRequest[None]):
    """Delete a file for good."""

    repeatable = False
    deadline_s = FILES_DEADLINE_S
    path: str


@dataclass(frozen=True)
class CheckUpload(WorkerRequest[str]):
    """Whether a new file can be written; the reply is the one spelling of its path. `size_bytes`: None if unknown."""

    deadline_s = FILES_DEADLINE_S
    path: str
    size_bytes: int | None = None


@dataclass(frozen=True)
class UploadFile(WorkerRequest[File]):
    """Write the file that the server has open as `source` (/proc/PID/fd/N) to `path`."""

    repeatable = False
    deadline_s = FILES_DEADLINE_S
    path: str
    source: str


@dataclass(frozen=True)
class RemoveLeftover(WorkerRequest[Leftover]):
    """Delete what an upload of `source` that broke off has left at `path`."""

    deadline_s = FILES_DEADLINE_S
    path: str
    source: str
