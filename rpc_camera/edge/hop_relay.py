"""One streaming hop: what a client asks for or sends goes to the camera's host, and its answer comes back."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aiohttp import hdrs, web

from rpc_camera.edge.camera_access import name_of
from rpc_camera.edge.disposition import is_shown
from rpc_camera.edge.flow import Flow
from rpc_camera.edge.presence import while_present
from rpc_camera.edge.request_body import RequestBody
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Mapping

    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.methods.elsewhere import ElsewhereCamera, HostAnswer, HostHttp

_ASKED: Final = (hdrs.RANGE, hdrs.IF_RANGE, hdrs.IF_MATCH, hdrs.IF_NONE_MATCH, "Want-Repr-Digest")
_OF_BODY: Final = (hdrs.CONTENT_TYPE, hdrs.CONTENT_LENGTH, hdrs.IF_NONE_MATCH, "Repr-Digest", "Content-Digest")
_TO_CLIENT: Final = (
    *(hdrs.CONTENT_TYPE, hdrs.CONTENT_RANGE, hdrs.CONTENT_DISPOSITION, hdrs.ACCEPT_RANGES, hdrs.ETAG),
    *(hdrs.CACHE_CONTROL, hdrs.LAST_MODIFIED, "Repr-Digest", "X-Sequence", "X-At", "X-Skipped"),
)
_ANSWER_BYTES: Final = 1 << 16
_LINK_REFUSED: Final = {401, 403}
_OF_FILES: Final = {200, 206, 304, 412, 416}
_log = logging.getLogger(__name__)


class HopRelay:
    """Relays at the addresses that hosts have signed, and no longer than the client is there.

    ServiceError, of each: the host cannot be reached, does not take its own address, or answers oddly.
    """

    def __init__(self, access: CameraAccess, http: HostHttp) -> None:
        self._access = access
        self._http = http

    async def read(
        self, request: web.Request, camera: ElsewhereCamera, url: str, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        """Answer GET or HEAD, of a part as well, as the host does, with `headers`."""
        asked = _fields(request.headers, _ASKED)
        async with self._asked(request, camera, request.method, url, fields=asked) as answer:
            return await self._pass_on(request, camera, answer, headers)

    async def fetch(
        self, request: web.Request, camera: ElsewhereCamera, url: str, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        """Answer with all that is there, whatever the request asks for else."""
        async with self._asked(request, camera, hdrs.METH_GET, url) as answer:
            return await self._pass_on(request, camera, answer, headers)

    async def put(self, request: web.Request, camera: ElsewhereCamera, url: str) -> web.Response:
        """Send the host the request's body, and answer as it does."""
        body = RequestBody(request, self._access.gateway.bounds.stall_s)
        fields = _fields(request.headers, _OF_BODY)
        try:
            async with self._asked(request, camera, request.method, url, fields=fields, body=_sent(body)) as answer:
                return await self._refused(answer) or await _stored(answer, camera)
        except ServiceError:
            if body.refusal is not None:
                return body.refusal
            raise

    @asynccontextmanager
    async def _asked(
        self,
        request: web.Request,
        camera: ElsewhereCamera,
        method: str,
        url: str,
        *,
        fields: Mapping[str, str] | None = None,
        body: AsyncGenerator[bytes] | None = None,
    ) -> AsyncIterator[HostAnswer]:
        async with while_present(request), self._http.request(camera, method, url, fields, body) as answer:
            if answer.status in _LINK_REFUSED:
                raise _started_anew(camera)
            yield answer

    async def _pass_on(
        self, request: web.Request, camera: ElsewhereCamera, answer: HostAnswer, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        """Answer as the host did; what it cuts is cut here."""
        if (refused := await self._refused(answer)) is not None:
            refused.headers.update(headers)
            return refused
        if answer.status not in _OF_FILES:
            raise _odd_status(camera, answer)
        response = web.StreamResponse(status=answer.status, headers={**_of_file(answer.headers), **headers})
        if (length := answer.headers.get(hdrs.CONTENT_LENGTH)) is not None:
            response.content_length = int(length)
        await response.prepare(request)
        if request.method != hdrs.METH_HEAD and request.transport is not None:
            await _stream(request, response, answer, Flow(request.transport))
        return response

    async def _refused(self, answer: HostAnswer) -> web.Response | None:
        """Return the answer that has the host's error, if it is one, with the camera's id in the rig."""
        error = await answer.error() if answer.status >= 400 else None
        return self._access.refused(error, answer.status) if error else None


class _BodyBrokeOffError(Exception):
    """The client has not sent all of a body, so that the host must not get an end of it."""


async def _sent(body: RequestBody) -> AsyncGenerator[bytes]:
    await body.wanted()
    async for piece in body.pieces():
        yield piece
    if body.refusal is not None:
        raise _BodyBrokeOffError


async def _stored(answer: HostAnswer, camera: ElsewhereCamera) -> web.Response:
    """Return the host's answer to a PUT, with the file's address at the gateway."""
    if answer.status != 201:
        raise _odd_status(camera, answer)
    headers = _of_file(answer.headers)
    if location := answer.headers.get(hdrs.LOCATION):
        there, here = (f"/cameras/{quote(name, safe='')}/" for name in (camera.local_id, camera.id))
        headers[hdrs.LOCATION] = here + location.removeprefix(there)
    return web.Response(status=answer.status, headers=headers, body=await answer.read(_ANSWER_BYTES))


async def _stream(request: web.Request, response: web.StreamResponse, answer: HostAnswer, flow: Flow) -> None:
    try:
        async for chunk in answer.chunks():
            await response.write(chunk)
    except ServiceError as error:
        _log.warning("%s was cut: %s", name_of(request), error)
        flow.abort()
    except OSError as error:
        _log.info("%s was not wanted to its end: %s", name_of(request), error)


def _fields(headers: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """Return those header fields of `names` that are there: no other is passed on, least of all a token."""
    return {name: headers[name] for name in names if name in headers}


def _of_file(headers: Mapping[str, str]) -> dict[str, str]:
    """Return what is passed on of an answer's head; a browser shows no more of it than of a file of this host."""
    fields = _fields(headers, _TO_CLIENT)
    is_saved = fields.get(hdrs.CONTENT_DISPOSITION, "").startswith("attachment")
    if not is_saved and not is_shown(fields.get(hdrs.CONTENT_TYPE, "")):
        fields[hdrs.CONTENT_DISPOSITION] = "attachment"
    return fields


def _odd_status(camera: ElsewhereCamera, answer: HostAnswer) -> ServiceError:
    message = f"{camera.host} has answered with the HTTP status {answer.status}."
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, camera.id, details={"host": camera.host})


def _started_anew(camera: ElsewhereCamera) -> ServiceError:
    message = f"{camera.host} does not take an address that it has just signed: it was started anew, or is another one."
    return ServiceError(
        ErrorName.HOST_UNREACHABLE, message, camera.id, remedy="Try again.", details={"host": camera.host}
    )
