"""The server: listens, and stops in good order."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any, Final

from aiohttp import web
from yarl import URL

from rpc_camera.edge.app import make_app
from rpc_camera.edge.distant_uses import DistantUses
from rpc_camera.edge.fan_out import FanOut
from rpc_camera.edge.flow import StallGuard
from rpc_camera.edge.hub import Hub
from rpc_camera.edge.intake import MessageIntake
from rpc_camera.edge.runner import HardenedRunner
from rpc_camera.edge.visitors import Listener, Visitors
from rpc_camera.methods.kept_links import KeptLink

if TYPE_CHECKING:
    from collections.abc import Sequence
    from ssl import SSLContext

    from rpc_camera.edge.gateway import Gateway

_HANDLERS_S: Final = 0.1
_LOOK_EVERY_S: Final = 1.0
_EVERY_IPV4: Final = "0.0.0.0"  # noqa: S104 - said by the user
_EVERY_ADDRESS: Final = "::"


class Server:
    """Serves `gateway` at each of `hosts`, and `port`; with port 0, at a free one. `tls` makes it https and wss."""

    def __init__(self, gateway: Gateway, hosts: Sequence[str], port: int, tls: SSLContext | None = None) -> None:
        self._hosts = hosts
        self._port = port
        self._tls = tls
        self._still_knows = gateway.service.authenticator.still_knows
        self._service = gateway.service
        intake = MessageIntake(gateway.bounds.large_messages)
        self._visitors = Visitors(gateway.bounds)
        self._hub = Hub(FanOut(gateway.events), intake, self._visitors)
        self._sockets: list[Listener] = []
        stalls = StallGuard(self._transports, gateway.bounds.stall_s)
        self._guards = [stalls.run, intake.run, self._visitors.run, self._watch_links]
        if gateway.service.elsewhere:
            self._guards.append(DistantUses(gateway.service.elsewhere, self._visitors).run)
        self._guarding: list[asyncio.Task[None]] = []
        self._runner = HardenedRunner(
            make_app(gateway, self._hub),
            access_log=None,
            shutdown_timeout=_HANDLERS_S,
            keepalive_timeout=gateway.bounds.idle_s,
            auto_decompress=False,  # compressed bodies are refused, and not unpacked to be thrown away either
        )

    @property
    def port(self) -> int:
        """The port it listens on."""
        port: int = self._sockets[0].getsockname()[1]
        return port

    async def start(self) -> None:
        """Listen; OSError when the address cannot be had."""
        self._sockets = bound_sockets(self._hosts, self._port)
        await self._runner.setup()
        self._guarding = [asyncio.create_task(guard()) for guard in self._guards]
        for listener in self._sockets:
            listener.on_accept = self._visitors.accepted
            await web.SockSite(self._runner, listener, ssl_context=self._tls).start()

    @property
    def addresses(self) -> list[URL]:
        """Where it listens, as http or https URLs; a host name can have several."""
        scheme = "http" if self._tls is None else "https"
        return [URL.build(scheme=scheme, host=host, port=port) for host, port, *_ in self._runner.addresses]

    @property
    def connections(self) -> int:
        """How many connections are open, of whatever kind."""
        return len(self._runner.server.connections) if self._runner.server else 0

    @property
    def websockets(self) -> tuple[int, int]:
        """How many WebSockets are open: of clients that have authenticated, and of the others."""
        return self._hub.clients

    @property
    def dropped_events(self) -> int:
        """How many events were not sent to a client so far, since too many waited for it."""
        return self._hub.fan_out.dropped

    @property
    def address(self) -> URL:
        """The first of `addresses`."""
        return self.addresses[0]

    def end_revoked(self) -> None:
        """Cut off who was let in by a token that is not known any more."""
        self._hub.end_revoked(self._still_knows)
        self._end_links()

    def end_link(self, link_id: str) -> None:
        """Cut off who was let in by this durable link, which was revoked."""
        self._visitors.end_those(lambda admitted_by: isinstance(admitted_by, KeptLink) and admitted_by.id == link_id)

    def _end_links(self) -> None:
        """Cut off who was let in by a durable link that has ended by itself, or with the token that made it."""
        self._visitors.end_those(
            lambda admitted_by: (
                isinstance(admitted_by, KeptLink) and not self._service.durable_links.is_good(admitted_by)
            )
        )

    async def _watch_links(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            self._end_links()

    async def stop(self) -> None:
        """Accept no more clients, close every WebSocket (1001) within a second, cancel what is under way."""
        for site in self._runner.sites:
            await site.stop()
        for listener in self._sockets:
            listener.close()
        await self._hub.close()
        await self._runner.cleanup()
        for guarding in self._guarding:
            guarding.cancel()
        await asyncio.gather(*self._guarding, return_exceptions=True)

    def _transports(self) -> list[asyncio.Transport | None]:
        server = self._runner.server
        return [connection.transport for connection in server.connections] if server else []


def bound_sockets(hosts: Sequence[str], port: int) -> list[Listener]:
    """Return a bound socket for each address of `hosts`, all with the same port; OSError: one cannot be had.

    `::` is every address, by IPv4 and IPv6: a socket for each, so that each client is known by its own address.
    """
    sockets: list[Listener] = []
    try:
        for family, kind, _, _, address in _addresses(hosts, port):
            listener = Listener(family, kind)
            sockets.append(listener)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family is socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            listener.bind((address[0], port, *address[2:]))
            port = listener.getsockname()[1]
    except OSError:
        for listener in sockets:
            listener.close()
        raise
    return sockets


def _addresses(hosts: Sequence[str], port: int) -> list[tuple[Any, ...]]:
    """Return what `hosts` stand for, IPv4 first; without the ::1 of a machine that has no IPv6."""
    names = [name for host in hosts for name in ((_EVERY_IPV4, host) if host == _EVERY_ADDRESS else (host,))]
    asked = [
        socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for name in dict.fromkeys(names)
    ]
    found = list(dict.fromkeys(entry for entries in asked for entry in entries))
    usable = [entry for entry in found if entry[0] is socket.AF_INET or _has_ipv6()]
    return sorted(_without_covered(usable or found), key=lambda entry: entry[0] is not socket.AF_INET)


def _without_covered(entries: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Leave out the addresses that another entry, for all of their kind, listens on already."""
    everywhere = {entry[0]: entry for entry in entries if entry[4][0] in {_EVERY_IPV4, _EVERY_ADDRESS}}
    return [entry for entry in entries if everywhere.get(entry[0], entry) == entry]


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
