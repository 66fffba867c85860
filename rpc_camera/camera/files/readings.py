"""The readings under way at one camera: the same file asked for twice is read from the camera once."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager, contextmanager
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.camera.files.chunks import deleted_meanwhile, read_range
from rpc_camera.camera.files.reading import Reading, unnamed_file
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.files.version import FileVersion

_IDLE_AT_MOST: Final = 2  # complete readings kept for a Range or a digest that is asked for next
_DELETIONS_REMEMBERED: Final = 1000


class Readings:
    """Shares readings among those who want the same version of a file. `folder` is on a disk with room for pictures."""

    def __init__(self, camera: Camera, folder: Path) -> None:
        self._camera = camera
        self._folder = folder
        self._readings: dict[str, Reading] = {}
        self._deletions: dict[str, set[asyncio.Event]] = {}  # by the paths that are read just now
        self._deleted: dict[str, int] = {}  # how often, by path; the last deletion comes last

    def take_over(self, other: Readings) -> None:
        """Go on with the readings of the same body on the port where it was before."""
        other._readings.update(self._readings)
        self._readings = other._readings
        for path, readers in self._deletions.items():
            other._deletions.setdefault(path, set()).update(readers)
        self._deletions = other._deletions
        self._deleted = other._deleted

    async def stream(self, version: FileVersion, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Yield a file's bytes from `start` to before `stop`.

        A part further on than any reading has come is read by itself, so that resuming does not read all again.
        """
        known = self._readings.get(version.tag)
        if start > (known.arrived_bytes if known else 0):
            async with aclosing(read_range(self._camera, version, start, stop)) as chunks:
                async for chunk in chunks:
                    yield chunk
            return
        try:
            async with self.sharing(version) as reading, aclosing(reading.read(start, stop)) as chunks:
                async for chunk in chunks:
                    start += len(chunk)
                    yield chunk
        except ServiceError as error:
            if error.name is not ErrorName.STORAGE_FULL:
                raise
            async with aclosing(read_range(self._camera, version, start, stop)) as chunks:  # straight to who asked
                async for chunk in chunks:
                    yield chunk

    async def digest(self, version: FileVersion) -> bytes:
        """Return the SHA-256 of the whole file, reading it if need be."""
        async with self.sharing(version) as reading:
            return await reading.digest()

    def known_digest(self, version: FileVersion) -> bytes | None:
        """Return the SHA-256 if the file has been read lately."""
        reading = self._readings.get(version.tag)
        return bytes.fromhex(reading.sha256) if reading and reading.sha256 else None

    @asynccontextmanager
    async def sharing(self, version: FileVersion) -> AsyncIterator[Reading]:
        """Take part in the reading of `version`, which begins if there is none, and ends when nobody does any more."""
        reading = self._readings.pop(version.tag, None)
        if reading is None or reading.failed:
            reading = Reading(self._camera, version, self._spare_file() or unnamed_file(self._folder))
        self._readings[version.tag] = reading
        reading.readers += 1
        try:
            yield reading
        finally:
            reading.readers -= 1
            if not reading.readers and self._readings.get(version.tag) is not reading:
                await reading.close()  # it failed, or its file was deleted: no other will read it
            await self._tidy()

    @contextmanager
    def deletion(self, path: str) -> Iterator[asyncio.Event]:
        """Yield what is set when the file at `path` is deleted within the block."""
        deleted = asyncio.Event()
        self._deletions.setdefault(path, set()).add(deleted)
        try:
            yield deleted
        finally:
            others = self._deletions.get(path, set())
            others.discard(deleted)
            if not others:
                self._deletions.pop(path, None)

    def deleted_before(self, path: str) -> int:
        """Return how many files of that path were deleted, as far as is remembered."""
        return self._deleted.get(path, 0)

    async def forget(self, path: str) -> None:
        """Take note that the file at `path` was deleted: what has its name from now on is another one."""
        self._deleted[path] = self._deleted.pop(path, 0) + 1
        if len(self._deleted) > _DELETIONS_REMEMBERED:
            del self._deleted[next(iter(self._deleted))]
        for deleted in self._deletions.get(path, ()):
            deleted.set()
        forgotten = [reading for reading in self._readings.values() if reading.version.path == path]
        for reading in forgotten:
            del self._readings[reading.version.tag]
            reading.fail(deleted_meanwhile(self._camera, path))
        for reading in forgotten:
            if not reading.readers:
                await reading.close()

    async def close(self) -> None:
        """End all readings."""
        readings = list(self._readings.values())
        self._readings.clear()
        for reading in readings:
            await reading.close()
        await asyncio.gather(*(reading.ended() for reading in readings))

    def _spare_file(self) -> IO[bytes] | None:
        """Take over the file of a reading that is kept no longer: the system has its pages at hand."""
        idle = [reading for reading in self._readings.values() if not reading.readers and reading.complete]
        if len(idle) < _IDLE_AT_MOST:
            return None
        return self._readings.pop(idle[0].version.tag).give_up_file()

    async def _tidy(self) -> None:
        """Close what nobody reads: what is incomplete, and all but the last few that are complete."""
        idle = [reading for reading in self._readings.values() if not reading.readers]
        complete = [reading for reading in idle if reading.complete]
        closing = [reading for reading in idle if not reading.complete or reading in complete[:-_IDLE_AT_MOST]]
        for reading in closing:  # all at once: while one is closed, somebody could want another
            self._readings.pop(reading.version.tag, None)
        for reading in closing:
            await reading.close()
