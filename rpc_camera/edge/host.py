"""The name by which a client calls the service: a page that has its own name lead here gets nothing (DNS rebinding)."""

from __future__ import annotations

import ipaddress
import logging
import socket
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.edge.authority import plain_name, split_authority
from rpc_camera.edge.credentials import has_token

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from rpc_camera.edge.gateway import Gateway

_CAMERAS: Final = "/cameras/"
_OUT_OF_REACH: Final = (".local", ".localhost")
_log = logging.getLogger(__name__)


def check_host(gateway: Gateway) -> Middleware:
    """Return the middleware that refuses requests to hosts that this service is not.

    Whoever shows the token is no page from elsewhere, and below `/cameras/` nothing answers without token or signature.
    """
    names = frozenset(plain_name(name) for name in (socket.gethostname(), *gateway.allowed_hosts))

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get(hdrs.HOST)
        if is_own(host, names) or request.path.startswith(_CAMERAS) or has_token(request, gateway):
            return await handler(request)
        _log.warning("refused a request to %.200r; start with --allow-host to allow it", host)
        return web.Response(status=403, text=refusal(host or ""))

    return middleware


@lru_cache(maxsize=256)  # a client sends the same one with each request
def is_own(host: str | None, names: frozenset[str]) -> bool:
    """Say whether a Host header can be this machine's: an address, one of `names`, or a name the DNS at large has not.

    Addresses and names without a dot, or of the local network (RFC 6762, RFC 6761), are not for a page to lead here.
    Browsers always send a Host.
    """
    if host is None:
        return True
    parts = split_authority(host)
    if parts is None:
        return False
    name = parts[0]
    return name in names or "." not in name.strip(":") or name.endswith(_OUT_OF_REACH) or _is_address(name)


def refusal(host: str) -> str:
    """Say in one sentence why a request was refused, and how to allow it."""
    parts = split_authority(host)
    name = parts[0][:200] if parts else "HOST"
    return f"This service is not called {name}; if it is, by a proxy before it, start it with --allow-host {name}.\n"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True
