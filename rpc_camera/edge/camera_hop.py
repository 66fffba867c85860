"""What is below `/cameras/{id}/` for the cameras of a rig's other hosts: the way there, or one hop to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import hdrs, web

from rpc_camera.contract.types import FilesSetting
from rpc_camera.edge.camera_access import link_of
from rpc_camera.edge.camera_uploads import status_of_refused
from rpc_camera.edge.hop_links import (
    FILE_ROUTE,
    JPEG_ROUTE,
    LATEST_ROUTE,
    MJPEG_ROUTE,
    SAVED_ROUTE,
    UPLOAD_ROUTE,
    archive_route,
    url_of_capture,
)
from rpc_camera.edge.hop_relay import HopRelay
from rpc_camera.edge.log import name_client
from rpc_camera.edge.request_body import refused_form
from rpc_camera.edge.visitors import ADMITTED_BY
from rpc_camera.errors import ServiceError
from rpc_camera.methods.grants import Grant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp.typedefs import Handler

    from rpc_camera.contract import types
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.edge.camera_preview import CameraPreview
    from rpc_camera.edge.hop_links import HopRoute
    from rpc_camera.methods.elsewhere import Elsewhere, ElsewhereCamera


class CameraHop:
    """Answers for the cameras of other hosts. What is for one of this host is left to the handlers that are for it."""

    def __init__(self, access: CameraAccess, elsewhere: Elsewhere) -> None:
        self._access = access
        self._elsewhere = elsewhere
        self._relay = HopRelay(access, elsewhere.http)

    def file(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for a file."""
        return self._readable(local, FILE_ROUTE)

    def archive(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for an archive."""
        return self._readable(local, archive_route(self._access.gateway.service.archives))

    def saved(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for what was saved, of whose cameras none need be there any more."""
        there = self._readable(local, SAVED_ROUTE)
        tethering = self._access.gateway.service.tethering

        async def handler(request: web.Request) -> web.StreamResponse:
            name = self._access.own_id(request.match_info["camera"])
            return await (local if tethering.has_saved(name) else there)(request)

        return handler

    def jpeg(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for one frame of live view."""
        return self._readable(local, JPEG_ROUTE, for_pages=False)

    def latest(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for the newest picture."""
        return self._readable(local, LATEST_ROUTE)

    async def camera(self, camera_id: str) -> ElsewhereCamera | None:
        """Return the camera of this id, if another host has it."""
        return await self._elsewhere.find(camera_id)

    async def captured(
        self, request: web.Request, camera: ElsewhereCamera, file: types.File, headers: dict[str, str]
    ) -> web.StreamResponse:
        """Answer with a file that another host's camera has just made. ServiceError: it cannot be had."""
        if self._elsewhere.files is FilesSetting.DIRECT:
            camera = self._asked_for(request, camera)
        url = await url_of_capture(camera, file)
        if self._elsewhere.files is FilesSetting.DIRECT:
            return web.Response(status=303, headers={**headers, hdrs.LOCATION: url})
        return await self._relay.fetch(request, camera, url, headers)

    def mjpeg(self, preview: CameraPreview) -> Handler:
        """Return what answers GET and HEAD for live view: those who watch the same camera share the way to its host."""

        async def handler(request: web.Request) -> web.StreamResponse:
            try:
                camera = await self._find(request, MJPEG_ROUTE)
                if camera is None:
                    return await preview.mjpeg(request)
                if self._leads_there(request):
                    return _redirect(await MJPEG_ROUTE.ask(request, self._asked_for(request, camera)))
                return await preview.stream(request, lambda max_fps: self._elsewhere.feeds.feed(camera, max_fps))
            except ServiceError as error:
                return self._access.refused(error)

        return handler

    def upload(self, local: Handler) -> Handler:
        """Return what answers PUT of a file."""

        async def handler(request: web.Request) -> web.StreamResponse:
            name_client()
            if (refusal := self._access.cors.refusal(request)) is not None:
                return refusal
            try:
                camera = await self._find(request, UPLOAD_ROUTE)
                if camera is None:
                    return await local(request)
                response = await self._put(request, camera)
            except ServiceError as error:
                response = self._access.refused(error, status_of_refused(request, error))
            response.headers.update(self._access.cors.headers(request))
            return response

        return handler

    def _readable(self, local: Handler, route: HopRoute, *, for_pages: bool = True) -> Handler:
        """Return what answers GET and HEAD; pages from elsewhere may read the answers where they are `for_pages`."""

        async def handler(request: web.Request) -> web.StreamResponse:
            cors = self._access.cors.headers(request) if for_pages else {}
            try:
                camera = await self._find(request, route)
                if camera is None:
                    return await local(request)
                if self._leads_there(request):
                    return _redirect(await route.ask(request, self._asked_for(request, camera)), cors)
                return await self._relay.read(request, camera, await route.ask(request, camera), cors)
            except ServiceError as error:
                refused = self._access.refused(error)
                refused.headers.update(cors)
                return refused

        return handler

    def _leads_there(self, request: web.Request) -> bool:
        """Return whether the client is sent to the host; who came by a durable link stays where that can be revoked."""
        return self._elsewhere.files is FilesSetting.DIRECT and link_of(request) is None

    async def _find(self, request: web.Request, route: HopRoute) -> ElsewhereCamera | None:
        signed, find = route.signed(request), self._elsewhere.find
        return await self._access.admit(request, find, signed, route.new_link, route.verb)

    async def _put(self, request: web.Request, camera: ElsewhereCamera) -> web.Response:
        if (refusal := refused_form(request)) is not None:
            return refusal
        if self._elsewhere.files is FilesSetting.DIRECT:
            return _redirect(await UPLOAD_ROUTE.ask(request, self._asked_for(request, camera)))
        return await self._relay.put(request, camera, await UPLOAD_ROUTE.ask(request, camera))

    def _asked_for(self, request: web.Request, camera: ElsewhereCamera) -> ElsewhereCamera:
        """Return the camera as asked for this client: what the host signs ends with the client's token."""
        grant = request[ADMITTED_BY]
        if not isinstance(grant, Grant):
            raise TypeError(f"Nobody is sent to a host who was let in by a {type(grant).__name__}.")
        return camera.asked_with(self._access.gateway.service.authenticator.alias(grant.digest))


def _redirect(url: str, cors: Mapping[str, str] | None = None) -> web.Response:
    """Send the client to the host; after a 307 it does there what it wanted to do here (RFC 9110, 15.4.8)."""
    return web.Response(status=307, headers={**(cors or {}), hdrs.LOCATION: url, hdrs.CACHE_CONTROL: "no-store"})
