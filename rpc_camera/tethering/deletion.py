"""Deleting from the camera what is saved: only that very picture, and not again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.seen import Seen, file_info

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.tethering.ledger import Entry

_LATER: Final = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_BUSY, ErrorName.CAMERA_CLAIMED, ErrorName.CANCELLED})


async def delete_saved(camera: Camera, entry: Entry) -> ServiceError | None:
    """Delete a file that is saved; return why it stays, if it does. ServiceError: the camera is not there now."""
    try:
        info = await file_info(camera, entry.path)
        if Seen.of(info) != Seen(entry.path, entry.size_bytes, entry.stamp):
            return None  # it is gone, and another picture has its name
        if not info["deletable"]:
            return ServiceError(
                ErrorName.FILE_UNAVAILABLE,
                f"{entry.path} is saved, and stays on the camera: it is protected there.",
                camera.id,
                remedy="Remove the protection on the camera if it should go.",
            )
        await camera.files.delete(entry.path)
    except ServiceError as error:
        if error.name in _LATER:
            raise
        if error.name is ErrorName.FILE_NOT_FOUND:
            return None
        error.remedy = error.remedy or "It is saved: delete it on the camera, where it may be protected."
        return error
    return None
