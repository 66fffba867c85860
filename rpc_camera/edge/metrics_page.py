"""`GET /metrics`: what Prometheus fetches, to whoever may see all cameras."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import hdrs, web

from rpc_camera.contract.types import Scope
from rpc_camera.edge.credentials import open_session
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.edge.metrics_text import MetricsText


class MetricsPage:
    """Answers GET and HEAD."""

    def __init__(self, access: CameraAccess, metrics: MetricsText) -> None:
        self._access = access
        self._metrics = metrics

    async def get(self, request: web.Request) -> web.Response:
        """Answer with all metrics, or why not."""
        try:
            self._check(request)
        except ServiceError as error:
            return self._access.refused(error)
        body, content_type = self._metrics.text(request.headers.get(hdrs.ACCEPT, ""))
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: content_type, hdrs.CACHE_CONTROL: "no-store"})

    def _check(self, request: web.Request) -> None:
        """Raise ServiceError where the request has no token that is good for it, and needs one."""
        if self._metrics.is_open:
            return
        grant = open_session(request, self._access.gateway, can_notify=False).grant
        if grant is None:
            raise ServiceError(
                ErrorName.UNAUTHORIZED,
                "This request has no token.",
                remedy="Give Prometheus one with `authorization` or `basic_auth`, or start the service with "
                "--metrics-open.",
            )
        grant.check(Scope.VIEW, "GET of this address")
        if grant.cameras is not None:
            raise ServiceError(
                ErrorName.FORBIDDEN,
                f"The metrics are about all cameras, and the token {grant.name!r} is for some.",
                remedy="Make one with the scope view that names no camera.",
            )
