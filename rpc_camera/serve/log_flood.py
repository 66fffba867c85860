"""A bound for the log: what anybody can have said again and again does not fill the disk, nor hide the rest."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE: Final = 500
_PER_S: Final = 1.0


class _Place:
    """A place in the code that logs: how many lines it may log now, and how many were left out since the last."""

    def __init__(self, now_s: float) -> None:
        self.room = float(_AT_ONCE)
        self.left_out = 0
        self.looked_at_s = now_s


class FloodFilter(logging.Filter):
    """Lets a place in the code log 500 lines at once, and then one a second, which says how many were left out.

    A line on the debug level is never left out: who asks for those wants all.
    """

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now_s = now_s
        self._places: dict[tuple[str, int], _Place] = {}  # as many as there are in the code

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is logged."""
        if record.levelno <= logging.DEBUG:
            return True
        now_s = self._now_s()
        place = self._places.setdefault((record.pathname, record.lineno), _Place(now_s))
        place.room = min(_AT_ONCE, place.room + (now_s - place.looked_at_s) * _PER_S)
        place.looked_at_s = now_s
        if place.room < 1:
            place.left_out += 1
            return False
        place.room -= 1
        if place.left_out:
            record.msg = f"{record.getMessage()} ({place.left_out} more lines like this one were left out)"
            record.args = ()
            place.left_out = 0
        return True
