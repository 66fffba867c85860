"""The routes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from aiohttp import hdrs, web

from rpc_camera.contract.types import LinkKind
from rpc_camera.edge.camera_access import CAMERA, FILE, CameraAccess
from rpc_camera.edge.camera_archives import ARCHIVE, CameraArchives
from rpc_camera.edge.camera_capture import CameraCapture
from rpc_camera.edge.camera_files import CameraFiles
from rpc_camera.edge.camera_latest import CameraLatest
from rpc_camera.edge.camera_preview import CameraPreview
from rpc_camera.edge.camera_saved import SAVED, CameraSaved
from rpc_camera.edge.camera_uploads import CameraUploads
from rpc_camera.edge.client_socket import ClientSocket
from rpc_camera.edge.connection import Connection
from rpc_camera.edge.cors import Cors
from rpc_camera.edge.credentials import open_session
from rpc_camera.edge.documents import Documents
from rpc_camera.edge.hardening import harden
from rpc_camera.edge.host import check_host
from rpc_camera.edge.link_routes import LINK, LinkRoutes
from rpc_camera.edge.log import name_client
from rpc_camera.edge.metrics_page import MetricsPage
from rpc_camera.edge.outgoing import send_in_budget
from rpc_camera.edge.page import Page
from rpc_camera.edge.post import answer_post, refused
from rpc_camera.edge.probes import Probes
from rpc_camera.edge.visitors import ADMITTED_BY
from rpc_camera.errors import ServiceError

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from rpc_camera.edge.camera_hop import CameraHop
    from rpc_camera.edge.gateway import Bounds, Gateway
    from rpc_camera.edge.hub import Hub


def make_app(gateway: Gateway, hub: Hub) -> web.Application:
    """Return the application: `/rpc`, `/` (both formats, or a page for a browser), `/openrpc.json`, `/schemas/`."""
    page = Page()
    routes = _Routes(gateway, hub, page)
    documents = Documents(gateway.schemas)
    access = CameraAccess(gateway)
    files, uploads, preview = CameraFiles(access), CameraUploads(access), CameraPreview(access)
    archives, saved = CameraArchives(access), CameraSaved(access)
    probes = Probes(access)
    hop, links = _hop(access), LinkRoutes(access)
    capture, local_latest = CameraCapture(access, hub, hop), CameraLatest(access).get
    mjpeg = hop.mjpeg(preview) if hop else preview.mjpeg
    jpeg = hop.jpeg(preview.jpeg) if hop else preview.jpeg
    latest = hop.latest(local_latest) if hop else local_latest
    app = web.Application(middlewares=[_every_answer(gateway, hub), check_host(gateway)])
    app.on_response_prepare.append(harden)
    app.add_routes(
        [
            web.get("/", routes.root),
            web.post("/", routes.root_post),
            web.get("/page/{name}", page.file),
            web.get("/rpc", routes.rpc_get),
            web.post("/rpc", routes.rpc_post),
            web.options("/rpc", routes.rpc_preflight),
            web.get("/healthz", probes.health),
            web.get("/readyz", probes.readiness),
            web.get("/openrpc.json", documents.openrpc),
            web.get("/schemas/{path:(?s:.*)}", documents.schema),
            web.get(f"{CAMERA}/preview.mjpeg", mjpeg),
            web.get(f"{CAMERA}/preview.jpg", jpeg),
            web.get(f"{CAMERA}/latest.jpg", latest),
            web.get(f"{LINK}/preview.mjpeg", links.to(LinkKind.PREVIEW, mjpeg)),
            web.get(f"{LINK}/preview.jpg", links.to(LinkKind.PREVIEW, jpeg)),
            web.get(f"{LINK}/latest.jpg", links.to(LinkKind.LATEST, latest)),
            web.post(f"{CAMERA}/capture", capture.post),
            web.options(f"{CAMERA}/capture", capture.preflight),
            web.get(ARCHIVE, hop.archive(archives.get) if hop else archives.get),
            web.options(ARCHIVE, access.preflight),
            web.get(SAVED, hop.saved(saved.get) if hop else saved.get),
            web.options(SAVED, access.preflight),
            web.get(FILE, hop.file(files.get) if hop else files.get),
            web.put(FILE, hop.upload(uploads.put) if hop else uploads.put, expect_handler=uploads.expect),
            web.options(FILE, access.preflight),
        ]
    )
    if gateway.metrics:
        app.router.add_get("/metrics", MetricsPage(access, gateway.metrics).get)
    else:
        app.router.add_get("/metrics", _no_metrics)
    return app


def _hop(access: CameraAccess) -> CameraHop | None:
    """Return what answers for the cameras of other hosts; None where there is no rig."""
    elsewhere = access.gateway.service.elsewhere
    if elsewhere is None:
        return None
    from rpc_camera.edge.camera_hop import CameraHop  # noqa: PLC0415 - a service of one host needs none of it

    return CameraHop(access, elsewhere)


async def _no_metrics(_request: web.Request) -> web.Response:
    return web.Response(status=404, text="There are no metrics: start the service with --metrics.\n")


def _every_answer(gateway: Gateway, hub: Hub) -> Middleware:
    """Return the middleware around all routes: no connection, and no answer, goes past the bounds."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await hub.visitors.serve(request, lambda request: send_in_budget(request, handler, gateway.service))
        except web.HTTPException as error:  # aiohttp's own: there is no such route, or it takes no such method
            allowed = (
                f". Here it is {', '.join(error.headers['Allow'].split(','))}." if "Allow" in error.headers else ""
            )
            error.text = f"{error.text.strip() if error.text else error.reason}{allowed}\n"
            raise
        except ConnectionError:
            if request.transport is not None and not request.transport.is_closing():
                raise
            return web.Response()  # the client has left, or was cut off: nobody reads this, and aiohttp drops it

    return middleware


