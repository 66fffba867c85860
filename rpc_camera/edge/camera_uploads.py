"""`PUT /cameras/{id}/files/…`: a new file for a camera, kept on the server's disk until it is whole and verified."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from aiohttp import hdrs, http_exceptions, web
from aiohttp.client_exceptions import ClientError
from aiohttp.http import HttpVersion11

from rpc_camera.camera.files.incoming import check_size
from rpc_camera.edge.digests import HASHLIB_NAMES, SHA_256, digest_field, expected_digests
from rpc_camera.edge.json_answer import json_answer
from rpc_camera.edge.log import name_client
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.incoming import Incoming
    from rpc_camera.edge.camera_access import CameraAccess

_CUT: Final = (OSError, ClientError, web.RequestPayloadError, http_exceptions.HttpProcessingError)
_log = logging.getLogger(__name__)


class CameraUploads:
    """Answers PUT of one file. What needs no body to be refused is refused before one is read."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access
        self._gateway = access.gateway

    async def expect(self, request: web.Request) -> None:
        """Leave `Expect: 100-continue` until it is known that the body is wanted."""
        if request.headers.get(hdrs.EXPECT, "").lower() != "100-continue":
            raise web.HTTPExpectationFailed(text="Only 100-continue can be expected here.\n")

    async def put(self, request: web.Request) -> web.Response:
        """Store the body as a new file: 201 with the `File`, or why not."""
        name_client()
        if (refusal := self._access.cors.refusal(request)) is not None:
            return refusal
        try:
            response = await self._put(request)
        except ServiceError as error:
            failed = error.name is ErrorName.FILE_EXISTS and hdrs.IF_NONE_MATCH in request.headers
            response = self._access.refused(error, 412 if failed else None)
        response.headers.update(self._access.cors.headers(request))
        return response

    async def _put(self, request: web.Request) -> web.Response:
        camera, path = await self._access.file(request, "PUT")
        if (refusal := _refused_form(request)) is not None:
            return refusal
        digests = expected_digests(request.headers)
        limit_bytes = self._gateway.service.limits.put_bytes
        check_size(request.content_length or 0, limit_bytes)
        algorithms = {HASHLIB_NAMES[name] for name, _ in digests} | {HASHLIB_NAMES[SHA_256]}
        incoming = camera.uploads.receive(limit_bytes, algorithms)
        try:
            path, refusal = await self._check_and_receive(request, camera, path, incoming)
            if refusal is not None:
                incoming.close()
                return refusal
            _verify(incoming, digests)
        except BaseException:
            incoming.close()
            raise
        digest = incoming.digest(HASHLIB_NAMES[SHA_256])
        file = await camera.uploads.store(path, incoming)
        headers = {hdrs.LOCATION: _location(camera, path), "Repr-Digest": digest_field(SHA_256, digest)}
        return json_answer(json.dumps(file), 201, headers)

    async def _check_and_receive(
        self, request: web.Request, camera: TetheredCamera, path: str, incoming: Incoming
    ) -> tuple[str, web.Response | None]:
        """Return the path, and the answer where the body does not come.

        A body that is sent unasked is received while the camera is asked: when its client leaves, what waits in the
        connection is lost.
        """
        incoming.check_room(request.content_length or 0)
        checking = asyncio.create_task(camera.uploads.check(path, request.content_length))
        try:
            if hdrs.EXPECT in request.headers:
                await checking
                await _continue(request)
            receiving = asyncio.create_task(self._receive(request, incoming))
            try:
                return await checking, await receiving
            finally:
                await _end(receiving)
        finally:
            await _end(checking)

    async def _receive(self, request: web.Request, incoming: Incoming) -> web.Response | None:
        """Receive the whole body; return the answer where it does not come."""
        try:
            while data := await self._next(request):
                incoming.write(data)  # not in a thread: the end of a client's connection must not overtake its bytes
        except TimeoutError:
            return _broken(408, f"Nothing of the body has come for {self._gateway.bounds.stall_s:g} s.\n")
        except _CUT as error:
            _log.info("an upload broke off after %d bytes: %s", incoming.size_bytes, error)
            return _broken(400, "The body broke off.\n")
        return None

    async def _next(self, request: web.Request) -> bytes:
        async with asyncio.timeout(self._gateway.bounds.stall_s):
            return await request.content.readany()


def _refused_form(request: web.Request) -> web.Response | None:
    """Return the answer to a request whose body cannot be stored as it is."""
    if hdrs.CONTENT_RANGE in request.headers:
        return web.Response(status=400, text="A file is stored whole, not by Content-Range.\n")
    if request.headers.get(hdrs.CONTENT_ENCODING, "identity").lower() != "identity":
        return web.Response(status=415, text="Send the file as it is, without Content-Encoding.\n")
    if request.content_type.startswith("multipart/"):
        return web.Response(status=415, text="Send the file itself as the body, not a form: curl -T FILE.\n")
    if hdrs.IF_MATCH in request.headers:
        return web.Response(status=412, text="PUT stores new files only; If-Match asks for one that exists.\n")
    if request.content_length is None and "chunked" not in request.headers.get(hdrs.TRANSFER_ENCODING, "").lower():
        return web.Response(status=411, text="Send Content-Length, or Transfer-Encoding: chunked.\n")
    return None


async def _end(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _continue(request: web.Request) -> None:
    """Ask for the body where the client waits for that (RFC 9110, 10.1.1)."""
    if hdrs.EXPECT in request.headers and request.version == HttpVersion11:
        await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        request.writer.output_size = 0  # the answer proper is yet to begin


def _verify(incoming: Incoming, digests: list[tuple[str, bytes]]) -> None:
    for name, expected in digests:
        if incoming.digest(HASHLIB_NAMES[name]) != expected:
            raise ServiceError(
                ErrorName.DIGEST_MISMATCH,
                f"The {incoming.size_bytes} bytes that came do not have the {name} that was given; nothing was stored.",
            )


def _broken(status: int, text: str) -> web.Response:
    response = web.Response(status=status, text=text)
    response.force_close()
    return response


def _location(camera: TetheredCamera, path: str) -> str:
    return f"/cameras/{quote(camera.id, safe='')}/files{quote(path)}"
