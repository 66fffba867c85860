"""A file of this computer's to the camera, over HTTP: sent again after faults, and compared with its digest."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from rpc_camera_client._backoff import Backoff, asked_s
from rpc_camera_client._http import FAULTS, PIECE_BYTES, address_of, check, digest_at, digest_field, may_pass
from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client.errors import DigestMismatch, FileExists

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    import aiohttp

    from rpc_camera_client._http import Report
    from rpc_camera_client._methods import Methods
    from rpc_camera_client.types import File, GetFileUrlResult, GetUploadUrlResult

_MOST_TRIES: Final = 5
CONTINUE_S = 60.0  # for the service's word that it wants the body, for which it asks the camera


class Upload:
    """`methods` sign the address, which goes after `base`; `report` is given bytes and total."""

    def __init__(self, base: str, http: aiohttp.ClientSession, methods: Methods, report: Report) -> None:
        self._base = base
        self._http = http
        self._methods = methods
        self._report = report
        self._expects = True
        self._own_fault: Exception | None = None  # of the disk, or of the user's callback: the network has none

    async def send(self, source: Path, path: str, camera: str | None) -> File:
        """Store `source` as `path` on the camera; return the file there.

        A try that failed may have stored it all the same. As nothing is ever overwritten, the next one is refused then,
        and what is there is compared.
        """
        digest, size_bytes = await asyncio.to_thread(_measure, source)
        sign = partial(self._methods.get_upload_url, path, camera=camera)
        look = partial(self._methods.get_file_url, path, camera=camera)
        waits = Backoff().waits_s()
        earlier: Exception | None = None
        for tries_left in reversed(range(_MOST_TRIES)):
            try:
                return await self._put(await sign(), source, digest, size_bytes)
            except FileExists as error:
                if earlier is None:
                    raise
                return await self._stored_before(await look(), digest, error, earlier)
            except (*FAULTS, RpcCameraError) as error:
                if self._own_fault is not None:
                    raise self._own_fault from None
                if tries_left == 0 or isinstance(error, DigestMismatch) or not may_pass(error):
                    raise
                earlier, asked = error, asked_s(error)
            await asyncio.sleep(max(next(waits), asked))
        raise AssertionError("The last try returns or raises.")

    async def _put(self, link: GetUploadUrlResult, source: Path, digest: bytes, size_bytes: int) -> File:
        headers = {
            "Content-Length": str(size_bytes),
            "Content-Type": "application/octet-stream",
            "Repr-Digest": digest_field(digest),
        }
        url, expects = address_of(self._base, link["url"]), self._expects
        with source.open("rb") as file:  # here: a try that is cut off leaves its pieces where they are
            async with (
                self._continued() as bound,
                self._http.put(
                    url, data=self._pieces(file, size_bytes, bound), headers=headers, expect100=expects
                ) as response,
            ):
                bound.reschedule(None)
                await check(response)
                return cast("File", await response.json())

    @asynccontextmanager
    async def _continued(self) -> AsyncIterator[asyncio.Timeout]:
        """Bound the time until the body is asked for: some proxies never pass that on, and get it unasked next time."""
        async with asyncio.timeout(CONTINUE_S) as bound:
            try:
                yield bound
            finally:
                self._expects = self._expects and not bound.expired()

    async def _pieces(self, file: BinaryIO, size_bytes: int, bound: asyncio.Timeout) -> AsyncIterator[bytes]:
        """Read `file`, at most as much of it as was said to come: it may grow meanwhile. It is asked for by now."""
        bound.reschedule(None)
        done = 0
        try:
            while piece := await asyncio.to_thread(file.read, min(PIECE_BYTES, size_bytes - done)):
                yield piece
                done += len(piece)
                await self._report(done, size_bytes)
        except Exception as error:
            if not file.closed:  # else the try is over, and this is of no account
                self._own_fault = error
            raise

    async def _stored_before(
        self, link: GetFileUrlResult, digest: bytes, refusal: FileExists, fault: Exception
    ) -> File:
        """Return the file that is there, if it is the one that was sent."""
        if await digest_at(self._http, address_of(self._base, link["url"])) != digest:
            refusal.add_note(f"An earlier try had failed: {fault}")
            raise refusal
        found = link["file"]
        return {
            "path": found["path"],
            "filename": found["filename"],
            "mime_type": found["mime_type"],
            "size_bytes": found["size_bytes"],
        }


def _measure(source: Path) -> tuple[bytes, int]:
    """Return the SHA-256 and the size of a file."""
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").digest()
        return digest, file.tell()
