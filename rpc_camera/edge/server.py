"""The server: listens, and stops in good order."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

from aiohttp import web
from yarl import URL

from rpc_camera.edge.app import make_app
from rpc_camera.edge.hub import Hub

if TYPE_CHECKING:
    from ssl import SSLContext

    from rpc_camera.edge.gateway import Gateway

_HANDLERS_S = 0.1


class Server:
    """Serves `gateway` at `host` and `port`; with port 0, at a free one. `tls` makes it https and wss."""

    def __init__(self, gateway: Gateway, host: str, port: int, tls: SSLContext | None = None) -> None:
        self._host = host
        self._port = port
        self._tls = tls
        self._hub = Hub()
        self._sockets: list[socket.socket] = []
        self._runner = web.AppRunner(
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
        self._sockets = _bound(self._host, self._port)
        await self._runner.setup()
        for listener in self._sockets:
            await web.SockSite(self._runner, listener, ssl_context=self._tls).start()

    @property
    def addresses(self) -> list[URL]:
        """Where it listens, as http or https URLs; a host name can have several."""
        scheme = "http" if self._tls is None else "https"
        return [URL.build(scheme=scheme, host=host, port=port) for host, port, *_ in self._runner.addresses]

    @property
    def address(self) -> URL:
        """The first of `addresses`."""
        return self.addresses[0]

    async def stop(self) -> None:
        """Accept no more clients, close every WebSocket (1001) within a second, cancel what is under way."""
        for site in self._runner.sites:
            await site.stop()
        for listener in self._sockets:
            listener.close()
        await self._hub.close()
        await self._runner.cleanup()


def _bound(host: str, port: int) -> list[socket.socket]:
    """Return a bound socket for each address of `host`, all with the same port."""
    sockets: list[socket.socket] = []
    try:
        for family, kind, _, _, address in _addresses(host, port):
            listener = socket.socket(family, kind)
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


def _addresses(host: str, port: int) -> list[tuple[Any, ...]]:
    """Return what `host` stands for, IPv4 first; without the ::1 of a machine that has no IPv6."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    usable = [entry for entry in dict.fromkeys(found) if entry[0] is socket.AF_INET or _has_ipv6()]
    return sorted(usable or found, key=lambda entry: entry[0] is not socket.AF_INET)


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
