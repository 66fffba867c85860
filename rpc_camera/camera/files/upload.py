"""Storing a new file on a camera: kept on the server's disk until it is whole, then written in one turn.

A camera takes a file in one PTP transaction, so others wait meanwhile; nobody waits for a slow client.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import time
from typing import TYPE_CHECKING, Any, Final, Self

from rpc_camera.camera.files.files import SCAN_DEADLINE_S
from rpc_camera.camera.files.reading import unnamed_file
from rpc_camera.camera.files.storing import watching
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import Stop, current_work

if TYPE_CHECKING:
    from collections.abc import Collection

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.line.turns import Turn
    from rpc_camera.work import Work

_SPARED_BYTES: Final = 64 << 20  # what an upload leaves free on the server's disk, for pictures
_SLOWEST_BYTES_PER_S: Final = 200_000  # a camera on a bad wireless link
_PATIENCE_S: Final = 10.0
_LOOK_AGAIN_S: Final = 0.5
_BROKEN_OFF: Final = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
_log = logging.getLogger(__name__)


class Incoming:
    """A file that a client sends, in an unnamed file on the server's disk. `close` it, or hand it to `store`."""

    def __init__(self, camera: Camera, limit_bytes: int, algorithms: Collection[str] = ()) -> None:
        """Take at most `limit_bytes`, and compute the digests of `algorithms` (hashlib's names) on the way."""
        self._camera = camera.id
        self._limit_bytes = limit_bytes
        self._digests = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
        self._file = unnamed_file(camera.uploads_folder)
        self.size_bytes = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    @property
    def source(self) -> str:
        """The name by which a worker opens it."""
        return f"/proc/{os.getpid()}/fd/{self._file.fileno()}"

    def check_room(self, size_bytes: int) -> None:
        """Raise ServiceError STORAGE_FULL where the server's disk has no room for so many bytes."""
        disk = os.fstatvfs(self._file.fileno())
        if disk.f_bavail * disk.f_frsize < size_bytes + _SPARED_BYTES:
            raise _server_full(self._camera, "it has no room left")

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Take what comes next. ServiceError TOO_LARGE or STORAGE_FULL: it is more than may come, or than fits."""
        check_size(self.size_bytes + len(data), self._limit_bytes)
        self.check_room(len(data))
        left = memoryview(data)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise _server_full(self._camera, str(error.strerror)) from error
        for digest in self._digests.values():
            digest.update(data)
        self.size_bytes += len(data)

    def digest(self, algorithm: str) -> bytes:
        """Return the digest of what has come so far."""
        return self._digests[algorithm].digest()

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()


def check_size(size_bytes: int, limit_bytes: int, *, by_put: bool = True) -> None:
    """Raise ServiceError TOO_LARGE for a file of more than `limit_bytes`."""
    put = "Copy larger files to the card with a card reader."
    json = "Larger files can be sent with PUT, up to `put_bytes` in get_server_info."
    if size_bytes > limit_bytes:
        raise ServiceError(
            ErrorName.TOO_LARGE,
            f"The file has {size_bytes} bytes or more; at most {limit_bytes} can be uploaded so.",
            remedy=put if by_put else json,
            details={"size_bytes": size_bytes, "limit_bytes": limit_bytes},
        )


async def check(camera: Camera, path: str, size_bytes: int | None = None) -> str:
    """Return the one spelling of `path`. ServiceError: it cannot be stored, so that nobody sends it in vain."""
    return str(await camera.ask("check_store", {"path": path, "size_bytes": size_bytes}, SCAN_DEADLINE_S))


async def store(camera: Camera, path: str, incoming: Incoming) -> dict[str, JsonValue]:
    """Write `incoming` to the camera as `path`, which `check` has returned, close it, and return the `File`.

    ServiceError: it exists, or the camera did not take it; then nothing of it is there, or the message says so.
    """
    work = current_work()
    try:
        turn = camera.reserve()
    except ServiceError:
        incoming.close()
        raise
    task = camera.keep(_store(camera, path, incoming, turn, work), turn)
    work.includes(task)
    try:
        return await asyncio.shield(task)
    except ServiceError as error:
        if camera.storing and camera.storing.path == path and error.name in _BROKEN_OFF:
            with work.stopping(Stop.CANNOT):
                error.message += f" {await _tidied(camera, path, incoming)}"
        raise
    finally:
        # Whoever asked may have gone: until the worker is done, its number must not become another file's.
        if task.done():
            incoming.close()
        else:
            task.add_done_callback(lambda _done: incoming.close())


async def _store(camera: Camera, path: str, incoming: Incoming, turn: Turn, work: Work) -> dict[str, JsonValue]:
    size_bytes = incoming.size_bytes

    def started() -> None:
        camera.storing = None
        work.stop = Stop.CANNOT
        work.progress("writing", 0, size_bytes, "bytes")

    args: dict[str, JsonValue] = {"path": path, "source": incoming.source}
    deadline_s = SCAN_DEADLINE_S + size_bytes / _SLOWEST_BYTES_PER_S

    def sent(sent_bytes: int) -> None:
        work.progress("writing", min(sent_bytes, size_bytes), size_bytes, "bytes")

    with work.stopping(work.stop):
        async with watching(lambda: camera.storing, sent):
            told: Any = await camera.fetch("store_file", args, deadline_s, repeatable=False, turn=turn, started=started)
        work.progress("writing", size_bytes, size_bytes, "bytes")
    file: dict[str, JsonValue] = told[0]
    return file


async def _tidied(camera: Camera, path: str, incoming: Incoming) -> str:
    """Delete what a write that broke off has left on the camera, and say in a sentence what became of it."""
    found = await _drop_part(camera, path, incoming)
    if found in {"nothing", "deleted"}:
        camera.present().catch_up.not_stored(path)
    match found:
        case "nothing":
            return f"Nothing of {path} is on it."
        case "deleted":
            return f"What it had kept of {path} was deleted."
        case "kept":
            return f"It has another file at {path} now, which was left alone: look at it."
        case _:
            return f"Whether it has kept a part of {path} could not be seen: look at it when the camera is back."


async def _drop_part(camera: Camera, path: str, incoming: Incoming) -> JsonValue:
    """Return what the worker found at `path`; None where the camera has not come back in time."""
    give_up_at = time.monotonic() + _PATIENCE_S
    while True:
        try:
            args: dict[str, JsonValue] = {"path": path, "source": incoming.source}
            return await camera.present().ask("drop_part", args, SCAN_DEADLINE_S)
        except ServiceError as error:
            if error.name not in _BROKEN_OFF or time.monotonic() > give_up_at:
                _log.warning("%s: %s may be there in part: %s", camera.id, path, error.message)
                return None
        await asyncio.sleep(_LOOK_AGAIN_S)


def _server_full(camera: str, reason: str) -> ServiceError:
    return ServiceError(
        ErrorName.STORAGE_FULL,
        f"The server's disk does not take the file: {reason}.",
        camera,
        remedy="Free space on the server's disk, in the folder of --state-dir.",
    )
