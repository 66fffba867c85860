"""By how much another host's CLOCK_MONOTONIC is ahead of this one's, and how well that is known."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rpc_camera.rig.clock_reading import read_clocks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.rig.clock_reading import ClockReading

TRIPS: Final = 20
_HARDLY_LONGER: Final = 1.1
_SLACK_S: Final = 0.0005
"""A trip that takes so much longer adds half of it to the bound: less than shutters differ by."""
DRIFT: Final = 100e-6
"""By how much two crystals run apart; what a daemon adds while it moves a clock by more is not in it."""


class OffsetSource(StrEnum):
    """What an offset was found by."""

    ROUND_TRIPS = "round trips"
    SYNCHRONISED_CLOCKS = "synchronised clocks"


@dataclass(frozen=True)
class Offset:
    """`offset_s` is the other clock less this one, `bound_s` by how much it was wrong at most when it was measured.

    That was at `measured_at` of this host's clock, in the other host's boot `boot_id`. `longest_trip_s` is how long the
    slowest of the round trips took, and `shortest_trip_s` the quickest that this way to the host is known to allow.
    """

    offset_s: float
    bound_s: float
    boot_id: str
    by: OffsetSource
    measured_at: float
    longest_trip_s: float
    shortest_trip_s: float

    def bound_at(self, monotonic: float) -> float:
        """Return by how much it may be wrong at an instant of this host's clock."""
        return self.bound_s + DRIFT * abs(monotonic - self.measured_at)

    def there(self, monotonic: float) -> float:
        """Return what the other clock shows at an instant of this host's."""
        return monotonic + self.offset_s


@dataclass(frozen=True)
class _Trip:
    sent: float
    there: ClockReading
    received: float

    @property
    def took_s(self) -> float:
        return self.received - self.sent


async def measure(
    ping: Callable[[], Awaitable[ClockReading]],
    trips: int = TRIPS,
    read_here: Callable[[], ClockReading] = read_clocks,
    *,
    shortest_s: float = 0.0,
) -> Offset:
    """Ask the other host, by `ping`, for its clocks, `trips` times; what `ping` raises is passed on.

    A trip that takes no longer than one did before, `shortest_s`, or hardly longer, is the last: no other would tell
    much more.

    Its clock was read while the question was under way: so the least trip bounds the error by half of it, however many
    trips there are, since it may have taken longer one way than the other. Clocks that are synchronised are used where
    they say that they are better than that.
    """
    best: _Trip | None = None
    longest_s = 0.0
    for _ in range(trips):
        trip = _Trip(time.monotonic(), await ping(), time.monotonic())
        longest_s = max(longest_s, trip.took_s)
        if best is None or best.there.boot_id != trip.there.boot_id or trip.took_s < best.took_s:
            best = trip
        if shortest_s and trip.took_s <= shortest_s * _HARDLY_LONGER + _SLACK_S:
            break
    else:
        shortest_s = math.inf  # what was before, the way does not allow any more
    if best is None:
        raise ValueError("no trips, no offset")
    by_trips = _by_trip(best, longest_s, min(shortest_s, best.took_s))
    return _by_walls(best, read_here(), by_trips) or by_trips


def _by_trip(trip: _Trip, longest_s: float, shortest_s: float) -> Offset:
    middle = (trip.sent + trip.received) / 2
    resolution_s = 2 * time.get_clock_info("monotonic").resolution
    bound_s = trip.took_s * (0.5 + DRIFT) + resolution_s
    there = trip.there
    by = OffsetSource.ROUND_TRIPS
    return Offset(there.monotonic - middle, bound_s, there.boot_id, by, middle, longest_s, shortest_s)


def _by_walls(trip: _Trip, here: ClockReading, by_trips: Offset) -> Offset | None:
    """Return the offset by the wall clocks; None where they are worse, or contradict the trips, which do not err."""
    there = trip.there
    if here.wall_error_s is None or there.wall_error_s is None:
        return None
    bound_s = here.wall_error_s + there.wall_error_s
    offset_s = (there.monotonic - there.wall) - (here.monotonic - here.wall)
    if bound_s >= by_trips.bound_s or abs(offset_s - by_trips.offset_s) > bound_s + by_trips.bound_s:
        return None
    by = OffsetSource.SYNCHRONISED_CLOCKS
    return replace(by_trips, offset_s=offset_s, bound_s=bound_s, boot_id=there.boot_id, by=by)
