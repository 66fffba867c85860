"""Where a file ends by its own content: what a camera reports of its size comes from the same place as a cut one."""

from __future__ import annotations

import os
import struct
from enum import StrEnum
from typing import IO, Final

_TAIL_BYTES: Final = 1 << 16
_DIRECTORIES_AT_MOST: Final = 64
_ENTRIES_AT_MOST: Final = 1 << 16
_TYPE_BYTES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SUB_DIRECTORIES: Final = frozenset({0x014A, 0x8769, 0x8825})
_BLOCKS: Final = {0x0111: 0x0117, 0x0144: 0x0145, 0x0201: 0x0202}  # offsets and sizes: strips, tiles, a JPEG
_BOXES: Final = frozenset(
    {
        b"ftyp",
        b"mdat",
        b"moov",
        b"meta",
        b"moof",
        b"mfra",
        b"free",
        b"skip",
        b"wide",
        b"uuid",
        b"udta",
        b"pnot",
        b"sidx",
    }
)
_BOXES_AT_MOST: Final = 4096
_TIFF: Final = {b"II*\0": "<", b"MM\0*": ">", b"IIU\0": "<", b"IIRO": "<", b"IIRS": "<"}  # Panasonic's and Olympus' too


_RAF: Final = b"FUJIFILMCCD-RAW "
_RAF_SECTIONS: Final = struct.Struct(">6I")  # offset and length of the JPEG, of the header of the CFA data, of those
_RAF_SECTIONS_AT: Final = 84
_RAF_SECOND_SENSOR: Final = struct.Struct(">4I")  # the same of the other half of a Super CCD SR, without a JPEG
_RAF_SECOND_SENSOR_AT: Final = 120
_X3F: Final = b"FOVb"
_X3F_HEAD: Final = struct.Struct("<4s4xI")  # SECd, version, number of sections
_X3F_ENTRY: Final = struct.Struct("<II4s")  # offset, length, kind
_SECTIONS_AT_MOST: Final = 256


class Extent(StrEnum):
    """Whether a file is whole, as far as its own structure shows it."""

    WHOLE = "whole"
    CUT = "cut"
    UNKNOWN = "unknown"


def extent_of(file: IO[bytes]) -> Extent:
    """Return what JPEG, HEIF, CR3, films (MP4, MOV, AVI), RAF, X3F and RAW files built as TIFF show of where they end.

    MPEG transport streams (MTS, M2TS) are packets one after the other, of which none says that it is the last.
    """
    size_bytes = os.fstat(file.fileno()).st_size
    begin = _read(file, 0, 16)
    if order := _TIFF.get(begin[:4]):
        return _Tiff(file, size_bytes, order).extent()
    readers = (
        (b"\xff\xd8\xff", 0, _of_jpeg),
        (b"ftyp", 4, _of_boxes),
        (b"RIFF", 0, _of_riff),
        (_RAF, 0, _of_raf),
        (_X3F, 0, _of_x3f),
    )
    read = next((read for magic, at, read in readers if begin[at:].startswith(magic)), None)
    return read(file, size_bytes) if read else Extent.UNKNOWN


def _read(file: IO[bytes], offset: int, length: int) -> bytes:
    return os.pread(file.fileno(), length, offset)


def _of_jpeg(file: IO[bytes], size_bytes: int) -> Extent:
    tail = _read(file, max(0, size_bytes - _TAIL_BYTES), _TAIL_BYTES)
    return Extent.WHOLE if tail.rstrip(b"\0").endswith(b"\xff\xd9") else Extent.UNKNOWN


def _of_boxes(file: IO[bytes], size_bytes: int) -> Extent:
    """Return whether the boxes end where the file does, and the one that explains the others is among them."""
    start, kinds = 0, list[bytes]()
    while start < size_bytes and len(kinds) < _BOXES_AT_MOST:
        header = _read(file, start, 16).ljust(16, b"\0")
        length, kind = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:], "big")
        if kind not in _BOXES or length < 8:  # padding, or a box "to the end", wherever that is
            return Extent.UNKNOWN
        kinds.append(kind)
        start += length
    if start > size_bytes:
        return Extent.CUT
    explains = not {b"moov", b"meta"}.isdisjoint(kinds)
    return Extent.WHOLE if explains and start == size_bytes else Extent.UNKNOWN


def _of_riff(file: IO[bytes], size_bytes: int) -> Extent:
    start = 0
    while start < size_bytes:
        header = _read(file, start, 8)
        length = int.from_bytes(header[4:8], "little")
        if header[:4] != b"RIFF" or not length:
            return Extent.UNKNOWN
        start += 8 + length + length % 2
    return Extent.WHOLE if start == size_bytes else Extent.CUT


