"""One WebSocket to the service, from the handshake to the end."""

from __future__ import annotations

import asyncio
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

import aiohttp

from rpc_camera_client._failures import ConnectFailed, ConnectionLost, HandshakeRefused

if TYPE_CHECKING:
    import ssl as tls
    from collections.abc import Callable, Mapping

_GOODBYE_S: Final = 3.0
_ABNORMAL: Final = aiohttp.WSCloseCode.ABNORMAL_CLOSURE


@dataclass(frozen=True)
class Target:
    """Where the service is, and how to get there."""

    url: str
    ssl: tls.SSLContext | None
    headers: Mapping[str, str]
    keepalive_s: float
    connect_s: float

    @property
    def http_base(self) -> str:
        """What stands before `/cameras/` in the addresses of files: `url` by HTTP, without its `/rpc`."""
        return re.sub("^ws", "http", self.url).removesuffix("/").removesuffix("/rpc")


class Link:
    """An open WebSocket. One that is silent for `keepalive_s` is pinged, and lost if nothing comes in half of that."""

    def __init__(self, http: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._http = http
        self._socket = socket

    @classmethod
    async def open(cls, target: Target) -> Self:
        """Connect. ConnectFailed, or HandshakeRefused, says why that cannot be."""
        http = aiohttp.ClientSession()
        try:
            async with asyncio.timeout(target.connect_s):
                socket = await http.ws_connect(
                    target.url,
                    headers=target.headers,
                    ssl=target.ssl or True,
                    heartbeat=target.keepalive_s,  # any byte that comes puts it off, so large messages may be slow
                    max_msg_size=0,
                    timeout=aiohttp.ClientWSTimeout(ws_close=_GOODBYE_S),
                )
        except BaseException as error:
            await http.close()
            if isinstance(error, aiohttp.WSServerHandshakeError):
                raise _refused(target.url, error) from error
            if isinstance(error, OSError | aiohttp.ClientError) and not isinstance(error, ValueError):
                raise _unanswered(target, error) from error
            raise
        return cls(http, socket)

    async def send(self, text: str) -> None:
        """Send a text message. ConnectionError: the connection is gone."""
        await self._socket.send_str(text)

    async def read(self, receive: Callable[[str | bytes], None]) -> ConnectionLost:
        """Pass on each message until the connection ends; return how it did."""
        while True:
            message = await self._socket.receive()
            if message.type in {aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY}:
                receive(message.data)
            elif message.type is aiohttp.WSMsgType.CLOSE:
                return ConnectionLost(int(message.data or aiohttp.WSCloseCode.OK), message.extra or "")
            else:
                return ConnectionLost(int(_ABNORMAL), str(self._socket.exception() or ""))

    async def close(self) -> None:
        """Close with the closing handshake, or without it when that is slow."""
        with suppress(aiohttp.ClientError, OSError):
            await self._socket.close()
        await self._http.close()


def _refused(url: str, error: aiohttp.WSServerHandshakeError) -> HandshakeRefused:
    seconds = error.headers.get("Retry-After", "") if error.headers else ""
    return HandshakeRefused(url, error.status, float(seconds) if seconds.isdecimal() else None)


def _unanswered(target: Target, error: Exception) -> ConnectFailed:
    words = _reason(error) or f"nothing came within {target.connect_s:g} s"
    return ConnectFailed(f"No answer from {target.url}: see that `rpc-camera serve` runs there ({words}).")


def _reason(error: Exception) -> str:
    """Return why, as the system says it: aiohttp's own text has its settings of TLS and a tuple."""
    if not isinstance(error, aiohttp.ClientConnectorError) or isinstance(error, aiohttp.ClientSSLError):
        return str(error)
    number = error.os_error.errno or 0
    return os.strerror(number) if number > 0 else error.os_error.strerror or str(error.os_error)
