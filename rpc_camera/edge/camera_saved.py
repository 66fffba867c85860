"""`/cameras/{id}/saved/{sha256}`: what tethering has saved of a camera, over HTTP, by its content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.disk_errors import disk_error
from rpc_camera.edge.camera_access import CAMERA
from rpc_camera.edge.file_answer import answer_with
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.links import saved_subject
from rpc_camera.tethering.saved_copies import NotAsSavedError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from aiohttp import web

    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.tethering.saved_copies import OpenCopy

SAVED: Final = CAMERA + "/saved/{sha256:[0-9a-f]{64}}"
NEW_SAVED_LINK: Final = "get_saved_file_url"


class CameraSaved:
    """Answers GET and HEAD for one file that was saved."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access
        self._service = access.gateway.service

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer with the file, a part of it, or why not."""
        cors = self._access.cors.headers(request)
        try:
            camera = await self._access.admit(request, self._find, subject_of(request), NEW_SAVED_LINK)
            sha256 = request.match_info["sha256"]
            async with self._service.tethering.saved(camera.id, None, sha256) as copy:
                return await answer_with(request, copy.place, OnDisk(camera.id, copy), cors)
        except ServiceError as error:
            response = self._access.refused(error)
            response.headers.update(cors)
            return response

    async def _find(self, name: str) -> _SavedCamera:
        await self._service.cameras.started()
        return _SavedCamera(self._service.tethering.id_of(self._access.own_id(name)))


def subject_of(request: web.Request) -> str:
    """Return what the address has to be signed for."""
    return saved_subject(request.match_info["sha256"])


@dataclass(frozen=True)
class _SavedCamera:
    """A camera of which something was saved; it need not be here."""

    id: str


@dataclass(frozen=True)
class OnDisk:
    """What is in a file that was saved; see `FileBytes`."""

    camera: str
    copy: OpenCopy

    async def digest(self, *, wanted: bool) -> bytes | None:  # noqa: ARG002 - it is known
        """Return its SHA-256."""
        return bytes.fromhex(self.copy.place.sha256)

    async def read(self, start: int, stop: int) -> AsyncGenerator[bytes | bytearray]:
        """Yield the bytes from `start` to before `stop`."""
        try:
            async for piece in self.copy.read(start, stop):
                yield piece
        except NotAsSavedError as error:
            reason = f"{self.copy.place.path} {error}."
            raise ServiceError(ErrorName.FILE_UNAVAILABLE, reason, self.camera) from None
        except OSError as error:
            raise disk_error(error, self.camera) from error
