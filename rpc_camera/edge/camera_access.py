"""What everything below `/cameras/{id}/` has in common: who may have it, and how a refusal looks over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aiohttp import web

from rpc_camera.edge.credentials import open_session
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.edge.gateway import Gateway

_STATUS: Final = {
    ErrorName.INVALID_PARAMS: 400,
    ErrorName.UNAUTHORIZED: 401,
    ErrorName.FORBIDDEN: 403,
    ErrorName.RATE_LIMITED: 429,
    ErrorName.CAMERA_NOT_FOUND: 404,
    ErrorName.FILE_NOT_FOUND: 404,
    ErrorName.STORAGE_FULL: 507,
    ErrorName.CAMERA_TIMEOUT: 504,
    ErrorName.NOT_SUPPORTED: 501,
    ErrorName.INTERNAL_ERROR: 500,
}
_UNAVAILABLE: Final = 503


async def camera_for(request: web.Request, gateway: Gateway, signed: str, remedy: str) -> Camera:
    """Return the camera in the address, to whoever shows the token, or a link that was signed for `signed`.

    ServiceError: neither, with `remedy` for a link that is not good, or there is no such camera.
    """
    name, service = request.match_info["camera"], gateway.service
    if not service.links.verify(name, signed, request.query):
        session = open_session(request, gateway, can_notify=False)
        if "signature" in request.query and not session.authenticated:
            raise ServiceError(ErrorName.FORBIDDEN, "This link has expired, or is not for this address.", remedy=remedy)
        if not session.authenticated:
            raise ServiceError(ErrorName.UNAUTHORIZED, "This request has neither the token nor a signed link.")
    await service.cameras.started()
    return service.cameras.resolve(name)


def refused(gateway: Gateway, error: ServiceError) -> web.Response:
    """Return the answer that says why not."""
    headers = {"WWW-Authenticate": "Bearer"} if error.name is ErrorName.UNAUTHORIZED else {}
    status = _STATUS.get(error.name, _UNAVAILABLE)
    return web.json_response(gateway.dispatcher.errors.of(error), status=status, headers=headers)
