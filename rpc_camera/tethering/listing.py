"""What a camera has on its card now; commands go first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.line.turns import Priority
from rpc_camera.wire.requests import GetFileInfo

if TYPE_CHECKING:
    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.contract.types import FileInfo


async def file_info(camera: TetheredCamera, path: str) -> FileInfo:
    """Return what the camera has at `path` now."""
    return await camera.line.ask(GetFileInfo(path), priority=Priority.CHUNK)
