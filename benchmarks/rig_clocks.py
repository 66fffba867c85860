"""`python -m benchmarks.rig_clocks`: how well, and how soon, the clocks of many hosts are measured, so many at a time.

The hosts are played, by one process: they have the clock of this machine, so that what is found is the error.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.rig_setup import running_delay
from benchmarks.shared import ms, table
from rpc_camera.clock import since_boot_s
from rpc_camera.contract.contract import Contract
from rpc_camera.rig.calls import Calls
from rpc_camera.rig.group_steps import DistantGroupHost
from rpc_camera.rig.host_clocks import HostClocks
from rpc_camera.rig.messages import Beat
from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_bus import NatsBus
from rpc_camera.rig.nats_url import NatsAddress
from rpc_camera.rig.presence import Presence
from tests.rigs.nats_server import NatsServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

_LIMIT_S: Final = 300.0
_HOSTS: Final = (16, 167)
_DELAYS_S: Final = (0.0, 0.001, 0.005)
_AT_ONCE: Final = (4, 16, 64, 167)
_ROUNDS: Final = 3
_KNOWN_S: Final = 60.0
_CONNECT_S: Final = 5.0
_HEAD: Final = (
    "hosts, each way, at a time",
    "all take, s",
    "bound p50, ms",
    "worst",
    "error p50",
    "worst",
    "again: all take, s",
    "bound p50",
    "worst",
    "error, worst",
)


async def report() -> str:
    """Measure, and return what was found."""
    rows = []
    async with asyncio.timeout(_LIMIT_S):
        for hosts in _HOSTS:
            rows += await _rows(hosts)
    return f"## The clocks of hosts\n\nMedians of {_ROUNDS} rounds:\n\n{table(_HEAD, rows)}"


async def _rows(hosts: int) -> list[list[str]]:
    rows: dict[tuple[float, int], list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="benchmark-rig-") as folder, NatsServer(Path(folder)) as nats:
        async with (
            running_delay("127.0.0.1", nats.port) as delay,
            _played(delay.port, hosts),
            _calls(nats.port) as calls,
        ):
            for delay_s in _DELAYS_S:
                await delay.set(delay_s)
                await asyncio.sleep(1)
                found: dict[int, list[list[float]]] = {}
                for _ in range(_ROUNDS):  # interleaved, since the machine does much else
                    for at_once in (each for each in _AT_ONCE if each <= hosts):
                        found.setdefault(at_once, []).append(await _measured(calls, hosts, at_once))
                for at_once, rounds in found.items():
                    name = f"{hosts}, {delay_s * 1000:g} ms, {at_once}"
                    values = [median(column) for column in zip(*rounds, strict=True)]
                    rows[delay_s, at_once] = [name, *_shown(values)]
                    print(*rows[delay_s, at_once], file=sys.stderr)
    return list(rows.values())


def _shown(values: Sequence[float]) -> list[str]:
    return [f"{value:.2f}" if place in {0, 5} else ms(value) for place, value in enumerate(values)]


async def _measured(calls: Calls, hosts: int, at_once: int) -> list[float]:
    """Return how long all take, their bounds and errors, the first time, and once more."""
    clocks = HostClocks(at_once)
    distant = [DistantGroupHost(f"p{number:03}", calls) for number in range(hosts)]
    values: list[float] = []
    for is_again in (False, True):
        begun = time.perf_counter()
        offsets = await asyncio.gather(*(clocks.measure(host) for host in distant))
        took_s = time.perf_counter() - begun
        bounds = [offset.bound_s for offset in offsets]
        errors = [abs(offset.offset_s) for offset in offsets]
        assert all(error <= bound for error, bound in zip(errors, bounds, strict=True))
        values += [took_s, median(bounds), max(bounds), *([] if is_again else [median(errors)]), max(errors)]
    return values


@asynccontextmanager
async def _played(port: int, hosts: int) -> AsyncIterator[None]:
    played = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.rig_played", str(port), str(hosts), "0"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert played.stdin
    assert played.stdout
    try:
        await played.stdout.readline()
        yield
    finally:
        played.stdin.close()
        await played.wait()


@asynccontextmanager
async def _calls(port: int) -> AsyncIterator[Calls]:
    """Yield what asks other hosts, once they are known."""
    bus = await NatsBus.connect(NatsAccess((NatsAddress("127.0.0.1", port),)), "benchmark", _CONNECT_S)
    beat = Beat("benchmark", "run", since_boot_s(), None, "0.0.0", "log", 0, 0)
    presence = Presence(bus, lambda: beat, lambda _host, _change: None, lambda _host: None)
    calls = Calls(bus, "benchmark", "run", presence, Contract.load())
    await calls.start()
    await presence.listen()
    try:
        yield calls
    finally:
        calls.close()
        await presence.close()
        await bus.close()


if __name__ == "__main__":
    print(asyncio.run(report()))
