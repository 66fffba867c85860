"""The clocks of hosts, measured for one group after the other: many round trips at first, few from then on."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

from rpc_camera.rig.clock_reading import ClockReading, read_clocks
from rpc_camera.rig.host_clocks import HostClocks
from rpc_camera.rig.offset import TRIPS

AHEAD_S = 1000.0


class DistantClock:
    """A host that is so far away. `asked` counts the questions for its clock; `most` of all were on the way at once."""

    most = 0
    _on_the_way = 0

    def __init__(self, name: str, delay_s: float) -> None:
        self.name = name
        self.delay_s = delay_s
        self.asked = 0

    async def ping(self) -> ClockReading:
        self.asked += 1
        DistantClock._on_the_way += 1
        DistantClock.most = max(DistantClock.most, DistantClock._on_the_way)
        await asyncio.sleep(self.delay_s)
        reading = read_clocks()
        await asyncio.sleep(self.delay_s)
        DistantClock._on_the_way -= 1
        return replace(reading, monotonic=reading.monotonic + AHEAD_S)

    def asked_since(self) -> int:
        """Return how often it was asked since this was called before."""
        asked, self.asked = self.asked, 0
        return asked


async def measured(clocks: HostClocks, host: DistantClock) -> float:
    """Measure, see that the error is within the bound, and return that."""
    found = await clocks.measure(host)  # type: ignore[arg-type]  # it has no cameras
    assert abs(found.offset_s - AHEAD_S) <= found.bound_s
    assert time.monotonic() - found.measured_at < 5
    return found.bound_s


async def test_a_group_soon_after_another_makes_few_round_trips_and_knows_the_clocks_as_well() -> None:
    host, clocks = DistantClock("far", 0.02), HostClocks()
    first_s = await measured(clocks, host)
    first = host.asked_since()
    later_s = [await measured(clocks, host) for _ in range(5)]
    later = host.asked_since()

    assert first == TRIPS
    assert later < 5 * TRIPS / 2
    assert max(later_s) <= 1.1 * first_s + 0.001


async def test_a_way_that_is_longer_than_it_was_is_measured_as_at_first_once() -> None:
    host, clocks = DistantClock("far", 0.002), HostClocks()
    await measured(clocks, host)
    host.delay_s = 0.03
    host.asked_since()
    await measured(clocks, host)
    at_first = host.asked_since()
    await measured(clocks, host)

    assert at_first == TRIPS
    assert host.asked_since() < TRIPS


async def test_what_is_known_of_one_host_says_nothing_of_another() -> None:
    near, far, clocks = DistantClock("near", 0.02), DistantClock("far", 0.02), HostClocks()
    await measured(clocks, near)
    await measured(clocks, far)

    assert (near.asked, far.asked) == (TRIPS, TRIPS)


async def test_a_trip_that_took_long_is_remembered_less_with_each_group() -> None:
    host, clocks = DistantClock("far", 0.1), HostClocks()
    first_s = (await clocks.measure(host)).longest_trip_s  # type: ignore[arg-type]  # it has no cameras
    host.delay_s = 0.001
    later_s = [(await clocks.measure(host)).longest_trip_s for _ in range(2)]  # type: ignore[arg-type]

    assert first_s > 0.2
    for part, each_s in zip((2, 4), later_s, strict=True):  # a busy machine can have a trip take longer than that
        assert first_s / part <= each_s * 1.001 < first_s


async def test_no_more_are_asked_at_once_than_leave_each_other_alone() -> None:
    DistantClock.most = 0
    hosts, clocks = [DistantClock(str(number), 0.001) for number in range(12)], HostClocks(at_once=3)
    await asyncio.gather(*(measured(clocks, host) for host in hosts))

    assert DistantClock.most == 3
