"""Hosts at the socket's level: one that keeps what it is sent and answers what it is told, and a relay with TLS."""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING

from rpc_camera.edge.tls import tls_context

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path


class PlayedHost:
    """Answers each request with `answer`, and says no more; `heads` are the requests, `left` is when one has gone."""

    def __init__(self, answer: bytes, *, reads_bodies: bool) -> None:
        self.heads: list[str] = []
        self.came, self.left = asyncio.Event(), asyncio.Event()
        self.url = ""
        self._answer = answer
        self._reads_bodies = reads_bodies
        self._is_cut = asyncio.Event()
        self._writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection to its end."""
        self._writers.append(writer)
        with suppress(OSError, asyncio.IncompleteReadError):
            self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
            self.came.set()
            writer.write(self._answer)
            if not self._reads_bodies:
                await self._is_cut.wait()
            while await reader.read(1 << 16):
                pass
        self.left.set()
        writer.close()

    def cut(self) -> None:
        """Break off all connections."""
        self._is_cut.set()
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def played_host(answer: bytes, *, reads_bodies: bool = True) -> AsyncIterator[PlayedHost]:
    host = PlayedHost(answer, reads_bodies=reads_bodies)
    server = await asyncio.start_server(host.serve, "127.0.0.1", 0)
    host.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield host


@asynccontextmanager
async def with_tls(url: str, certificate: Path, key: Path) -> AsyncIterator[str]:
    """Yield an address with https, from which everything goes on to `url`."""
    there, _, port = url.partition("://")[2].partition(":")

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        on_reader, on_writer = await asyncio.open_connection(there, int(port))
        await asyncio.gather(pipe(reader, on_writer), pipe(on_reader, writer))

    server = await asyncio.start_server(relay, "127.0.0.1", 0, ssl=tls_context(certificate, key))
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    writer.close()


@contextmanager
def deaf_port() -> Iterator[int]:
    """Yield a port whose system takes no connection and refuses none: its queue is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(address)
        yield address[1]
        for each in waiting:
            each.close()
