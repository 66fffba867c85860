"""What requests for files have in common: how they fail, how their bytes are compared, and how they report progress."""

from __future__ import annotations

import base64
import inspect
import json
import re
from typing import TYPE_CHECKING, Final

import aiohttp
from yarl import URL

from rpc_camera_client._failures import SessionClosed
from rpc_camera_client._messages import refusal_of
from rpc_camera_client._refusal import RpcCameraError

if TYPE_CHECKING:
    import ssl as tls
    from collections.abc import Awaitable, Callable, Mapping

    from rpc_camera_client.events import ProgressParams

    Report = Callable[[int, int], Awaitable[None]]

PIECE_BYTES: Final = 1 << 18
MOST_TRIES: Final = 8  # one after another of which none brings a byte
FAULTS: Final = (aiohttp.ClientError, ConnectionError, TimeoutError)
_SILENCE_S: Final = 90.0  # the service itself waits a minute for a camera that is lost
_CARD_BYTES_PER_S: Final = 200_000  # at least, where a camera writes what was uploaded
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
_ERROR_BYTES: Final = 1 << 16


def http_session(
    base: str, headers: Mapping[str, str], ssl: tls.SSLContext | None, *, sends_bytes: int = 0
) -> aiohttp.ClientSession:
    """Return what requests are made with: none waits for ever, for a byte or for a card that writes `sends_bytes`."""
    silence_s = _SILENCE_S + sends_bytes / _CARD_BYTES_PER_S
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=20.0, sock_read=silence_s)
    service = URL(base).origin()

    async def add_headers(request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        if request.url.origin() == service:  # what they let through there is no business of another host
            request.headers.update(headers)
        return await handler(request)

    connector = aiohttp.TCPConnector(ssl=ssl or True)
    return aiohttp.ClientSession(timeout=timeout, connector=connector, middlewares=(add_headers,))


def address_of(base: str, url: str) -> str:
    """Return where a signed address leads: at the service, which `base` is, or, in a rig, at another host."""
    return url if url.startswith(("http://", "https://")) else base + url


def may_pass(error: Exception) -> bool:
    """Say whether the same request may succeed after what is one of FAULTS, or a refusal."""
    if isinstance(error, RpcCameraError):
        return error.retryable
    return not isinstance(error, SessionClosed)


async def check(response: aiohttp.ClientResponse) -> None:
    """Raise what a status other than success stands for; the body says it as JSON-RPC's errors do."""
    if response.status in {200, 201, 206}:
        return
    text = bytearray()
    async for piece in response.content.iter_any():
        text += piece
        if len(text) > _ERROR_BYTES:
            break
    try:
        error = json.loads(text)
    except (ValueError, RecursionError):
        error = None
    if isinstance(error, dict):
        raise refusal_of(error)
    is_of_proxy = response.status in {502, 503, 504}
    words = f"The file's address is answered with HTTP {response.status}."
    raise RpcCameraError(words, response.status, {"retryable": is_of_proxy})


async def digest_at(http: aiohttp.ClientSession, url: str) -> bytes | None:
    """Return the SHA-256 of the camera's file, for which the service reads all of it; None when it says none."""
    async with http.head(url, headers={"Want-Repr-Digest": "sha-256=1"}) as response:
        await check(response)
        found = _DIGEST.search(response.headers.get("Repr-Digest", ""))
    return base64.b64decode(found[1]) if found else None


def digest_field(digest: bytes) -> str:
    """Return a SHA-256 as `Repr-Digest` has it."""
    return f"sha-256=:{base64.b64encode(digest).decode()}:"


async def report_step(callback: Callable[[ProgressParams], object] | None, step: ProgressParams) -> None:
    """Call the user's `callback`, if there is one, and await it where it is async."""
    if callback is not None:
        result = callback(step)
        if inspect.isawaitable(result):
            await result


def report_to(callback: Callable[[ProgressParams], object] | None, request_id: str, stage: str) -> Report:
    """Return what reports bytes, done and in all, to the user's `callback`."""

    async def report(done: int, total: int) -> None:
        step: ProgressParams = {
            "request_id": request_id,
            "stage": stage,
            "done": done,
            "total": total,
            "unit": "bytes",
        }
        await report_step(callback, step)

    return report
