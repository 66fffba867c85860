"""Deleting from the camera what is saved: only that very picture, and not again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.listing import file_info
from rpc_camera.tethering.retry import ends_with_camera_back

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.tethering.ledger import FileEntry


class AnotherTimeError(Exception):
    """The camera reports another time for a file of the same name and size, which need not be another picture."""


async def delete_saved(camera: Camera, entry: FileEntry) -> ServiceError | None:
    """Delete a file that is saved; return why it stays, if it does.

    ServiceError: the camera is not there now. AnotherTimeError: it may be this picture or another one.
    A file at which the driver hangs or crashes stays: to try it again would keep others from being saved.
    """
    try:
        info = await file_info(camera, entry.path)
        now = FileIdentity.of(info)
        if now.size_bytes == entry.size_bytes and now.stamp != entry.stamp:
            raise AnotherTimeError(entry.path)
        if now.size_bytes != entry.size_bytes:
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
        if ends_with_camera_back(error):
            raise
        if error.name is ErrorName.FILE_NOT_FOUND:
            return None
        return error.but(remedy=error.remedy or "It is saved: delete it on the camera, where it may be protected.")
    return None
