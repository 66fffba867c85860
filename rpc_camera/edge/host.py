"""The name by which a client calls the service: a page that has its own name lead here gets nothing (DNS rebinding)."""

from __future__ import annotations

import ipaddress
import logging
import re
import socket
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.edge.authority import plain_name, split_authority
from rpc_camera.edge.credentials import has_token

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aiohttp.typedefs import Handler, Middleware

    from rpc_camera.edge.gateway import Gateway

_BY_TOKEN_OR_KEY: Final = ("/cameras/", "/links/")
_OUT_OF_REACH: Final = (".local", ".localhost")
_NAME: Final = re.compile(r"[a-z0-9_.-]+")  # as plain_name has them
_log = logging.getLogger(__name__)


def check_host(gateway: Gateway) -> Middleware:
    """Return the middleware that refuses requests to hosts that this service is not.

    Whoever shows the token is no page from elsewhere, and below `/cameras/` and `/links/` nothing answers without
    token, signature or key.
    """
    names = frozenset(plain_name(name) for name in (socket.gethostname(), *gateway.allowed_hosts))

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = next((host for host in _hosts(request) if not is_own(host, names)), None)
        if host is None or request.path.startswith(_BY_TOKEN_OR_KEY) or has_token(request, gateway):
            return await handler(request)
        _log.warning("refused a request to %.200r; start with --allow-host to allow it", host)
        return web.Response(status=403, text=refusal(host))

    return middleware


def _hosts(request: web.Request) -> Iterator[str]:
    """Yield the host in the header, which browsers always send, and that of a whole URL as the target."""
    if (host := request.headers.get(hdrs.HOST)) is not None:
        yield host
    if not request.raw_path.startswith(("/", "*")):  # as to a proxy (RFC 9112, 3.2.2)
        yield request.url.raw_authority


@lru_cache(maxsize=256)  # a client sends the same one with each request
def is_own(host: str, names: frozenset[str]) -> bool:
    """Say whether a host, with or without a port, can be this machine's.

    It is an address, one of `names`, or a name that the DNS at large does not have: addresses, and names without a dot
    or of the local network (RFC 6762, RFC 6761), are not for a page to lead here.
    """
    parts = split_authority(host)
    if parts is None:
        return False
    name = parts[0]
    if name in names or _is_address(name):
        return True
    return _NAME.fullmatch(name) is not None and ("." not in name or name.endswith(_OUT_OF_REACH))


def refusal(host: str) -> str:
    """Say in one sentence why a request was refused, and how to allow it."""
    parts = split_authority(host)
    name = parts[0][:200] if parts else "HOST"
    return f"This service is not called {name}; if it is, by a proxy before it, start it with --allow-host {name}.\n"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)  # of IPv6 with its zone
    except ValueError:
        return False
    return True
