"""`python -m benchmarks.rig`: the cameras of many hosts as one service, with delays and wrong clocks."""

from __future__ import annotations

import argparse
import asyncio
from typing import TYPE_CHECKING, Final

from benchmarks import rig_calls, rig_groups
from benchmarks.rig_setup import running_rig
from benchmarks.shared import environment, table

if TYPE_CHECKING:
    from benchmarks.rig_setup import Rig

_LIMIT_S: Final = 600.0
_SIZES: Final = {(2, 8): 12, (16, 100): 6}
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

    async def measure(rig: Rig, name: str) -> None:
        calls.append(await rig_calls.call_row(rig, name))
        groups.append(await rig_groups.group_row(rig, name, rounds))

    async with running_rig(hosts, cameras, delayed=False) as rig:
        lacks = rig.lab.lacks
        await rig_groups.prepare(rig)
        await measure(rig, "no delay")
    async with running_rig(hosts, cameras, delayed=True) as rig:
        await rig_groups.prepare(rig)
        for delay_s in _DELAYS_S:
            assert rig.delay
            await rig.delay.set(delay_s)
            await measure(rig, f"{delay_s * 1000:g} ms each way")
    head = f"### {cameras} cameras on {hosts} hosts, and a gateway\n\n{lacks}".strip()
    skews = f"capture_group of all {cameras}, {rounds} times each, medians in ms:"
    return "\n\n".join(
        (head, "Calls, medians in ms:", table(rig_calls.HEAD, calls), skews, table(rig_groups.HEAD, groups))
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser("rig", description=__doc__)
    parser.add_argument("--small", action="store_true", help="only 8 cameras on 2 hosts")
    chosen = dict(list(_SIZES.items())[: 1 if parser.parse_args().small else None])
    print(asyncio.run(report(chosen)))
