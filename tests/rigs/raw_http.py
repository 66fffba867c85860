"""HTTP by hand, for what no client library sends: bodies that stall or break off, odd targets, Expect."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

ANSWER_S = 60.0


@dataclass(frozen=True)
class Answer:
    """Status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def error(self) -> str:
        """The error's name, where the body is an error object."""
        found: dict[str, Any] = json.loads(self.body)
        return str(found["data"]["name"])


class RawHttp:
    """One connection to `url`; `send` sends what it is given, `answer` reads one answer."""

    def __init__(self, url: str) -> None:
        host, _, port = url.partition("://")[2].partition(":")
        self._address = (host, int(port))

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection(*self._address)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.leave()

    def leave(self) -> None:
        """Close the connection, with all that was sent on its way."""
        self._writer.close()

    def cut(self) -> None:
        """Break the connection off."""
        self._writer.transport.abort()

    async def begin(self, method: str, target: str, **headers: object) -> None:
        """Send a request's head; `_` in the names of headers stands for `-`."""
        lines = [f"{method} {target} HTTP/1.1", "Host: service"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.send("\r\n".join([*lines, "", ""]).encode())

    async def send(self, data: bytes) -> None:
        """Send bytes."""
        self._writer.write(data)
        await self._writer.drain()

    async def answer(self) -> Answer:
        """Read the next answer; a 100 has no body."""
        async with asyncio.timeout(ANSWER_S):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
            first, *lines = head.strip().split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            body = await self._reader.readexactly(int(headers.get("content-length", "0")))
        return Answer(int(first.split()[1]), headers, body)
