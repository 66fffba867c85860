"""One thread for one camera's disk work: a slow disk holds neither the event loop nor another camera's pictures."""

from __future__ import annotations

import asyncio
import errno
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.folder_mark import MissingDiskError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from rpc_camera.errors import JsonValue

P = ParamSpec("P")
T = TypeVar("T")
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_OF_ONE_FOLDER: Final = frozenset(
    {errno.ELOOP, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.EISDIR}
)


class DiskThread:
    """Runs functions one after the other, in a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "saving")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` and return its result; a caller that is cancelled waits for its end, since it uses open files."""
        running = asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*args, **kwargs))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait({running})
            raise

    def close(self) -> None:
        """End the thread, once what runs in it is done."""
        self._thread.shutdown(wait=False)


def disk_error(error: OSError | sqlite3.Error, camera: str) -> ServiceError:
    """Return the error for a failure of the server's own disk."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if (isinstance(error, OSError) and error.errno in _FULL) or "full" in reason:
        return no_room(f"The server's disk has no room: {reason}.", camera)
    remedy = "Check that the save directory's disk is there, writable and sound; the camera keeps the picture."
    if isinstance(error, MissingDiskError):
        remedy = error.remedy
    return ServiceError(
        ErrorName.DISK_ERROR, f"The server could not use its own disk: {reason}.", camera, remedy=remedy
    )


def concerns_one_folder(error: OSError | sqlite3.Error) -> bool:
    """Return whether a file elsewhere on the disk could still be saved."""
    return isinstance(error, OSError) and error.errno in _OF_ONE_FOLDER


def no_room(reason: str, camera: str, needed_bytes: int | None = None) -> ServiceError:
    """Return the error for a full disk; `needed_bytes` is the size of the file for which there is no room."""
    remedy = "Free space on the server's disk; the camera keeps its pictures, and they are saved when there is room."
    details: dict[str, JsonValue] = {} if needed_bytes is None else {"size_bytes": needed_bytes}
    return ServiceError(ErrorName.STORAGE_FULL, reason, camera, remedy=remedy, details=details)
