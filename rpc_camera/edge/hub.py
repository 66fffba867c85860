"""The clients that are connected, and the work that is under way for them."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from aiohttp.http import WSCloseCode

from rpc_camera.methods.authentication import network_of
from rpc_camera.methods.grants import Grant

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from rpc_camera.edge.fan_out import FanOut
    from rpc_camera.edge.gateway import Bounds
    from rpc_camera.edge.intake import MessageIntake
    from rpc_camera.edge.visitors import Visitors
    from rpc_camera.methods.session import Session

_LOOK_AGAIN_S: Final = 0.05
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

    def __init__(self, fan_out: FanOut, intake: MessageIntake, visitors: Visitors) -> None:
        self.fan_out = fan_out
        self.intake = intake
        self.visitors = visitors
        self._connections: dict[ConnectedClient, None] = {}  # in the order in which they came
        self._tasks: set[asyncio.Task[Any]] = set()
        self._blocks: dict[asyncio.Task[Any], asyncio.Future[None]] = {}

    async def gets_room(self, newcomer: Session, bounds: Bounds) -> bool:
        """Return what `has_room` does, waiting a little for it.

        The clients of a studio can have one address, a router's or a proxy's, and come all at once when the service is
        back: each is in, or gone, a moment later.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + bounds.admission_s
        while not self.has_room(newcomer, bounds):
            if loop.time() >= end:
                return False
            await asyncio.sleep(_LOOK_AGAIN_S)
        return True

    def has_room(self, newcomer: Session, bounds: Bounds) -> bool:
        """Return whether one more client may wait to authenticate: so many of one network, and so many of all.

        Where all are as many as may be, the one that has waited longest, of the network with the most, makes room for
        a newcomer of a network with fewer: no network locks out another.
        """
        waiting: dict[str, list[ConnectedClient]] = {}
        for connection in self._connections:
            if not connection.session.authenticated:
                waiting.setdefault(network_of(connection.session.peer), []).append(connection)
        own = len(waiting.get(network_of(newcomer.peer), []))
        if own >= bounds.unauthenticated_clients_of_a_network:
            return False
        if sum(map(len, waiting.values())) < bounds.unauthenticated_clients:
            return True
        most = max(waiting.values(), key=len)
        if len(most) <= own + 1:
            return False
        _log.warning("disconnecting %s: others are waiting to authenticate", most[0].session.peer)
        most[0].abort()
        self._connections.pop(most[0])
        return True

    @property
    def clients(self) -> tuple[int, int]:
        """How many WebSockets are open: of clients that have authenticated, and of the others."""
        authenticated = sum(connection.session.authenticated for connection in self._connections)
        return authenticated, len(self._connections) - authenticated

    @contextmanager
    def connected(self, connection: ConnectedClient) -> Iterator[None]:
        """Count `connection` in meanwhile."""
        self._connections[connection] = None
        try:
            yield
        finally:
            self._connections.pop(connection, None)

    def spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Start `work`, which goes on when its client is gone and ends when the server stops."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    @contextmanager
    def working(self) -> Iterator[None]:
        """Have the current task cancelled if the server stops within this block, whose end that waits for.

        It does as `spawn` for who waits for the work in any case, and spares the event loop two turns.
        """
        if (task := asyncio.current_task()) is None:
            raise RuntimeError("Only a task can be cancelled.")
        ended = self._blocks[task] = asyncio.get_running_loop().create_future()
        try:
            yield
        finally:
            del self._blocks[task]
            ended.set_result(None)

    def end_revoked(self, still_knows: Callable[[Grant], bool]) -> None:
        """Close the WebSockets, and cut the answers under way, of those whose token is not known any more."""
        for connection in self._connections:
            grant = connection.session.grant
            if grant is not None and not still_knows(grant):
                connection.session.revoke()
                self.spawn(connection.close(WSCloseCode.POLICY_VIOLATION, "the token was revoked"))
        self.visitors.end_those(lambda admitted_by: isinstance(admitted_by, Grant) and not still_knows(admitted_by))

    async def close(self) -> None:
        """Close every connection because the server goes away, cut off those that do not close, and cancel all work."""
        await asyncio.gather(
            *(connection.close(WSCloseCode.GOING_AWAY, "server going away") for connection in self._connections),
            return_exceptions=True,
        )
        for connection in self._connections:
            connection.abort()
        ends = [*self._tasks, *self._blocks.values()]
        for task in (*self._tasks, *self._blocks):
            task.cancel()
        await asyncio.gather(*ends, return_exceptions=True)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("unexpected end of a request", exc_info=error)
