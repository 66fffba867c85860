"""`python -m benchmarks.crowd`, a part of `together`: 32 cameras are started, listed, and fired at one instant."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.crowd_floor import LIBRARIES, PROCESSES
from benchmarks.shared import Samples, WebSocketClient, ms, serve_process, table, web_socket
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

_LIMIT_S: Final = 240.0
_STARTS: Final = 3
_LISTS: Final = 200
_ROUNDS: Final = 12
_POLL_S: Final = 0.01
_PAUSE_S: Final = 0.5
_SMALL: Final = {"imagesize": "2000x1500", "imagequality": "JPEG Basic", "shutterspeed2": "1/1000"}
_TICKS: Final = os.sysconf("SC_CLK_TCK")


async def report() -> str:
    """Measure for about a minute and return what was found."""
    async with asyncio.timeout(_LIMIT_S):
        with ExitStack() as running:
            serials = [f"--serial={number}" for number in range(1, PROCESSES + 1)]
            bodies = [running.enter_context(VirtualCameraProcess(serial)) for serial in serials]
            parts = (await _starts(bodies), await _lists_and_groups(bodies))
    return "\n\n".join((f"## {PROCESSES} cameras", *parts))


async def _starts(bodies: Sequence[VirtualCameraProcess]) -> str:
    floor_s, own_s, virtual_s, cpu_s = [], [], [], []
    for _ in range(_STARTS):
        begun = time.perf_counter()
        await _floor("forks")
        floor_s.append(time.perf_counter() - begun)
        before = _cpu_of(bodies)
        async with _ready(_ports(bodies)) as (_, ready_s):
            own_s.append(ready_s)
        cpu_s.append(_cpu_of(bodies) - before)
        async with _ready([f"--virtual={PROCESSES}"]) as (_, ready_s):
            virtual_s.append(ready_s)
    floor = Samples(floor_s)
    found = {
        f"import {', '.join(LIBRARIES)}; {PROCESSES} forks": floor,
        "cameras that run already": Samples(own_s),
        f"--virtual {PROCESSES}, whose cameras are started too": Samples(virtual_s),
    }
    rows = [
        [name, f"{each.median_s:.2f}", f"{each.max_s:.2f}", f"{each.median_s / floor.median_s:.1f}"]
        for name, each in found.items()
    ]
    head = f"From the start until list_cameras has {PROCESSES} that are ready, {_STARTS} times each, in turn, s:"
    apart = (
        f"(Of that, the cameras that run already take {Samples(cpu_s).median_s:.2f} s of processor time themselves.)"
    )
    return "\n\n".join((head, table(["", "median", "max", "times the floor"], rows), apart))


async def _lists_and_groups(bodies: Sequence[VirtualCameraProcess]) -> str:
    async with _ready(_ports(bodies)) as (client, _):
        listed, size = await _lists(client)
        own = await _skews(client)
    async with _ready([f"--virtual={PROCESSES}"]) as (client, _):
        virtual = await _skews(client)
    rows = [[name, *figures] for name, figures in zip(_FLOORS, await _instants(), strict=True)]
    measured = {"capture_group": own, f"capture_group of --virtual {PROCESSES}": virtual}
    rows += [[name, ms(each.median_s), ms(each.max_s)] for name, each in measured.items()]
    return "\n\n".join(
        (
            f"list_cameras, {_LISTS} times, {size} bytes, ms: median {ms(listed.median_s)}, p95 {ms(listed.p95_s)}",
            f"From the first release to the last as the workers' clocks have it, {_ROUNDS} times each, ms:",
            table(["", "median", "max"], rows),
        )
    )


_FLOORS: Final = (
    f"{PROCESSES} bare processes that sleep to one instant",
    "… and compute for 0.1 ms then, as a driver does",
)


async def _lists(client: WebSocketClient) -> tuple[Samples, int]:
    """Return how long each took, and how many bytes the answer has."""
    durations = []
    size = len((await client.call_text("list_cameras")).encode())
    for _ in range(_LISTS):
        begun = time.perf_counter()
        await client.call_text("list_cameras")
        durations.append(time.perf_counter() - begun)
    return Samples(durations), size


async def _skews(client: WebSocketClient) -> Samples:
    ids = [camera["id"] for camera in (await client.call("list_cameras"))["cameras"]]
    for camera in ids:
        await client.call("set_configs", values=_SMALL, camera=camera)
    await client.call("capture_group", cameras=ids)  # the bodies draw their scene
    skews = []
    for _ in range(_ROUNDS):
        await asyncio.sleep(_PAUSE_S)
        skews.append((await client.call("capture_group", cameras=ids))["skew_ms"] / 1000)
    return Samples(skews)


async def _instants() -> list[list[str]]:
    return [line.split() for line in (await _floor("instant")).splitlines()]


async def _floor(kind: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.crowd_floor", kind), stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await process.communicate()
    return printed.decode()


@asynccontextmanager
async def _ready(arguments: Sequence[str]) -> AsyncIterator[tuple[WebSocketClient, float]]:
    """Run the service; yield a client once all are ready, and how long that took."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as state:
        begun = time.perf_counter()
        serving = serve_process("--port=0", *arguments, state_dir=Path(state) / "state")
        async with serving as rig, web_socket(rig.url) as client:
            await _await_all(client)
            yield client, time.perf_counter() - begun
            await rig.stop()


async def _await_all(client: WebSocketClient) -> None:
    while True:
        states = [camera["state"] for camera in (await client.call("list_cameras"))["cameras"]]
        if states == ["ready"] * PROCESSES:
            return
        await asyncio.sleep(_POLL_S)


def _ports(bodies: Sequence[VirtualCameraProcess]) -> list[str]:
    return [f"--camera={body.port_string}" for body in bodies]


def _cpu_of(bodies: Sequence[VirtualCameraProcess]) -> float:
    """Return how much processor time they have used, in seconds."""
    stats = [Path(f"/proc/{body.process.pid}/stat").read_text().rpartition(")")[2].split() for body in bodies]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / _TICKS


if __name__ == "__main__":
    print(asyncio.run(report()))
