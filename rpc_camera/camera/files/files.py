"""The files of a camera: listed folder by folder, so that nobody waits long for a turn; downloaded, deleted."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.files.chunks import read_range
from rpc_camera.camera.files.version import version_of
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.work import current_work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.camera.camera import Camera

# At the first look at a full card libgphoto2 asks for each file on it; killed meanwhile, it would begin anew.
SCAN_DEADLINE_S: Final = 600.0
_UNCERTAIN: Final = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
_INFOS_AT_A_TIME: Final = 100
_FOLDERS_AT_MOST: Final = 10_000


async def list_files(camera: Camera, folder: str, *, recursive: bool) -> dict[str, JsonValue]:
    """Return the result of `list_files`: the folders and files in `folder`, or in all folders below it as well."""
    folders: list[JsonValue] = []
    files: list[JsonValue] = []
    waiting = [folder]
    while waiting and len(folders) < _FOLDERS_AT_MOST:
        listed: Any = await camera.ask("list_folder", {"folder": waiting.pop(0)}, SCAN_DEADLINE_S)
        below, paths = listed
        folders += below
        for start in range(0, len(paths), _INFOS_AT_A_TIME):
            part = paths[start : start + _INFOS_AT_A_TIME]
            infos: Any = await camera.ask("file_infos", {"paths": part}, SCAN_DEADLINE_S)
            files += infos
            if recursive:
                current_work().progress("listing", len(files), None, "files")
        waiting += below if recursive else ()
    return {"folder": folder, "folders": folders, "files": files}


async def download(
    camera: Camera, path: str, limit_bytes: int, take: Callable[[int], Awaitable[None]]
) -> dict[str, JsonValue]:
    """Return the result of `download_image`. ServiceError TOO_LARGE: more than `limit_bytes`.

    `take` waits until the server has room for so many bytes.
    """
    info: Any = await camera.ask("file_info", {"path": path}, SCAN_DEADLINE_S)
    size_bytes = int(info["size_bytes"])
    if size_bytes > limit_bytes:
        raise ServiceError(
            ErrorName.TOO_LARGE,
            f"{path} has {size_bytes} bytes; a JSON answer carries at most {limit_bytes}.",
            camera.id,
            details={"size_bytes": size_bytes, "limit_bytes": limit_bytes},
        )
    await take(size_bytes)
    digest, encoded = hashlib.sha256(), bytearray()
    async for chunk in read_range(camera, version_of(camera, info), 0, size_bytes):
        digest.update(chunk)
        encoded += base64.b64encode(chunk)
    return _file(info) | {"sha256": digest.hexdigest(), "image_base64": encoded.decode("ascii")}


async def thumbnail(camera: Camera, path: str) -> dict[str, JsonValue]:
    """Return the result of `get_thumbnail`."""
    told, data = await camera.fetch("thumbnail", {"path": path}, SCAN_DEADLINE_S)
    kind: Any = told
    return {
        "path": path,
        "filename": path.rpartition("/")[2],
        "mime_type": kind["mime_type"],
        "size_bytes": len(data),
        "image_base64": base64.b64encode(data).decode("ascii"),
    }


async def delete(camera: Camera, path: str) -> dict[str, JsonValue]:
    """Delete one file and return the result of `delete_file`."""
    async with camera.reserve():
        try:
            await camera.within("delete_file", {"path": path}, SCAN_DEADLINE_S, repeatable=False)
        except ServiceError as error:
            if error.name in _UNCERTAIN:
                await camera.readings.forget(path)
            raise
        camera.catch_up.forget(path)
        await camera.readings.forget(path)  # within the turn: the next one may put another file there
    return {"path": path}


def _file(info: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return {name: info[name] for name in ("path", "filename", "mime_type", "size_bytes")}
