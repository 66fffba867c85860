"""What stands before the sensor data in a RAF, Fujifilm's container of a RAW; all numbers are big-endian.

Fujifilm publishes no layout; this is the part of it that exiv2, LibRaw and ExifTool know.
"""

from __future__ import annotations

import struct
from typing import Final

_MAGIC: Final = b"FUJIFILMCCD-RAW " + b"0201" + b"FF179502"
_HEAD_BYTES: Final = 108
_SENSOR_SIZE: Final = 0x0100


def write_raf_head(model: str, size: tuple[int, int], jpeg: bytes) -> bytes:
    """Return a RAF up to where its sensor data begins: 16 bits for each of `size` pixels."""
    width, height = size
    sizes = struct.pack(">IHHHH", 1, _SENSOR_SIZE, 4, height, width)
    sizes_at = _HEAD_BYTES + len(jpeg)
    sensor_at = sizes_at + len(sizes)
    places = (_HEAD_BYTES, len(jpeg), sizes_at, len(sizes), sensor_at, width * height * 2)
    name = model.encode("ascii", "replace")[:31]
    return struct.pack(">28s32s4s20x6I", _MAGIC, name, b"0100", *places) + jpeg + sizes
