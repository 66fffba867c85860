"""A TCP connection that is cut without a word, as by a switch without power: what is sent waits, and comes late."""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_BYTES = 65536


class CutCable:
    """Passes on what comes at `port` to `target_port`, and back, while it is whole. Neither end hears of a cut.

    `bytes_per_s` bounds how fast that goes, in each direction.
    """

    def __init__(self, target_port: int, bytes_per_s: float = math.inf) -> None:
        self._target_port = target_port
        self._bytes_per_s = bytes_per_s
        self._is_whole = asyncio.Event()
        self._is_whole.set()
        self._is_forgotten = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.close()

    def cut(self) -> None:
        """Pass on nothing."""
        self._is_whole.clear()

    def mend(self) -> None:
        """Pass on what waits, and all that comes."""
        self._is_whole.set()

    def forget(self) -> None:
        """Be as a machine that was started anew: it says nothing, but that it knows no such connection, when asked."""
        self._is_forgotten = True

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._is_whole.wait()
        other_reader, other_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        self._writers += (writer, other_writer)
        for source, back, sink in ((reader, writer, other_writer), (other_reader, other_writer, writer)):
            task = asyncio.create_task(self._pass_on(source, back, sink))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass_on(
        self, source: asyncio.StreamReader, back: asyncio.StreamWriter, sink: asyncio.StreamWriter
    ) -> None:
        with suppress(ConnectionError):
            while data := await source.read(_BYTES):
                await self._is_whole.wait()
                if self._is_forgotten:
                    back.transport.abort()
                    return
                sink.write(data)
                await sink.drain()
                await asyncio.sleep(len(data) / self._bytes_per_s)
        if not self._is_forgotten:
            sink.close()
