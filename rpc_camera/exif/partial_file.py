"""A file of which only some blocks are there, for a parser that seeks about in it: it is told which one is missing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

BLOCK_BYTES: Final = 1 << 17
_READ_AT_MOST_BYTES: Final = 4 << 20
_READS_AT_MOST: Final = 50_000


class MissingBlockError(BaseException):
    """Block `number` is needed. No Exception, so that a parser does not take it for a flaw of the file."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class TooMuchError(BaseException):
    """The parser reads more than any honest file has it read."""


class RangeFile:
    """Reads from `blocks`, by number; at most 4 MiB in 50,000 reads, however a file has a parser run in circles."""

    def __init__(self, size_bytes: int, blocks: Mapping[int, bytes]) -> None:
        self._size_bytes = size_bytes
        self._blocks = blocks
        self._position = 0
        self._reads = 0
        self._read_bytes = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Go to a position, as files do."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size_bytes}[whence]
        if start + offset < 0:
            raise OSError("a seek to before the file")
        self._position = start + offset
        return self._position

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        """Read as files do."""
        left = max(0, self._size_bytes - self._position)
        wanted = left if size < 0 else min(size, left)
        self._reads += 1
        self._read_bytes += wanted
        if self._reads > _READS_AT_MOST or self._read_bytes > _READ_AT_MOST_BYTES:
            raise TooMuchError
        data = bytearray()
        while len(data) < wanted:
            number, offset = divmod(self._position, BLOCK_BYTES)
            if number not in self._blocks:
                raise MissingBlockError(number)
            piece = self._blocks[number][offset : offset + wanted - len(data)]
            data += piece
            self._position += len(piece)
        return bytes(data)
