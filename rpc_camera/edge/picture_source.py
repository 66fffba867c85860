"""Where a picture's bytes come from: the save directory if it was saved, else the card."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from rpc_camera.edge.camera_files import OnCamera
from rpc_camera.edge.camera_saved import OnDisk
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.saved_copy import saved_copy

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.file_identity import FileIdentity
    from rpc_camera.edge.file_answer import FileBytes, Representation
    from rpc_camera.methods.service import Service


@asynccontextmanager
async def picture(
    service: Service, camera: TetheredCamera, file: FileIdentity, *, is_gone: bool = False
) -> AsyncIterator[tuple[Representation, FileBytes]]:
    """Yield a file of the camera's; with `is_gone`, the card has it no more.

    A copy of it is as good, and takes nothing of the camera's time. Of a file of which only the name is known, the
    card knows better which one it is. ServiceError FILE_NOT_FOUND: it is nowhere; others: the card cannot be asked.
    """
    async with AsyncExitStack() as stack:
        copy = None
        if is_gone or file.size_bytes is not None:
            copy = await stack.enter_async_context(saved_copy(service, camera.id, file))
        if copy is None and not is_gone:
            try:
                version = await camera.versions.current(file.path)
            except ServiceError as error:
                copy = await stack.enter_async_context(saved_copy(service, camera.id, file))  # deleted meanwhile
                if copy is None:
                    raise error.but() from error
            else:
                yield version, OnCamera(camera.downloads, version)
                return
        if copy is None:
            raise ServiceError(ErrorName.FILE_NOT_FOUND, f"{file.path} is gone, and was not saved.", camera.id)
        yield copy.place, OnDisk(camera.id, copy)
