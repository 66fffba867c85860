"""What stands between a session and the service in these tests: servers that answer as told, and a link that fails."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

from websockets.asyncio.server import ServerConnection, serve

from rpc_camera_client import Backoff, Session

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Answer = Callable[[ServerConnection, dict[str, Any]], Awaitable[None]]

NOTHING = {"events": [], "last_seq": 0, "log_id": "679b50bb395d1c97"}  # a result that will do for every method
AT_ONCE = Backoff(first_s=0.01, most_s=0.1)


def rpc_url(url: str) -> str:
    """Return the WebSocket's address of a service at "http://…"."""
    return f"{url.replace('http', 'ws', 1)}/rpc"


def reply(request: dict[str, Any], **members: object) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": request["id"], **members})


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[str]:
    """Run a server that has `answer` answer each request; yield its address."""

    async def handle(socket: ServerConnection) -> None:
        async for text in socket:
            await answer(socket, json.loads(text))

    async with serve(handle, "127.0.0.1", 0) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield f"ws://127.0.0.1:{port}/rpc"


@asynccontextmanager
async def connected(answer: Answer, token: str | None = None) -> AsyncIterator[Session]:
    """Yield a session with such a server, which ends with its connection."""
    async with answering(answer) as url, await Session.connect(url, token=token, reconnect=None) as session:
        yield session


class Proxy:
    """Passes on bytes between the session and the service at `port`; its link can be cut, or go silent."""

    def __init__(self, port: int) -> None:
        self._service_port = port
        self._writers: list[asyncio.StreamWriter] = []
        self._passes = asyncio.Event()
        self._passes.set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.accepts = True
        self.connections = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()
        self._passes.set()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/rpc"

    def cut(self) -> None:
        """Reset all connections."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def freeze(self) -> None:
        """Pass on nothing more of the connections there are, and end none: a cable that was pulled."""
        self._passes.clear()
        self._passes = asyncio.Event()
        self._passes.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.accepts:
            writer.transport.abort()
            return
        self.connections += 1
        there, to = await asyncio.open_connection("127.0.0.1", self._service_port)
        self._writers += [writer, to]
        for source, target in ((reader, to), (there, writer)):
            task = asyncio.create_task(self._pass_on(source, target, self._passes))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, passes: asyncio.Event) -> None:
        with suppress(OSError):
            while data := await source.read(65536):
                await passes.wait()
                target.write(data)
                await target.drain()
        target.close()
