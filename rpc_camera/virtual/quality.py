"""Which files a release of the shutter makes, and how large they can get."""

from __future__ import annotations

from dataclasses import dataclass

from rpc_camera.virtual.darkroom import RAW_BYTES, JpegQuality, largest_jpeg_bytes
from rpc_camera.virtual.dials import LARGEST


def pixels(size: str) -> tuple[int, int]:
    """Return the width and height of a size such as "4000x3000"."""
    width, height = size.split("x")
    return int(width), int(height)


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
