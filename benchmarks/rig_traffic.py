"""What goes over the bus of a rig: how many messages of each kind, and their bytes, as another client sees them."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_ALL: Final = "rpc-camera.1.>"
_RELEASE: Final = b'"rig.group_release"'
_HOST_PART: Final = 3  # of rpc-camera.1.call.HOST.CALLER
KINDS: Final = ("beat", "rare-beat", "event", "call", "answer", "cancel")


class Traffic:
    """What has come so far, by its kind; each message counts once, however many hosts it goes to.

    `releases` are the instants at which hosts were last told to release, each in s of its own clock.
    """

    def __init__(self) -> None:
        self.releases: dict[str, float] = {}
        self.messages: Counter[str] = Counter()
        self.bytes: Counter[str] = Counter()

    def clear(self) -> None:
        """Count from now on."""
        self.messages.clear()
        self.bytes.clear()

    async def read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Count what the server sends, until it goes away."""
        while line := (await reader.readline()).split():
            if line[0] == b"PING":
                writer.write(b"PONG\r\n")
            elif line[0] == b"MSG":
                kind, size = line[1].decode().split(".")[2], int(line[-1])
                body = await reader.readexactly(size + 2)
                self.messages[kind] += 1
                self.bytes[kind] += size
                if kind == "call" and _RELEASE in body:
                    self.releases[line[1].decode().split(".")[_HOST_PART]] = json.loads(body)["params"]["at"]


@asynccontextmanager
async def watched_traffic(address: str, port: int, token: str) -> AsyncIterator[Traffic]:
    """Yield what counts the messages from now on."""
    reader, writer = await asyncio.open_connection(address, port)
    await reader.readline()
    login = json.dumps({"verbose": False, "auth_token": token})
    writer.write(f"CONNECT {login}\r\nSUB {_ALL} 1\r\nPING\r\n".encode())
    while await reader.readline() != b"PONG\r\n":
        pass
    traffic = Traffic()
    reading = asyncio.create_task(traffic.read(reader, writer))
    try:
        yield traffic
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        writer.close()
