"""What a worker reports without having been asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rpc_camera.contract.types import FileOrigin
from rpc_camera.wire.message import WorkerEvent, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue


@message
class CameraOpened(WorkerEvent):
    """The camera is open, and this is what it says of itself; None: nothing."""

    id: str
    manufacturer: str | None
    model: str | None
    serial_number: str | None
    firmware: str | None
    driver_model: str
    abilities: list[str]


@message
class Failed(WorkerEvent):
    """The camera could not be opened, or its link is lost: the worker ends. `error` is as `pack_error` makes it."""

    error: Mapping[str, Any]


@message
class Alive(WorkerEvent):
    """Nothing has happened for some seconds."""


@message
class Exposing(WorkerEvent):
    """The shutter of a capture is about to be released; `exposure_s` is its time, where the body says one."""

    exposure_s: float | None


@message
class ShutterOpening(WorkerEvent):
    """The shutter is about to be opened, and held open. `before` has the settings that this turns, as they are."""

    before: Mapping[str, str]


@message
class Releasing(WorkerEvent):
    """From now on the shutter may be released; after `Released`, that it was is in doubt, since no picture is coming.

    Comes before a release at an instant, and not after that: nothing should be between the instant and the release.
    """


@message
class Released(WorkerEvent):
    """The driver has come back from the release: at once on some bodies, on others when the exposure is over.

    `released_at` is when it was asked for that, in seconds of CLOCK_MONOTONIC.
    """

    released_at: float


@message
class Uploading(WorkerEvent):
    """A file is being written to `path` from now on, read from the worker's own `descriptor`."""

    path: str
    descriptor: int


@message
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


@message
class SettingChanged(WorkerEvent):
    """A setting has another value."""

    name: str
    value: JsonValue


@message
class CardChanged(WorkerEvent):
    """A card was put in or taken out."""


@message
class PicturesWait(WorkerEvent):
    """Pictures wait for room on the server's disk, by `reason`, in a sentence; None: no more."""

    reason: str | None


@message
class SessionRenewed(WorkerEvent):
    """The driver has opened the camera anew: what the camera reported in between is lost."""
