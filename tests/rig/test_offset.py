"""Offsets between monotonic clocks: of processes whose clocks differ, over delays that are not even."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig.clock_reading import ClockReading, Timex, read_clocks, read_timex, stated_error_s
from rpc_camera.rig.offset import DRIFT, Offset, OffsetSource, measure
from tests.rigs.clock_process import clock_process

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Ping = Callable[[], Awaitable[ClockReading]]

LONGEST_DELAY_S = 0.004


def delayed(ping: Ping, there_s: Callable[[], float], back_s: Callable[[], float]) -> Ping:
    async def late() -> ClockReading:
        await asyncio.sleep(there_s())
        reading = await ping()
        await asyncio.sleep(back_s())
        return reading

    return late


def synchronised(ping: Ping, error_s: float, wrong_s: float = 0.0) -> Ping:
    """Have the other host say how well its wall clock is synchronised; here it is the very same clock."""

    async def sure() -> ClockReading:
        reading = await ping()
        return replace(reading, wall_error_s=error_s, wall=reading.wall + wrong_s)

    return sure


def read_synchronised() -> ClockReading:
    """Read this host's clocks as if a daemon said how wrong the wall clock is: where tests run there may be none."""
    return replace(read_clocks(), wall_error_s=0.0002)


def read_alone() -> ClockReading:
    """Read this host's clocks as if no daemon kept them."""
    return replace(read_clocks(), wall_error_s=None)


@pytest.mark.parametrize("ahead_s", [-20, 0, 355, 86_400])
async def test_the_clock_of_another_process_is_known_within_the_bound(ahead_s: int) -> None:
    async with clock_process(ahead_s) as ping:
        found = await measure(ping)

    assert abs(found.offset_s - ahead_s) <= found.bound_s <= found.longest_trip_s
    assert (found.by, found.boot_id) == (OffsetSource.ROUND_TRIPS, read_clocks().boot_id)


async def test_a_delay_that_is_longer_one_way_is_within_the_bound_and_not_averaged_out() -> None:
    async with clock_process(100) as ping:
        found = await measure(delayed(ping, lambda: 0.0, lambda: 0.02), trips=10)

    wrong_s = found.offset_s - 100
    assert -found.bound_s <= wrong_s <= found.bound_s - 0.02, "in each trip, all of the delay is on the way back"
    assert found.longest_trip_s >= 0.02


async def test_over_many_delays_the_error_is_never_above_the_bound() -> None:
    chance = random.Random(14)

    async def error_and_bound(ping: Ping, ahead_s: int) -> tuple[float, float]:
        there_s, back_s = (chance.uniform(0, LONGEST_DELAY_S) for _ in range(2))
        late = delayed(ping, lambda: chance.uniform(0, there_s), lambda: chance.uniform(0, back_s))
        found = await measure(late, trips=chance.randint(1, 5))
        return abs(found.offset_s - ahead_s), found.bound_s

    async with clock_process(1000) as ping:
        pairs = [await error_and_bound(ping, 1000) for _ in range(150)]

    assert [error for error, bound in pairs if error > bound] == []
    assert max(error for error, _ in pairs) > 0.0005, "the delays were uneven"


async def test_the_bound_grows_with_the_time_since() -> None:
    found = Offset(
        10.0, 0.001, "", OffsetSource.ROUND_TRIPS, measured_at=50.0, longest_trip_s=0.002, shortest_trip_s=0.002
    )

    assert found.bound_at(50.0) == 0.001
    assert found.bound_at(60.0) == pytest.approx(0.001 + 10 * DRIFT)
    assert found.there(51.0) == 61.0


async def test_a_host_that_is_booted_meanwhile_is_measured_anew() -> None:
    asked = 0

    async def ping() -> ClockReading:
        nonlocal asked
        asked += 1
        if asked < 3:
            return replace(read_clocks(), boot_id="before", monotonic=time.monotonic() + 5000)
        await asyncio.sleep(0.005)
        return replace(read_clocks(), boot_id="after")

    found = await measure(ping, trips=5)

    assert found.boot_id == "after"
    assert abs(found.offset_s) <= found.bound_s


async def test_what_a_host_refuses_is_passed_on() -> None:
    async def ping() -> ClockReading:
        raise ConnectionError("it is gone")

    with pytest.raises(ConnectionError, match="it is gone"):
        await measure(ping)


async def test_synchronised_clocks_are_used_where_they_are_better() -> None:
    async with clock_process(-30) as ping:
        slow = delayed(synchronised(ping, 0.0003), lambda: 0.0, lambda: 0.02)
        better = await measure(slow, 3, read_synchronised)
        worse = await measure(synchronised(ping, 0.5), 3, read_synchronised)

    assert (better.by, worse.by) == (OffsetSource.SYNCHRONISED_CLOCKS, OffsetSource.ROUND_TRIPS)
    assert abs(better.offset_s + 30) <= better.bound_s < 0.001
    assert abs(worse.offset_s + 30) <= worse.bound_s


async def test_clocks_that_say_to_be_synchronised_and_are_not_are_not_used() -> None:
    async with clock_process(7) as ping:
        found = await measure(synchronised(ping, 0.0001, wrong_s=0.5), 5, read_synchronised)

    assert found.by is OffsetSource.ROUND_TRIPS
    assert abs(found.offset_s - 7) <= found.bound_s


async def test_clocks_of_which_one_is_not_synchronised_are_not_used() -> None:
    async with clock_process(7) as ping:
        slow = delayed(synchronised(ping, 0.0001), lambda: 0.01, lambda: 0.01)
        found = await measure(slow, 2, read_alone)

    assert found.by is OffsetSource.ROUND_TRIPS


@pytest.mark.parametrize(
    ("status", "maxerror_us", "esterror_us", "stated_s"),
    [
        (0x00, 1200, 40, 0.0012),  # chronyd with rtcsync
        (0x2001, 900, 15, 0.0009),  # ntpd, with the kernel's loop
        (0x40, 16_000_000, 16_000_000, None),  # nothing at all
        (0x40, 1200, 40, None),  # chronyd that has lost its sources
        (0x2001, 0, 0, None),  # systemd-timesyncd, just now
        (0x2001, 500, 0, None),  # and a second later
        (0x00, 500, 16_000_000, None),  # phc2sys
    ],
)
def test_only_an_error_that_a_daemon_has_stated_is_a_bound(
    status: int, maxerror_us: int, esterror_us: int, stated_s: float | None
) -> None:
    assert stated_error_s(Timex(status=status, maxerror=maxerror_us, esterror=esterror_us)) == stated_s


@pytest.mark.skipif(sys.platform != "linux", reason="the layout is that of Linux")
def test_what_the_kernel_says_is_read_where_it_says_it() -> None:
    timex = read_timex()

    assert timex
    assert timex.tolerance == 500 << 16, "the kernel's bound of 500 ppm, behind all that is used"
    assert timex.maxerror > 0
