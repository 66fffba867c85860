"""One reading of a file from a camera, shared by all who want the file at the same time.

The bytes go to an unnamed file on the server's disk as fast as the camera gives them: who reads slowly holds neither
the camera nor memory.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import tempfile
from contextvars import Context
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.camera.files.copying import Copying
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.files.version import FileVersion

_PIECE_BYTES: Final = 1 << 18
_log = logging.getLogger(__name__)


class Reading:
    """A file on its way from the camera. `read` gives what has arrived, and waits for what has not."""

    def __init__(self, camera: Camera, version: FileVersion, file: IO[bytes]) -> None:
        """Read `version` into `file`, which may have had another one before."""
        self.version = version
        self.readers = 0
        self.sha256: str | None = None
        self.arrived_bytes = 0
        self._camera_id = camera.id
        self._file = file
        os.truncate(file.fileno(), min(version.size_bytes, os.fstat(file.fileno()).st_size))
        self._error: ServiceError | None = None
        self._news = asyncio.Event()
        self._copying = Copying(camera, version, file, self._has_arrived)
        self._copying.done.add_done_callback(self._has_ended)
        self._hashing: asyncio.Task[None] | None = None

    @property
    def complete(self) -> bool:
        """Whether all of it is there."""
        return self.arrived_bytes >= self.version.size_bytes

    @property
    def failed(self) -> bool:
        """Whether the camera gave no more before the end."""
        return self._error is not None

    async def read(self, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Yield the bytes from `start` to before `stop`, as they arrive. ServiceError: the camera gave no more."""
        while start < stop:
            await self._wait_for(start + 1)
            if self._file.closed:
                raise _stopping()
            piece = os.pread(self._file.fileno(), min(_PIECE_BYTES, stop - start, self.arrived_bytes - start), start)
            start += len(piece)
            yield piece

    async def digest(self) -> bytes:
        """Wait for the whole file and return its SHA-256, which is computed from when it is first asked for."""
        if self._hashing is None:
            self._hashing = asyncio.create_task(self._hash(), name=f"hashing {self.version.path}", context=Context())
        while self.sha256 is None:
            if self._error:
                raise self._error
            await self._news.wait()
        return bytes.fromhex(self.sha256)

    def give_up_file(self) -> IO[bytes]:
        """Hand over the file of a reading that is complete, and that nobody reads any more."""
        if self._hashing:
            self._hashing.cancel()
        return self._file

    async def close(self) -> None:
        """Stop reading and give the disk space back as soon as the worker is done; who still waits gets an error."""
        if self._error is None:
            self._fail(_stopping())
        self._copying.stop()
        if self._hashing:
            self._hashing.cancel()
            await asyncio.gather(self._hashing, return_exceptions=True)
        if self._copying.done.done():
            self._file.close()
        else:
            self._copying.done.add_done_callback(lambda _done: self._file.close())

    async def ended(self) -> None:
        """Wait until the worker is done with a reading that is closed."""
        await asyncio.wait({self._copying.done})

    async def _wait_for(self, size_bytes: int) -> None:
        while self.arrived_bytes < size_bytes:
            if self._error:
                raise self._error
            await self._news.wait()

    def fail(self, error: ServiceError) -> None:
        """Stop reading, with what is at the worker; who waits for more gets `error`."""
        if not self.complete and self._error is None:
            self._fail(error)
        self._copying.stop()

    def _has_arrived(self, size_bytes: int) -> None:
        if self._error:
            return  # it may be of another file by now
        self.arrived_bytes = size_bytes
        self._tell()

    def _has_ended(self, copying: asyncio.Task[None]) -> None:
        error = None if copying.cancelled() else copying.exception()
        if error and not self._error:
            self._fail(self._told_as(error))

    def _fail(self, error: ServiceError) -> None:
        self._error = error
        self._tell()

    def _told_as(self, error: BaseException) -> ServiceError:
        if isinstance(error, ServiceError):
            return error
        if isinstance(error, OSError):
            reason = f"The server could not keep {self.version.path} on its disk: {error.strerror}."
            return ServiceError(ErrorName.STORAGE_FULL, reason, self._camera_id, remedy="Free space on the server.")
        _log.error("a fault in reading %s", self.version.path, exc_info=error)
        return ServiceError(ErrorName.INTERNAL_ERROR, f"The service has a fault: {error!r:.200}.", self._camera_id)

    async def _hash(self) -> None:
        """Hash what has arrived, behind the reading, in a thread: hashlib lets go of the GIL meanwhile."""
        digest, hashed = hashlib.sha256(), 0
        try:
            while hashed < self.version.size_bytes:
                await self._wait_for(hashed + 1)
                until = self.arrived_bytes
                work = asyncio.create_task(asyncio.to_thread(_update, digest, self._file.fileno(), hashed, until))
                try:
                    await asyncio.shield(work)
                except asyncio.CancelledError:
                    await work  # the file must not be closed under it
                    raise
                hashed = until
        except ServiceError:
            return
        self.sha256 = digest.hexdigest()
        self._tell()

    def _tell(self) -> None:
        """Wake all who wait."""
        news, self._news = self._news, asyncio.Event()
        news.set()


def _update(digest: hashlib._Hash, descriptor: int, start: int, stop: int) -> None:
    """Take in the bytes from `start` to before `stop`."""
    while start < stop:
        piece = os.pread(descriptor, min(_PIECE_BYTES, stop - start), start)
        if not piece:
            return  # the file was cut: nobody waits for this any more
        digest.update(piece)
        start += len(piece)


def _stopping() -> ServiceError:
    return ServiceError(ErrorName.CANCELLED, "The server is stopping.", remedy="Ask for the rest when it is back.")


def unnamed_file(folder: Path) -> IO[bytes]:
    """Return a file that vanishes with its descriptor; beside the state, since /tmp is memory on some systems."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder, buffering=0)
    except OSError:
        return tempfile.TemporaryFile(buffering=0)
