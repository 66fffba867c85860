"""What tethering has saved of a camera's file, for whoever would rather have that than take the camera's time."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from rpc_camera.camera.files.file_identity import FileIdentity
    from rpc_camera.methods.service import Service
    from rpc_camera.tethering.saved_copies import OpenCopy

_NO_COPY: Final = {ErrorName.FILE_NOT_FOUND, ErrorName.FILE_UNAVAILABLE, ErrorName.DISK_ERROR, ErrorName.NOT_SUPPORTED}


@asynccontextmanager
async def saved_copy(service: Service, camera_id: str, file: FileIdentity) -> AsyncIterator[OpenCopy | None]:
    """Yield what was saved of a file of the camera's, opened; None where it was not, or is not there now."""
    async with AsyncExitStack() as stack:
        copy = None
        if service.tethering.save_dir is not None:
            try:
                copy = await stack.enter_async_context(service.tethering.saved(camera_id, file, None))
            except ServiceError as error:
                if error.name not in _NO_COPY:
                    raise
        yield copy
