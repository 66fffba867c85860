"""Events that wait for the client of a body that reports only when it is asked."""

from __future__ import annotations

from collections import deque
from typing import Final, Generic, TypeVar

E = TypeVar("E")

_MOST: Final = 4096


class EventQueue(Generic[E]):
    """The events in order; the oldest are lost when nobody asks for very long."""

    def __init__(self) -> None:
        self._waiting: deque[E] = deque(maxlen=_MOST)

    def put(self, event: E) -> None:
        """Queue an event."""
        self._waiting.append(event)

    def take(self) -> list[E]:
        """Return all that wait, which do so no longer."""
        taken = list(self._waiting)
        self._waiting.clear()
        return taken
