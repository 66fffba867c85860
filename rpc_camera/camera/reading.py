"""One reading of a file from a camera, shared by all who want the file at the same time.

The bytes go to an unnamed file on the server's disk as fast as the camera gives them: who reads slowly holds neither
the camera nor memory.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.camera.chunks import copy_range
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.version import FileVersion

_PIECE_BYTES: Final = 1 << 18


class Reading:
    """A file on its way from the camera. `read` gives what has arrived, and waits for what has not."""

    def __init__(self, camera: Camera, version: FileVersion, file: IO[bytes]) -> None:
        """Read `version` into `file`, which may have had another one before."""
        self.version = version
        self.readers = 0
        self.sha256: str | None = None
        self._file = file
        os.truncate(file.fileno(), min(version.size_bytes, os.fstat(file.fileno()).st_size))
        self.arrived_bytes = 0
        self._error: ServiceError | None = None
        self._progress = asyncio.Condition()
        self._tasks = (
            asyncio.create_task(self._fetch(camera), name=f"reading {version.path}"),
            asyncio.create_task(self._hash(), name=f"hashing {version.path}"),
        )

    @property
    def failed(self) -> bool:
        """Whether the camera gave no more before the end."""
        return self._error is not None

    async def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` to before `stop`, as they arrive. ServiceError: the camera gave no more."""
        while start < stop:
            if self.arrived_bytes <= start:
                await self._wait_for(start + 1)
            if self._file.closed:
                raise _stopping()
            piece = os.pread(self._file.fileno(), min(_PIECE_BYTES, stop - start, self.arrived_bytes - start), start)
            start += len(piece)
            yield piece

    async def digest(self) -> bytes:
        """Wait for the whole file and return its SHA-256."""
        async with self._progress:
            await self._progress.wait_for(lambda: self.sha256 or self._error)
        if self.sha256 is None:
            raise self._error or ServiceError(ErrorName.FILE_UNAVAILABLE, "The file could not be read.")
        return bytes.fromhex(self.sha256)

    def give_up_file(self) -> IO[bytes]:
        """Hand over the file of a reading that is complete, and that nobody reads any more."""
        return self._file

    async def close(self) -> None:
        """Stop reading and give the disk space back; who still waits gets an error."""
        if self.sha256 is None and self._error is None:
            self._error = _stopping()
            await self._tell()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._file.close()

    async def _wait_for(self, size_bytes: int) -> None:
        async with self._progress:
            await self._progress.wait_for(lambda: self.arrived_bytes >= size_bytes or self._error)
        if self.arrived_bytes < size_bytes and self._error:
            raise self._error

    async def _fetch(self, camera: Camera) -> None:
        try:
            async for data, count in copy_range(camera, self.version, 0, self.version.size_bytes, self._file):
                if data:
                    self._write(data)
                self.arrived_bytes += count
                await self._tell()
        except ServiceError as error:
            self._error = error
        except OSError as error:
            reason = f"The server could not keep {self.version.path} on its disk: {error.strerror}."
            self._error = ServiceError(ErrorName.STORAGE_FULL, reason, camera.id, remedy="Free space on the server.")
        await self._tell()

    def _write(self, data: bytes) -> None:
        """Write every byte. OSError: the disk is full; the write before that one can have been a part only."""
        left, offset = memoryview(data), self.arrived_bytes
        while left:
            written = os.pwrite(self._file.fileno(), left, offset)
            left, offset = left[written:], offset + written

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
        await self._tell()

    async def _tell(self) -> None:
        async with self._progress:
            self._progress.notify_all()


def _update(digest: hashlib._Hash, descriptor: int, start: int, stop: int) -> None:
    """Take in the bytes from `start` to before `stop`."""
    while start < stop:
        piece = os.pread(descriptor, min(_PIECE_BYTES, stop - start), start)
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
