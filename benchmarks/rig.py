"""`python -m benchmarks.rig`: the cameras of many hosts as one service, with delays and wrong clocks."""

from __future__ import annotations

import argparse
import asyncio
import signal
from typing import TYPE_CHECKING, Final

from benchmarks import rig_calls, rig_events, rig_groups, rig_rest
from benchmarks.rig_setup import running_rig
from benchmarks.shared import environment, table

if TYPE_CHECKING:
    from benchmarks.rig_setup import Rig

_LIMIT_S: Final = 600.0
_SIZES: Final = {(2, 8): 12, (16, 100): 5}
"""How many hosts and cameras, and how often they are fired together with each delay."""
_DELAYS_S: Final = (0.001, 0.005)


async def report(sizes: dict[tuple[int, int], int]) -> str:
    """Measure, and return what was found."""
    parts = ["## A rig", environment()]
    async with asyncio.timeout(_LIMIT_S):
        for (hosts, cameras), rounds in sizes.items():
            parts.append(await _measure(hosts, cameras, rounds))
    return "\n\n".join(parts)


async def _measure(hosts: int, cameras: int, rounds: int) -> str:
    calls: list[list[str]] = []
    groups: list[list[str]] = []
    name = f"{cameras} cameras on {hosts} hosts"

    async def measure(rig: Rig, name: str) -> None:
        calls.append(await rig_calls.call_row(rig, name))
        groups.append(await rig_groups.group_row(rig, name, rounds))

    async with running_rig(hosts, cameras, delayed=False) as rig:
        lacks = rig.lab.lacks
        await rig_groups.prepare(rig)
        await measure(rig, "no delay")
        traffic, cost = await rig_rest.rest_rows(rig, name)
        events = await rig_events.event_row(rig, name)
    async with running_rig(hosts, cameras, delayed=True) as rig:
        await rig_groups.prepare(rig)
        for delay_s in _DELAYS_S:
            assert rig.delay
            await rig.delay.set(delay_s)
            await measure(rig, f"{delay_s * 1000:g} ms each way")
    tables = {
        "Calls, medians in ms:": (rig_calls.HEAD, calls),
        f"capture_group of all {cameras}, {rounds} times each, medians in ms:": (rig_groups.HEAD, groups),
        "Messages on the bus, each counted once:": (rig_rest.TRAFFIC_HEAD, traffic),
        "At rest; of hosts and workers, each one's mean share:": (rig_rest.COST_HEAD, [cost]),
        "All cameras take pictures as fast as they can:": (rig_events.HEAD, [events]),
    }
    shown = [f"{what}\n\n{table(head, rows)}" for what, (head, rows) in tables.items()]
    return "\n\n".join((f"### {name}, and a gateway\n\n{lacks}".strip(), *shown))


if __name__ == "__main__":
    parser = argparse.ArgumentParser("rig", description=__doc__)
    parser.add_argument("--hosts", type=int, help="only the rig of so many")
    only = parser.parse_args().hosts
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else namespaces would be left behind
    chosen = {size: rounds for size, rounds in _SIZES.items() if only in {None, size[0]}}
    print(asyncio.run(report(chosen)))
