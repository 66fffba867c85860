"""`/cameras/{id}/files/…`: the files of a camera over HTTP, streamed as the camera gives them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.edge.file_answer import answer_with
from rpc_camera.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aiohttp import web

    from rpc_camera.camera.files.downloads import Downloads
    from rpc_camera.camera.files.version import FileVersion
    from rpc_camera.edge.camera_access import CameraAccess


class CameraFiles:
    """Answers GET and HEAD for one file."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer with the file, a part of it, or why not."""
        cors = self._access.cors.headers(request)
        try:
            camera, path = await self._access.file(request, "GET")
            version = await camera.versions.current(path)
            return await answer_with(request, version, OnCamera(camera.downloads, version), cors)
        except ServiceError as error:
            response = self._access.refused(error)
            response.headers.update(cors)
            return response


@dataclass(frozen=True)
class OnCamera:
    """What is in a file on a camera; see `FileBytes`."""

    downloads: Downloads
    version: FileVersion

    async def digest(self, *, wanted: bool) -> bytes | None:
        """Return its SHA-256."""
        known = self.downloads.known_digest(self.version)
        return await self.downloads.digest(self.version) if known is None and wanted else known

    def read(self, start: int, stop: int) -> AsyncGenerator[bytes | bytearray]:
        """Yield the bytes from `start` to before `stop`."""
        return self.downloads.stream(self.version, start, stop)
