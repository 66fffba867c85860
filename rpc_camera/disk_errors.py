"""What clients learn when the server's own disk fails, in whatever process it fails."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    import sqlite3

    from rpc_camera.errors import JsonValue

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class MissingDiskError(OSError):
    """The save directory is not the one that the ledgers are about; `strerror` and `remedy` are sentences."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(errno.ENODEV, reason)
        self.remedy = remedy


def is_of_own_disk(error: ServiceError) -> bool:
    """Return whether it can be a failure of the server's own disk."""
    return error.name in {ErrorName.STORAGE_FULL, ErrorName.DISK_ERROR}


def disk_trouble(error: OSError | sqlite3.Error) -> str:
    """Return what went wrong, in the words of the system."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def disk_error(error: OSError | sqlite3.Error, camera: str | None = None) -> ServiceError:
    """Return the error for a failure of the server's own disk: STORAGE_FULL, or DISK_ERROR for all but a lack of room.

    `camera` is the id of the camera whose files are concerned; a worker leaves that to the server.
    """
    reason = disk_trouble(error)
    if (isinstance(error, OSError) and error.errno in _FULL) or "full" in reason:
        return no_room(f"The server's disk has no room: {reason}.", camera)
    remedy = "Check that the save directory's disk is there, writable and sound; the camera keeps the picture."
    if isinstance(error, MissingDiskError):
        remedy = error.remedy
    return ServiceError(
        ErrorName.DISK_ERROR, f"The server could not use its own disk: {reason}.", camera, remedy=remedy
    )


def no_room(reason: str, camera: str | None, needed_bytes: int | None = None) -> ServiceError:
    """Return the error for a full disk; `needed_bytes` is the size of the file for which there is no room."""
    remedy = "Free space on the server's disk; the camera keeps its pictures, and they are saved when there is room."
    details: dict[str, JsonValue] = {} if needed_bytes is None else {"size_bytes": needed_bytes}
    return ServiceError(ErrorName.STORAGE_FULL, reason, camera, remedy=remedy, details=details)
