"""Deadlines that are nearly always met: one costs next to nothing, where a timer of the event loop costs each call."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Deadlines:
    """Calls back at each deadline that is not lifted before. The loop's timer stays from one to the next."""

    def __init__(self) -> None:
        self._set: dict[int, tuple[float, Callable[[], object]]] = {}
        self._last = 0
        self._timer: asyncio.TimerHandle | None = None

    def set(self, delay_s: float, missed: Callable[[], object]) -> int:
        """Have `missed` called in so many seconds; return what lifts that."""
        loop = asyncio.get_running_loop()
        due = loop.time() + delay_s
        self._last += 1
        self._set[self._last] = due, missed
        if self._timer is None or due < self._timer.when():
            if self._timer is not None:
                self._timer.cancel()
            self._timer = loop.call_at(due, self._look)
        return self._last

    def lift(self, number: int) -> None:
        """Have nothing called at a deadline; nothing happens if that has been done."""
        self._set.pop(number, None)

    def _look(self) -> None:
        loop, timer = asyncio.get_running_loop(), self._timer
        self._timer = None
        now = max(loop.time(), timer.when()) if timer else loop.time()
        for number, (due, missed) in tuple(self._set.items()):
            if due <= now and number in self._set:  # another may have lifted it
                del self._set[number]
                missed()
        if self._set and self._timer is None:
            self._timer = loop.call_at(min(due for due, _ in self._set.values()), self._look)
