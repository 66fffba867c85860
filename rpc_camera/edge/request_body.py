"""The body of a PUT, as it comes: piece by piece, and the answer where it does not come whole."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, http_exceptions, web
from aiohttp.client_exceptions import ClientError
from aiohttp.http import HttpVersion11

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

_CUT: Final = (OSError, ClientError, web.RequestPayloadError, http_exceptions.HttpProcessingError)
_log = logging.getLogger(__name__)


class RequestBody:
    """The body of `request`; a client that sends nothing for `stall_s` is waited for no longer."""

    def __init__(self, request: web.Request, stall_s: float) -> None:
        self.refusal: web.Response | None = None
        """The answer where the body did not come; known once `pieces` has ended."""
        self._request = request
        self._stall_s = stall_s
        self._size_bytes = 0

    async def wanted(self) -> None:
        """Ask for it where the client waits for that (RFC 9110, 10.1.1)."""
        request = self._request
        if hdrs.EXPECT in request.headers and request.version == HttpVersion11:
            await request.writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.writer.output_size = 0  # the answer proper is yet to begin

    async def pieces(self) -> AsyncGenerator[bytes]:
        """Yield what comes, until all has, or it breaks off: see `refusal`."""
        try:
            while data := await self._next():
                self._size_bytes += len(data)
                yield data
        except TimeoutError:
            self.refusal = _broken(408, f"Nothing of the body has come for {self._stall_s:g} s.\n")
        except _CUT as error:
            _log.info("an upload broke off after %d bytes: %s", self._size_bytes, error)
            self.refusal = _broken(400, "The body broke off.\n")

    async def _next(self) -> bytes:
        async with asyncio.timeout(self._stall_s):
            return await self._request.content.readany()


def refused_form(request: web.Request) -> web.Response | None:
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


def _broken(status: int, text: str) -> web.Response:
    response = web.Response(status=status, text=text)
    response.force_close()
    return response