class _Routes:
    def __init__(self, gateway: Gateway, hub: Hub, page: Page) -> None:
        self._gateway = gateway
        self._hub = hub
        self._page = page
        self._cors = Cors(gateway.allowed_origins, "POST", "Authorization, Content-Type")

    async def root(self, request: web.Request) -> web.StreamResponse:
        if not _wants_websocket(request):
            return await self._page.index(request)
        return await self._serve_websocket(request, both_formats=True)

    async def root_post(self, _request: web.Request) -> web.StreamResponse:
        text = "POST JSON-RPC 2.0 to /rpc. Here is a page, or a WebSocket, which understands the original format too.\n"
        return web.Response(status=405, text=text, headers={"Allow": "GET, HEAD"})

    async def rpc_get(self, request: web.Request) -> web.StreamResponse:
        if not _wants_websocket(request):
            text = "Open a WebSocket here, or POST JSON-RPC 2.0.\n"
            return web.Response(status=426, text=text, headers={"Upgrade": "websocket"})
        return await self._serve_websocket(request, both_formats=False)

    async def rpc_post(self, request: web.Request) -> web.StreamResponse:
        name_client()
        if (refusal := self._cors.refusal(request)) is not None:
            return refusal
        return await answer_post(request, self._gateway, self._hub, self._cors.headers(request))

    async def rpc_preflight(self, request: web.Request) -> web.StreamResponse:
        return self._cors.preflight(request)

    async def _serve_websocket(self, request: web.Request, *, both_formats: bool) -> web.StreamResponse:
        name_client()
        gateway, hub = self._gateway, self._hub
        if (refusal := self._cors.refusal(request)) is not None:
            return refusal
        try:
            session = open_session(request, gateway, can_notify=True)
        except ServiceError as error:
            return refused(gateway, error)
        if not session.authenticated and not await hub.gets_room(session, gateway.bounds):
            return _no_room(gateway.bounds)
        request[ADMITTED_BY] = session
        socket = ClientSocket(request, gateway.service.limits.message_bytes, gateway.bounds)
        await socket.prepare(request)
        connection = Connection(gateway, hub, socket, session, both_formats=both_formats)
        with hub.connected(connection):
            await connection.run()
        return socket


def _no_room(bounds: Bounds) -> web.Response:
    """Return the answer to one more client that has yet to authenticate; by then, those before it have, or are gone."""
    wait_s = math.ceil(bounds.authentication_s)
    text = (
        "Too many clients of your address have yet to authenticate. Show the token in the header Authorization: "
        f"Bearer, which lets any number in, or try again in {wait_s} s.\n"
    )
    return web.Response(status=503, text=text, headers={hdrs.RETRY_AFTER: str(wait_s)})


def _wants_websocket(request: web.Request) -> bool:
    return request.headers.get("Upgrade", "").lower() == "websocket"
