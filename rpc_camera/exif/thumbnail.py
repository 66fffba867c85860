"""The small JPEG that a camera puts into a picture: into its EXIF, or the directories of a RAW (TIFF 6.0)."""

from __future__ import annotations

import io
import os
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.containers import CR3_BRAND, RAF_MAGIC, box_tiffs, cr3_thumbnail, raf_jpeg

if TYPE_CHECKING:
    from collections.abc import Iterator

_JPEG: Final = b"\xff\xd8\xff"
_APP1, _FIRST_APP, _LAST_APP = 0xE1, 0xE0, 0xEF
_IN_JPEG: Final = b"Exif\0\0"
_ORDERS: Final = {b"II": "little", b"MM": "big"}
_START, _LENGTH = 0x0201, 0x0202  # JPEGInterchangeFormat of a directory
_PREVIEWS: Final = 0x014A  # SubIFDs, in which some RAWs have theirs
_DIRECTORIES_AT_MOST: Final = 8
_ENTRIES_AT_MOST: Final = 1000
_LARGEST_BYTES: Final = 1 << 20
_SEGMENTS_AT_MOST: Final = 32


def read_thumbnail(file: IO[bytes]) -> bytes:
    """Return the smallest JPEG that a JPEG, HEIF, CR3, RAF or TIFF, as most RAWs are one, has of itself; b"": none.

    Of a HEIF, that is one in its EXIF. DamagedError: the file ends within a directory, or has boxes that cannot be;
    NoPictureError: it is a CR3 without Canon's box, or of other boxes.
    """
    head = _at(file, 0, len(RAF_MAGIC))
    if head[4:12] == b"ftyp" + CR3_BRAND:
        box = cr3_thumbnail(file)
        return box[start:] if (start := box.find(_JPEG)) >= 0 else b""
    if head[4:8] == b"ftyp":
        return min(_jpegs(io.BytesIO(box_tiffs(file).image), 0), key=len, default=b"")
    start = raf_jpeg(file) if head == RAF_MAGIC else 0
    tiff = _exif_at(file, start) if _at(file, start, len(_JPEG)) == _JPEG else 0
    found = () if tiff is None else _jpegs(file, tiff)
    return min(found, key=len, default=b"")


def _at(file: IO[bytes], offset: int, length: int) -> bytes:
    file.seek(offset)
    return file.read(length)


def _exif_at(file: IO[bytes], offset: int) -> int | None:
    """Return where the TIFF of a JPEG's EXIF begins; None where there is none in its first segments."""
    offset += 2
    for _ in range(_SEGMENTS_AT_MOST):
        head = _at(file, offset, 10)
        if len(head) < 10 or head[0] != 0xFF or not _FIRST_APP <= head[1] <= _LAST_APP:
            return None
        if head[1] == _APP1 and head[4:] == _IN_JPEG:
            return offset + 10
        offset += 2 + int.from_bytes(head[2:4], "big")
    return None


def _jpegs(file: IO[bytes], tiff: int) -> Iterator[bytes]:
    head = _at(file, tiff, 8)
    order = _ORDERS.get(head[:2])
    if order is None:
        return
    size_bytes = file.seek(0, os.SEEK_END)
    first = _number(head[4:8], order)
    directories = [first] if first else []
    for at in range(_DIRECTORIES_AT_MOST):
        if at >= len(directories):
            return
        fields, others = _directory(file, tiff, directories[at], order)
        directories += others
        start, length = fields.get(_START, 0), fields.get(_LENGTH, 0)
        if start and 0 < length <= _LARGEST_BYTES and tiff + start + length <= size_bytes:
            data = _at(file, tiff + start, length)
            if data.startswith(_JPEG):
                yield data


def _directory(file: IO[bytes], tiff: int, start: int, order: str) -> tuple[dict[int, int], list[int]]:
    """Return the numbers in a directory, by their tags, and where those begin that it leads to."""
    count = _number(_at(file, tiff + start, 2), order)
    if count > _ENTRIES_AT_MOST:
        raise DamagedError(f"it has a directory of {count} entries")
    data = _at(file, tiff + start + 2, 12 * count + 4)
    if len(data) < 12 * count + 4:
        raise DamagedError("a directory is cut")
    numbers, previews = {}, b""
    for entry in (data[at : at + 12] for at in range(0, 12 * count, 12)):
        tag, length, value = (_number(part, order) for part in (entry[:2], entry[4:8], entry[8:]))
        numbers[tag] = value
        if tag == _PREVIEWS:
            previews = entry[8:] if length == 1 else _at(file, tiff + value, 4 * min(length, _DIRECTORIES_AT_MOST))
    starts = [data[-4:], *(previews[at : at + 4] for at in range(0, len(previews), 4))]
    return numbers, [start for each in starts if (start := _number(each, order))]


def _number(data: bytes, order: str) -> int:
    return int.from_bytes(data, "big" if order == "big" else "little")
