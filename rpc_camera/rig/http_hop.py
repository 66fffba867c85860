"""The gateway's HTTP client for the other hosts: bytes come from there, piece by piece, and nothing is kept of them.

Each request has a connection of its own, which ends with it. A host that was started anew meanwhile, or that has gone,
is never met on a connection of before; who leaves in the middle has the host stop at once.
"""

from __future__ import annotations

import errno
import logging
import socket
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs
from aiohttp.client_exceptions import ClientConnectorCertificateError, ClientConnectorError, ClientError
from yarl import URL

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.answered_error import answered_error

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable, Mapping
    from pathlib import Path

    from aiohttp import AddrInfoType, BodyPartReader, ClientResponse, ClientSession

    from rpc_camera.methods.elsewhere import ElsewhereCamera, HostAnswer

CONNECT_S: Final = 1.5  # who asks for a camera behind a host that is gone knows within two seconds
_BUFFER_BYTES: Final = 1 << 18
_ERROR_BYTES: Final = 1 << 16
_PART_BYTES: Final = 16 << 20
# A host that has gone without a word, as by a plug that was pulled, is noticed after six seconds of silence: its system
# answers such probes however long its camera takes. There are none while something that was sent is not acknowledged.
_OF_DOWNLOADS: Final = ((socket.TCP_KEEPIDLE, 2), (socket.TCP_KEEPINTVL, 1), (socket.TCP_KEEPCNT, 4))
_OF_UPLOADS: Final = (*_OF_DOWNLOADS, (socket.TCP_USER_TIMEOUT, 30_000))  # a disk can make a host slow to take a body
_FAILED: Final = (ClientError, OSError, TimeoutError)
_log = logging.getLogger(__name__)


class HttpHop:
    """See `HostHttp`. `cafile` has the certificate authorities of hosts with https; without it, they are the system's.

    It never sends a token, a cookie, or anything from the environment, and follows no redirect.
    """

    def __init__(self, cafile: Path | None = None, may_lead_to: Callable[[str], bool] = lambda _ip: True) -> None:
        """`may_lead_to` says of the IP address of a host whether a connection to it may be made."""
        self._cafile = cafile
        self._may_lead_to = may_lead_to
        self._sessions: dict[bool, ClientSession] = {}  # that for uploads, and that for all else
        self._tls: ssl.SSLContext | None = None

    async def close(self) -> None:
        """End what is under way."""
        for session in self._sessions.values():
            await session.close()

    @asynccontextmanager
    async def request(
        self,
        camera: ElsewhereCamera,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        body: AsyncIterable[bytes] | None = None,
    ) -> AsyncGenerator[HostAnswer]:
        """See `HostHttp.request`."""
        sent = _Sent(body) if body is not None else None
        try:
            response = await self._session(uploads=sent is not None).request(
                method,
                URL(url, encoded=True),
                headers=headers,
                data=sent,
                expect100=sent is not None,
                allow_redirects=False,
                ssl=self._trust() if url.startswith("https:") else True,
            )
        except _FAILED as error:
            raise _failure(camera, error, outcome_unknown=sent is not None and sent.is_whole) from error
        try:
            yield _Answer(response, camera)
        finally:
            response.close()

    def _session(self, *, uploads: bool) -> ClientSession:
        if uploads not in self._sessions:
            self._sessions[uploads] = _opened(_OF_UPLOADS if uploads else _OF_DOWNLOADS, self._may_lead_to)
        return self._sessions[uploads]

    def _trust(self) -> ssl.SSLContext:
        if self._tls is None:
            import ssl  # noqa: PLC0415 - see tls.py

            self._tls = ssl.create_default_context(cafile=self._cafile)
        return self._tls


def _opened(options: tuple[tuple[int, int], ...], may_lead_to: Callable[[str], bool]) -> ClientSession:
    from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector  # noqa: PLC0415 - see loading.py

    return ClientSession(
        connector=TCPConnector(
            force_close=True,
            limit=0,  # there are no more than clients that have a connection to this service
            socket_factory=partial(_socket, options, may_lead_to),
        ),
        timeout=ClientTimeout(total=None, connect=CONNECT_S),
        cookie_jar=DummyCookieJar(),
        skip_auto_headers=(hdrs.ACCEPT_ENCODING, hdrs.CONTENT_TYPE, hdrs.USER_AGENT),
        auto_decompress=False,
        trust_env=False,
        read_bufsize=_BUFFER_BYTES,
    )


