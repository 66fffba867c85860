"""The clients that are connected, and the work that is under way for them."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from aiohttp import WSCloseCode

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from rpc_camera.methods.session import Session


_log = logging.getLogger(__name__)

T = TypeVar("T")


class ConnectedClient(Protocol):
    """A client's WebSocket, as far as it is counted and ended."""

    session: Session

    async def close(self, code: int, reason: str) -> None:
        """Close it, with the reason."""

    def abort(self) -> None:
        """Cut it."""


class Hub:
    """Knows every open WebSocket and every request in work, so that they can be ended together."""

    def __init__(self) -> None:
        self._connections: set[ConnectedClient] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def unauthenticated(self) -> int:
        """How many connected clients have yet to authenticate."""
        return sum(not connection.session.authenticated for connection in self._connections)

    @contextmanager
    def connected(self, connection: ConnectedClient) -> Iterator[None]:
        """Count `connection` in meanwhile."""
        self._connections.add(connection)
        try:
            yield
        finally:
            self._connections.discard(connection)

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start `work`, which goes on when its client is gone and ends when the server stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Close every connection because the server goes away, cut off those that do not close, and cancel all work."""
        await asyncio.gather(
            *(connection.close(WSCloseCode.GOING_AWAY, "server going away") for connection in self._connections),
            return_exceptions=True,
        )
        for connection in self._connections:
            connection.abort()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("unexpected end of a request", exc_info=error)
