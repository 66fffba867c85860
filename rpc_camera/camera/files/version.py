"""Which file it is: a path can stand for another picture later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.camera import Camera


@dataclass(frozen=True)
class FileVersion:
    """A file as it was when somebody asked for it; another size or time makes it another version.

    Cameras tell times to the second, if at all: `predecessors` is how many files of that path were deleted before it.
    """

    path: str
    filename: str
    mime_type: str
    size_bytes: int
    modified_at: str | None
    predecessors: int = 0

    @property
    def tag(self) -> str:
        """What tells this version from others of the same path: the value of a strong ETag."""
        told = f"{self.path}\n{self.size_bytes}\n{self.modified_at}\n{self.predecessors}"
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def version_of(camera: Camera, info: Mapping[str, object]) -> FileVersion:
    """Return the version that a `FileInfo` of `camera` tells of."""
    path, modified_at = str(info["path"]), info.get("modified_at")
    return FileVersion(
        path,
        str(info["filename"]),
        str(info["mime_type"]),
        int(str(info["size_bytes"])),
        str(modified_at) if modified_at else None,
        camera.readings.deleted_before(path),
    )


async def file_version(camera: Camera, path: str) -> FileVersion:
    """Ask the camera what it has at `path` now."""
    while True:
        predecessors = camera.readings.deleted_before(path)
        version = version_of(camera, cast("Mapping[str, object]", await camera.ask("file_info", {"path": path})))
        if version.predecessors == predecessors:  # else it was deleted meanwhile, and the answer may be of either
            return version