def _of_raf(file: IO[bytes], size_bytes: int) -> Extent:
    """Return whether all that the header of a RAF points at is there; it is in its order, with the CFA data last."""
    header = _read(file, _RAF_SECTIONS_AT, _RAF_SECTIONS.size)
    if len(header) < _RAF_SECTIONS.size:
        return Extent.UNKNOWN
    sections = _pairs(_RAF_SECTIONS.unpack(header))
    (jpeg, _), *_ = sections
    second = _read(file, _RAF_SECOND_SENSOR_AT, _RAF_SECOND_SENSOR.size)
    if jpeg >= _RAF_SECOND_SENSOR_AT + len(second):  # else the JPEG begins before, as in the oldest ones
        sections += [pair for pair in _pairs(_RAF_SECOND_SENSOR.unpack(second)) if any(pair)]
    are_there = all(offset and length and offset + length <= size_bytes for offset, length in sections)
    return Extent.WHOLE if are_there and _read(file, jpeg, 3) == b"\xff\xd8\xff" else Extent.UNKNOWN


def _pairs(numbers: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _of_x3f(file: IO[bytes], size_bytes: int) -> Extent:
    """Return whether the last four bytes of an X3F point at its directory, which ends there and has all the rest."""
    at = int.from_bytes(_read(file, max(0, size_bytes - 4), 4), "little")
    head = _read(file, at, _X3F_HEAD.size)
    if len(head) < _X3F_HEAD.size:
        return Extent.UNKNOWN
    magic, count = _X3F_HEAD.unpack(head)
    end = at + _X3F_HEAD.size + count * _X3F_ENTRY.size + 4
    if magic != b"SECd" or count > _SECTIONS_AT_MOST or end != size_bytes:
        return Extent.UNKNOWN
    sections = list(_X3F_ENTRY.iter_unpack(_read(file, at + _X3F_HEAD.size, count * _X3F_ENTRY.size)))
    are_there = all(start + length <= at and _read(file, start, 3) == b"SEC" for start, length, _ in sections)
    has_image = any(kind.startswith(b"IMA") for *_, kind in sections)
    return Extent.WHOLE if are_there and has_image else Extent.UNKNOWN


class _Tiff:
    """Follows the directories of a TIFF to all that they point at."""

    def __init__(self, file: IO[bytes], size_bytes: int, order: str) -> None:
        self._file = file
        self._size_bytes = size_bytes
        self._order = order
        self._end = 0
        self._has_image = False

    def extent(self) -> Extent:
        """Return whether there is an image, and all that is pointed at lies within the file.

        Some bodies write fields that point nowhere: of a TIFF, that is no proof that it is cut.
        """
        pending, seen = list(self._numbers(4, 4, 1)), set[int]()
        while pending and len(seen) < _DIRECTORIES_AT_MOST:
            start = pending.pop()
            if start and start not in seen:
                seen.add(start)
                pending += self._follow(start)
        lies_within = self._end <= self._size_bytes and not pending
        return Extent.WHOLE if lies_within and self._has_image else Extent.UNKNOWN

    def _numbers(self, kind: int, offset: int, count: int) -> tuple[int, ...]:
        width = {3: "H", 4: "I", 13: "I"}.get(kind)
        length = count * _TYPE_BYTES.get(kind, 1)
        self._end = max(self._end, offset + length)
        data = _read(self._file, offset, length) if width and count <= _ENTRIES_AT_MOST else b""
        return struct.unpack(f"{self._order}{count}{width}", data) if data and len(data) == length else ()

    def _follow(self, start: int) -> list[int]:
        """Go through one directory; return where others begin."""
        (count,) = self._numbers(3, start, 1) or (0,)
        values: dict[int, tuple[int, ...]] = {}
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            values |= self._entry(entry)
        for offsets, sizes in _BLOCKS.items():
            for offset, size in zip(values.get(offsets, ()), values.get(sizes, ()), strict=False):
                self._end = max(self._end, offset + size)
                self._has_image = True
        others = [offset for tag in _SUB_DIRECTORIES for offset in values.get(tag, ())]
        return [*others, *self._numbers(4, start + 2 + 12 * count, 1)]

    def _entry(self, entry: int) -> dict[int, tuple[int, ...]]:
        head = _read(self._file, entry, 8)
        if len(head) < 8:
            self._end = max(self._end, entry + 12)
            return {}
        tag, kind, count = struct.unpack(f"{self._order}HHI", head)
        at = entry + 8
        if count * _TYPE_BYTES.get(kind, 1) > 4:
            (at,) = self._numbers(4, at, 1) or (0,)
        return {tag: self._numbers(kind, at, count)}
