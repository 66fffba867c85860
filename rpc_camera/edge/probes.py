"""`/healthz` and `/readyz`: what a supervisor, a load balancer or a monitor asks, whether it has a token or not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.contract.types import CameraState
from rpc_camera.edge.credentials import open_session
from rpc_camera.edge.json_answer import json_answer
from rpc_camera.errors import ServiceError

if TYPE_CHECKING:
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.grants import Grant

_HEADERS: Final[dict[str, str]] = {hdrs.CACHE_CONTROL: "no-store"}
_AT_WORK: Final = frozenset({CameraState.READY, CameraState.BUSY})


class Probes:
    """Answers whether the service is alive, and whether it has its cameras."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access

    async def health(self, _request: web.Request) -> web.Response:
        """Answer that the event loop runs."""
        return web.Response(text="ok\n", headers=_HEADERS)

    async def readiness(self, request: web.Request) -> web.Response:
        """Answer 200 if each camera of the start is ready or busy, else 503 with those that are not.

        Ids and reasons, which have ports in them, are for those whose token is for the camera.
        """
        gateway = self._access.gateway
        try:
            grant = open_session(request, gateway, can_notify=False).grant
        except ServiceError as error:
            return self._access.refused(error)
        cameras = gateway.service.cameras
        missing = [each for name in cameras.expected if (each := self._missing(name, grant)) is not None]
        is_ready = cameras.is_started and not missing
        answer = {
            "ready": is_ready,
            "started": cameras.is_started,
            "cameras_expected": len(cameras.expected),
            "not_ready": missing,
        }
        return json_answer(json.dumps(answer), 200 if is_ready else 503, _HEADERS)

    def _missing(self, name: str, grant: Grant | None) -> dict[str, JsonValue] | None:
        """Return what is known of a camera that is not ready, as far as its asker may know; None: it is ready."""
        camera = self._access.gateway.service.cameras.called(name)
        is_there = camera is not None and camera.line.is_attached
        if camera and is_there and camera.state in _AT_WORK:
            return None
        state = str(camera.state) if camera and is_there else "unplugged"
        camera_id = camera.id if camera else name
        if grant is None or not (grant.cameras is None or camera_id in grant.cameras):
            return {"state": state}
        known: dict[str, JsonValue] = {"camera": camera_id, "state": state}
        if camera and is_there and camera.state_reason:
            known["reason"] = camera.state_reason
        return known
