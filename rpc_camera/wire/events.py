"""What a worker reports without having been asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rpc_camera.contract.types import FileOrigin
from rpc_camera.wire.message import WorkerEvent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue


@dataclass(frozen=True)
class CameraOpened(WorkerEvent):
    """The camera is open, and this is what it says of itself; None: nothing."""

    id: str
    manufacturer: str | None
    model: str | None
    serial_number: str | None
    firmware: str | None
    driver_model: str
    abilities: list[str]


@dataclass(frozen=True)
class Failed(WorkerEvent):
    """The camera could not be opened, or its link is lost: the worker ends. `error` is as `pack_error` makes it."""

    error: Mapping[str, Any]


@dataclass(frozen=True)
class Alive(WorkerEvent):
    """Nothing has happened for some seconds."""


@dataclass(frozen=True)
class Exposing(WorkerEvent):
    """The shutter of a capture is about to be released; `exposure_s` is its time, where the body says one."""

    exposure_s: float | None


@dataclass(frozen=True)
class ShutterOpening(WorkerEvent):
    """The shutter is about to be opened, and held open. `before` has the settings that this turns, as they are."""

    before: Mapping[str, str]


@dataclass(frozen=True)
class Released(WorkerEvent):
    """The driver has come back from the release: at once on some bodies, on others when the exposure is over."""


@dataclass(frozen=True)
class Uploading(WorkerEvent):
    """A file is being written to `path` from now on, read from the worker's own `descriptor`."""

    path: str
    descriptor: int


@dataclass(frozen=True)
class FileArrived(WorkerEvent):
    """The camera has a new file, or says so; with its size and time as the camera has them now, None: it does not say.

    `modified_at` is in RFC 3339.
    """

    path: str
    origin: FileOrigin
    size_bytes: int | None = None
    modified_at: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "origin", FileOrigin(self.origin))  # a plain string, as it comes from JSON


@dataclass(frozen=True)
class SettingChanged(WorkerEvent):
    """A setting has another value."""

    name: str
    value: JsonValue


@dataclass(frozen=True)
class CardChanged(WorkerEvent):
    """A card was put in or taken out."""


@dataclass(frozen=True)
class PicturesWait(WorkerEvent):
    """Pictures wait for room on the server's disk, by `reason`, in a sentence; None: no more."""

    reason: str | None


@dataclass(frozen=True)
class SessionRenewed(WorkerEvent):
    """The driver has opened the camera anew: what the camera reported in between is lost."""
