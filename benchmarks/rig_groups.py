"""How closely a group fires whose cameras are on several hosts with wrong clocks; a part of `rig`.

What the manifest says is by the clocks of the hosts. How wrong each clock is, is known here, and what instant each host
is told is heard on the bus: so is the truth. The cameras share one right clock, which the hosts do not know of.
"""

from __future__ import annotations

import asyncio
import os
import time
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from benchmarks.rig_setup import RIG_TOKEN, SMALL
from benchmarks.rig_traffic import watched_traffic
from benchmarks.shared import Samples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.rig_setup import Rig

_PAUSE_S: Final = 1.0
_FEW: Final = 8
_TOLD_S: Final = 5.0
HEAD: Final = (
    "",
    "skew, as told",
    "at most",
    "uncertainty",
    "hosts' instants apart, in truth",
    "at most",
    "within it",
    "skew, in truth",
    "at most",
    "within both",
    "cameras apart, as they see it",
    "least",
    "a group takes, s",
    "fired",
)


@dataclass(frozen=True)
class Shot:
    """A group that was fired, in ms: its skew and uncertainty as told; and in truth, by one clock.

    `clocks` is how far the instants were apart that the hosts were told, each of which is by the host's own clock;
    `released` how far the workers' releases were; `seen` is when each camera had done all that came before its release.
    Of 100 virtual cameras on a busy machine some do not answer in time, and so do not fire: `fired` did.
    """

    skew: float
    uncertainty: float
    clocks: float
    released: float
    seen: float
    took: float
    fired: int


async def prepare(rig: Rig) -> None:
    """Have the cameras take small pictures, and a few answer at once even if this machine does much else, as real ones.

    Many would keep each other from drawing their pictures: what an urgent thread waits for, of its own process, is not.
    """
    for body in rig.bodies.values() if len(rig.bodies) <= _FEW else ():
        with suppress(PermissionError):  # what it starts, to draw pictures, is not urgent
            policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(body.process.pid, policy, os.sched_param(1))
    await rig.gateway.call("set_configs", values=SMALL, cameras=list(rig.bodies))
    for host, bodies in rig.cameras.items():  # they draw their scene
        for body in bodies:
            await rig.clients[host].call("capture_image", camera=body.id)
    await asyncio.sleep(_PAUSE_S)


async def fire(rig: Rig) -> Shot:
    """Fire all cameras of the rig at one instant."""
    async with watched_traffic(rig.lab.address, rig.nats.port, RIG_TOKEN) as traffic:
        begun = time.perf_counter()
        manifest = await rig.gateway.call("capture_group", cameras=list(rig.bodies), timeout_s=60, partial=True)
        took_s = time.perf_counter() - begun
        async with asyncio.timeout(_TOLD_S):
            while len(traffic.releases) < len({each.get("host") for each in manifest["cameras"]}):  # noqa: ASYNC110 - it comes from another process
                await asyncio.sleep(0.01)
    instants = {host: at - rig.lab.places[host].ahead_s for host, at in traffic.releases.items()}
    fired = [each for each in manifest["cameras"] if "released_ms" in each]
    released = [instants[each["host"]] * 1000 + each["released_ms"] for each in fired]
    seen = [rig.bodies[each["camera"]].control({"status": True})["released_at"] for each in fired]
    return Shot(
        skew=manifest["skew_ms"],
        uncertainty=manifest["uncertainty_ms"],
        clocks=_spread(instants.values()) * 1000,
        released=_spread(released),
        seen=_spread(seen) * 1000,
        took=took_s * 1000,
        fired=len(fired),
    )


def _spread(values: Iterable[float]) -> float:
    found = list(values)
    return max(found) - min(found)


async def group_row(rig: Rig, name: str, rounds: int) -> list[str]:
    """Fire so many times, and return the row of a table: medians in ms; how often what was seen is within the told."""
    shots = []
    for _ in range(rounds):
        await asyncio.sleep(_PAUSE_S)
        shots.append(await fire(rig))
    skew, uncertainty, clocks, released, seen, took, fired = (
        Samples([getattr(shot, field.name) for shot in shots]) for field in fields(Shot)
    )
    by_clocks = sum(shot.clocks <= shot.uncertainty for shot in shots)
    by_both = sum(shot.released <= shot.skew + shot.uncertainty for shot in shots)
    shown = (skew.median_s, skew.max_s, uncertainty.median_s, clocks.median_s, clocks.max_s)
    return [
        name,
        *(f"{each:.2f}" for each in shown),
        f"{by_clocks} of {rounds}",
        f"{released.median_s:.2f}",
        f"{released.max_s:.2f}",
        f"{by_both} of {rounds}",
        f"{seen.median_s:.1f}",
        f"{min(seen.seconds):.1f}",
        f"{took.median_s / 1000:.2f}",
        f"{sum(fired.seconds):g} of {rounds * len(rig.bodies)}",
    ]
