"""When a client asked for what, and when it had the answer: for who wants to know where the time goes."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from typing import Final

_MOST: Final = 8192


@dataclass
class JournalEntry:
    """An operation; times in s of CLOCK_MONOTONIC, None while the answer is on its way."""

    operation: str
    came_at: float = field(default_factory=time.monotonic)
    answered_at: float | None = None

    def answered(self) -> None:
        """Note that the whole answer was handed over, be it a refusal."""
        self.answered_at = time.monotonic()


class Journal:
    """The latest operations of all sessions, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[JournalEntry] = deque(maxlen=_MOST)

    def begin(self, operation: int) -> JournalEntry:
        """Enter an operation that has come."""
        entry = JournalEntry(f"{operation:04x}")
        self._entries.append(entry)
        return entry

    def take(self) -> list[JournalEntry]:
        """Return what came since this was asked last."""
        taken = list(self._entries)
        self._entries.clear()
        return taken
