"""EXIF from hostile files: no directory is gone through that is longer than any camera's."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.tags import read_exif
from tests.rigs.picture_files import entry, exif_item, heif, ifd

EXIF, GPS = 0x8769, 0x8825


class CountingFile(io.BytesIO):
    """Counts how often it is read."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(size)


def directory(count: int) -> bytes:
    return struct.pack("<H", count) + b"".join(entry(tag, 1, 1, 7) for tag in range(count)) + bytes(4)


def in_jpeg(tiff: bytes) -> bytes:
    file = io.BytesIO()
    Image.new("L", (8, 8)).save(file, "JPEG", exif=b"Exif\0\0" + tiff)
    return file.getvalue()


LONG = directory(5000)
BIGTIFF = b"II+\0" + struct.pack("<HHQQ", 8, 0, 16, 1 << 60) + bytes(20 * 3000)


@pytest.mark.parametrize(
    "data",
    [
        b"II*\0" + struct.pack("<I", 8) + LONG,
        b"IIU\0" + struct.pack("<I", 8) + LONG,
        ifd(entry(EXIF, 4, 1, 26)) + LONG,
        ifd(entry(GPS, 4, 1, 26)) + LONG,
        in_jpeg(b"II*\0" + struct.pack("<I", 8) + LONG),
        in_jpeg(ifd(entry(EXIF, 4, 1, 26)) + LONG),
        in_jpeg(BIGTIFF),
        heif(exif_item(b"II*\0" + struct.pack("<I", 8) + LONG)),
    ],
)
def test_a_directory_of_thousands_of_entries_is_refused_unread(data: bytes) -> None:
    file = CountingFile(data)

    with pytest.raises(DamagedError):
        read_exif(file)

    assert file.reads < 200


@pytest.mark.parametrize("data", [b"II*\0" + struct.pack("<I", 8) + directory(900)])
def test_a_directory_that_is_longer_than_usual_is_read(data: bytes) -> None:
    found = read_exif(io.BytesIO(data))["tags"]

    assert isinstance(found, dict)
    assert len(found["image"]) > 800
