"""Reading a chunk of a file: by pieces that are in the processor's cache still when they are written."""

from __future__ import annotations

import mmap
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.wire.requests import Chunk
from rpc_camera.worker.chunk_file import opened, write_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.requests import ReadChunk
    from rpc_camera.worker.files import Files

PIECE_BYTES: Final = 3 << 19  # smaller ones are more operations for the camera
_LONG_S: Final = 0.2  # the camera's events wait for a chunk too


class Chunks:
    """Reads chunks, each to the end of the piece in which `is_wanted` becomes true. The buffer is kept for the next."""

    def __init__(self, files: Files, is_wanted: Callable[[], bool]) -> None:
        self._files = files
        self._is_wanted = is_wanted
        self._buffer: memoryview | None = None

    def read(self, request: ReadChunk) -> Chunk:
        """Read a chunk into the file that the request names, or into memory where it names none that can be opened.

        ServiceError: the camera refuses, or the disk.
        """
        with opened(request.into) as target:
            data = bytearray(request.length if target is None else 0)
            length, read_s = self._by_pieces(request, target, data)
        del data[length:]
        return Chunk(length, read_s, data)

    def give_back(self) -> None:
        """Free the buffer, which the next chunk would make anew."""
        self._buffer = None

    def _by_pieces(self, request: ReadChunk, target: int | None, data: bytearray) -> tuple[int, float]:
        """Read into `target`, or into `data` where there is none; return how much, and how long the camera took."""
        length, read_s, largest = 0, 0.0, min(request.piece_bytes, PIECE_BYTES)
        with memoryview(data) as whole:
            while length < request.length:
                if length and (read_s > _LONG_S or self._is_wanted()):
                    break
                size, offset = min(largest, request.length - length), request.offset + length
                piece = whole[length : length + size] if target is None else self._kept_buffer()[:size]
                begun = time.monotonic()
                count = self._files.read_into(request.path, offset, piece)
                read_s += time.monotonic() - begun
                if target is not None:
                    write_at(target, piece[:count], offset)
                piece.release()
                length += count
                if count < size:
                    break  # the file's end
        return length, read_s

    def _kept_buffer(self) -> memoryview:
        # Whole pages: the driver copies faster to there than to where malloc would put it.
        self._buffer = self._buffer or memoryview(mmap.mmap(-1, PIECE_BYTES))
        return self._buffer
