"""Canon's image formats: which files a picture has, how large each is, and how strongly it is compressed.

As a value, each of at most two files takes a byte, the first the upper one: the size in its upper half, in its lower
half the compression, with 8 for a RAW. It is 0xFF where there is no second file. libgphoto2 has the same numbers.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import dials
from rpc_camera.virtual.darkroom import JpegQuality
from rpc_camera.virtual.ptp import PtpError, ResponseCode
from rpc_camera.virtual.quality import FilePlan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RAW, COMPACT_RAW = 0x0C, 0x0B  # as a byte
_JPEGS: Final = (0x03, 0x02, 0x13, 0x12, 0xD3, 0xD2)  # large, medium and small, fine and normal
_NO_FILE: Final = 0xFF
LARGE, RAW_AND_LARGE = 0x03FF, 0x0C03
_RAW_BIT: Final = 8
_ENTRY: Final = struct.Struct("<IIII")
_JPEG_TYPE, _RAW_TYPE = 1, 6
_SMALL: Final = 0xD  # in a value; on the wire it is one more, as the other sizes of its kind
_PIXELS: Final = {0: dials.LARGEST, 1: dials.IMAGE_SIZES[1], _SMALL: dials.IMAGE_SIZES[2]}
_NORMAL: Final = 2


def formats_with(raws: Sequence[int]) -> list[int]:
    """Return all values of a body that has RAWs of these kinds."""
    alone = [file << 8 | _NO_FILE for file in (*raws, *_JPEGS)]
    return [raw << 8 | jpeg for raw in raws for jpeg in _JPEGS] + alone


def _files(value: int) -> list[int]:
    return [file for file in (value >> 8, value & 0xFF) if file != _NO_FILE]


def pack_format(value: int) -> bytes:
    """Return a value as it travels: how many files, and of each its entry's length, type, size and compression."""
    packed = struct.pack("<I", len(_files(value)))
    for file in _files(value):
        kind = _RAW_TYPE if file & _RAW_BIT else _JPEG_TYPE
        size = file >> 4
        packed += _ENTRY.pack(_ENTRY.size, kind, size + (size >= _SMALL), file & 7)
    return packed


def unpack_format(data: bytes) -> int:
    """Return the value of what has travelled. PtpError: it is no image format."""
    try:
        (count,) = struct.unpack_from("<I", data)
        entries = [_ENTRY.unpack_from(data, 4 + _ENTRY.size * number) for number in range(min(count, 2))]
    except struct.error:
        raise PtpError(ResponseCode.INVALID_PROPERTY_FORMAT) from None
    first, second, *_ = [*(_value_of(*entry[1:]) for entry in entries), _NO_FILE, _NO_FILE]
    return first << 8 | second


def _value_of(kind: int, size: int, compression: int) -> int:
    return (size - (size > _SMALL)) << 4 & 0xF0 | compression & 7 | _RAW_BIT * (kind == _RAW_TYPE)


def plan_files(values: Iterable[int]) -> FilePlan:
    """Return the files that all of these image formats ask for, of the first JPEG if there are more."""
    files = [file for value in values for file in _files(value)]
    jpegs = [file for file in files if not file & _RAW_BIT]
    if not jpegs:
        return FilePlan(None, dials.LARGEST, raw=True)
    quality = JpegQuality.NORMAL if jpegs[0] & 7 == _NORMAL else JpegQuality.FINE
    return FilePlan(quality, _PIXELS.get(jpegs[0] >> 4, dials.LARGEST), raw=len(jpegs) < len(files))
