"""Connections of nobody in particular: so many of one network, so many of all, whatever they do or leave undone.

A connection costs a descriptor and some memory from the moment that it is accepted, before TLS and before HTTP. So they
are counted where they are accepted, until they have shown the token.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web

from rpc_camera.methods.authentication import network_of
from rpc_camera.methods.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.typedefs import Handler

    from rpc_camera.edge.gateway import Bounds

ADMITTED_BY: Final = web.RequestKey("admitted_by", object)
"""What a request was let in by: the grant of a token, the use of another host's, or a link; of WebSockets, which have
other bounds, a session."""
SESSION: Final = web.RequestKey("session", Session)
"""Of one who has shown a token: what its requests ask for."""
_LOOK_EVERY_S: Final = 1.0
_GRACE_S: Final = 1.0  # by then most requests are over
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Visitor:
    """One connection. `since` is when it was accepted, or when its last request began or ended."""

    connection: socket.socket
    network: str
    since: float
    request: web.Request | None = None
    was_admitted: bool = False

    @property
    def is_admitted(self) -> bool:
        """Whether its present request, or else its last one, is admitted."""
        return self.was_admitted if self.request is None else ADMITTED_BY in self.request

    def cut_off(self) -> None:
        """Cut the connection."""
        with suppress(OSError):  # it is gone
            self.connection.shutdown(socket.SHUT_RDWR)


class Listener(socket.socket):
    """A listening socket that says whom it accepts."""

    on_accept: Callable[[socket.socket, str], None] | None = None

    def accept(self) -> tuple[socket.socket, Any]:
        """Accept a connection; see socket.accept."""
        connection, address = super().accept()
        if self.on_accept:
            self.on_accept(connection, str(address[0]))
        return connection, address


class Visitors:
    """All connections of a server. Too many of those that are not admitted make room for others."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._visitors: dict[int, _Visitor] = {}  # by descriptor

    def accepted(self, connection: socket.socket, address: str) -> None:
        """Count a new connection in."""
        self._visitors[connection.fileno()] = _Visitor(connection, network_of(address), time.monotonic())

    async def serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Have a request answered, and know its connection by it."""
        connection = request.transport and request.transport.get_extra_info("socket")
        visitor = self._visitors.get(connection.fileno()) if connection else None
        if visitor is None:
            return await handler(request)
        visitor.request, visitor.since = request, time.monotonic()
        try:
            return await handler(request)
        finally:
            visitor.was_admitted, visitor.request, visitor.since = visitor.is_admitted, None, time.monotonic()

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            self.look(time.monotonic())

    def look(self, now: float) -> None:
        """Cut off those that are too many at `now`, of the network with the most, and there the oldest, first."""
        self._visitors = {
            descriptor: visitor
            for descriptor, visitor in self._visitors.items()
            if visitor.connection.fileno() == descriptor
        }
        waiting: dict[str, list[_Visitor]] = {}
        for visitor in sorted(self._visitors.values(), key=lambda visitor: visitor.since):
            if not visitor.is_admitted and now - visitor.since >= _GRACE_S:
                waiting.setdefault(visitor.network, []).append(visitor)
        for network, visitors in waiting.items():
            too_many = len(visitors) - self._bounds.unauthenticated_clients_of_a_network
            self._cut_off(network, visitors, too_many)
        too_many = sum(map(len, waiting.values())) - self._bounds.unauthenticated_clients
        while too_many > 0:
            network = max(waiting, key=lambda network: len(waiting[network]))
            self._cut_off(network, waiting[network], 1)
            too_many -= 1

    def admitted_by(self) -> set[object]:
        """Return what the requests under way were let in by."""
        requests = [visitor.request for visitor in self._visitors.values() if visitor.request is not None]
        return {request[ADMITTED_BY] for request in requests if ADMITTED_BY in request}

    def end_those(self, is_over: Callable[[object], bool]) -> None:
        """Cut off the requests under way that were let in by what is over, such as a token; begin no more of them."""
        for visitor in self._visitors.values():
            if visitor.request is not None and is_over(visitor.request.get(ADMITTED_BY)):
                if (session := visitor.request.get(SESSION)) is not None:
                    session.revoke()
                visitor.cut_off()

    def _cut_off(self, network: str, visitors: list[_Visitor], count: int) -> None:
        """Cut off the first `count` of one network's, and forget them."""
        if count > 0:
            _log.warning("disconnecting %d connections of %s, which show no token", count, network)
        for visitor in visitors[: max(0, count)]:
            del self._visitors[visitor.connection.fileno()]
            visitor.cut_off()
        del visitors[: max(0, count)]
