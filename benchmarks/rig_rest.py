"""What a rig takes while nobody wants anything of it, and what one group puts on the bus; a part of `rig`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.cpu_time import cpu_s
from benchmarks.memory import Memory
from benchmarks.rig_groups import fire
from benchmarks.rig_setup import GATEWAY, RIG_TOKEN
from benchmarks.rig_traffic import KINDS, watched_traffic

if TYPE_CHECKING:
    from benchmarks.rig_setup import Rig

_REST_S: Final = 10.0
_AFTER_S: Final = 1.5
_SETTLE_S: Final = 3.0
TRAFFIC_HEAD: Final = ("", *KINDS, "kB")
COST_HEAD: Final = ("", "gateway, % of a core", "a host", "a worker", "NATS", "gateway, PSS MiB", "its own")


async def rest_rows(rig: Rig, name: str) -> tuple[list[list[str]], list[str]]:
    """Return the rows of two tables: the messages of a second at rest and of a group; and what the rest costs."""
    address, port = rig.lab.address, rig.nats.port
    async with watched_traffic(address, port, RIG_TOKEN) as traffic:
        await asyncio.sleep(_SETTLE_S)
        traffic.clear()
        before = _cpu_s(rig)
        await asyncio.sleep(_REST_S)
        used = [(after - earlier) / _REST_S for earlier, after in zip(before, _cpu_s(rig), strict=True)]
        kilobytes = sum(traffic.bytes.values()) / _REST_S / 1000
        rest = [f"{traffic.messages[kind] / _REST_S:.0f}" for kind in KINDS]
        traffic.clear()
        await fire(rig)
        await asyncio.sleep(_AFTER_S)  # what hosts then ask one another
        group = [str(traffic.messages[kind]) for kind in KINDS]
        rows = [
            [f"{name}, a second at rest", *rest, f"{kilobytes:.1f}"],
            [f"{name}, a group", *group, f"{sum(traffic.bytes.values()) / 1000:.0f}"],
        ]
    memory = Memory.of(rig.hosts[GATEWAY].pid)
    hosts, cameras = len(rig.cameras), len(rig.bodies)
    shown = [f"{each * 100:.2f}" for each in (used[0], used[1] / hosts, used[2] / cameras, used[3])]
    return rows, [name, *shown, f"{memory.pss:.1f}", f"{memory.uss:.1f}"]


def _cpu_s(rig: Rig) -> list[float]:
    """Return the processor time of the gateway, of the other hosts, of all their workers, and of the NATS server."""
    hosts = [process.pid for name, process in rig.hosts.items() if name != GATEWAY]
    workers = [each for host in hosts for each in _below(host)]
    return [cpu_s(rig.hosts[GATEWAY].pid), sum(map(cpu_s, hosts)), sum(map(cpu_s, workers)), cpu_s(rig.nats.pid)]


def _below(process: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    children = [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    return [*children, *(each for child in children for each in _below(child))]
