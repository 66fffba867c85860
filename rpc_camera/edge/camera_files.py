"""`/cameras/{id}/files/…`: the files of a camera over HTTP (RFC 9110), streamed as the camera gives them."""

from __future__ import annotations

import base64
import logging
import re
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.edge.disposition import disposition, is_shown
from rpc_camera.edge.etags import has_changed, is_known, quoted, range_applies
from rpc_camera.edge.flow import Flow
from rpc_camera.errors import ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.version import FileVersion
    from rpc_camera.edge.camera_access import CameraAccess

_NOTHING: Final = re.compile(r"\s*bytes\s*=\s*-0+\s*")  # which aiohttp parses as the whole file
_WANTED: Final = re.compile(r"\bsha-256\s*=\s*[1-9]|\bsha-256\s*(,|$)")
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Part:
    """The bytes that a request is for: from `start` to before `stop`. `partial`: a Range named them."""

    start: int
    stop: int
    partial: bool


class CameraFiles:
    """Answers GET and HEAD for one file."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer with the file, a part of it, or why not."""
        cors = self._access.cors.headers(request)
        try:
            camera, path = await self._access.file(request, "GET")
            version = await camera.versions.current(path)
            return await self._answer(request, camera, version, cors)
        except ServiceError as error:
            response = self._access.refused(error)
            response.headers.update(cors)
            return response

    async def _answer(
        self, request: web.Request, camera: TetheredCamera, version: FileVersion, cors: dict[str, str]
    ) -> web.StreamResponse:
        if is_known(request, version.tag):
            return web.Response(status=304, headers={**cors, hdrs.ETAG: quoted(version.tag)})
        if has_changed(request, version.tag):
            return web.Response(status=412, text="The file has changed.\n", headers=cors)
        part = _part_of(request, version)
        if part is None:
            return web.Response(status=416, headers={**cors, hdrs.CONTENT_RANGE: f"bytes */{version.size_bytes}"})
        response = web.StreamResponse(status=206 if part.partial else 200, headers={**cors, **_headers(version)})
        if part.partial:
            response.headers[hdrs.CONTENT_RANGE] = f"bytes {part.start}-{part.stop - 1}/{version.size_bytes}"
        response.content_length = part.stop - part.start
        digest = camera.downloads.known_digest(version)
        if digest is None and _WANTED.search(request.headers.get("Want-Repr-Digest", "")):
            digest = await camera.downloads.digest(version)
        if digest is not None:
            response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest).decode('ascii')}:"
        await response.prepare(request)
        if request.method == hdrs.METH_GET:
            await self._stream(request, response, camera, version, part)
        return response

    async def _stream(
        self,
        request: web.Request,
        response: web.StreamResponse,
        camera: TetheredCamera,
        version: FileVersion,
        part: _Part,
    ) -> None:
        """Send the bytes; an answer that cannot be finished is cut, so that the client sees that some are missing."""
        if request.transport is None:
            return
        flow = Flow(request.transport)
        try:
            async with aclosing(camera.downloads.stream(version, part.start, part.stop)) as chunks:
                async for chunk in chunks:
                    await response.write(chunk)
        except ServiceError as error:
            _log.warning("%s was cut: %s", version.path, error)
            flow.abort()
        except OSError as error:
            _log.info("%s was not wanted to its end: %s", version.path, error)


def _part_of(request: web.Request, version: FileVersion) -> _Part | None:
    """Return the part that is asked for; None where the file has no such. What is no single range counts as none."""
    size = version.size_bytes
    whole = _Part(0, size, partial=False)
    if request.method != hdrs.METH_GET:
        return whole  # RFC 9110, 14.2
    if _NOTHING.fullmatch(request.headers.get(hdrs.RANGE, "")):
        return None
    if hdrs.RANGE not in request.headers or not range_applies(request, version.tag):
        return whole
    try:
        wanted = request.http_range
    except ValueError:
        return whole
    start, stop, _ = wanted.indices(size)
    return _Part(start, stop, partial=True) if start < stop else None


def _headers(version: FileVersion) -> dict[str, str]:
    return {
        hdrs.CONTENT_TYPE: version.mime_type,
        hdrs.ACCEPT_RANGES: "bytes",
        hdrs.ETAG: quoted(version.tag),
        hdrs.CACHE_CONTROL: "private, no-cache",
        hdrs.CONTENT_DISPOSITION: _disposition(version),
        "X-Content-Type-Options": "nosniff",
    }


def _disposition(version: FileVersion) -> str:
    return disposition("inline" if is_shown(version.mime_type) else "attachment", version.filename)
