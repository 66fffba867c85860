"""The absolute schedule of a sequence: arithmetic only, no clock."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """Frame n is due at `start` + n * `interval_s`; with an interval of 0, as soon as the frame before is done.

    `start` and every `now` are on one clock, in seconds. `frames` is how many there are; None: no end.
    """

    start: float
    interval_s: float
    frames: int | None

    def due(self, frame: int, now: float) -> float:
        """Return when a frame is due; without an interval, at once."""
        return self.start + frame * self.interval_s if self.interval_s else max(now, self.start)

    def frame_at(self, frame: int, now: float) -> int:
        """Return `frame`, or the one in whose place it is now: those before it cannot begin in time any more.

        At most `frames`, which says that all are over.
        """
        if not self.interval_s:
            return frame
        passed = math.floor((now - self.start) / self.interval_s)
        while self.due(passed + 1, now) <= now:  # which rounding can have hidden
            passed += 1
        return max(frame, passed) if self.frames is None else min(max(frame, passed), self.frames)

    def is_over(self, frame: int) -> bool:
        """Whether no frame is left from this one on."""
        return self.frames is not None and frame >= self.frames
