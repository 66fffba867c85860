"""A stream of `multipart/x-mixed-replace`, read part by part as a browser does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import aiohttp

PART_S = 30.0


@dataclass(frozen=True)
class Part:
    """The headers of a part, by their names in lower case, and its body."""

    headers: dict[str, str]
    body: bytes


class MixedReplace:
    """Splits at the boundary that the response's Content-Type names, and believes no length."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._stream = response.content
        kind, _, parameter = response.headers["Content-Type"].partition("; ")
        name, _, boundary = parameter.partition("=")
        assert (kind, name) == ("multipart/x-mixed-replace", "boundary")
        self._boundary = b"--" + boundary.encode()
        self._data = b""

    async def begin(self) -> None:
        """Read up to the first boundary."""
        assert await self._until_boundary() == b""

    async def next(self) -> Part | None:
        """Return the next part; None after the last boundary."""
        async with asyncio.timeout(PART_S):
            await self._have(2)
            if self._data.startswith(b"--"):
                self._data += await self._stream.read()
                assert self._data == b"--\r\n", self._data
                return None
            part = await self._until_boundary()
        head, _, body = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head.decode().splitlines())
        assert body.endswith(b"\r\n")
        return Part(headers, body[:-2])

    async def _until_boundary(self) -> bytes:
        while self._boundary not in self._data:
            await self._more()
        before, _, self._data = self._data.partition(self._boundary)
        return before

    async def _have(self, count: int) -> None:
        while len(self._data) < count:
            await self._more()

    async def _more(self) -> None:
        data = await self._stream.readany()
        if not data:
            raise EOFError(f"the stream ended after {self._data[-80:]!r}")
        self._data += data
