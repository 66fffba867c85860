"""The boxes that HEIF, CR3 and films are built of (ISO/IEC 14496-12), most of which are passed by unread."""

from __future__ import annotations

import struct
from typing import IO, TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# So that a hostile file costs milliseconds each time that it is read anew for a missing block; cameras need far less.
_BOXES_AT_MOST: Final = 4096
_TABLE_AT_MOST_BYTES: Final = 1 << 17


class DamagedError(Exception):
    """The file contradicts itself; the text, of which the client is told, says how."""


class Box(NamedTuple):
    """A box's type, or the UUID that extends it, and where its content begins and ends."""

    kind: bytes
    start: int
    stop: int


class Fields:
    """Reads a box's fields one after the other. DamagedError: it ends before they do."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def number(self, size_bytes: int) -> int:
        """Return an unsigned number, which is 0 if it has no bytes."""
        return int.from_bytes(self.take(size_bytes), "big")

    def take(self, size_bytes: int) -> bytes:
        """Return the next bytes."""
        data = self._data[self._position : self._position + size_bytes]
        if len(data) < size_bytes:
            raise DamagedError("a table is cut")
        self._position += size_bytes
        return data

    def skip(self, size_bytes: int) -> None:
        """Pass by what does not matter; whether it is there, the next field tells."""
        self._position += size_bytes


def boxes_in(file: IO[bytes], parent: Box) -> Iterator[Box]:
    """Go through the boxes in a box, or in a file, of which only the headers are read (ISO/IEC 14496-12, 4.2).

    DamagedError: one ends beyond `parent`, or within its own header, or there are thousands.
    """
    start = parent.start
    for _ in range(_BOXES_AT_MOST):
        if parent.stop - start < 8:
            return
        file.seek(start)
        size_bytes, kind = struct.unpack(">I4s", file.read(8))
        content = start + 8
        if size_bytes == 1:
            size_bytes, content = int.from_bytes(file.read(8), "big"), content + 8
        elif size_bytes == 0:
            size_bytes = parent.stop - start
        if kind == b"uuid":
            kind, content = file.read(16), content + 16
        if not content - start <= size_bytes <= parent.stop - start:
            raise DamagedError("a box ends beyond what it lies in, or before it begins")
        yield Box(kind, content, start + size_bytes)
        start += size_bytes
    raise DamagedError("it lies behind too many boxes")


def first_box(file: IO[bytes], parent: Box, kind: bytes) -> Box | None:
    """Return the first box of a type in `parent`; the errors are those of `boxes_in`."""
    return next((box for box in boxes_in(file, parent) if box.kind == kind), None)


def read_table(file: IO[bytes], box: Box) -> bytes:
    """Return the content of a box that is to be gone through. DamagedError: it is over 128 KiB."""
    if box.stop - box.start > _TABLE_AT_MOST_BYTES:
        raise DamagedError("a table is too long")
    return read_box(file, box)


def read_box(file: IO[bytes], box: Box) -> bytes:
    """Return the content of a box."""
    file.seek(box.start)
    return file.read(box.stop - box.start)