class _Sent:
    """A body on its way to a host. `is_whole`: all of it was given to the system."""

    def __init__(self, pieces: AsyncIterable[bytes]) -> None:
        self._pieces = pieces
        self.is_whole = False

    async def __aiter__(self) -> AsyncGenerator[bytes]:
        async for piece in self._pieces:
            yield piece
        self.is_whole = True


class _Answer:
    """See `HostAnswer`."""

    def __init__(self, response: ClientResponse, camera: ElsewhereCamera) -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._camera = camera

    async def error(self) -> ServiceError | None:
        if self._response.content_type != "application/json":
            return None
        return answered_error(await self.read(_ERROR_BYTES), self._camera)

    async def read(self, limit_bytes: int) -> bytes:
        data = bytearray()
        async for chunk in self.chunks():
            data += chunk
            if len(data) > limit_bytes:
                raise _failure(self._camera, ValueError(f"more than {limit_bytes} bytes"))
        return bytes(data)

    async def chunks(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._response.content.iter_any():
                yield chunk
        except _FAILED as error:
            raise _failure(self._camera, error) from error

    async def parts(self) -> AsyncIterator[tuple[Mapping[str, str], bytes]]:
        from aiohttp import BodyPartReader, MultipartReader  # noqa: PLC0415 - see loading.py
        from aiohttp.http_exceptions import HttpProcessingError  # noqa: PLC0415 - see loading.py

        try:
            reader = MultipartReader.from_response(self._response)
            while isinstance(part := await reader.next(), BodyPartReader):
                yield part.headers, await _read(part)
        except (*_FAILED, HttpProcessingError, ValueError) as error:
            raise _failure(self._camera, error) from error


async def _read(part: BodyPartReader) -> bytes:
    """Return what is in a part. ValueError: nobody says how much that is, or it is too much."""
    size_bytes = int(part.headers[hdrs.CONTENT_LENGTH]) if hdrs.CONTENT_LENGTH in part.headers else None
    if size_bytes is None or size_bytes > _PART_BYTES:
        raise ValueError(f"a part of {size_bytes} bytes")
    data = bytearray()
    while len(data) < size_bytes and (chunk := await part.read_chunk(size_bytes)):
        data += chunk
    return bytes(data)


def _socket(
    options: tuple[tuple[int, int], ...], may_lead_to: Callable[[str], bool], address: AddrInfoType
) -> socket.socket:
    """Return the socket for a connection. OSError: none is made there, by whatever name it was called."""
    family, kind, protocol, _, (ip, *_) = address
    if not may_lead_to(str(ip)):
        raise OSError(errno.ENETUNREACH, f"{ip} is no address of another host")
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in options:
        made.setsockopt(socket.IPPROTO_TCP, option, value)
    return made


def _failure(camera: ElsewhereCamera, error: Exception, *, outcome_unknown: bool = False) -> ServiceError:
    # The text of others has the address, with its signature.
    words = str(error) if isinstance(error, ClientConnectorError | ClientConnectorCertificateError) else ""
    _log.info("%s at %s: %s %s", camera.host, camera.address, type(error).__name__, words)
    details = {"host": camera.host}
    if outcome_unknown:
        message = f"{camera.host} was sent all of the file, and has not said whether the camera has it."
        return ServiceError(ErrorName.OUTCOME_UNKNOWN, message, camera.id, details=details)
    if isinstance(error, ClientConnectorCertificateError):
        return ServiceError(
            ErrorName.HOST_UNREACHABLE,
            f"The certificate of {camera.host} is not trusted here.",
            camera.id,
            remedy="Give the gateway the certificate authority of its hosts, or the host a certificate for the address "
            "by which it is reached.",
            details=details,
        )
    message = (
        f"{camera.host} cannot be reached over HTTP at {camera.address}."
        if isinstance(error, ClientConnectorError | TimeoutError)
        else f"The connection to {camera.host} broke off."
    )
    return ServiceError(ErrorName.HOST_UNREACHABLE, message, camera.id, details=details)
