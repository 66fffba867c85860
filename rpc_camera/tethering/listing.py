"""What a camera has on its card now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.files.files import SCAN_DEADLINE_S
from rpc_camera.camera.line.turns import Priority
from rpc_camera.tethering.file_identity import FileIdentity

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.errors import JsonValue

_INFOS_AT_A_TIME: Final = 100
_MOST_FOLDERS: Final = 10_000


async def file_info(camera: Camera, path: str) -> dict[str, Any]:
    """Return the `FileInfo` of what the camera has at `path` now; commands go first."""
    info: Any = await _ask(camera, "file_info", {"path": path})
    return dict(info)


async def files_on(camera: Camera) -> list[FileIdentity]:
    """List all files of the camera, folder by folder; commands go first."""
    found: list[FileIdentity] = []
    waiting, looked = ["/"], 0
    while waiting and looked < _MOST_FOLDERS:
        reply: Any = await _ask(camera, "list_folder", {"folder": waiting.pop(0)})
        below, paths = reply
        looked += 1
        waiting += below
        for start in range(0, len(paths), _INFOS_AT_A_TIME):
            found += await _identities(camera, paths[start : start + _INFOS_AT_A_TIME])
    return found


async def _identities(camera: Camera, paths: list[str]) -> list[FileIdentity]:
    infos: Any = await _ask(camera, "file_infos", {"paths": paths})
    known = {info["path"]: FileIdentity.of(info) for info in infos}
    return [known.get(path) or FileIdentity(path, None, None) for path in paths]


async def _ask(camera: Camera, op: str, args: dict[str, JsonValue]) -> JsonValue:
    return (await camera.fetch(op, args, SCAN_DEADLINE_S, priority=Priority.CHUNK))[0]
