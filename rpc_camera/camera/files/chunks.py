"""Reading a file from a camera by chunks, each in a turn of its own, so that nobody waits long for one.

A camera that is lost in the middle is waited for, and the reading goes on where it was.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final, TypeVar

from rpc_camera.camera.files.version import FileVersion, file_version
from rpc_camera.camera.line.turns import Priority
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import current_work

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Awaitable, Callable

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.line.turns import Turn

# All sizes are multiples of 3, so that the base64 of the chunks is that of the whole.
_SMALLEST_BYTES: Final = 3 << 15
_LARGEST_BYTES: Final = 3 << 20
_FIRST_BYTES: Final = 3 << 17
# What a capture waits for at most is one chunk: as long as a frame of a film, on a fast camera and on a slow one.
_SHORT_S: Final = 0.012
_LONG_S: Final = 0.05
_DEADLINE_S: Final = 600.0  # a driver that cannot read parts copies the whole file first
_PATIENCE_S: Final = 60.0
_LOOK_AGAIN_S: Final = 0.5
_PASSING: Final = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
T = TypeVar("T")
_log = logging.getLogger(__name__)


class ChunkPace:
    """How much one chunk is to have, by how long the last ones of this camera took."""

    def __init__(self) -> None:
        self.chunk_bytes = _FIRST_BYTES

    def took(self, size_bytes: int, seconds: float) -> None:
        """Learn from a chunk; one that was cut short by the file's end says nothing of a larger one."""
        if seconds > _LONG_S:
            self.chunk_bytes = max(_SMALLEST_BYTES, self.chunk_bytes // 2)
        elif seconds < _SHORT_S and size_bytes == self.chunk_bytes:
            self.chunk_bytes = min(_LARGEST_BYTES, self.chunk_bytes * 2)


async def read_range(camera: Camera, version: FileVersion, start: int, stop: int) -> AsyncGenerator[bytes]:
    """Yield a file's bytes from `start` to before `stop`.

    ServiceError FILE_UNAVAILABLE: the file ended before `stop`, was deleted meanwhile, or is another one since the
    camera came back.
    """
    work, done = current_work(), 0
    work.progress("reading", 0, stop - start, "bytes")
    with camera.readings.deletion(version.path) as deleted:
        async with aclosing(_chunks(camera, version, start, stop)) as chunks:
            async for chunk in chunks:
                if deleted.is_set():  # this may be of another file, which has its name now
                    raise deleted_meanwhile(camera, version.path)
                done += len(chunk)
                work.progress("reading", done, stop - start, "bytes")
                yield chunk
    await asyncio.sleep(0)  # the last step goes out before the answer, which withdraws what waits


async def _chunks(camera: Camera, version: FileVersion, offset: int, stop: int) -> AsyncGenerator[bytes]:
    """Yield chunks. The next one is asked for before one is handed out: camera and reader work at the same time."""

    def ask() -> asyncio.Task[bytes] | None:
        return asyncio.create_task(in_spite_of_all(camera, version, read)) if offset < stop else None

    async def read(present: Camera) -> bytes:
        turn = present.reserve(Priority.CHUNK)
        return (await read_chunk(present, version.path, (offset, stop), turn))[0]

    ahead = ask()
    try:
        while ahead:
            chunk = await ahead
            offset += len(chunk)
            ahead = ask()
            yield chunk
    finally:
        if ahead:
            ahead.cancel()
            await asyncio.gather(ahead, return_exceptions=True)


async def in_spite_of_all(camera: Camera, version: FileVersion, read: Callable[[Camera], Awaitable[T]]) -> T:
    """Return what `read` does. A camera that is gone is waited for, for a minute, on whatever port it comes back.

    ServiceError FILE_UNAVAILABLE: what came back has another file at that path.
    """
    patient_until, is_lost = 0.0, False
    while True:
        present = camera.present()
        try:
            if is_lost:
                await _check_version(present, version)
            return await read(present)
        except ServiceError as error:
            now = time.monotonic()
            patient_until = patient_until or now + _PATIENCE_S
            is_lost = is_lost or error.name in _PASSING
            if error.name not in {*_PASSING, ErrorName.CAMERA_BUSY} or now > patient_until:
                raise
            _log.info("%s: the reading of %s waits: %s", camera.id, version.path, error.message)
        await asyncio.sleep(_LOOK_AGAIN_S)


async def read_chunk(
    camera: Camera, path: str, span: tuple[int, int], turn: Turn, into: str | None = None
) -> tuple[bytes, int]:
    """Return a file's next bytes, from the first of `span` to before the second at most, and how many they are.

    The worker writes them into the file called `into` (/proc/PID/fd/N) and returns none, if it can open that.
    ServiceError FILE_UNAVAILABLE: the file ends here; STORAGE_FULL: `into` takes no more.
    """
    offset, stop = span
    length = min(camera.chunk_pace.chunk_bytes, stop - offset)
    args: dict[str, JsonValue] = {"path": path, "offset": offset, "length": length, "into": into}
    told, data = await camera.fetch("read_file", args, _DEADLINE_S, turn=turn)
    read: Any = told
    count = int(read["length"])
    camera.chunk_pace.took(count, float(read["read_s"]))
    if not count:
        raise ServiceError(ErrorName.FILE_UNAVAILABLE, f"{path} ended after {offset} of {stop} bytes.", camera.id)
    return data, count


def deleted_meanwhile(camera: Camera, path: str) -> ServiceError:
    """Return why a file that was being read is read no further."""
    return ServiceError(
        ErrorName.FILE_UNAVAILABLE,
        f"{path} was deleted while it was read.",
        camera.id,
        remedy="list_files has what is on the camera now.",
    )


async def _check_version(camera: Camera, version: FileVersion) -> None:
    if await file_version(camera, version.path) != version:
        reason = f"{version.path} is another file since the camera came back."
        raise ServiceError(ErrorName.FILE_UNAVAILABLE, reason, camera.id, remedy="Ask for it anew.")
