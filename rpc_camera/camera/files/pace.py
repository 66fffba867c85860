"""How much of a file is read at a time."""

from __future__ import annotations

from typing import Final

# All sizes are multiples of 3, so that the base64 of the chunks is that of the whole.
_SMALLEST_BYTES: Final = 3 << 15
_LARGEST_BYTES: Final = 3 << 19
_FIRST_BYTES: Final = 3 << 17
# What a capture waits for at most is one piece: as long as a frame of a film, on a fast camera and on a slow one.
_SHORT_S: Final = 0.012
_LONG_S: Final = 0.05
_PIECES: Final = 4  # at most in a chunk, which is work for the server and the worker, whatever its size


class ChunkPace:
    """The size of the next chunk of one camera, and of the pieces that it is read by, by how long the last took."""

    def __init__(self) -> None:
        self.piece_bytes = _FIRST_BYTES
        self.read_bytes = 0  # in all

    def chunk_bytes(self, done_bytes: int, left_bytes: int) -> int:
        """Return the size of the next chunk, if nobody waits behind it, of a download that has come so far.

        The first and the last chunks are small: while they are read, or sent, nothing else is done.
        """
        pieces = min(_PIECES, done_bytes // self.piece_bytes, left_bytes // self.piece_bytes // 2)
        return self.piece_bytes * max(1, pieces)

    def measured(self, size_bytes: int, seconds: float) -> None:
        """Learn from a chunk; one that was cut short by the file's end says nothing of a larger one."""
        self.read_bytes += size_bytes
        piece_s = seconds / -(-size_bytes // self.piece_bytes) if size_bytes else seconds
        if piece_s > _LONG_S:
            self.piece_bytes = max(_SMALLEST_BYTES, self.piece_bytes // 2)
        elif piece_s < _SHORT_S and size_bytes >= self.piece_bytes:
            self.piece_bytes = min(_LARGEST_BYTES, self.piece_bytes * 2)
