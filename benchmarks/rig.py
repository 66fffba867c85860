"""`python -m benchmarks.rig`: the cameras of many hosts as one service, with delays and wrong clocks.

What is done when, is said on standard error; what was found by the end of the time is printed, if not all was.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from benchmarks import rig_calls, rig_events, rig_groups, rig_rest
from benchmarks.rig_setup import running_rig
from benchmarks.shared import environment, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rig_groups import Shot
    from benchmarks.rig_setup import Rig

_LIMIT_S: Final = 1200.0


@dataclass(frozen=True)
class _Size:
    """A rig, how much is done with each delay, and whether it is run without the proxy too.

    `rounds` is how often its cameras are fired together.
    """

    hosts: int
    cameras: int
    rounds: int
    calls: int
    without_proxy: bool


_SIZES: Final = (_Size(2, 8, 12, 40, without_proxy=True), _Size(16, 100, 4, 10, without_proxy=False))
_DELAYS_S: Final = {0.0: "the proxy alone", 0.001: "1 ms each way", 0.005: "5 ms each way"}


@dataclass
class _Found:
    """The rows of the tables, so far."""

    size: _Size
    lacks: str = ""
    calls: list[list[str]] = field(default_factory=list)
    groups: list[list[str]] = field(default_factory=list)
    traffic: list[list[str]] = field(default_factory=list)
    cost: list[list[str]] = field(default_factory=list)
    events: list[list[str]] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.size.cameras} cameras on {self.size.hosts} hosts"

    def shown(self) -> str:
        """Return the tables that have rows, and why cameras did not fire."""
        tables: dict[str, tuple[Sequence[str], list[list[str]]]] = {
            "Calls, medians in ms:": (rig_calls.HEAD, self.calls),
            f"capture_group of all, {self.size.rounds} times each, medians in ms:": (rig_groups.HEAD, self.groups),
            "Messages on the bus, each counted once:": (rig_rest.TRAFFIC_HEAD, self.traffic),
            "At rest; of hosts and workers, each one's mean share:": (rig_rest.COST_HEAD, self.cost),
            "All cameras take pictures as fast as they can:": (rig_events.HEAD, self.events),
        }
        parts = [f"{what}\n\n{table(head, rows)}" for what, (head, rows) in tables.items() if rows]
        failures = rig_groups.failures_of(self.shots)
        return "\n\n".join(filter(None, (f"### {self.name}, and a gateway", self.lacks, *parts, failures)))


async def report(sizes: Sequence[_Size]) -> str:
    """Measure, and return what was found."""
    found: list[_Found] = []
    parts = ["## A rig", environment()]
    limit = asyncio.timeout(_LIMIT_S)
    try:
        async with limit:
            for size in sizes:
                found.append(_Found(size))
                await _measure(size, found[-1])
    except TimeoutError:
        if not limit.expired():
            raise
        parts.append(f"Not all could be measured within {_LIMIT_S:g} s.")
    return "\n\n".join([*parts, *(each.shown() for each in found)])


async def _measure(size: _Size, found: _Found) -> None:
    if size.without_proxy:
        async with running_rig(size.hosts, size.cameras, delayed=False) as rig:
            await rig_groups.prepare(rig)
            await _calls_and_groups(rig, "no proxy", found)
    _say(f"starting {found.name}")
    async with running_rig(size.hosts, size.cameras, delayed=True) as rig:
        found.lacks = rig.lab.lacks
        _say("preparing the cameras")
        await rig_groups.prepare(rig)
        delay = rig.delay
        assert delay
        for delay_s, name in _DELAYS_S.items():
            await delay.set(delay_s)
            await _calls_and_groups(rig, name, found)
        await delay.set(0)
        _say("at rest")
        traffic, cost = await rig_rest.rest_rows(rig, found.name)
        found.traffic += traffic
        found.cost.append(cost)
        _say("events")
        found.events.append(await rig_events.event_row(rig, found.name))
        _say("stopping")


async def _calls_and_groups(rig: Rig, name: str, found: _Found) -> None:
    _say(f"{name}: calls")
    found.calls.append(await rig_calls.call_row(rig, name, found.size.calls))
    _say(f"{name}: groups")
    row, shots = await rig_groups.group_row(rig, name, found.size.rounds)
    found.groups.append(row)
    found.shots += shots


def _say(what: str) -> None:
    print(time.strftime("%H:%M:%S"), what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser("rig", description=__doc__)
    parser.add_argument("--hosts", type=int, help="only the rig of so many")
    only = parser.parse_args().hosts
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else namespaces would be left behind
    print(asyncio.run(report([size for size in _SIZES if only in {None, size.hosts}])))
