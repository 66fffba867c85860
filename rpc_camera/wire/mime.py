"""The MIME type of a picture by its name: drivers call most RAW files application/octet-stream."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from typing import Final

_UNKNOWN: Final = "application/octet-stream"
# Those of all that cameras write: what Python knows differs between its versions, and by files of the system.
_CAMERA_TYPES: Final = {
    ".3fr": "image/x-hasselblad-3fr",
    ".arw": "image/x-sony-arw",
    ".avi": "video/x-msvideo",
    ".cr2": "image/x-canon-cr2",
    ".cr3": "image/x-canon-cr3",
    ".crw": "image/x-canon-crw",
    ".dng": "image/x-adobe-dng",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".hif": "image/heif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".nef": "image/x-nikon-nef",
    ".nrw": "image/x-nikon-nrw",
    ".orf": "image/x-olympus-orf",
    ".pef": "image/x-pentax-pef",
    ".raf": "image/x-fuji-raf",
    ".rw2": "image/x-panasonic-rw2",
    ".srw": "image/x-samsung-srw",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".wav": "audio/x-wav",
}


def mime_type(filename: str, driver_type: str = "") -> str:
    """Return the type of `filename`; what the driver says counts only where the name says nothing."""
    suffix = PurePosixPath(filename).suffix.lower()
    known = _CAMERA_TYPES.get(suffix) or mimetypes.guess_type(filename)[0]
    return known or driver_type or _UNKNOWN
