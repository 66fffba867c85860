"""CORS: pages from allowed origins may call, others are refused (fetch.spec.whatwg.org)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aiohttp import web

from rpc_camera.edge import origin

if TYPE_CHECKING:
    from collections.abc import Collection

_log = logging.getLogger(__name__)


class Cors:
    """What pages from elsewhere may do at one kind of address."""

    def __init__(self, allowed_origins: Collection[str], methods: str, headers: str, exposed: str = "") -> None:
        """`methods` and `headers` are what requests may have, `exposed` what of the answer a page may read."""
        self._allowed_origins = allowed_origins
        self._headers = {
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": headers,
            "Access-Control-Max-Age": "600",
            "Vary": "Origin",
        } | ({"Access-Control-Expose-Headers": exposed} if exposed else {})

    def refusal(self, request: web.Request) -> web.Response | None:
        """Return the answer to a page that may not call; None if it may, or if there is none."""
        sent = request.headers.get("Origin")
        if sent is None or self._allows(request, sent):
            return None
        reason = origin.refusal(sent)
        _log.warning("refused: %s", reason)
        return web.Response(status=403, text=reason + "\n")

    def preflight(self, request: web.Request) -> web.Response:
        """Answer OPTIONS, by which a browser asks before it calls."""
        return self.refusal(request) or web.Response(status=204, headers=self.headers(request))

    def headers(self, request: web.Request) -> dict[str, str]:
        """Return the headers that let the page read the answer; none where it may not, or where there is no page."""
        sent = request.headers.get("Origin")
        if sent is None or not self._allows(request, sent):
            return {}
        return {"Access-Control-Allow-Origin": sent, **self._headers}

    def _allows(self, request: web.Request, sent: str) -> bool:
        return origin.is_allowed(sent, request.headers.get("Host"), self._allowed_origins)
