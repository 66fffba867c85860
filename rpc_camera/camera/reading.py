"""One reading of a file from a camera, shared by all who want the file at the same time.

The bytes go to an unnamed file on the server's disk as fast as the camera gives them: who reads slowly holds neither
the camera nor memory.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from rpc_camera.camera.files import CHUNK_BYTES, read_range
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.errors import JsonValue


@dataclass(frozen=True)
class FileVersion:
    """A file as it was when somebody asked for it; another size or time makes it another version."""

    path: str
    filename: str
    mime_type: str
    size_bytes: int
    modified_at: str | None

    @classmethod
    def of(cls, info: dict[str, JsonValue]) -> FileVersion:
        """Return the version that a `FileInfo` tells of."""
        modified_at = info.get("modified_at")
        return cls(
            str(info["path"]),
            str(info["filename"]),
            str(info["mime_type"]),
            int(str(info["size_bytes"])),
            str(modified_at) if modified_at else None,
        )

    @property
    def tag(self) -> str:
        """What tells this version from others of the same path: the value of a strong ETag."""
        return hashlib.sha256(f"{self.path}\n{self.size_bytes}\n{self.modified_at}".encode()).hexdigest()[:32]


async def file_version(camera: Camera, path: str) -> FileVersion:
    """Ask the camera what it has at `path` now."""
    return FileVersion.of(cast("dict[str, JsonValue]", await camera.ask("file_info", {"path": path})))


class Reading:
    """A file on its way from the camera. `read` gives what has arrived, and waits for what has not."""

    def __init__(self, camera: Camera, version: FileVersion, folder: Path) -> None:
        self.version = version
        self.readers = 0
        self.sha256: str | None = None
        self._file = _unnamed_file(folder)
        self.arrived_bytes = 0
        self._error: ServiceError | None = None
        self._progress = asyncio.Condition()
        self._task = asyncio.create_task(self._fetch(camera), name=f"reading {version.path}")

    @property
    def failed(self) -> bool:
        """Whether the camera gave no more before the end."""
        return self._error is not None

    async def read(self, start: int, stop: int) -> AsyncIterator[bytes]:
        """Yield the bytes from `start` to before `stop`, as they arrive. ServiceError: the camera gave no more."""
        while start < stop:
            await self._wait_for(start + 1)
            chunk = os.pread(self._file.fileno(), min(CHUNK_BYTES, stop - start, self.arrived_bytes - start), start)
            start += len(chunk)
            yield chunk

    async def digest(self) -> bytes:
        """Wait for the whole file and return its SHA-256."""
        await self._wait_for(self.version.size_bytes)
        async with self._progress:
            await self._progress.wait_for(lambda: self.sha256 or self._error)
        if self.sha256 is None:
            raise self._error or ServiceError(ErrorName.FILE_UNAVAILABLE, "The file could not be read.")
        return bytes.fromhex(self.sha256)

    async def close(self) -> None:
        """Stop reading and give the disk space back."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._file.close()

    async def _wait_for(self, size_bytes: int) -> None:
        async with self._progress:
            await self._progress.wait_for(lambda: self.arrived_bytes >= size_bytes or self._error)
        if self.arrived_bytes < size_bytes and self._error:
            raise self._error

    async def _fetch(self, camera: Camera) -> None:
        digest = hashlib.sha256()
        try:
            async for chunk in read_range(camera, self.version.path, 0, self.version.size_bytes):
                await asyncio.to_thread(digest.update, chunk)  # hashlib lets go of the GIL meanwhile
                _write_all(self._file, chunk)
                self.arrived_bytes += len(chunk)
                await self._tell()
            self.sha256 = digest.hexdigest()
        except ServiceError as error:
            self._error = error
        except OSError as error:
            reason = f"The server could not keep {self.version.path} on its disk: {error.strerror}."
            self._error = ServiceError(ErrorName.STORAGE_FULL, reason, camera.id, remedy="Free space on the server.")
        await self._tell()

    async def _tell(self) -> None:
        async with self._progress:
            self._progress.notify_all()


def _unnamed_file(folder: Path) -> IO[bytes]:
    """Return a file that vanishes with its descriptor; beside the state, since /tmp is memory on some systems."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder, buffering=0)
    except OSError:
        return tempfile.TemporaryFile(buffering=0)


def _write_all(file: IO[bytes], data: bytes) -> None:
    """Write every byte. OSError: the disk is full; the write before that one can have been a part only."""
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
