"""The server's end of one WebSocket."""

from __future__ import annotations

import asyncio
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Literal

from aiohttp import web
from aiohttp.http import WSCloseCode, WSMsgType

from rpc_camera.edge.flow import Flow

if TYPE_CHECKING:
    from rpc_camera.edge.gateway import Bounds

_GOODBYE_S: Final = 0.5
_BUFFERED_BYTES: Final = 1 << 18  # written before the client's side is waited for, as in aiohttp's own writer


class ClientSocket(web.WebSocketResponse[Literal[False]]):
    """A WebSocket that gives the reason when it closes, and knows how far its client has read.

    Has no heartbeat of aiohttp's: that one closes a connection on which a single large message is slow. Text comes as
    bytes, for whoever reads it: to decode a large message at once holds up everybody.
    """

    def __init__(self, request: web.Request, message_bytes: int, bounds: Bounds) -> None:
        # max_msg_size is exclusive.
        super().__init__(compress=False, max_msg_size=message_bytes + 1, timeout=bounds.linger_s, decode_text=False)
        self._request = request
        self._protocol = request.protocol
        self._linger_s = bounds.linger_s
        self._too_large = f"a message may have {message_bytes} bytes"
        self._flow: Flow | None = None
        self._written_bytes = 0  # of messages since the client's side was waited for

    @property
    def flow(self) -> Flow:
        """What is on its way to the client; ConnectionError when it is gone."""
        transport = self._protocol.transport
        if transport is None:
            raise ConnectionResetError("the client is gone")
        if self._flow is None:
            self._flow = Flow(transport)
        return self._flow

    @property
    def is_behind(self) -> bool:
        """Whether so much is buffered for the client that the next message had better wait."""
        return self._protocol.writing_paused

    def write_message(self, frame: bytes) -> None:
        """Write a whole message, encoded already, at once; ConnectionError when the client is gone, or closing."""
        transport = self._protocol.transport
        if transport is None or transport.is_closing() or self.closed:
            raise ConnectionResetError("the client is gone")
        transport.write(frame)

    async def send_message(self, frame: bytes) -> None:
        """Do what `write_message` does, and wait for the client now and then, where it is behind."""
        self.write_message(frame)
        self._written_bytes += len(frame)
        if self._written_bytes > _BUFFERED_BYTES:
            self._written_bytes = 0
            await self._request.writer.drain()

    def abort(self) -> None:
        """Cut the connection, whatever is still to be sent."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def cut_off(self, code: int, reason: str) -> None:
        """Read nothing more of the client, send it the reason, and cut the connection a little later."""
        flow = self.flow
        flow.read_no_more()
        with suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(_GOODBYE_S):
                await self.send_frame(struct.pack("!H", code) + reason.encode(), WSMsgType.CLOSE)
        await asyncio.sleep(_GOODBYE_S)
        flow.abort()

    async def close(self, *, code: int = WSCloseCode.OK, message: bytes = b"", drain: bool = True) -> bool:
        """Close with the closing handshake; a message too large gets a reason and is read to its end first."""
        if code == WSCloseCode.MESSAGE_TOO_BIG and not message and not self.closed:
            await self._refuse_message()
        return await super().close(code=code, message=message, drain=drain)

    async def _refuse_message(self) -> None:
        reason = struct.pack("!H", WSCloseCode.MESSAGE_TOO_BIG) + self._too_large.encode()
        try:
            await self.send_frame(reason, WSMsgType.CLOSE)
        except ConnectionError:
            return
        # Closing while the client still sends resets the connection, and the client never reads the reason.
        # aiohttp drops what arrives now and has no future for the end of it.
        loop = asyncio.get_running_loop()
        end = loop.time() + self._linger_s
        while self._request.transport is not None and loop.time() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        self.abort()
