"""`/cameras/{id}/latest.jpg`: the newest picture over HTTP, for an `<img>` that is loaded again, or for a script."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.camera.files.file_identity import clock_of
from rpc_camera.edge.etags import is_known, quoted
from rpc_camera.edge.file_answer import answer_with
from rpc_camera.edge.picture_source import picture
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.links import LATEST
from rpc_camera.methods.newest_picture import JPEG, LOOK_AT, candidates, small_jpeg
from rpc_camera.wire.mime import mime_type

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.file_identity import FileIdentity
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.edge.file_answer import Representation

NEW_LATEST_LINK: Final = "get_preview_url"
_HEADERS: Final = {hdrs.CACHE_CONTROL: "private, no-cache", "X-Content-Type-Options": "nosniff"}


class CameraLatest:
    """Answers GET and HEAD for the newest picture: its JPEG or, of a RAW alone, the JPEG within it.

    Which it is, the memory of the card knows: the camera is asked for the bytes alone, and not for those that the
    client has already.
    """

    def __init__(self, access: CameraAccess) -> None:
        self._access = access
        self._service = access.gateway.service

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer with the picture, or why there is none."""
        cors = self._access.cors.headers(request)
        try:
            camera = await self._find(request)
            return await self._newest(request, camera, cors)
        except ServiceError as error:
            has_none = error.name is ErrorName.FILE_UNAVAILABLE  # and will have none, whenever it is asked again
            response = self._access.refused(error, 404 if has_none else None)
            response.headers.update({**cors, hdrs.CACHE_CONTROL: "no-store"})
            return response

    async def _find(self, request: web.Request) -> TetheredCamera:
        """Return the camera, there or away. ServiceError: it is not known yet which body it is."""
        camera = await self._access.camera(request, LATEST, NEW_LATEST_LINK)
        cameras = self._service.cameras
        if not cameras.is_identified(camera):
            camera = await cameras.identified(camera.source.port)
        if not cameras.is_identified(camera):
            reason = camera.state_reason or "It is not known yet which body it is."
            raise ServiceError(ErrorName.CAMERA_LOST, reason, camera.id)
        return camera

    async def _newest(self, request: web.Request, camera: TetheredCamera, cors: dict[str, str]) -> web.StreamResponse:
        recent = await camera.arrivals.newest(LOOK_AT)
        for file in candidates(recent):
            tag = f"{camera.arrivals.memory.id}-{file.number}"
            headers = {**cors, **_modified(file.identity)}
            if is_known(request, tag):
                return web.Response(status=304, headers={**_HEADERS, **headers, hdrs.ETAG: quoted(tag)})
            try:
                if mime_type(file.identity.path) == JPEG:
                    async with picture(self._service, camera, file.identity, is_gone=file.is_gone) as (found, content):
                        return await answer_with(request, _Newest(found, tag), content, headers)
                headers = {**_HEADERS, **headers, hdrs.ETAG: quoted(tag)}
                return web.Response(
                    body=await small_jpeg(self._service, camera, file), headers=headers, content_type=JPEG
                )
            except ServiceError as error:
                if error.name is not ErrorName.FILE_NOT_FOUND:
                    raise
        raise ServiceError(
            ErrorName.FILE_NOT_FOUND,
            f"No picture of {camera.id} is known.",
            camera.id,
            remedy="Take one: POST /cameras/ID/capture, capture_image, or the camera's own button.",
        )


@dataclass(frozen=True)
class _Newest:
    """A picture under the tag by which it is known that it is still the newest; see `Representation`."""

    file: Representation
    tag: str

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def filename(self) -> str:
        return self.file.filename

    @property
    def mime_type(self) -> str:
        return self.file.mime_type

    @property
    def size_bytes(self) -> int:
        return self.file.size_bytes


def _modified(file: FileIdentity) -> dict[str, str]:
    """Return when it was taken, by the camera's clock as libgphoto2 reads it; no time to come (RFC 9110, 8.8.2)."""
    if file.stamp is None:
        return {}
    moment = min(clock_of(file.stamp).astimezone(UTC), datetime.now(UTC))
    return {hdrs.LAST_MODIFIED: format_datetime(moment, usegmt=True)}
