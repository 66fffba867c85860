"""A rig to be measured: a NATS server, hosts in places of their own, and their cameras, which share one right clock."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.rig_lab import lab
from benchmarks.shared import TOKEN, web_socket
from tests.rigs.forked_camera import use_small_sensors
from tests.rigs.nats_server import NatsServer
from tests.rigs.serve_process import ServeProcess
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence

    from benchmarks.rig_lab import Lab, Place
    from benchmarks.shared import WebSocketClient

GATEWAY: Final = "gateway"
SMALL: Final = {"imagequality": "JPEG Basic", "shutterspeed2": "1/1000"}
RIG_TOKEN: Final = "benchmark-of-a-rig"
_MOST_AHEAD_S: Final = 3000
_STARTED_AT_ONCE: Final = 3
_READY_S: Final = 120.0
_POLL_S: Final = 0.2


class _Host(ServeProcess):
    start_s = _READY_S  # many start at once


@dataclass(frozen=True)
class Delay:
    """A proxy between hosts and the NATS server; `port` is its own."""

    process: asyncio.subprocess.Process
    port: int

    async def set(self, delay_s: float) -> None:
        """Pass everything on so much later from now on, each way."""
        assert self.process.stdin
        self.process.stdin.write(f"{delay_s}\n".encode())
        await self.process.stdin.drain()


@dataclass(frozen=True)
class Rig:
    """It runs. The gateway has no cameras; `clients` are of each host, and of the gateway."""

    lab: Lab
    nats: NatsServer
    delay: Delay | None
    hosts: Mapping[str, ServeProcess]
    cameras: Mapping[str, Sequence[VirtualCameraProcess]]
    clients: Mapping[str, WebSocketClient]

    @property
    def gateway(self) -> WebSocketClient:
        """A client of the gateway."""
        return self.clients[GATEWAY]

    @property
    def bodies(self) -> dict[str, VirtualCameraProcess]:
        """All cameras, by their ids."""
        return {body.id: body for bodies in self.cameras.values() for body in bodies}


@asynccontextmanager
async def running_rig(hosts: int, cameras: int, *, delayed: bool) -> AsyncIterator[Rig]:
    """Run a rig of so many hosts and cameras, and yield it when the gateway knows them all.

    `delayed`: the hosts that have cameras reach the NATS server by a proxy; the gateway is beside the server.
    """
    names = [f"h{number:02}" for number in range(1, hosts + 1)]
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-rig-")))
        place = stack.enter_context(lab({**_wrong_clocks(names), GATEWAY: 777}))
        bodies = stack.enter_context(_bodies(place.address, names, cameras))
        nats = NatsServer(folder, f'authorization {{ token: "{RIG_TOKEN}" }}', host=place.address)
        stack.enter_context(nats)
        delay = await stack.enter_async_context(running_delay(place.address, nats.port)) if delayed else None
        ways = dict.fromkeys(names, delay.port if delay else nats.port) | {GATEWAY: nats.port}
        starting = asyncio.Semaphore(_STARTED_AT_ONCE)

        async def start(name: str) -> ServeProcess:
            ports = [body.port_string for body in bodies.get(name, ())]
            process = _host(folder, name, place.places[name], f"{place.address}:{ways[name]}", ports)
            async with starting:
                return await stack.enter_async_context(process)

        async with asyncio.TaskGroup() as group:
            starts = {name: group.create_task(start(name)) for name in ways}
        started = {name: task.result() for name, task in starts.items()}
        clients = {name: await stack.enter_async_context(web_socket(each.url)) for name, each in started.items()}
        await _until_known(clients[GATEWAY], hosts + 1, cameras)
        yield Rig(place, nats, delay, started, bodies, clients)
        await asyncio.gather(*(process.stop() for process in started.values()))


def _wrong_clocks(names: Sequence[str]) -> dict[str, int]:
    """Return by how much the clock of each host is ahead: from very much behind to very much ahead."""
    step = 2 * _MOST_AHEAD_S / max(1, len(names) - 1)
    return {name: round(number * step) - _MOST_AHEAD_S for number, name in enumerate(names)}


@contextmanager
def _bodies(address: str, names: Sequence[str], count: int) -> Iterator[dict[str, list[VirtualCameraProcess]]]:
    """Run cameras, a process each, on this side, whose clock is right; each host has as many as the others, or so."""
    bodies: dict[str, list[VirtualCameraProcess]] = {name: [] for name in names}
    use_small_sensors(True)  # all draw their pictures on the processors of this one machine
    with ExitStack() as stack:
        for number in range(count):
            body = VirtualCameraProcess("--serial", str(number + 1), "--host", address)
            bodies[names[number * len(names) // count]].append(stack.enter_context(body))
        yield bodies


def _host(folder: Path, name: str, place: Place, server: str, ports: Sequence[str]) -> ServeProcess:
    options = [
        f"--host={place.address}",
        "--port=0",
        f"--rig=nats://{server}",
        f"--rig-host={name}",
        *(f"--camera={port}" for port in ports),
        *([] if ports else ["--no-cameras"]),
    ]
    return _Host(
        *options,
        state_dir=folder / name,
        within=place.within,
        API_TOKEN=TOKEN,
        RIG_TOKEN=RIG_TOKEN,
        PYTHONDONTWRITEBYTECODE="",
    )


@asynccontextmanager
async def running_delay(address: str, port: int) -> AsyncIterator[Delay]:
    """Yield a proxy before that port; it does not delay anything until it is told to."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.delaying_proxy", address, address, str(port)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Delay(process, int(await process.stdout.readline()))
    finally:
        process.stdin.close()
        await process.wait()


async def _until_known(client: WebSocketClient, hosts: int, cameras: int) -> None:
    """Wait until the gateway reaches all hosts, and all cameras are ready."""
    async with asyncio.timeout(_READY_S):
        while True:
            listed = await client.call("list_cameras")
            reachable = sum(host["reachable"] for host in listed["hosts"])
            if reachable == hosts and [each["state"] for each in listed["cameras"]] == ["ready"] * cameras:
                return
            await asyncio.sleep(_POLL_S)
