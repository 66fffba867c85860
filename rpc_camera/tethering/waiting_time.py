"""How long the oldest picture has waited to be saved, from when this run of the server learned of it."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS_AT_MOST: Final = 1000


class WaitingTime:
    """Knows when each pending file came, by the ledger's growing ids; of a long backlog only about when.

    The ledger itself has no times: what an earlier run has left counts from this one's start.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._came: deque[tuple[int, float]] = deque()  # the newest id of those that came together, and when
        self._announced: float | None = None  # since when there is one that is not in the ledger yet

    def announced(self) -> None:
        """Note one that is not in the ledger yet."""
        if self._announced is None:
            self._announced = self._clock()

    def pending(self, oldest: int, newest: int, *, more: bool) -> None:
        """Note the ids that are pending, 0 where none is, and whether there are `more` that the ledger has not yet."""
        now = self._clock()
        came = now if self._announced is None else self._announced
        self._announced = now if more else None
        if newest > (self._came[-1][0] if self._came else 0):
            if len(self._came) >= _STEPS_AT_MOST:
                came = self._came.pop()[1]
            self._came.append((newest, came))
        while self._came and (not oldest or self._came[0][0] < oldest):
            self._came.popleft()

    def oldest_s(self) -> float:
        """Return how long the oldest has waited; 0 where none waits."""
        since = [came for _, came in list(self._came)[:1]]
        if self._announced is not None:
            since.append(self._announced)
        return max(0.0, self._clock() - min(since)) if since else 0.0
