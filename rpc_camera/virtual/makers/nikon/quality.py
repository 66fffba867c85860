"""The Nikon's image quality and size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.virtual.darkroom import JpegQuality
from rpc_camera.virtual.quality import FilePlan

if TYPE_CHECKING:
    from rpc_camera.virtual.properties import PropertyTable

_RAW_FROM = 4
_JPEG = {
    0: JpegQuality.BASIC,
    1: JpegQuality.NORMAL,
    2: JpegQuality.FINE,
    5: JpegQuality.BASIC,
    6: JpegQuality.NORMAL,
    7: JpegQuality.FINE,
}


def plan_files(table: PropertyTable) -> FilePlan:
    """Return what image quality and image size ask for."""
    quality = table.number("imagequality")
    width, height = table.text("imagesize").split("x")
    return FilePlan(_JPEG.get(quality), (int(width), int(height)), quality >= _RAW_FROM)
