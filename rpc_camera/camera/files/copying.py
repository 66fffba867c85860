"""Copying a file from a camera into a file of the server, chunk after chunk, with nothing between two of them.

The bytes go from the worker into the file, past the server's loop. That loop only has to ask for the next chunk, which
it does in the same step in which it hears of the last one: each step more would be a send to some client later.
"""

from __future__ import annotations

import asyncio
import os
from contextvars import Context
from typing import IO, TYPE_CHECKING

from rpc_camera.camera.files.chunks import in_spite_of_all, read_chunk
from rpc_camera.camera.line.turns import Priority

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.files.version import FileVersion
    from rpc_camera.camera.line.turns import Turn


class Copying:
    """One file on its way. `arrived` is called with the number of bytes that are there, from the first on.

    `done` ends with the copy, or with why there is none: ServiceError, or OSError where the disk takes no more.
    """

    def __init__(self, camera: Camera, version: FileVersion, target: IO[bytes], arrived: Callable[[int], None]) -> None:
        self._camera = camera
        self._version = version
        self._target = target
        self._arrived = arrived
        self._copied_bytes = 0
        self._turn: Turn | None = None
        self._stopped = False
        # A context of its own: it serves all who want the file, and outlives whoever was the first.
        self.done = asyncio.create_task(self._run(), name=f"reading {version.path}", context=Context())

    def stop(self) -> None:
        """End the copying, with the chunk that the worker is at: it goes on, though nobody may wait any more."""
        self._stopped = True
        if self._turn is None or not self._turn.is_called:
            self.done.cancel()

    async def _run(self) -> None:
        # The worker opens the file by this number, maybe late: until it has answered, no other file may get it.
        descriptor = os.dup(self._target.fileno())
        try:
            while self._copied_bytes < self._version.size_bytes and not self._stopped:
                await in_spite_of_all(self._camera, self._version, lambda present: self._next(present, descriptor))
        finally:
            os.close(descriptor)

    async def _next(self, camera: Camera, descriptor: int) -> None:
        span = self._copied_bytes, self._version.size_bytes
        self._turn = camera.reserve(Priority.CHUNK)
        try:
            into = f"/proc/{os.getpid()}/fd/{descriptor}"
            data, count = await read_chunk(camera, self._version.path, span, self._turn, into)
        finally:
            self._turn = None
        if data:
            self._write(data)
        self._copied_bytes += count
        self._arrived(self._copied_bytes)

    def _write(self, data: bytes) -> None:
        """Write every byte. OSError: the disk is full; the write before that one can have been a part only."""
        left, offset = memoryview(data), self._copied_bytes
        while left:
            written = os.pwrite(self._target.fileno(), left, offset)
            left, offset = left[written:], offset + written
