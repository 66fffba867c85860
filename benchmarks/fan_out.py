"""`python -m benchmarks.fan_out`: an event for many subscribers, beside a loop of asyncio that writes it to as many."""

from __future__ import annotations

import asyncio
import itertools
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, TypeAlias

from benchmarks.cpu_time import cpu_s
from benchmarks.readers import readers
from benchmarks.shared import Samples, ms, request, serving, table
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

_SUBSCRIBERS: Final = (1, 50, 200)
_EVENTS: Final = 20
_ROUNDS: Final = 3
_PAUSE_S: Final = 0.05
_LIMIT_S: Final = 120
_EVENT_S: Final = 10.0
_SUBSCRIBE: Final = request(1, "subscribe", {"events": ["config_changed"]})


@dataclass(frozen=True)
class _Sender:
    """What sends events: where its clients connect, its process, and what makes the next one happen."""

    url: str
    process: int
    happen: Callable[[], object]


@dataclass(frozen=True)
class _Found:
    """Of each event; `server_s` and `client_s` are CPU time for each that was received."""

    last_s: list[float]
    spread_s: list[float]
    server_s: list[float]
    client_s: list[float]


Cases: TypeAlias = "dict[str, tuple[_Sender, int]]"


async def report() -> str:
    """Measure for less than a minute and return what was found."""
    async with asyncio.timeout(_LIMIT_S):
        with VirtualCameraProcess("--serial", "1") as camera:
            async with serving(f"--camera={camera.port_string}") as rig, _direct() as direct:
                values = itertools.cycle((4, 2))  # daylight and automatic, as it begins

                def turn_a_dial() -> None:
                    camera.control({"set_property": "whitebalance", "value": next(values)})

                service = _Sender(rig.url, rig.process.pid, turn_a_dial)
                cases = {f"service, {count} subscriber{'s' * (count > 1)}": (service, count) for count in _SUBSCRIBERS}
                cases[f"a loop of asyncio, {_SUBSCRIBERS[-1]} sockets"] = (direct, _SUBSCRIBERS[-1])
                found = await _measure(cases)
    head = f"{_EVENTS * _ROUNDS} events each, from when one happened, to the millisecond below, until all have it:"
    return "\n\n".join(("## An event for many", head, _table(found)))


async def _measure(cases: Cases) -> dict[str, _Found]:
    found = {name: _Found([], [], [], []) for name in cases}
    order = list(cases)
    for _ in range(_ROUNDS):
        for name in order:
            await _receive(*cases[name], found[name])
        order.append(order.pop(0))
    return found


async def _receive(sender: _Sender, count: int, found: _Found) -> None:
    async with readers(sender.url, count, _SUBSCRIBE, "events") as next_event:
        await asyncio.sleep(_PAUSE_S)
        spent, client_s = cpu_s(sender.process), 0.0
        for _ in range(_EVENTS):
            await asyncio.to_thread(sender.happen)
            async with asyncio.timeout(_EVENT_S):
                event = await next_event()
            found.last_s.append(event["last_s"])
            found.spread_s.append(event["spread_s"])
            client_s += event["cpu_s"]
            await asyncio.sleep(_PAUSE_S)
        found.server_s.append((cpu_s(sender.process) - spent) / _EVENTS / count)
        found.client_s.append(client_s / _EVENTS / count)


def _table(found: dict[str, _Found]) -> str:
    rows = [
        [
            name,
            *(ms(each) for each in (Samples(one.last_s).median_s, min(one.last_s), Samples(one.last_s).p95_s)),
            ms(Samples(one.spread_s).median_s),
            *(f"{median(each) * 1e6:.0f}" for each in (one.server_s, one.client_s)),
        ]
        for name, one in found.items()
    ]
    head = ["", "last has it, ms", "least", "p95", "first to last, ms", "server, CPU µs each", "client, CPU µs each"]
    return table(head, rows)


@asynccontextmanager
async def _direct() -> AsyncIterator[_Sender]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.direct_fan_out"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    written, printed = process.stdin, process.stdout
    assert written
    assert printed
    loop = asyncio.get_running_loop()
    url = (await printed.readline()).decode().strip()
    yield _Sender(url, process.pid, lambda: loop.call_soon_threadsafe(written.write, b"\n"))
    written.close()
    await process.wait()


if __name__ == "__main__":
    print(asyncio.run(report()))
