"""The small JPEG within a picture: found in JPEGs and TIFFs, and nowhere where there is none or no sense."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.thumbnail import read_thumbnail
from tests.rigs.picture_files import CANON, box, entry, exif_item, heif, ifd

START, LENGTH, PREVIEWS, LONG = 0x0201, 0x0202, 0x014A, 4
BEHIND_ONE = 14 + 2 * 12


def jpeg(width: int, exif: bytes = b"") -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, 8)).save(file, "JPEG", **({"exif": b"Exif\0\0" + exif} if exif else {}))
    return file.getvalue()


SMALL, LARGE = jpeg(16), jpeg(160) + bytes(999)
IN_FIRST = ifd(entry(START, LONG, 1, BEHIND_ONE), entry(LENGTH, LONG, 1, len(SMALL))) + SMALL
_SECOND_AT = BEHIND_ONE + len(LARGE)
_SECOND = struct.pack("<H", 2) + entry(START, LONG, 1, _SECOND_AT + 30) + entry(LENGTH, LONG, 1, len(SMALL)) + bytes(4)
IN_BOTH = (
    ifd(entry(START, LONG, 1, BEHIND_ONE), entry(LENGTH, LONG, 1, len(LARGE)), following=_SECOND_AT)
    + LARGE
    + _SECOND
    + SMALL
)

_PREVIEW_AT = 14 + 12
_PREVIEW = (
    struct.pack("<H", 2) + entry(START, LONG, 1, _PREVIEW_AT + 30) + entry(LENGTH, LONG, 1, len(SMALL)) + bytes(4)
)
IN_PREVIEW = ifd(entry(PREVIEWS, LONG, 1, _PREVIEW_AT)) + _PREVIEW + SMALL
IN_SECOND_PREVIEW = (
    ifd(entry(PREVIEWS, LONG, 2, _PREVIEW_AT + 30 + len(SMALL))) + _PREVIEW + SMALL + struct.pack("<II", 8, _PREVIEW_AT)
)


def cr3(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"crx ") + box(b"moov", box(b"uuid", CANON, *boxes))


@pytest.mark.parametrize(
    "picture",
    [
        IN_FIRST,
        IN_BOTH,
        jpeg(800, IN_FIRST),
        jpeg(800, IN_BOTH),
        IN_PREVIEW,
        IN_SECOND_PREVIEW,
        cr3(box(b"THMB", bytes(16), SMALL)),
        heif(exif_item(IN_BOTH)),
    ],
)
def test_the_smallest_jpeg_is_the_thumbnail(picture: bytes) -> None:
    assert read_thumbnail(io.BytesIO(picture)) == SMALL


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"no picture",
        cr3(box(b"CMT1", b"")),
        cr3(box(b"THMB", b"no JPEG")),
        b"MM\0*" + struct.pack(">IH", 8, 0) + bytes(4),
        jpeg(800),
        jpeg(800, ifd(entry(0x0100, LONG, 1, 5))),
        IN_FIRST[: BEHIND_ONE + 20],
        ifd(entry(START, LONG, 1, BEHIND_ONE), entry(LENGTH, LONG, 1, 8)) + b"no JPEG.",
        ifd(entry(START, LONG, 1, BEHIND_ONE), entry(LENGTH, LONG, 1, 0xFFFFFFFF)) + SMALL,
        ifd(entry(0x0100, LONG, 1, 5), following=8),
        b"\xff\xd8" + b"\xff\xe0\0\2" * 1000,
    ],
)
def test_a_picture_that_has_none_gives_none(picture: bytes) -> None:
    assert read_thumbnail(io.BytesIO(picture)) == b""


@pytest.mark.parametrize(
    "picture", [b"II*\0" + struct.pack("<IH", 8, 5), b"II*\0" + struct.pack("<IH", 8, 5000) + bytes(60_004)]
)
def test_a_directory_that_is_cut_or_longer_than_any_cameras_is_damage(picture: bytes) -> None:
    with pytest.raises(DamagedError):
        read_thumbnail(io.BytesIO(picture))
