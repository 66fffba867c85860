"""Files of cameras into a folder of this computer's, each once: what is there already is found, and left as it is."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rpc_camera_client._download import Download
from rpc_camera_client._folder_record import digest_of
from rpc_camera_client._http import address_of, digest_at

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path, PurePosixPath

    import aiohttp

    from rpc_camera_client._folder_record import FolderRecord
    from rpc_camera_client._http import Report
    from rpc_camera_client.types import File, GetFileUrlResult

    Sign = Callable[[], Awaitable[GetFileUrlResult]]


class RecordedDownloads:
    """Fetches into the folder of `record`, several at a time if need be; none takes the name of another."""

    def __init__(self, base: str, http: aiohttp.ClientSession, record: FolderRecord) -> None:
        self._base = base
        self._http = http
        self._record = record
        self._placing = asyncio.Lock()
        self._reserved: set[Path] = set()

    async def find(self, camera: str, file: File, relative: PurePosixPath, sign: Sign) -> Path | None:
        """Return where a camera's file is here: by the record or, where that lacks it, by the camera's digest."""
        here = await asyncio.to_thread(self._record.find, camera, file)
        return here or await self._find_unrecorded(camera, file, relative, sign)

    async def fetch(self, camera: str, file: File, relative: PurePosixPath, sign: Sign, report: Report) -> Path:
        """Fetch a camera's file, under the name `relative` or one with a number; return where it is."""
        place = await self._reserve(relative)
        try:
            download = Download(self._base, self._http, sign, report)
            saved = await download.save(place, overwrite=False)
        finally:
            self._reserved.discard(place)
        await asyncio.to_thread(self._record.add, camera, file, saved, download.sha256)
        return saved

    async def _find_unrecorded(self, camera: str, file: File, relative: PurePosixPath, sign: Sign) -> Path | None:
        digests = await asyncio.to_thread(self._digests_here, file, relative)
        if not digests:
            return None
        link = await sign()
        digest = await digest_at(self._http, address_of(self._base, link["url"]))
        here = digests.get(digest.hex()) if digest else None
        if digest and here:
            await asyncio.to_thread(self._record.add, camera, file, here, digest.hex())
        return here

    def _digests_here(self, file: File, relative: PurePosixPath) -> dict[str, Path]:
        """Return what there is of that name and size, by digest."""
        found: dict[str, Path] = {}
        for place in self._record.places(relative):
            if not place.exists():
                return found
            if (digest := digest_of(place, file["size_bytes"])) is not None:
                found.setdefault(digest, place)
        raise AssertionError("The places do not end.")

    async def _reserve(self, relative: PurePosixPath) -> Path:
        async with self._placing:
            place = await asyncio.to_thread(self._free_place, relative)
            self._reserved.add(place)
        return place

    def _free_place(self, relative: PurePosixPath) -> Path:
        places = self._record.places(relative)
        return next(place for place in places if not place.exists() and place not in self._reserved)
