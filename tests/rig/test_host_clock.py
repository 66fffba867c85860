"""Deadlines for a host whose clock is another one: never late, and early by no more than beat and drift account for."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from rpc_camera.rig.host_clock import HostClock, HostDeadline

CRYSTAL = 100e-6
SLEWED = 500e-6
TRIALS = 2000


@dataclass
class SomeClock:
    """A clock that shows `offset_s` at the true time 0, and whose rate changes between `-drift` and `drift`."""

    offset_s: float
    rates: list[float]

    def at(self, true_s: float) -> float:
        """Return what it shows; its rate changes every 10 s of the true time."""
        shown = self.offset_s + true_s
        for number, rate in enumerate(self.rates):
            shown += rate * min(max(true_s - 10 * number, 0), 10)
        return shown


def some_clock(chance: random.Random, drift: float) -> SomeClock:
    return SomeClock(chance.uniform(-1e6, 1e6), [chance.uniform(-drift, drift) for _ in range(12)])


@pytest.mark.parametrize("drift", [0, CRYSTAL, SLEWED])
def test_a_deadline_is_never_late_and_early_by_no_more_than_the_best_beat_took_and_the_clocks_drifted(
    drift: float,
) -> None:
    chance = random.Random(int(drift * 1e6))
    for _ in range(TRIALS):
        own, host = some_clock(chance, drift), some_clock(chance, drift)
        clock, sent = HostClock(), 0.0
        beats: list[tuple[float, float]] = []  # how long each took, and when it was heard
        for _ in range(chance.randint(1, 32)):
            sent += chance.uniform(0.1, 0.9)
            heard = sent + chance.choice([0.0, chance.expovariate(1 / 0.005), chance.expovariate(1 / 2)])
            clock.add_beat("a", host.at(sent), own.at(heard))
            beats.append((heard - sent, heard))
        deadline = chance.uniform(sent - 1, sent + 60)

        there = clock.deadline_for(own.at(deadline))

        assert there is not None
        early_s = host.at(deadline) - there.at_s
        most_s = min(took * (1 + SLEWED) + 4 * SLEWED * abs(deadline - heard) for took, heard in beats)
        rounding_s = 1e-8  # of floats around a million seconds
        assert -rounding_s <= early_s <= most_s + rounding_s


def test_the_best_of_the_beats_counts_and_not_the_last() -> None:
    clock = HostClock()
    clock.add_beat("a", 100.0, heard_s=5.0)
    clock.add_beat("a", 101.0, heard_s=8.0)  # it took 2 s longer

    there = clock.deadline_for(8.0)

    assert there is not None
    assert 102.99 < there.at_s <= 103


def test_of_a_host_that_was_never_heard_nothing_is_known() -> None:
    assert HostClock().deadline_for(10.0) is None


def test_what_was_heard_of_an_earlier_run_counts_no_more() -> None:
    clock = HostClock()
    clock.add_beat("before", 90_000.0, heard_s=5.0)
    clock.add_beat("after", 3.0, heard_s=6.0)

    assert clock.deadline_for(6.0) == HostDeadline("after", 3.0)


def test_only_the_last_beats_are_kept() -> None:
    clock = HostClock()
    clock.add_beat("a", 1000.0, heard_s=0.0)
    for second in range(1, 33):
        clock.add_beat("a", 100.0 + second, heard_s=second)

    there = clock.deadline_for(32.0)

    assert there is not None
    assert there.at_s < 133
