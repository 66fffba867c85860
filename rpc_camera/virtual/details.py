"""Looks into a file on the card for its size in pixels and its thumbnail."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

from rpc_camera.virtual.ptp import ObjectFormat
from rpc_camera.virtual.storage import Details

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

_THUMBNAIL = (160, 120)
_LARGE = (640, 480)
_MAX_PIXELS = 16_000_000
"""More take too long for a client that waits, where the format cannot be read at a smaller scale."""
_IMAGES = {ObjectFormat.JPEG, ObjectFormat.TIFF, ObjectFormat.PNG, ObjectFormat.DNG, ObjectFormat.UNDEFINED}

log = logging.getLogger(__name__)


def read_details(path: Path, kind: int) -> Details:
    """Return what Pillow makes of the file; nothing for what it cannot read."""
    if kind not in _IMAGES:
        return Details()
    from PIL import Image  # noqa: PLC0415 (slow to import, and not needed to start)

    try:
        with Image.open(path) as image:
            size = image.size
            image.draft("RGB", _LARGE)
            if image.width * image.height > _MAX_PIXELS:
                return Details(*size)
            picture = image.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        log.debug("no thumbnail of %s: %s", path, error)
        return Details()
    return Details(*size, _jpeg(picture, _THUMBNAIL), _jpeg(picture, _LARGE))


def _jpeg(picture: Image, size: tuple[int, int]) -> bytes:
    small = picture.copy()
    small.thumbnail(size)
    file = io.BytesIO()
    small.save(file, "JPEG", quality=80)
    return file.getvalue()
