"""The newest picture of a camera: which of its files that is, and the small JPEG that is in it."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.containers import NoPictureError
from rpc_camera.exif.thumbnail import read_thumbnail
from rpc_camera.methods.saved_copy import saved_copy
from rpc_camera.threads import finish_in_thread
from rpc_camera.wire.mime import mime_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.known_file import RecentFile
    from rpc_camera.methods.service import Service
    from rpc_camera.tethering.saved_copies import OpenCopy

JPEG: Final = "image/jpeg"
LOOK_AT: Final = 64
"""So many of the newest files are enough to find a picture among them."""
_PICTURE: Final = "image/"


def candidates(recent: Sequence[RecentFile]) -> Iterator[RecentFile]:
    """Yield what may be the newest picture, the first that is still there is: of each, JPEG before RAW."""
    files = [file for file in recent if mime_type(file.identity.path).startswith(_PICTURE)]
    while files:
        name = _name(files[0])
        paths: set[str] = set()
        while len(paths) < len(files) and _name(files[len(paths)]) == name:
            if (path := files[len(paths)].identity.path) in paths:
                break  # internal memory calls each picture the same
            paths.add(path)
        one, files = files[: len(paths)], files[len(paths) :]
        yield from sorted(one, key=lambda file: mime_type(file.identity.path) != JPEG)


async def small_jpeg(service: Service, camera: TetheredCamera, file: RecentFile) -> bytes:
    """Return the JPEG within a picture: of what was saved of it or, where that has none, as the camera has it.

    ServiceError FILE_NOT_FOUND: the file is nowhere; FILE_UNAVAILABLE: there is none in it.
    """
    async with saved_copy(service, camera.id, file.identity) as copy:
        if copy and (within := await finish_in_thread(_jpeg_in, copy)):
            return within
    if file.is_gone:
        raise ServiceError(ErrorName.FILE_NOT_FOUND, f"{file.identity.path} is gone, and was not saved.", camera.id)
    try:
        image = await camera.files.thumbnail(file.identity.path)
    except ServiceError as error:
        if error.name is not ErrorName.FILE_UNAVAILABLE:
            raise
        image = {"mime_type": None}
    if image["mime_type"] != JPEG:
        message = f"The newest picture, {file.identity.path}, has no JPEG in it."
        remedy = "Fetch the file itself, with get_file_url; or have the camera write JPEG too."
        raise ServiceError(ErrorName.FILE_UNAVAILABLE, message, camera.id, remedy=remedy)
    return base64.b64decode(str(image["image_base64"]))


def _name(file: RecentFile) -> str:
    """Return what the files of one picture have in common, also where they are on two cards."""
    return file.identity.path.rpartition("/")[2].rpartition(".")[0]


def _jpeg_in(copy: OpenCopy) -> bytes:
    """Return the JPEG that a saved picture has in it; b"": none."""
    with os.fdopen(os.dup(copy.descriptor), "rb") as file:
        try:
            return read_thumbnail(file)
        except (DamagedError, NoPictureError, OSError):
            return b""
