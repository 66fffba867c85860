"""`PUT /cameras/{id}/files/…`: a new file for a camera, kept on the server's disk until it is whole and verified."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import hdrs, web

from rpc_camera.camera.files.incoming import check_size
from rpc_camera.edge.digests import HASHLIB_NAMES, SHA_256, digest_field, expected_digests
from rpc_camera.edge.json_answer import json_answer
from rpc_camera.edge.log import name_client
from rpc_camera.edge.request_body import RequestBody, refused_form
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.incoming import Incoming
    from rpc_camera.edge.camera_access import CameraAccess


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
            response = self._access.refused(error, status_of_refused(request, error))
        response.headers.update(self._access.cors.headers(request))
        return response

    async def _put(self, request: web.Request) -> web.Response:
        camera, path = await self._access.file(request, "PUT")
        if (refusal := refused_form(request)) is not None:
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
            body = RequestBody(request, self._gateway.bounds.stall_s)
            if hdrs.EXPECT in request.headers:
                await checking
                await body.wanted()
            receiving = asyncio.create_task(_receive(body, incoming))
            try:
                return await checking, await receiving
            finally:
                await _end(receiving)
        finally:
            await _end(checking)


def status_of_refused(request: web.Request, error: ServiceError) -> int | None:
    """Return the status of a PUT that ended in `error`, where that is not the error's own."""
    return 412 if error.name is ErrorName.FILE_EXISTS and hdrs.IF_NONE_MATCH in request.headers else None


async def _receive(body: RequestBody, incoming: Incoming) -> web.Response | None:
    """Receive the whole body; return the answer where it does not come."""
    async for data in body.pieces():
        incoming.write(data)  # not in a thread: the end of a client's connection must not overtake its bytes
    return body.refusal


async def _end(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def _verify(incoming: Incoming, digests: list[tuple[str, bytes]]) -> None:
    for name, expected in digests:
        if incoming.digest(HASHLIB_NAMES[name]) != expected:
            raise ServiceError(
                ErrorName.DIGEST_MISMATCH,
                f"The {incoming.size_bytes} bytes that came do not have the {name} that was given; nothing was stored.",
                remedy="Send the file again; if that fails as well, compute its digest anew.",
            )


def _location(camera: TetheredCamera, path: str) -> str:
    return f"/cameras/{quote(camera.id, safe='')}/files{quote(path)}"
