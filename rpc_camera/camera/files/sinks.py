"""Where the chunks of a download go: into an open file, or to one reader."""

from __future__ import annotations

import asyncio
import os
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.requests import Chunk


class Sink(Protocol):
    """`into` is the open file that the worker itself is to write into (/proc/PID/fd/N), if there is one."""

    @property
    def into(self) -> str | None:
        """The file's name for the worker."""

    @property
    def most_bytes(self) -> int:
        """The largest chunk that it takes."""

    async def accept(self, offset: int, chunk: Chunk) -> None:
        """Take the next chunk; no other is read from the camera before this returns."""

    def close(self) -> None:
        """Let go of the file: the worker is done with it."""


class FileSink:
    """An open file. `arrived` is called with the number of bytes that are in it, from the first on.

    The bytes go from the worker into the file, past the server's loop. That loop only has to ask for the next chunk,
    which it does in the same step in which it reads the reply to the last one: each step more would be a send to some
    client later.
    """

    most_bytes: int = 6 << 20  # as long as a capture could wait for a second piece

    def __init__(self, target: IO[bytes], arrived: Callable[[int], None]) -> None:
        # The worker opens the file by this number, maybe late: until it has answered, no other file may get it.
        self._descriptor = os.dup(target.fileno())
        self._arrived = arrived

    @property
    def into(self) -> str | None:
        """The file's name for the worker."""
        return f"/proc/{os.getpid()}/fd/{self._descriptor}"

    async def accept(self, offset: int, chunk: Chunk) -> None:
        """Count what the worker has written; write what it could not."""
        if chunk.data:
            self._write(offset, chunk.data)
        self._arrived(offset + chunk.length)

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)

    def _write(self, offset: int, data: bytes | bytearray) -> None:
        """Write every byte. OSError: the disk is full; the write before that one can have been a part only."""
        left = memoryview(data)
        while left:
            written = os.pwrite(self._descriptor, left, offset)
            left, offset = left[written:], offset + written


class Handover:
    """Hands chunks to one reader. The next is read when one has been taken: camera and reader work at the same time."""

    into: str | None = None
    most_bytes: int = 3 << 20  # in the memory of the worker, the server and its reader

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._offered: asyncio.Future[bytes | bytearray | None] = self._loop.create_future()
        self._taken: asyncio.Future[None] = self._loop.create_future()

    async def accept(self, _offset: int, chunk: Chunk) -> None:
        """Offer a chunk, and wait until the reader has taken it."""
        self._taken = self._loop.create_future()
        self._offered.set_result(chunk.data)
        await self._taken

    def close(self) -> None:
        """Do nothing: there is no file."""

    def end(self, download: asyncio.Task[None]) -> None:
        """Offer the end of the download, or its failure."""
        if self._offered.done():
            return
        if download.cancelled():
            self._offered.cancel()
        elif error := download.exception():
            self._offered.set_exception(error)
            self._offered.exception()  # the reader may be gone
        else:
            self._offered.set_result(None)

    async def take(self) -> bytes | bytearray | None:
        """Return the next chunk; None at the end."""
        data = await asyncio.shield(self._offered)
        if data is not None:
            self._offered = self._loop.create_future()
            self._taken.set_result(None)
        return data
