"""Frames that come from a worker, each handed on as soon as it is whole: no task has to be woken to read it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from rpc_camera.wire.frames import PREFIX, Frame, decode_prefix

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.line.forked_process import ForkedStreams


class FrameReceiver(asyncio.Protocol):
    """Calls `handle` with each frame. `ended` is done at the end of the stream; what is no frame is its exception."""

    def __init__(self, handle: Callable[[Frame], None]) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._handle = handle
        self._parts: list[bytes] = []  # of a frame that is not whole yet
        self._come_bytes = 0
        self._next_bytes = PREFIX.size
        """How much has to have come for there to be more to do."""

    async def take_over(self, streams: ForkedStreams) -> None:
        """Receive what comes from now on, and what the reader of `streams` has; does not suspend."""
        transport = cast("asyncio.Transport", streams.writer.transport)
        transport.set_protocol(self)
        streams.reader.feed_eof()
        if rest := await streams.reader.read():
            self.data_received(rest)
        transport.pause_reading()
        transport.resume_reading()  # an end that has come already comes again

    def data_received(self, data: bytes) -> None:
        """See asyncio.Protocol."""
        if self.ended.done():  # what came was no frame
            return
        self._parts.append(data)
        self._come_bytes += len(data)
        if self._come_bytes < self._next_bytes:
            return
        come = data if len(self._parts) == 1 else b"".join(self._parts)
        self._parts.clear()
        try:
            rest = self._handed_on(come)
        except Exception as error:  # whoever waits for the end gets it
            self.ended.set_exception(error)
            return
        if rest:
            self._parts.append(rest)
        self._come_bytes = len(rest)

    def connection_lost(self, _error: Exception | None) -> None:
        """See asyncio.Protocol."""
        if not self.ended.done():
            self.ended.set_result(None)

    def _handed_on(self, come: bytes) -> bytes:
        """Hand on the frames that are whole in what has come; return the rest."""
        at = 0
        while len(come) - at >= PREFIX.size:
            header_bytes, blob_bytes = decode_prefix(come[at : at + PREFIX.size])
            self._next_bytes = PREFIX.size + header_bytes + blob_bytes
            if len(come) - at < self._next_bytes:
                return come[at:]
            blob = at + PREFIX.size + header_bytes
            frame = Frame.decode(come[at + PREFIX.size : blob], come[blob : at + self._next_bytes])
            at += self._next_bytes
            self._handle(frame)
        self._next_bytes = PREFIX.size
        return come[at:]
