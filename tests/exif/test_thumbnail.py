"""The small JPEG within a picture: found in JPEGs and TIFFs, and nowhere where there is none or no sense."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.thumbnail import read_thumbnail
from tests.rigs.picture_files import entry, ifd

START, LENGTH, LONG = 0x0201, 0x0202, 4
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


@pytest.mark.parametrize("picture", [IN_FIRST, IN_BOTH, jpeg(800, IN_FIRST), jpeg(800, IN_BOTH)])
def test_the_smallest_jpeg_is_the_thumbnail(picture: bytes) -> None:
    assert read_thumbnail(io.BytesIO(picture)) == SMALL


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"no picture",
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


CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
SMALL_JPEG = b"\xff\xd8\xff\xd9"


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def cr3(*boxes: bytes) -> io.BytesIO:
    movie = box(b"moov", box(b"uuid", CANON + b"".join(boxes)))
    return io.BytesIO(box(b"ftyp", b"crx \0\0\0\1") + movie)


@pytest.mark.parametrize("head", [bytes(16), bytes(12)])
def test_the_thumbnail_of_a_cr3_is_in_a_box(head: bytes) -> None:
    assert read_thumbnail(cr3(box(b"CMT1"), box(b"THMB", head + SMALL_JPEG))) == SMALL_JPEG


@pytest.mark.parametrize(
    "file", [cr3(box(b"CMT1")), cr3(box(b"THMB", bytes(200) + SMALL_JPEG)), io.BytesIO(box(b"ftyp", b"heic\0\0\0\0"))]
)
def test_boxes_without_a_thumbnail_have_none(file: io.BytesIO) -> None:
    assert not read_thumbnail(file)


def test_a_box_that_ends_beyond_the_file_is_damage() -> None:
    with pytest.raises(DamagedError):
        read_thumbnail(io.BytesIO(box(b"ftyp", b"crx \0\0\0\1") + struct.pack(">I4s", 1000, b"moov")))
