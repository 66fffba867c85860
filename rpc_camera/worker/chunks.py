"""Reading a chunk of a file: by pieces that are in the processor's cache still when they are written."""

from __future__ import annotations

import mmap
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.wire.requests import Chunk
from rpc_camera.worker.chunk_file import opened, write_at

if TYPE_CHECKING:
    from rpc_camera.wire.requests import ReadChunk
    from rpc_camera.worker.files import Files

PIECE_BYTES: Final = 3 << 19  # smaller ones are more operations for the camera


class Chunks:
    """Reads chunks. The buffer for the pieces is kept for the next."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._buffer: memoryview | None = None

    def read(self, request: ReadChunk) -> Chunk:
        """Read a chunk into the file that the request names, or into memory where it names none that can be opened.

        ServiceError: the camera refuses, or the disk.
        """
        with opened(request.into) as target:
            return self._in_memory(request) if target is None else self._in_file(request, target)

    def give_back(self) -> None:
        """Free the buffer, which the next chunk would make anew."""
        self._buffer = None

    def _in_memory(self, request: ReadChunk) -> Chunk:
        data, begun = bytearray(request.length), time.monotonic()
        with memoryview(data) as view:
            length = self._files.read_into(request.path, request.offset, view)
        del data[length:]
        return Chunk(length, time.monotonic() - begun, data)

    def _in_file(self, request: ReadChunk, target: int) -> Chunk:
        # Whole pages: the driver copies faster to there than to where malloc would put it.
        self._buffer = buffer = self._buffer or memoryview(mmap.mmap(-1, PIECE_BYTES))
        length, read_s = 0, 0.0
        while length < request.length:
            piece, offset, begun = buffer[: request.length - length], request.offset + length, time.monotonic()
            count = self._files.read_into(request.path, offset, piece)
            read_s += time.monotonic() - begun
            write_at(target, piece[:count], offset)
            length += count
            if count < len(piece):
                break  # the file's end
        return Chunk(length, read_s, b"")
