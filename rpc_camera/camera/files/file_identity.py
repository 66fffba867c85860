"""What distinguishes a picture from another that has had the same name on the camera."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rpc_camera.contract.types import FileInfo

_LARGEST_BYTES: Final = (1 << 63) - 1  # that SQLite can keep; a body that claims more does not know it


@dataclass(frozen=True)
class FileIdentity:
    """A file as it was listed; None: unknown.

    Another size under the same path is another picture. Another stamp is, unless the content is the same: some bodies
    report a wrong time at first (libgphoto2's issue #488).
    """

    path: str
    size_bytes: int | None
    stamp: str | None

    @classmethod
    def of(cls, info: FileInfo) -> FileIdentity:
        """Return the identity that a `FileInfo` describes."""
        return cls.seen(info["path"], info["size_bytes"], info.get("modified_at"))

    @classmethod
    def seen(cls, path: str, size_bytes: int | None, modified_at: str | None) -> FileIdentity:
        """Return the identity of a file of this size and time (RFC 3339); without a size, its time says nothing."""
        if size_bytes is None or size_bytes > _LARGEST_BYTES:
            return cls(path, None, None)
        return cls(path, size_bytes, stamp_of(path, modified_at))


def stamp_of(path: str, modified_at: object) -> str | None:
    """Return a file's time as the camera's clock shows it.

    Cameras report no time zone; libgphoto2 reads their time as the server's. Undone here, so that a server whose zone
    is changed does not mistake each picture for another one. Pictures from internal memory have the server's time.
    """
    if not modified_at:
        return None
    if is_from_memory(path):
        return datetime.fromisoformat(str(modified_at)).isoformat()
    return camera_time(str(modified_at))


def camera_time(moment: str) -> str:
    """Return what the camera's clock showed where libgphoto2 has this (RFC 3339), in the form of a stamp."""
    return datetime.fromisoformat(moment).astimezone().replace(tzinfo=None).isoformat()


def clock_of(stamp: str | None) -> datetime:
    """Return the time in a stamp, on the clock of camera or server; now where there is none."""
    if stamp is None:
        return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - a clock on the wall
    moment = datetime.fromisoformat(stamp)
    return moment.astimezone().replace(tzinfo=None) if moment.tzinfo else moment


def is_from_memory(path: str) -> bool:
    """Return whether this picture came from internal memory: only those lie in the root folder."""
    return path.rpartition("/")[0] == ""
