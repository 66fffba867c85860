"""A WebSocket by hand: it goes on after the server has said goodbye, as no library does."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

_MASKED_TEXT = 0x81


class RawWebSocket:
    """A client of `/rpc` that shows a token; it sends text, and answers nothing."""

    def __init__(self, host: str, port: int, authorization: str) -> None:
        self._at = host, port
        self._authorization = authorization

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection(*self._at)
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET /rpc HTTP/1.1\r\nHost: {self._at[0]}:{self._at[1]}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
            f"Authorization: {self._authorization}\r\n\r\n".encode()
        )
        await self._reader.readuntil(b"\r\n\r\n")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._writer.close()

    async def send(self, message: object) -> None:
        """Send a message, as far as the server still reads."""
        data = json.dumps(message).encode()
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))
        self._writer.write(struct.pack("!BBH", _MASKED_TEXT, 0x80 | 126, len(data)) + mask + masked)

    async def read_to_the_end(self) -> bytes:
        """Return all that comes until the server ends the connection."""
        data = b""
        try:
            while piece := await self._reader.read(65536):
                data += piece
        except ConnectionError:
            pass
        return data
