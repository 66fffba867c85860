"""A camera's file over HTTP: resumed after faults, compared with its digest, and there as a whole or not at all."""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from rpc_camera_client._backoff import Backoff
from rpc_camera_client._failures import SessionClosed
from rpc_camera_client._folder_record import hash_of
from rpc_camera_client._http import FAULTS, MOST_TRIES, PIECE_BYTES, address_of, check, digest_at, may_pass
from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client.errors import DigestMismatch

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import BinaryIO

    import aiohttp

    from rpc_camera_client._http import Report
    from rpc_camera_client.types import GetFileUrlResult, GetSavedFileUrlResult

    Link = GetFileUrlResult | GetSavedFileUrlResult
    Sign = Callable[[], Awaitable[Link]]

_REMEDY: Final = (
    "Download the file again; if that fails as well, bytes are changed on the way, or the camera changes the file."
)


class Download:
    """`sign` asks the service for the file's address, which goes after `base`; `report` is given bytes and total."""

    def __init__(self, base: str, http: aiohttp.ClientSession, sign: Sign, report: Report) -> None:
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

    async def go_on(self, file: BinaryIO) -> None:
        """Fill a file that may have a part; if that turns out to be of another one, all of it comes, once.

        What has come stays in it, whatever fails, except for bytes that are not those of the camera's file.
        """
        link = await self._sign()
        self._hash = await asyncio.to_thread(hash_of, file)
        self._done = before = file.tell()
        if before > link["file"]["size_bytes"]:
            await self._begin_anew(file)
        try:
            try:
                await self._fill(file, link)
            except DigestMismatch:
                if not before:
                    raise
                await self._begin_anew(file)
                await self._fill(file, await self._sign())
        except DigestMismatch:
            await self._begin_anew(file)
            raise

    @property
    def sha256(self) -> str:
        """The digest of what has come, in hexadecimal."""
        return self._hash.hexdigest()

    async def _begin_anew(self, file: BinaryIO) -> None:
        await asyncio.to_thread(_restart, file)
        self._tag, self._done, self._hash = "", 0, hashlib.sha256()

    async def _fill(self, file: BinaryIO, link: Link) -> None:
        tries, waits = 0, Backoff().waits_s()
        while True:
            before = self._done
            try:
                await self._fetch(file, address_of(self._base, link["url"]), link["file"]["size_bytes"])
                return await self._compare(link)
            except DigestMismatch:
                raise  # all bytes are here, and reading them again is for the user to decide
            except (*FAULTS, RpcCameraError) as error:
                if self._done > before:
                    tries, waits = 0, Backoff().waits_s()
                tries += 1
                if tries == MOST_TRIES or not may_pass(error):
                    raise
            await asyncio.sleep(next(waits))
            link = await self._sign_again(link)

    async def _sign_again(self, link: Link) -> Link:
        """Return a new address; without one, the old one may do. What has come may be of the other copy now."""
        try:
            new = await self._sign()
        except SessionClosed:
            raise
        except ConnectionError:
            return link
        if _place_of(new) != _place_of(link):
            self._tag = ""  # the digest shows whether the two are the same
        return new

    async def _fetch(self, file: BinaryIO, url: str, size_bytes: int) -> None:
        """Add what is missing, or begin anew if it is another file by now."""
        if self._done and self._done == size_bytes:
            return
        wanted = {"Range": f"bytes={self._done}-"} if self._done else {}
        if wanted and self._tag:
            wanted["If-Range"] = self._tag
        async with self._http.get(url, headers=wanted) as response:
            await check(response)
            if response.status == 200:
                await self._begin_anew(file)
            self._tag = response.headers.get("ETag", "")
            async for piece in response.content.iter_chunked(PIECE_BYTES):
                self._done += len(piece)
                if self._done > size_bytes:  # whoever sends without an end would fill the disk
                    raise _mismatch(f"More bytes came than the {size_bytes} that the camera's file has.")
                await asyncio.to_thread(file.write, piece)
                self._hash.update(piece)
                await self._report(self._done, size_bytes)

    async def _compare(self, link: Link) -> None:
        expected = await digest_of_link(self._base, self._http, link)
        if expected != self._hash.digest():
            raise _mismatch("The bytes that came are not those of the camera's file.")


def _mismatch(message: str) -> DigestMismatch:
    return DigestMismatch(message, data={"remedy": _REMEDY})


async def digest_of_link(base: str, http: aiohttp.ClientSession, link: Link) -> bytes | None:
    """Return the SHA-256 of the file at an address; None where the service says none."""
    known = cast("str | None", link["file"].get("sha256"))  # of one that was saved
    return bytes.fromhex(known) if known else await digest_at(http, address_of(base, link["url"]))


def _place_of(link: Link) -> str:
    """Return an address without what is signed anew each time."""
    return link["url"].partition("?")[0]


def destination(to: Path | str) -> Path:
    """Return the path that a download goes to; a text that ends in `/` is a folder, and is made. OSError: it cannot."""
    path = Path(to)
    if isinstance(to, str) and to.endswith("/"):
        path.mkdir(parents=True, exist_ok=True)
    return path


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
