"""A broker of MQTT 3.1.1 and 5 that does what no broker should: it lets everybody in, and sends what it is told to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    Play = Callable[[asyncio.StreamWriter], None]

_CONNECT, _SUBSCRIBE, _PUBLISH = 1, 8, 3
_VERSION_5 = 5


def packet(first: int, body: bytes) -> bytes:
    """Return a packet, with its length as MQTT writes it."""
    length, size = b"", len(body)
    while True:
        size, digit = size >> 7, size & 127
        length += bytes([digit | (128 if size else 0)])
        if not size:
            return bytes([first]) + length + body


def publication(topic: str, payload: bytes, version: int) -> bytes:
    """Return a message of QoS 0."""
    name = topic.encode()
    properties = b"\0" if version == _VERSION_5 else b""
    return packet(_PUBLISH << 4, len(name).to_bytes(2, "big") + name + properties + payload)


class PlayedBroker:
    """Listens on a free port of loopback; once a client has subscribed, it has `play` send what it likes.

    `only_version`: clients of another version of MQTT are refused, as a broker does that does not know it.
    """

    def __init__(self, play: Callable[[asyncio.StreamWriter, int], None], only_version: int | None = None) -> None:
        self._play = play
        self._only_version = only_version
        self.versions: list[int] = []
        self.published: list[bytes] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        version = 0
        try:
            while True:
                first, body = await _read(reader)
                if first >> 4 == _CONNECT:
                    version = body[6]
                    self.versions.append(version)
                    if self._only_version not in {None, version}:
                        writer.write(packet(0x20, b"\0\1"))
                        return
                    writer.write(packet(0x20, b"\0\0\0" if version == _VERSION_5 else b"\0\0"))
                elif first >> 4 == _SUBSCRIBE:
                    topics = body.count(b"rpc-camera/") + body.count(b"homeassistant/")
                    properties = b"\0" if version == _VERSION_5 else b""
                    writer.write(packet(0x90, body[:2] + properties + b"\0" * topics))
                    self._play(writer, version)
                elif first >> 4 == _PUBLISH:
                    self.published.append(body)
                    if first & 2:
                        size = int.from_bytes(body[:2], "big")
                        writer.write(packet(0x40, body[2 + size : 4 + size]))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    first, size, shift = (await reader.readexactly(1))[0], 0, 0
    while True:
        digit = (await reader.readexactly(1))[0]
        size += (digit & 127) << shift
        shift += 7
        if digit < 128:
            return first, await reader.readexactly(size)
