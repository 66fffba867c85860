"""A file on a camera, as events name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.wire.mime import mime_type

if TYPE_CHECKING:
    from rpc_camera.contract.types import FileReference


def file_reference(path: str) -> FileReference:
    """Return the `FileReference` of a file on a camera."""
    return {"path": path, "filename": path.rpartition("/")[2], "mime_type": mime_type(path)}
