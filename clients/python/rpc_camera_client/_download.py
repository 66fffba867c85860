"""A camera's file over HTTP: resumed after faults, compared with its digest, and there as a whole or not at all."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from rpc_camera_client._backoff import Backoff
from rpc_camera_client._failures import SessionClosed
from rpc_camera_client._messages import refusal_of
from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client.errors import DigestMismatch

if TYPE_CHECKING:
    import ssl as tls
    from collections.abc import Awaitable, Callable
    from typing import BinaryIO

    from rpc_camera_client.types import GetFileUrlResult

    Report = Callable[[int, int], Awaitable[None]]

_PIECE_BYTES: Final = 1 << 18
_MOST_TRIES: Final = 8  # one after another of which none brings a byte
_SILENCE_S: Final = 90.0  # the service itself waits a minute for a camera that is lost
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/=]+):")
_FAULTS: Final = (aiohttp.ClientError, ConnectionError, TimeoutError)


class Download:
    """`sign` asks the service for the file's address, which goes after `base`; `report` is given bytes and total."""

    def __init__(
        self, base: str, http: aiohttp.ClientSession, sign: Callable[[], Awaitable[GetFileUrlResult]], report: Report
    ) -> None:
        self._base = base
        self._http = http
        self._sign = sign
        self._report = report
        self._tag = ""
        self._done = 0
        self._hash = hashlib.sha256()

    async def save(self, to: Path, *, overwrite: bool) -> Path:
        """Put the file at `to`, or into that folder under its own name; return where it is."""
        link = await self._sign()
        final = _free_name(to, link["file"]["filename"], overwrite=overwrite)
        part = final.with_name(f".{final.name}.{secrets.token_hex(4)}.part")
        try:
            with part.open("xb") as file:
                await self._fill(file, link)
                await asyncio.to_thread(_flush, file)
            _free_name(final, final.name, overwrite=overwrite)
            part.replace(final)
        finally:
            part.unlink(missing_ok=True)
        return final

    async def _fill(self, file: BinaryIO, link: GetFileUrlResult) -> None:
        tries, waits = 0, Backoff().waits_s()
        while True:
            before = self._done
            try:
                await self._fetch(file, self._base + link["url"], link["file"]["size_bytes"])
                return await self._compare(self._base + link["url"])
            except (*_FAULTS, RpcCameraError) as error:
                if self._done > before:
                    tries, waits = 0, Backoff().waits_s()
                tries += 1
                if tries == _MOST_TRIES or not _may_pass(error):
                    raise
            await asyncio.sleep(next(waits))
            try:
                link = await self._sign()
            except SessionClosed:
                raise
            except ConnectionError:
                pass  # without a new address, the old one may do

    async def _fetch(self, file: BinaryIO, url: str, size_bytes: int) -> None:
        """Add what is missing, or begin anew if it is another file by now."""
        if self._tag and self._done == size_bytes:
            return
        wanted = {"Range": f"bytes={self._done}-", "If-Range": self._tag} if self._done else {}
        async with self._http.get(url, headers=wanted) as response:
            await _check(response)
            if response.status == 200:
                await asyncio.to_thread(_restart, file)
                self._done, self._hash = 0, hashlib.sha256()
            self._tag = response.headers.get("ETag", "")
            async for piece in response.content.iter_chunked(_PIECE_BYTES):
                await asyncio.to_thread(file.write, piece)
                self._hash.update(piece)
                self._done += len(piece)
                await self._report(self._done, size_bytes)

    async def _compare(self, url: str) -> None:
        async with self._http.head(url, headers={"Want-Repr-Digest": "sha-256=1"}) as response:
            await _check(response)
            found = _DIGEST.search(response.headers.get("Repr-Digest", ""))
        if found is None or base64.b64decode(found[1]) != self._hash.digest():
            raise DigestMismatch("The bytes that came are not those of the camera's file.")


def _may_pass(error: Exception) -> bool:
    if isinstance(error, RpcCameraError):
        return error.retryable
    return not isinstance(error, SessionClosed)


async def _check(response: aiohttp.ClientResponse) -> None:
    """Raise what a status other than success stands for; the body says it as JSON-RPC's errors do."""
    if response.status in {200, 206}:
        return
    text = await response.text()
    try:
        error = json.loads(text)
    except ValueError:
        error = None
    if isinstance(error, dict):
        raise refusal_of(error)
    is_of_proxy = response.status in {502, 503, 504}
    words = f"The file's address is answered with HTTP {response.status}."
    raise RpcCameraError(words, response.status, {"retryable": is_of_proxy})


def _free_name(to: Path, name: str, *, overwrite: bool) -> Path:
    """Return `to`, or in that folder `name` without any folders of its own. FileExistsError: it is taken."""
    path = to / Path(name).name if to.is_dir() else to
    if not overwrite and path.exists():
        raise FileExistsError(f"{path} is there already: pass overwrite=True to replace it.")
    return path


def _restart(file: BinaryIO) -> None:
    file.seek(0)
    file.truncate()


def _flush(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def http_session(headers: dict[str, str], ssl: tls.SSLContext | None) -> aiohttp.ClientSession:
    """Return what the requests are made with: none waits longer than `_SILENCE_S` for the next byte."""
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=20.0, sock_read=_SILENCE_S)
    connector = aiohttp.TCPConnector(ssl=ssl or True)
    return aiohttp.ClientSession(headers=headers, timeout=timeout, connector=connector)
