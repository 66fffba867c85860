"""The Nikon's image quality and size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.darkroom import JpegQuality
from rpc_camera.virtual.quality import FilePlan, pixels

if TYPE_CHECKING:
    from rpc_camera.virtual.properties import PropertyTable

RAW_AND_FINE: Final = 7
_RAW: Final = 4
_JPEGS: Final = (JpegQuality.BASIC, JpegQuality.NORMAL, JpegQuality.FINE)
_JPEG: Final = dict(enumerate(_JPEGS)) | dict(enumerate(_JPEGS, _RAW + 1))


def plan_files(table: PropertyTable) -> FilePlan:
    """Return what image quality and image size ask for."""
    quality = table.number("imagequality")
    return FilePlan(_JPEG.get(quality), pixels(table.text("imagesize")), quality >= _RAW)
