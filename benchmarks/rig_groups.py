"""How closely a group fires whose cameras are on several hosts with wrong clocks; a part of `rig`.

What the manifest says is by the clocks of the hosts. How wrong each clock is, is known here, and what instant each host
is told is heard on the bus: so is the truth. The cameras share one right clock, which the hosts do not know of.
"""

from __future__ import annotations

import asyncio
import os
import re
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.rig_setup import RIG_TOKEN, SMALL
from benchmarks.rig_traffic import watched_traffic
from benchmarks.shared import Samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.rig_setup import Rig
    from benchmarks.shared import JsonObject

_PAUSE_S: Final = 1.0
_FEW: Final = 8
_TOLD_S: Final = 5.0
_MEASURED: Final = ("skew", "uncertainty", "clocks", "released", "seen", "took", "fired")
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
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
    `failures` are why cameras did not fire, as told; `unsaid` is how many did otherwise than was told.
    """

    skew: float
    uncertainty: float
    clocks: float
    released: float
    seen: float
    took: float
    fired: int
    unsaid: int
    failures: tuple[str, ...]


async def prepare(rig: Rig) -> None:
    """Have the cameras take small pictures, and a few answer at once even if this machine does much else, as real ones.

    Many would keep each other from drawing their pictures: what an urgent thread waits for, of its own process, is not.
    What all pictures share is drawn already, in the process that they are forked from.
    """
    for body in rig.bodies.values() if len(rig.bodies) <= _FEW else ():
        with suppress(PermissionError):  # what it starts, to draw pictures, is not urgent
            policy = os.SCHED_FIFO | os.SCHED_RESET_ON_FORK
            os.sched_setscheduler(body.process.pid, policy, os.sched_param(1))
    await rig.gateway.call("set_configs", values=SMALL, cameras=list(rig.bodies))
    await asyncio.sleep(_PAUSE_S)


async def fire(rig: Rig) -> Shot:
    """Fire all cameras of the rig at one instant."""
    async with watched_traffic(rig.lab.address, rig.nats.port, RIG_TOKEN) as traffic:
        released_before = {body: _released_at(rig, body) for body in rig.bodies}
        begun = time.perf_counter()
        manifest = await rig.gateway.call("capture_group", cameras=list(rig.bodies), timeout_s=60, partial=True)
        took_s = time.perf_counter() - begun
        async with asyncio.timeout(_TOLD_S):
            hosts = {each["host"] for each in manifest["cameras"] if "released_ms" in each}
            while not hosts <= traffic.releases.keys():  # noqa: ASYNC110 - it comes from another process
                await asyncio.sleep(0.01)
    instants = {host: at - rig.lab.places[host].ahead_s for host, at in traffic.releases.items()}
    fired = [each for each in manifest["cameras"] if "released_ms" in each]
    released = [instants[each["host"]] * 1000 + each["released_ms"] for each in fired]
    released_at = {body: _released_at(rig, body) for body in rig.bodies}
    have_released = {body for body, at in released_at.items() if at != released_before[body]}
    seen = [released_at[each["camera"]] for each in fired]
    return Shot(
        skew=manifest["skew_ms"],
        uncertainty=manifest["uncertainty_ms"],
        clocks=_spread(instants.values()) * 1000,
        released=_spread(released),
        seen=_spread(seen) * 1000,
        took=took_s * 1000,
        fired=len(fired),
        unsaid=len(have_released ^ {each["camera"] for each in fired}),
        failures=tuple(_failure(each) for each in manifest["cameras"] if "released_ms" not in each),
    )


def _released_at(rig: Rig, body: str) -> float:
    """Return when a camera last released, as it sees it."""
    return float(rig.bodies[body].control({"status": True})["released_at"] or 0.0)


def _failure(member: JsonObject) -> str:
    """Return why a camera did not fire, without the numbers that differ from one to the next."""
    error = member.get("error", {"name": "none", "message": "it is not said why"})
    return f"`{error['name']}`: {_NUMBER.sub('…', error['message'])}"


def failures_of(shots: Sequence[Shot]) -> str:
    """Return why cameras did not fire, and how often; and whether what was told of each is what it did."""
    cameras, fired, unsaid = (
        sum(values)
        for values in zip(*((each.fired + len(each.failures), each.fired, each.unsaid) for each in shots), strict=True)
    )
    counted = Counter(failure for shot in shots for failure in shot.failures).most_common()
    lines = [f"Of {cameras} cameras in all groups {fired} fired; {unsaid} did otherwise than was told."]
    return "\n".join([*lines, *(f"- {count} times {why}" for why, count in counted)])


def _spread(values: Iterable[float]) -> float:
    found = list(values)
    return max(found) - min(found)


async def group_row(rig: Rig, name: str, rounds: int) -> tuple[list[str], list[Shot]]:
    """Fire so many times, and return the row of a table: medians in ms; how often what was seen is within the told."""
    shots = []
    for _ in range(rounds):
        await asyncio.sleep(_PAUSE_S)
        shots.append(await fire(rig))
    skew, uncertainty, clocks, released, seen, took, fired = (
        Samples([getattr(shot, name) for shot in shots]) for name in _MEASURED
    )
    by_clocks = sum(shot.clocks <= shot.uncertainty for shot in shots)
    by_both = sum(shot.released <= shot.skew + shot.uncertainty for shot in shots)
    shown = (skew.median_s, skew.max_s, uncertainty.median_s, clocks.median_s, clocks.max_s)
    row = [
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
    return row, shots
