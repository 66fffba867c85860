"""What is below `/cameras/{id}/` for the cameras of a rig's other hosts: the way there, or one streaming hop to it."""

from __future__ import annotations

import logging
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import quote, quote_plus

from aiohttp import hdrs, web

from rpc_camera.contract.types import FilesSetting
from rpc_camera.edge.camera_access import NEW_LINK, link_of, name_of, path_of
from rpc_camera.edge.camera_latest import NEW_LATEST_LINK
from rpc_camera.edge.camera_saved import NEW_SAVED_LINK, subject_of
from rpc_camera.edge.camera_uploads import status_of_refused
from rpc_camera.edge.disposition import is_shown
from rpc_camera.edge.flow import Flow
from rpc_camera.edge.log import name_client
from rpc_camera.edge.presence import while_present
from rpc_camera.edge.request_body import RequestBody, refused_form
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.methods.links import LATEST, PREVIEW, archive_subject

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping

    from aiohttp.typedefs import Handler

    from rpc_camera.contract import types
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.edge.camera_preview import CameraPreview
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.elsewhere import Elsewhere, ElsewhereCamera, HostAnswer
    from rpc_camera.methods.links import Verb

    _Ask: TypeAlias = Callable[[web.Request, ElsewhereCamera], Awaitable[str]]

_LINK_S: Final = 60  # a host's address is used at once
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


@dataclass(frozen=True)
class _Route:
    """`signed` is what the gateway's own address was signed for, `ask` gets the host's address of the same."""

    signed: Callable[[web.Request], str]
    new_link: str
    ask: _Ask
    verb: Verb = "GET"


