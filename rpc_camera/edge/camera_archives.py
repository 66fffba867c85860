"""`/cameras/{id}/archives/…`: many files of a camera over HTTP as one ZIP, streamed as the camera gives them."""

from __future__ import annotations

import logging
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.edge.camera_access import CAMERA
from rpc_camera.edge.disposition import disposition
from rpc_camera.edge.flow import Flow
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.links import archive_subject

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.methods.archives import ArchiveList

ARCHIVE: Final = CAMERA + "/archives/{archive:[^/]+}.zip"
MOST_AT_ONCE: Final = 8  # each has some megabytes of names
MOST_OF_AN_ADDRESS: Final = 2  # who was given one address, and reads slowly, leaves room for the others
_log = logging.getLogger(__name__)


class CameraArchives:
    """Answers GET and HEAD for an archive."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access
        self._under_way: list[str] = []  # what is in their addresses

    async def get(self, request: web.Request) -> web.StreamResponse:
        """Answer with the archive, or why not."""
        cors = self._access.cors.headers(request)
        try:
            camera, wanted = await self._find(request)
            response = web.StreamResponse(headers={**cors, **_headers(wanted)})
            with self._one_more(camera, request.match_info["archive"]):
                if request.method == hdrs.METH_GET:
                    await self._stream(request, response, camera, wanted)
                else:
                    await response.prepare(request)
            return response
        except ServiceError as error:
            refused = self._access.refused(error)
            refused.headers.update(cors)
            return refused

    async def _find(self, request: web.Request) -> tuple[TetheredCamera, ArchiveList]:
        key = request.match_info["archive"]
        camera = await self._access.camera(request, archive_subject(key), "get_archive_url")
        return camera, self._access.gateway.service.archives.get(camera.id, key)

    @contextmanager
    def _one_more(self, camera: TetheredCamera, key: str) -> Iterator[None]:
        """Count an archive for as long as it is sent. ServiceError CAMERA_BUSY: there are too many."""
        same = self._under_way.count(key)
        if len(self._under_way) >= MOST_AT_ONCE or same >= MOST_OF_AN_ADDRESS:
            many = f"{same} archives of this address" if same >= MOST_OF_AN_ADDRESS else f"{MOST_AT_ONCE} archives"
            raise ServiceError(
                ErrorName.CAMERA_BUSY,
                f"{many} are being sent already.",
                camera.id,
                remedy="Try again when one of them has been sent.",
            )
        self._under_way.append(key)
        try:
            yield
        finally:
            self._under_way.remove(key)

    async def _stream(
        self, request: web.Request, response: web.StreamResponse, camera: TetheredCamera, wanted: ArchiveList
    ) -> None:
        """Send the archive. ServiceError: there is nothing to send; later on, it is cut, so that it has no end."""
        from rpc_camera.camera.files.archive import archive  # noqa: PLC0415 - zipfile is needed for nothing else

        async with aclosing(archive(camera.versions, camera.downloads, wanted.paths)) as pieces:
            first = await anext(pieces)
            await response.prepare(request)
            if request.transport is None:
                return
            flow = Flow(request.transport)
            try:
                await _send(response, first, pieces)
            except ServiceError as error:
                _log.warning("%s was cut: %s", wanted.filename, error)
                flow.abort()
            except OSError as error:
                _log.info("%s was not wanted to its end: %s", wanted.filename, error)


async def _send(response: web.StreamResponse, first: bytes, pieces: AsyncGenerator[bytes]) -> None:
    await response.write(first)
    async for piece in pieces:
        await response.write(piece)


def _headers(wanted: ArchiveList) -> dict[str, str]:
    return {
        hdrs.CONTENT_TYPE: "application/zip",
        hdrs.CACHE_CONTROL: "private, no-store",
        hdrs.CONTENT_DISPOSITION: disposition("attachment", wanted.filename),
        hdrs.ACCEPT_RANGES: "none",
    }
