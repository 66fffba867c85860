"""What a camera has on its card now; commands go first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.walk import Listing, walk
from rpc_camera.camera.line.turns import Priority
from rpc_camera.wire.requests import GetFileInfo

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.contract.types import FileInfo


async def file_info(camera: Camera, path: str) -> FileInfo:
    """Return what the camera has at `path` now."""
    return await camera.line.ask(GetFileInfo(path), priority=Priority.CHUNK)


async def files_on(camera: Camera) -> list[FileIdentity]:
    """List all files of the camera, folder by folder."""
    listing = Listing(camera.line, Priority.CHUNK)
    found: list[FileIdentity] = []
    async for _, folder in walk(listing.look_into, "/", lambda folders, _depth: folders):
        known: dict[str, FileIdentity] = {}
        async for infos in listing.infos(folder.files):
            known |= {info["path"]: FileIdentity.of(info) for info in infos}
        found += [known.get(path) or FileIdentity(path, None, None) for path in folder.files]
    return found