class CameraHop:
    """Answers for the cameras of other hosts. What is for one of this host is left to the handlers that are for it."""

    def __init__(self, access: CameraAccess, elsewhere: Elsewhere) -> None:
        self._access = access
        self._elsewhere = elsewhere

    def file(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for a file."""
        return self._readable(local, _Route(path_of, NEW_LINK["GET"], _file))

    def archive(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for an archive."""
        return self._readable(local, _Route(_archive_subject, "get_archive_url", self._archive))

    def saved(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for what was saved, of whose cameras none need be there any more."""
        there = self._readable(local, _Route(subject_of, NEW_SAVED_LINK, _saved))
        tethering = self._access.gateway.service.tethering

        async def handler(request: web.Request) -> web.StreamResponse:
            return await (local if tethering.has_saved(request.match_info["camera"]) else there)(request)

        return handler

    def jpeg(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for one frame of live view."""
        return self._readable(local, _Route(_preview_subject, "get_preview_url", _jpeg), for_pages=False)

    def latest(self, local: Handler) -> Handler:
        """Return what answers GET and HEAD for the newest picture."""
        return self._readable(local, _Route(_latest_subject, NEW_LATEST_LINK, _latest))

    async def camera(self, camera_id: str) -> ElsewhereCamera | None:
        """Return the camera of this id, if another host has it."""
        return await self._elsewhere.find(camera_id)

    async def captured(
        self, request: web.Request, camera: ElsewhereCamera, file: types.File, headers: dict[str, str]
    ) -> web.StreamResponse:
        """Answer with a file that another host's camera has just made. ServiceError: it cannot be had."""
        try:
            url = await _url(camera, "get_file_url", "url", path=file["path"])
        except ServiceError as error:
            if error.name is not ErrorName.FILE_NOT_FOUND:
                raise
            url = await _url(camera, NEW_SAVED_LINK, "url", path=file["path"], size_bytes=file["size_bytes"])
        if self._elsewhere.files is FilesSetting.DIRECT:
            return web.Response(status=303, headers={**headers, hdrs.LOCATION: url})
        async with while_present(request), self._elsewhere.http.request(camera, hdrs.METH_GET, url) as answer:
            if answer.status in _LINK_REFUSED:
                raise _started_anew(camera)
            return await self._pass_on(request, camera, answer, headers)

    def mjpeg(self, preview: CameraPreview) -> Handler:
        """Return what answers GET and HEAD for live view: those who watch the same camera share the way to its host."""
        route = _Route(_preview_subject, "get_preview_url", _mjpeg)

        async def handler(request: web.Request) -> web.StreamResponse:
            try:
                camera = await self._find(request, route)
                if camera is None:
                    return await preview.mjpeg(request)
                if self._leads_there(request):
                    return _redirect(await _mjpeg(request, camera))
                return await preview.stream(request, lambda max_fps: self._elsewhere.feeds.feed(camera, max_fps))
            except ServiceError as error:
                return self._access.refused(error)

        return handler

    def upload(self, local: Handler) -> Handler:
        """Return what answers PUT of a file."""
        route = _Route(path_of, NEW_LINK["PUT"], _new_file, "PUT")

        async def handler(request: web.Request) -> web.StreamResponse:
            name_client()
            if (refusal := self._access.cors.refusal(request)) is not None:
                return refusal
            try:
                camera = await self._find(request, route)
                if camera is None:
                    return await local(request)
                response = await self._put(request, camera)
            except ServiceError as error:
                response = self._access.refused(error, status_of_refused(request, error))
            response.headers.update(self._access.cors.headers(request))
            return response

        return handler

    def _readable(self, local: Handler, route: _Route, *, for_pages: bool = True) -> Handler:
        """Return what answers GET and HEAD; pages from elsewhere may read the answers where they are `for_pages`."""

        async def handler(request: web.Request) -> web.StreamResponse:
            cors = self._access.cors.headers(request) if for_pages else {}
            try:
                camera = await self._find(request, route)
                if camera is None:
                    return await local(request)
                url = await route.ask(request, camera)
                if self._leads_there(request):
                    return _redirect(url, cors)
                async with self._asked(request, camera, url) as answer:
                    return await self._pass_on(request, camera, answer, cors)
            except ServiceError as error:
                refused = self._access.refused(error)
                refused.headers.update(cors)
                return refused

        return handler

    def _leads_there(self, request: web.Request) -> bool:
        """Return whether the client is sent to the host; who came by a durable link stays where that can be revoked."""
        return self._elsewhere.files is FilesSetting.DIRECT and link_of(request) is None

    async def _find(self, request: web.Request, route: _Route) -> ElsewhereCamera | None:
        grant = self._access.admit(request, route.signed(request), route.new_link, route.verb)
        wanted = request.match_info["camera"]
        try:
            camera = await self._elsewhere.find(wanted)
        except ServiceError as error:
            raise grant.conceal(error, wanted) if grant else error from None
        if camera is not None and grant is not None:
            grant.check_camera({camera.id}, wanted)
        return camera

    @asynccontextmanager
    async def _asked(
        self, request: web.Request, camera: ElsewhereCamera, url: str, body: RequestBody | None = None
    ) -> AsyncIterator[HostAnswer]:
        """Ask the host for what a client asks for; no longer than that client is there.

        ServiceError: the host cannot be reached, or does not take its own address.
        """
        headers = _fields(request.headers, _OF_BODY if body else _ASKED)
        http, sent = self._elsewhere.http, _sent(body) if body else None
        async with while_present(request), http.request(camera, request.method, url, headers, sent) as answer:
            if answer.status in _LINK_REFUSED:
                raise _started_anew(camera)
            yield answer

    async def _pass_on(
        self, request: web.Request, camera: ElsewhereCamera, answer: HostAnswer, cors: dict[str, str]
    ) -> web.StreamResponse:
        """Answer as the host did; what it cuts is cut here."""
        if (refused := await self._refused(answer)) is not None:
            refused.headers.update(cors)
            return refused
        if answer.status not in _OF_FILES:
            raise _odd_status(camera, answer)
        response = web.StreamResponse(status=answer.status, headers={**_of_file(answer.headers), **cors})
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

    async def _put(self, request: web.Request, camera: ElsewhereCamera) -> web.Response:
        if (refusal := refused_form(request)) is not None:
            return refusal
        url = await _new_file(request, camera)
        if self._elsewhere.files is FilesSetting.DIRECT:
            return _redirect(url)
        body = RequestBody(request, self._access.gateway.bounds.stall_s)
        try:
            async with self._asked(request, camera, url, body) as answer:
                return await self._refused(answer) or await _stored(answer, camera)
        except ServiceError:
            if body.refusal is not None:
                return body.refusal
            raise

    async def _archive(self, request: web.Request, camera: ElsewhereCamera) -> str:
        wanted = self._access.gateway.service.archives.get(camera.id, request.match_info["archive"])
        return await _url(camera, "get_archive_url", "url", paths=wanted.paths, name=wanted.filename)


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


def _archive_subject(request: web.Request) -> str:
    return archive_subject(request.match_info["archive"])


def _preview_subject(_request: web.Request) -> str:
    return PREVIEW


def _latest_subject(_request: web.Request) -> str:
    return LATEST


async def _latest(_request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, NEW_LATEST_LINK, "latest_url")


async def _file(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, "get_file_url", "url", path=path_of(request))


async def _new_file(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, "get_upload_url", "url", path=path_of(request))


async def _saved(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _url(camera, NEW_SAVED_LINK, "url", sha256=request.match_info["sha256"])


async def _jpeg(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _preview(request, camera, "jpeg_url")


async def _mjpeg(request: web.Request, camera: ElsewhereCamera) -> str:
    return await _preview(request, camera, "mjpeg_url")


async def _preview(request: web.Request, camera: ElsewhereCamera, member: str) -> str:
    url = await _url(camera, "get_preview_url", member)
    max_fps = request.query.get("max_fps")
    return url if max_fps is None else f"{url}&max_fps={quote_plus(max_fps)}"


async def _url(camera: ElsewhereCamera, method: str, member: str, **params: JsonValue) -> str:
    """Return the address that the host signs. ServiceError: see `ElsewhereCamera.call`."""
    answered = await camera.call(method, {"camera": camera.local_id, "expires_s": _LINK_S, **params})
    return absolute(camera, answered.get(member))


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


def _redirect(url: str, cors: Mapping[str, str] | None = None) -> web.Response:
    """Send the client to the host; after a 307 it does there what it wanted to do here (RFC 9110, 15.4.8)."""
    return web.Response(status=307, headers={**(cors or {}), hdrs.LOCATION: url, hdrs.CACHE_CONTROL: "no-store"})


def _odd_status(camera: ElsewhereCamera, answer: HostAnswer) -> ServiceError:
    message = f"{camera.host} has answered with the HTTP status {answer.status}."
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, camera.id, details={"host": camera.host})


def _started_anew(camera: ElsewhereCamera) -> ServiceError:
    message = f"{camera.host} does not take an address that it has just signed: it was started anew, or is another one."
    return ServiceError(
        ErrorName.HOST_UNREACHABLE, message, camera.id, remedy="Try again.", details={"host": camera.host}
    )
