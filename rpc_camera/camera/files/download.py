"""Reading a file from a camera by chunks, each in a turn of its own, so that nobody waits long for one.

A camera that is lost in the middle is waited for, and the download goes on where it was.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.line.turns import Priority
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import Chunk, ReadChunk

if TYPE_CHECKING:
    from contextvars import Context

    from rpc_camera.camera.files.pace import ChunkPace
    from rpc_camera.camera.files.sinks import Sink
    from rpc_camera.camera.files.version import FileVersion, Versions
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.turns import Turn

_PATIENCE_S: Final = 60.0
_LOOK_AGAIN_S: Final = 0.5
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Origin:
    """Where downloads of one camera come from."""

    line: Line
    versions: Versions
    pace: ChunkPace


@dataclass(frozen=True)
class ByteSpan:
    """The bytes of a file from `start` to before `stop`."""

    version: FileVersion
    start: int
    stop: int


class Download:
    """One part of a file on its way into a sink.

    `done` ends with the download, or with why there is none: ServiceError (FILE_UNAVAILABLE: the file ended early, or
    is another one since the camera came back), or OSError where the disk takes no more.
    """

    def __init__(self, origin: Origin, span: ByteSpan, sink: Sink, context: Context | None = None) -> None:
        """Begin. `context` is the one to run in, if not the caller's: for what outlives its first client."""
        self._origin = origin
        self._span = span
        self._sink = sink
        self._turn: Turn | None = None
        self._worker_pid = origin.line.worker_pid
        self._stopped = False
        self.done = asyncio.create_task(self._run(), name=f"download of {span.version.path}", context=context)
        self.done.add_done_callback(lambda _done: sink.close())

    def stop(self) -> None:
        """End it; where the worker writes into a file, with the piece that it is at."""
        self._stopped = True
        if self._sink.into is None or self._turn is None or not self._turn.is_called:
            self.done.cancel()
        else:
            self._turn.awaited()

    async def _run(self) -> None:
        offset = self._span.start
        while offset < self._span.stop and not self._stopped:
            chunk = await self._next(offset)
            await self._sink.accept(offset, chunk)
            offset += chunk.length

    async def _next(self, offset: int) -> Chunk:
        """Return the next chunk. A camera that is gone is waited for, for a minute, on whatever port it comes back."""
        patient_until, said = 0.0, ""
        while True:
            try:
                return await self._read(offset)
            except ServiceError as error:
                now = time.monotonic()
                patient_until = patient_until or now + _PATIENCE_S
                if not error.is_passing or now > patient_until:
                    raise
                if error.message != said:
                    said = error.message
                    _log.info("%s: the download of %s waits: %s", error.camera, self._span.version.path, said)
            await asyncio.sleep(_LOOK_AGAIN_S)

    async def _read(self, offset: int) -> Chunk:
        path, start, stop = self._span.version.path, self._span.start, self._span.stop
        line, pace = self._origin.line, self._origin.pace
        self._turn = line.reserve(Priority.CHUNK)
        try:
            async with self._turn as turn:
                turn.give_way_by(line.give_way)
                most = self._sink.most_bytes if not turn.somebody_waits else pace.piece_bytes
                length = min(pace.chunk_bytes(offset - start, stop - offset), most, stop - offset)
                request = ReadChunk(path, offset, length, self._sink.into, pace.piece_bytes)
                worker, chunk = await line.exchange(request)
        finally:
            self._turn = None
        if worker.pid != self._worker_pid:  # the line repeats by itself what was lost on the way
            await self._check_version()
            self._worker_pid = worker.pid
        pace.measured(chunk.length, chunk.read_s)
        if not chunk.length:
            reason = f"{path} ended after {offset} of {stop} bytes."
            raise ServiceError(ErrorName.FILE_UNAVAILABLE, reason, line.camera)
        return chunk

    async def _check_version(self) -> None:
        version = self._span.version
        if await self._origin.versions.current(version.path) != version:
            raise ServiceError(
                ErrorName.FILE_UNAVAILABLE,
                f"{version.path} is another file since the camera came back.",
                self._origin.line.camera,
                remedy="Ask for it anew.",
            )
