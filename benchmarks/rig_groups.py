"""How closely a group fires whose cameras are on several hosts with wrong clocks; a part of `rig`.

What the manifest says is by the clocks of the hosts. The cameras share one clock, which the hosts do not know of.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final

from benchmarks.rig_setup import SMALL
from benchmarks.shared import Samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.rig_setup import Rig

_PAUSE_S: Final = 1.0
HEAD: Final = (
    "",
    "skew, as told",
    "at most",
    "uncertainty",
    "hosts apart, as seen",
    "at most",
    "within it",
    "one host's halves",
    "cameras apart, as seen",
    "least",
    "within both",
    "a group takes, s",
)


@dataclass(frozen=True)
class Shot:
    """A group that was fired, in ms: its skew and uncertainty as told, and what the cameras saw.

    `clocks` is how far the hosts' instants were apart, each as the quickest of its cameras saw it. `noise` is how far
    two halves of one host's cameras were apart by that measure, which have one clock: the most that a host had.
    """

    skew: float
    uncertainty: float
    clocks: float
    noise: float
    seen: float
    took: float


async def prepare(rig: Rig) -> None:
    """Have the cameras take small pictures, and answer at once even if this machine does much else, as real ones do."""
    for body in rig.bodies.values():
        with suppress(PermissionError):  # what it starts, to draw pictures, is not preferred
            policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(body.process.pid, policy, os.sched_param(1))
    await rig.gateway.call("set_configs", values=SMALL, cameras=list(rig.bodies))
    for host, bodies in rig.cameras.items():  # they draw their scene
        for body in bodies:
            await rig.clients[host].call("capture_image", camera=body.id)
    await asyncio.sleep(_PAUSE_S)


async def fire(rig: Rig) -> Shot:
    """Fire all cameras of the rig at one instant."""
    begun = time.perf_counter()
    manifest = await rig.gateway.call("capture_group", cameras=list(rig.bodies), timeout_s=60)
    took_s = time.perf_counter() - begun
    if not manifest["complete"]:
        raise RuntimeError(f"not all have fired: {manifest}")
    bodies = rig.bodies
    seen = {each: body.control({"status": True})["released_at"] * 1000 for each, body in bodies.items()}
    return Shot(
        manifest["skew_ms"],
        manifest["uncertainty_ms"],
        *_apart(manifest["cameras"], seen),
        max(seen.values()) - min(seen.values()),
        took_s * 1000,
    )


def _apart(members: Sequence[dict[str, Any]], seen: dict[str, float]) -> tuple[float, float]:
    """Return how far hosts were apart, and the two halves of a host: by when cameras fired after the agreed instant."""
    by_host: dict[str, list[float]] = {}
    for member in members:
        by_host.setdefault(member["host"], []).append(seen[member["camera"]] - member["released_ms"])
    instants = [min(each) for each in by_host.values()]
    halves = [abs(min(each[::2]) - min(each[1::2])) for each in by_host.values()]
    return max(instants) - min(instants), max(halves)


async def group_row(rig: Rig, name: str, rounds: int) -> list[str]:
    """Fire so many times, and return the row of a table: medians in ms; how often what was seen is within the told."""
    shots = []
    for _ in range(rounds):
        await asyncio.sleep(_PAUSE_S)
        shots.append(await fire(rig))
    skew, uncertainty, clocks, noise, seen, took = (
        Samples([getattr(shot, field.name) for shot in shots]) for field in fields(Shot)
    )
    by_clocks = sum(shot.clocks <= shot.uncertainty for shot in shots)
    by_both = sum(shot.seen <= shot.skew + shot.uncertainty for shot in shots)
    return [
        name,
        f"{skew.median_s:.2f}",
        f"{skew.max_s:.2f}",
        f"{uncertainty.median_s:.2f}",
        f"{clocks.median_s:.2f}",
        f"{clocks.max_s:.2f}",
        f"{by_clocks} of {rounds}",
        f"{noise.median_s:.2f}",
        f"{seen.median_s:.2f}",
        f"{min(seen.seconds):.2f}",
        f"{by_both} of {rounds}",
        f"{took.median_s / 1000:.2f}",
    ]
