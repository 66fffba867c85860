"""How much of a file is read at a time."""

from __future__ import annotations

from typing import Final

# All sizes are multiples of 3, so that the base64 of the chunks is that of the whole.
_SMALLEST_BYTES: Final = 3 << 15
_LARGEST_BYTES: Final = 3 << 20
_FIRST_BYTES: Final = 3 << 17
# What a capture waits for at most is one chunk: as long as a frame of a film, on a fast camera and on a slow one.
_SHORT_S: Final = 0.012
_LONG_S: Final = 0.05


class ChunkPace:
    """The size of the next chunk of one camera, by how long the last ones took."""

    def __init__(self) -> None:
        self.chunk_bytes = _FIRST_BYTES

    def measured(self, size_bytes: int, seconds: float) -> None:
        """Learn from a chunk; one that was cut short by the file's end says nothing of a larger one."""
        if seconds > _LONG_S:
            self.chunk_bytes = max(_SMALLEST_BYTES, self.chunk_bytes // 2)
        elif seconds < _SHORT_S and size_bytes == self.chunk_bytes:
            self.chunk_bytes = min(_LARGEST_BYTES, self.chunk_bytes * 2)
