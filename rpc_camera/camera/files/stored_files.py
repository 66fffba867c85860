"""The files that are stored on a camera: list, describe, download and delete them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.camera.files.file_reference import file_reference
from rpc_camera.camera.files.walk import MOST_FOLDERS, Listing, walk
from rpc_camera.contract.types import EventName
from rpc_camera.digest import new_digest
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.requests import DeleteFile, GetFileInfo, GetThumbnail
from rpc_camera.work import current_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.camera.files.arrivals import Arrivals
    from rpc_camera.camera.files.downloads import Downloads
    from rpc_camera.camera.files.version import Versions
    from rpc_camera.camera.line.line import Line
    from rpc_camera.contract.types import FileInfo
    from rpc_camera.event_log import EventLog

_MIB: Final = 1 << 20


class StoredFiles:
    """The files that are on one camera."""

    def __init__(
        self, line: Line, events: EventLog, versions: Versions, downloads: Downloads, arrivals: Arrivals
    ) -> None:
        self._line = line
        self._events = events
        self._versions = versions
        self._downloads = downloads
        self._arrivals = arrivals

    async def list_files(self, folder: str, *, recursive: bool) -> dict[str, JsonValue]:
        """Return the result of `list_files`: the folders and files in `folder`, or in all folders below it as well."""
        listing = Listing(self._line)
        folders: list[str] = []
        files: list[FileInfo] = []
        async for _, found in walk(listing.look_into, folder, lambda below, _depth: below if recursive else ()):
            folders += found.folders
            async for infos in listing.infos(found.files):
                files += infos
                if recursive:
                    current_work().progress("listing", len(files), None, "files")
            if len(folders) >= MOST_FOLDERS:
                break
        return {"folder": folder, "folders": folders, "files": cast("list[JsonValue]", files)}

    async def info(self, path: str) -> FileInfo:
        """Return what the camera says of one file."""
        return await self._line.ask(GetFileInfo(path))

    async def download(
        self, path: str, limit_bytes: int, reserve: Callable[[int], Awaitable[None]]
    ) -> dict[str, JsonValue]:
        """Return the result of `download_image`. ServiceError TOO_LARGE: more than `limit_bytes`.

        `reserve` waits until the server has room for so many bytes.
        """
        info = await self.info(path)
        size_bytes = info["size_bytes"]
        check_json_size(self._line.camera, info, limit_bytes)
        await reserve(size_bytes)
        digest, encoded = new_digest(), bytearray()
        async for chunk in self._downloads.read(self._versions.of(info), 0, size_bytes):
            digest.update(chunk)
            encoded += base64.b64encode(chunk)
        return {
            "path": path,
            "filename": info["filename"],
            "mime_type": info["mime_type"],
            "size_bytes": size_bytes,
            "sha256": digest.hexdigest(),
            "image_base64": encoded.decode("ascii"),
        }

    async def thumbnail(self, path: str) -> dict[str, JsonValue]:
        """Return the result of `get_thumbnail`."""
        image = await self._line.ask(GetThumbnail(path))
        return {
            "path": path,
            "filename": path.rpartition("/")[2],
            "mime_type": image.mime_type,
            "size_bytes": len(image.data),
            "image_base64": base64.b64encode(image.data).decode("ascii"),
        }

    async def delete(self, path: str) -> dict[str, JsonValue]:
        """Delete one file, publish that, and return the result of `delete_file`."""
        async with self._line.reserve():
            try:
                await self._line.ask_within(DeleteFile(path))
            except ServiceError as error:
                if error.link_lost:
                    await self._forget(path)
                raise
            self._arrivals.forget(path)
            self._events.emit(EventName.FILE_DELETED, self._line.camera, file=cast("JsonValue", file_reference(path)))
            await self._forget(path)  # within the turn: the next one may put another file there
        return {"path": path}

    async def _forget(self, path: str) -> None:
        self._versions.deleted(path)
        await self._downloads.forget(path)


def check_json_size(camera: str, info: FileInfo, limit_bytes: int) -> None:
    """Raise ServiceError TOO_LARGE where a file of `camera` has more than `limit_bytes`, which JSON may carry."""
    size_bytes = info["size_bytes"]
    if size_bytes > limit_bytes:
        raise ServiceError(
            ErrorName.TOO_LARGE,
            f"{info['path']} has {size_bytes / _MIB:.1f} MiB; JSON carries at most {limit_bytes / _MIB:g} MiB.",
            camera,
            remedy="Fetch it over HTTP, at the address of `get_file_url`; `get_thumbnail` has a small picture.",
            details={"size_bytes": size_bytes, "limit_bytes": limit_bytes},
        )
