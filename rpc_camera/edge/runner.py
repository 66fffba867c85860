"""aiohttp's runner, with hardened answers to what is no request at all, and so reaches no application."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

from rpc_camera.edge.hardening import add_fields

if TYPE_CHECKING:
    from aiohttp.web_request import BaseRequest


class _HardenedConnection(web.RequestHandler):
    """One connection; aiohttp answers here itself where a head cannot be parsed, or a handler fails."""

    __slots__ = ()

    def handle_error(
        self, request: BaseRequest, status: int = 500, exc: BaseException | None = None, message: str | None = None
    ) -> web.StreamResponse:
        """See RequestHandler."""
        response = super().handle_error(request, status, exc, message)
        add_fields(response)
        return response


class _HardenedServer(web.Server):
    """Makes the connections."""

    def __call__(self) -> web.RequestHandler:
        return _HardenedConnection(self, loop=asyncio.get_running_loop(), **self._kwargs)


class HardenedRunner(web.AppRunner):
    """Runs an application as AppRunner does, which can be given no class for its connections."""

    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        server.__class__ = _HardenedServer  # it is the application that makes it, with what only that has
        return server
