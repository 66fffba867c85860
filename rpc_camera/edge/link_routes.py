"""`/links/{key}/…`: live view, or the newest picture, of the camera that a durable link is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import hdrs

from rpc_camera.edge.visitors import ADMITTED_BY
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from aiohttp import web
    from aiohttp.typedefs import Handler

    from rpc_camera.contract.types import LinkKind
    from rpc_camera.edge.camera_access import CameraAccess

LINK: Final = "/links/{key:[^/]+}"


class LinkRoutes:
    """Lets in whoever has a link's key, and has the routes of the camera answer."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access

    def to(self, kind: LinkKind, handler: Handler) -> Handler:
        """Return what answers links of this kind as `handler` answers what has the camera in its address."""

        async def handle(request: web.Request) -> web.StreamResponse:
            link = self._access.gateway.service.durable_links.find(request.match_info["key"])
            if link is None or link.kind is not kind:
                response = self._access.refused(_no_link())
                response.headers[hdrs.CACHE_CONTROL] = "no-store"
                return response
            request[ADMITTED_BY] = link
            request.match_info["camera"] = link.camera
            return await handler(request)

        return handle


def _no_link() -> ServiceError:
    return ServiceError(
        ErrorName.FORBIDDEN,
        "This link is wrong, was revoked, alone or with the token that made it, or has expired.",
        remedy="Make a new one with create_link, or `rpc-camera link create`.",
    )
