"""An answer with a file (RFC 9110): whole or in part, with its ETag and its digest; or none, as the client has it."""

from __future__ import annotations

import base64
import logging
import re
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from aiohttp import hdrs, web

from rpc_camera.edge.disposition import disposition, is_shown
from rpc_camera.edge.etags import has_changed, is_known, quoted, range_applies
from rpc_camera.edge.flow import Flow
from rpc_camera.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

_NOTHING: Final = re.compile(r"\s*bytes\s*=\s*-0+\s*")  # which aiohttp parses as the whole file
_WANTED: Final = re.compile(r"\bsha-256\s*=\s*[1-9]|\bsha-256\s*(,|$)")
_log = logging.getLogger(__name__)


class Representation(Protocol):
    """A file as it is now. `tag` distinguishes it from what had its address before."""

    @property
    def path(self) -> str:
        """Where it is, for the log."""

    @property
    def filename(self) -> str:
        """What it is called where somebody saves it."""

    @property
    def mime_type(self) -> str:
        """Its type."""

    @property
    def size_bytes(self) -> int:
        """Its size."""

    @property
    def tag(self) -> str:
        """The value of its strong ETag."""


class FileBytes(Protocol):
    """What is in a file."""

    async def digest(self, *, wanted: bool) -> bytes | None:
        """Return its SHA-256; unless it is `wanted`, only if that is known. ServiceError: it cannot be read."""

    def read(self, start: int, stop: int) -> AsyncGenerator[bytes | bytearray]:
        """Yield the bytes from `start` to before `stop`. ServiceError: they are not all there."""


@dataclass(frozen=True)
class _Part:
    """The bytes that a request is for: from `start` to before `stop`. `partial`: a Range named them."""

    start: int
    stop: int
    partial: bool


async def answer_with(
    request: web.Request, file: Representation, content: FileBytes, cors: dict[str, str]
) -> web.StreamResponse:
    """Answer with the file, a part of it, or why not. ServiceError: its digest is wanted, and it cannot be read."""
    if is_known(request, file.tag):
        return web.Response(status=304, headers={**cors, hdrs.ETAG: quoted(file.tag)})
    if has_changed(request, file.tag):
        return web.Response(status=412, text="The file has changed.\n", headers=cors)
    part = _part_of(request, file)
    if part is None:
        return web.Response(status=416, headers={**cors, hdrs.CONTENT_RANGE: f"bytes */{file.size_bytes}"})
    return await _answer_with_part(request, file, content, part, cors)


async def answer_with_all(
    request: web.Request, file: Representation, content: FileBytes, headers: dict[str, str]
) -> web.StreamResponse:
    """Answer with the whole file, whatever the request's conditions: it is what the request has made."""
    return await _answer_with_part(request, file, content, _Part(0, file.size_bytes, partial=False), headers)


async def _answer_with_part(
    request: web.Request, file: Representation, content: FileBytes, part: _Part, headers: dict[str, str]
) -> web.StreamResponse:
    response = web.StreamResponse(status=206 if part.partial else 200, headers={**_headers(file), **headers})
    if part.partial:
        response.headers[hdrs.CONTENT_RANGE] = f"bytes {part.start}-{part.stop - 1}/{file.size_bytes}"
    response.content_length = part.stop - part.start
    is_wanted = _WANTED.search(request.headers.get("Want-Repr-Digest", "")) is not None
    if (digest := await content.digest(wanted=is_wanted)) is not None:
        response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest).decode('ascii')}:"
    await response.prepare(request)
    if request.method != hdrs.METH_HEAD:
        await _stream(request, response, file, content.read(part.start, part.stop))
    return response


async def _stream(
    request: web.Request, response: web.StreamResponse, file: Representation, pieces: AsyncGenerator[bytes | bytearray]
) -> None:
    """Send the bytes; an answer that cannot be finished is cut, so that the client sees that some are missing."""
    if request.transport is None:
        return
    flow = Flow(request.transport)
    try:
        async with aclosing(pieces) as chunks:
            async for chunk in chunks:
                await response.write(chunk)
    except ServiceError as error:
        _log.warning("%s was cut: %s", file.path, error)
        flow.abort()
    except OSError as error:
        _log.info("%s was not wanted to its end: %s", file.path, error)


def _part_of(request: web.Request, file: Representation) -> _Part | None:
    """Return the part that is asked for; None where the file has no such. What is no single range counts as none."""
    size = file.size_bytes
    whole = _Part(0, size, partial=False)
    if request.method != hdrs.METH_GET:
        return whole  # RFC 9110, 14.2
    if _NOTHING.fullmatch(request.headers.get(hdrs.RANGE, "")):
        return None
    if hdrs.RANGE not in request.headers or not range_applies(request, file.tag):
        return whole
    try:
        wanted = request.http_range
    except ValueError:
        return whole
    start, stop, _ = wanted.indices(size)
    return _Part(start, stop, partial=True) if start < stop else None


def _headers(file: Representation) -> dict[str, str]:
    return {
        hdrs.CONTENT_TYPE: file.mime_type,
        hdrs.ACCEPT_RANGES: "bytes",
        hdrs.ETAG: quoted(file.tag),
        hdrs.CACHE_CONTROL: "private, no-cache",
        hdrs.CONTENT_DISPOSITION: disposition("inline" if is_shown(file.mime_type) else "attachment", file.filename),
        "X-Content-Type-Options": "nosniff",
    }
