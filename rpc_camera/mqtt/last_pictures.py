"""The last pictures that the cameras of this host have from before: of earlier runs of the service, and by hand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.newest_picture import LOOK_AT, candidates, small_jpeg

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.methods.service import Service

_WITHIN_S: Final = 10.0


@dataclass(frozen=True)
class LastPicture:
    """A picture's path on the camera, and the small JPEG that is in it."""

    path: str
    jpeg: bytes


class NotKnownYetError(Exception):
    """The service has not looked at the card yet, or the camera or the disk takes long."""


class LastPictures:
    """Finds them where that is known: in the memory of the card, and in the save directory. No card is listed for it.

    It looks for one camera's at a time, so that the disk has time for others.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._turn = asyncio.Lock()

    async def find(self, camera_id: str) -> LastPicture | None:
        """Return that of a camera; None: it has none, or another host of the rig has the camera.

        NotKnownYetError: try again later. ServiceError: see `small_jpeg`, and `Arrivals.newest`.
        """
        elsewhere = self._service.elsewhere
        own_id = elsewhere.own_id(camera_id) if elsewhere else camera_id
        camera = self._service.cameras.called(own_id)
        if camera is None or camera.id != own_id:
            return None
        async with self._turn:
            try:
                async with asyncio.timeout(_WITHIN_S):
                    return await self._newest(camera)
            except TimeoutError:
                raise NotKnownYetError from None

    async def _newest(self, camera: TetheredCamera) -> LastPicture | None:
        await camera.arrivals.identify_memory()
        if not camera.arrivals.memory.stocked:
            raise NotKnownYetError
        for file in candidates(await camera.arrivals.newest(LOOK_AT)):
            try:
                return LastPicture(file.identity.path, await small_jpeg(self._service, camera, file))
            except ServiceError as error:
                if error.name is not ErrorName.FILE_NOT_FOUND:
                    raise
        return None
