"""Which file it is: a path can stand for another picture later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.errors import JsonValue


@dataclass(frozen=True)
class FileVersion:
    """A file as it was when somebody asked for it; another size or time makes it another version."""

    path: str
    filename: str
    mime_type: str
    size_bytes: int
    modified_at: str | None

    @classmethod
    def of(cls, info: dict[str, JsonValue]) -> FileVersion:
        """Return the version that a `FileInfo` tells of."""
        modified_at = info.get("modified_at")
        return cls(
            str(info["path"]),
            str(info["filename"]),
            str(info["mime_type"]),
            int(str(info["size_bytes"])),
            str(modified_at) if modified_at else None,
        )

    @property
    def tag(self) -> str:
        """What tells this version from others of the same path: the value of a strong ETag."""
        return hashlib.sha256(f"{self.path}\n{self.size_bytes}\n{self.modified_at}".encode()).hexdigest()[:32]


async def file_version(camera: Camera, path: str) -> FileVersion:
    """Ask the camera what it has at `path` now."""
    return FileVersion.of(cast("dict[str, JsonValue]", await camera.ask("file_info", {"path": path})))
