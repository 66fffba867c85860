"""Files of cameras into a folder of this computer's, each once: what is there already is found, and left as it is."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
from typing import TYPE_CHECKING

from rpc_camera_client._download import Download, digest_of_link
from rpc_camera_client._folder_record import digest_of, part_key
from rpc_camera_client._part_file import part_file

if TYPE_CHECKING:
    from pathlib import Path, PurePosixPath

    import aiohttp

    from rpc_camera_client._download import Sign
    from rpc_camera_client._folder_record import FolderRecord
    from rpc_camera_client._http import Report
    from rpc_camera_client._part_file import PartFile
    from rpc_camera_client.types import File


class RecordedDownloads:
    """Fetches into the folder of `record`, several at a time if need be; none takes the name of another."""

    def __init__(self, base: str, http: aiohttp.ClientSession, record: FolderRecord) -> None:
        self._base = base
        self._http = http
        self._record = record
        self._taken: set[Path] = set()

    async def find(self, camera: str, file: File, relative: PurePosixPath, sign: Sign) -> Path | None:
        """Return where a camera's file is here: by the record or, where that lacks it, by the camera's digest."""
        here = await asyncio.to_thread(self._record.find, camera, file)
        return here or await self._find_unrecorded(camera, file, relative, sign)

    async def fetch(self, camera: str, file: File, relative: PurePosixPath, sign: Sign, report: Report) -> Path:
        """Fetch a camera's file, under the name `relative` or one with a number; return where it is.

        A part of it that came earlier is gone on with, and what has come by a failure stays for the next time.
        """
        folder = await asyncio.to_thread(self._record.folder_of, relative)
        with part_file(folder, part_key(camera, file)) as part:
            await asyncio.to_thread(_check_room, part, file)
            download = Download(self._base, self._http, sign, report)
            await download.go_on(part.file)
            here = await asyncio.to_thread(self._put, part, file, relative, download.sha256)
        await asyncio.to_thread(self._record.add, camera, file, here, download.sha256)
        return here

    def _put(self, part: PartFile, file: File, relative: PurePosixPath, sha256: str) -> Path:
        for place in self._record.places(relative):
            try:
                part.put(place)
            except FileExistsError:
                if place in self._taken or digest_of(place, file["size_bytes"]) != sha256:
                    continue
                part.path.unlink()  # another has just fetched the same
            self._taken.add(place)
            return place
        raise AssertionError("The places do not end.")

    async def _find_unrecorded(self, camera: str, file: File, relative: PurePosixPath, sign: Sign) -> Path | None:
        digests = await asyncio.to_thread(self._digests_here, file, relative)
        if not digests:
            return None
        link = await sign()
        digest = await digest_of_link(self._base, self._http, link)
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


def _check_room(part: PartFile, file: File) -> None:
    """Raise OSError where the disk has no room for what is missing of a file, before it is filled with a part."""
    needed = file["size_bytes"] - os.fstat(part.file.fileno()).st_size
    if needed > shutil.disk_usage(part.path.parent).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
