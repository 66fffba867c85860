"""Pictures from a camera's memory for which no disk has room: they wait in this process, up to a bound.

libgphoto2 would keep the last few and drop the others. They have their names already, and their times, so that nobody
sees a difference once they are on the disk.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import Final

ENOUGH_BYTES: Final = 128 << 20
"""With so many bytes, no more pictures are fetched from the body; the last one can make them more than that."""
_AGAIN_S: Final = 2.0


@dataclass(frozen=True)
class WaitingPicture:
    """A picture and when it came, in ns of Unix time."""

    data: bytes
    came_at_ns: int

    def write(self, descriptor: int) -> None:
        """Write it into `descriptor`, which is closed. OSError: there is no room."""
        with os.fdopen(descriptor, "wb") as file:
            file.write(self.data)
            file.flush()
            os.utime(descriptor, ns=(self.came_at_ns, self.came_at_ns))


class WaitingPictures:
    """Those of one camera by their names, oldest first."""

    def __init__(self, enough_bytes: int = ENOUGH_BYTES) -> None:
        self._enough_bytes = enough_bytes
        self._pictures: dict[str, WaitingPicture] = {}
        self._try_at = 0.0

    @property
    def names(self) -> list[str]:
        """The names, oldest first."""
        return list(self._pictures)

    @property
    def are_enough(self) -> bool:
        """Whether no more can be let wait here."""
        return sum(len(picture.data) for picture in self._pictures.values()) >= self._enough_bytes

    def add(self, name: str, data: bytes) -> None:
        """Have one more wait."""
        self._pictures[name] = WaitingPicture(data, time.time_ns())
        self.pause()

    def get(self, name: str) -> WaitingPicture | None:
        """Return the picture of this name, if it waits."""
        return self._pictures.get(name)

    def remove(self, name: str) -> bool:
        """Let go of a picture; return whether it was there."""
        return self._pictures.pop(name, None) is not None

    def due(self) -> str | None:
        """Return the name of the one that is to be written next, if it is time to try."""
        return next(iter(self._pictures), None) if time.monotonic() >= self._try_at else None

    def pause(self) -> None:
        """Try nothing for a while: on some disks one learns only by writing that there is no room."""
        self._try_at = time.monotonic() + _AGAIN_S
