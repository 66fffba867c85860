"""One download of a file from a camera, shared by all who want the file at the same time.

The bytes go to a file on the server's disk as fast as the camera gives them: who reads slowly holds neither the camera
nor memory.
"""

from __future__ import annotations

import asyncio
import logging
import os
from contextvars import Context
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.camera.files.download import ByteSpan, Download, Origin
from rpc_camera.camera.files.sinks import FileSink
from rpc_camera.digest import new_digest
from rpc_camera.disk_errors import disk_error
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.threads import finish_in_thread

if TYPE_CHECKING:
    import hashlib
    from collections.abc import AsyncGenerator

    from rpc_camera.camera.files.version import FileVersion

_PIECE_BYTES: Final = 1 << 18
_log = logging.getLogger(__name__)


class SharedDownload:
    """A file on its way from the camera. `read` gives what has arrived, and waits for what has not."""

    def __init__(self, origin: Origin, version: FileVersion, file: IO[bytes]) -> None:
        """Download `version` into `file`, which may have had another one before, and is closed in the end."""
        self.version = version
        self.readers = 0
        self.sha256: str | None = None
        self.arrived_bytes = 0
        self._camera = origin.line.camera
        self._file = file
        os.truncate(file.fileno(), min(version.size_bytes, os.fstat(file.fileno()).st_size))
        self._error: ServiceError | None = None
        self._progress = asyncio.Event()
        span, sink = ByteSpan(version, 0, version.size_bytes), FileSink(file, self._has_arrived)
        # A context of its own: it serves all who want the file, and outlives whoever was the first.
        self._download = Download(origin, span, sink, Context())
        self._download.done.add_done_callback(self._has_ended)
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
            await self._progress.wait()
        return bytes.fromhex(self.sha256)

    def copy_to(self, target: int) -> None:
        """Copy the whole file, which is complete, to the descriptor `target`. OSError: its disk is full."""
        copied = 0
        while copied < self.version.size_bytes:
            left = self.version.size_bytes - copied
            copied += os.sendfile(target, self._file.fileno(), copied, left)

    def give_up_file(self) -> IO[bytes]:
        """Hand over the file of a download that is complete, and that nobody reads any more."""
        if self._hashing:
            self._hashing.cancel()
        return self._file

    async def close(self) -> None:
        """Stop it; who still waits gets an error. The disk space is free when the worker is done with its chunk."""
        if self._error is None:
            self._fail(_stopping())
        self._download.stop()
        if self._hashing:
            self._hashing.cancel()
            await asyncio.gather(self._hashing, return_exceptions=True)
        self._file.close()

    async def ended(self) -> None:
        """Wait until the worker is done with a download that is closed."""
        await asyncio.wait({self._download.done})

    async def _wait_for(self, size_bytes: int) -> None:
        while self.arrived_bytes < size_bytes:
            if self._error:
                raise self._error
            await self._progress.wait()

    def fail(self, error: ServiceError) -> None:
        """Stop it, with what is at the worker; who waits for more gets `error`."""
        if not self.complete and self._error is None:
            self._fail(error)
        self._download.stop()

    def _has_arrived(self, size_bytes: int) -> None:
        if self._error:
            return  # it may be of another file by now
        self.arrived_bytes = size_bytes
        self._wake()

    def _has_ended(self, download: asyncio.Task[None]) -> None:
        error = None if download.cancelled() else download.exception()
        if error and not self._error:
            self._fail(self._explained(error))

    def _fail(self, error: ServiceError) -> None:
        self._error = error
        self._wake()

    def _explained(self, error: BaseException) -> ServiceError:
        if isinstance(error, ServiceError):
            return error
        if isinstance(error, OSError):
            return disk_error(error, self._camera)
        _log.error("a fault in the download of %s", self.version.path, exc_info=error)
        return ServiceError(ErrorName.INTERNAL_ERROR, f"The service has a fault: {error!r:.200}.", self._camera)

    async def _hash(self) -> None:
        """Hash what has arrived, behind the download, in a thread: hashlib lets go of the GIL meanwhile."""
        digest, hashed = await finish_in_thread(new_digest), 0
        try:
            while hashed < self.version.size_bytes:
                await self._wait_for(hashed + 1)
                until = self.arrived_bytes
                await finish_in_thread(_update, digest, self._file.fileno(), hashed, until)
                hashed = until
        except ServiceError:
            return
        self.sha256 = digest.hexdigest()
        self._wake()

    def _wake(self) -> None:
        """Wake all who wait."""
        progress, self._progress = self._progress, asyncio.Event()
        progress.set()


def _update(digest: hashlib._Hash, descriptor: int, start: int, stop: int) -> None:
    """Hash the bytes from `start` to before `stop`."""
    while start < stop:
        piece = os.pread(descriptor, min(_PIECE_BYTES, stop - start), start)
        if not piece:
            return  # the file was cut: nobody waits for this any more
        digest.update(piece)
        start += len(piece)


def _stopping() -> ServiceError:
    return ServiceError(ErrorName.CANCELLED, "The server is stopping.", remedy="Ask for the rest when it is back.")
