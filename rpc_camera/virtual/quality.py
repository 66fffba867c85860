"""Which files a release of the shutter makes, and how large they can get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.virtual.darkroom import RAW_BYTES, JpegQuality, largest_jpeg_bytes
from rpc_camera.virtual.settings import LARGEST

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


@dataclass(frozen=True)
class FilePlan:
    """The files of one picture: a JPEG, a RAW or both."""

    jpeg: JpegQuality | None
    jpeg_size: tuple[int, int]
    raw: bool

    @property
    def largest_bytes(self) -> int:
        """The files together are never larger."""
        jpeg = 0 if self.jpeg is None else largest_jpeg_bytes(self.jpeg_size, self.jpeg)
        return jpeg + (RAW_BYTES if self.raw else 0)

    @property
    def negative_size(self) -> tuple[int, int]:
        """What must be exposed for it."""
        return LARGEST if self.raw else self.jpeg_size


def plan_files(table: PropertyTable) -> FilePlan:
    """Return what image quality and image size ask for."""
    quality = table.number("imagequality")
    width, height = table.text("imagesize").split("x")
    return FilePlan(_JPEG.get(quality), (int(width), int(height)), quality >= _RAW_FROM)
