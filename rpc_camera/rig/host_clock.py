"""The clock of another host, as far as its beats show it: enough for deadlines without synchronised clocks.

A beat has the host's time when it was sent. When it is heard, the host's clock is at that time or later. So what is
counted from there is never late, and early by no more than the beat took.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

_BEATS_KEPT: Final = 32
_RATE_ERROR: Final = 500e-6  # of each clock: as far as the kernel slews one (MAXFREQ in ntp_adjtime); crystals have 100
_SLOWEST: Final = (1 - _RATE_ERROR) / (1 + _RATE_ERROR)  # of the host's seconds to one's own


@dataclass(frozen=True, slots=True)
class HostDeadline:
    """A time of the clock that one run of a host's service has, in seconds since that machine's boot."""

    instance: str
    at_s: float


class HostClock:
    """What was heard of one host. Its own times may be of any clock that does not jump ahead, as `time.monotonic`."""

    def __init__(self) -> None:
        self._instance = ""
        self._beats: deque[tuple[float, float]] = deque(maxlen=_BEATS_KEPT)

    def add_beat(self, instance: str, sent_s: float, heard_s: float) -> None:
        """Note a beat, sent at `sent_s` of the host's clock; what was heard of another `instance` counts no more."""
        if instance != self._instance:
            self._instance = instance
            self._beats.clear()
        self._beats.append((sent_s, heard_s))

    def deadline_for(self, own_deadline_s: float) -> HostDeadline | None:
        """Return a time of the host's clock that comes no later than the own one; None: it was never heard."""
        if not self._beats:
            return None
        return HostDeadline(self._instance, max(_not_after(own_deadline_s, *beat) for beat in self._beats))


def _not_after(own_s: float, sent_s: float, heard_s: float) -> float:
    """Return the earliest time that the host's clock can show at `own_s`, as one beat has it."""
    since_s = own_s - heard_s
    return sent_s + (since_s * _SLOWEST if since_s >= 0 else since_s / _SLOWEST)
