"""A writer for TIFF's structure, which EXIF and RAW files share: little-endian directories of tagged values."""

from __future__ import annotations

import struct
from enum import IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class FieldType(IntEnum):
    """The types a value can have."""

    BYTE = 1
    ASCII = 2
    SHORT = 3
    LONG = 4
    RATIONAL = 5
    UNDEFINED = 7
    SRATIONAL = 10


def _rational(value: Fraction, limit: int) -> tuple[int, int]:
    short = value.limit_denominator(limit)
    return short.numerator, short.denominator


def _pack(kind: FieldType, values: Sequence[int | Fraction]) -> bytes:
    match kind:
        case FieldType.SHORT:
            return struct.pack(f"<{len(values)}H", *values)
        case FieldType.LONG:
            return struct.pack(f"<{len(values)}I", *values)
        case FieldType.RATIONAL | FieldType.SRATIONAL:
            item = "<II" if kind is FieldType.RATIONAL else "<ii"
            return b"".join(struct.pack(item, *_rational(Fraction(value), 1_000_000)) for value in values)
        case _:
            return bytes(int(value) for value in values)


class Directory:
    """One image file directory. A nested directory or a block of data is placed behind it, and pointed at."""

    def __init__(self) -> None:
        self._fields: dict[int, tuple[FieldType, int, bytes]] = {}
        self._targets: dict[int, Directory | bytes] = {}
        self.following: Directory | None = None

    def put(self, tag: int, kind: FieldType, *values: int | Fraction) -> None:
        """Set numbers."""
        self._fields[tag] = (kind, len(values), _pack(kind, values))

    def text(self, tag: int, text: str) -> None:
        """Set a text; an empty one is left out. Beyond ASCII it is UTF-8, as most readers expect."""
        if text:
            data = text.encode() + b"\0"
            self._fields[tag] = (FieldType.ASCII, len(data), data)

    def undefined(self, tag: int, data: bytes) -> None:
        """Set bytes without a type."""
        self._fields[tag] = (FieldType.UNDEFINED, len(data), data)

    def point(self, tag: int, target: Directory | bytes) -> None:
        """Set the offset of `target`, which is written behind this directory."""
        self._fields[tag] = (FieldType.LONG, 1, b"")
        self._targets[tag] = target

    def write(self, start: int) -> bytes:
        """Return the bytes of this directory, all that it points at and its successors, to lie at offset `start`."""
        entries = bytearray(struct.pack("<H", len(self._fields)))
        behind = bytearray()
        base = start + 2 + 12 * len(self._fields) + 4
        for tag, (kind, number, data) in sorted(self._fields.items()):
            value = self._write_target(tag, behind, base) if tag in self._targets else data
            if len(value) > 4:
                offset = base + len(behind)
                behind += value + b"\0" * (len(value) % 2)
                value = struct.pack("<I", offset)
            entries += struct.pack("<HHI", tag, kind, number) + value.ljust(4, b"\0")
        successor = base + len(behind) if self.following else 0
        tail = self.following.write(successor) if self.following else b""
        return bytes(entries) + struct.pack("<I", successor) + bytes(behind) + tail

    def _write_target(self, tag: int, behind: bytearray, base: int) -> bytes:
        target = self._targets[tag]
        offset = base + len(behind)
        data = target if isinstance(target, bytes) else target.write(offset)
        behind += data + b"\0" * (len(data) % 2)
        return struct.pack("<I", offset)


def write_tiff(first: Directory, mark: bytes = b"") -> bytes:
    """Return a TIFF file that starts with `first`, and before it with a `mark` of the makers' own."""
    start = 8 + len(mark)
    return struct.pack("<2sHI", b"II", 42, start) + mark + first.write(start)
