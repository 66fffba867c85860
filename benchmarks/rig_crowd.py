"""`python -m benchmarks.rig_crowd`: the gateway of a rig of up to 1,002 cameras, whose hosts are played."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.cpu_time import cpu_s
from benchmarks.memory import Memory
from benchmarks.shared import HEADERS, Samples, ms, request, serving, table, web_socket
from rpc_camera.rig.attention import LINGER_S
from tests.rigs.nats_server import NatsServer

if TYPE_CHECKING:
    from benchmarks.shared import WebSocketClient
    from tests.rigs.serve_process import ServeProcess

_LIMIT_S: Final = 900.0
_HOSTS: Final = (16, 64, 167)
_CAMERAS: Final = 6
_RATES: Final = (50, 200, 1000)
_SECONDS: Final = 4.0
_IDLE_S: Final = 6.0
_SETTLE_S: Final = 2.0
_LISTS: Final = 20
_KNOWN_S: Final = 60.0
_POLL_S: Final = 0.1
_LOST_S: Final = 2.0
_REST_HEAD: Final = (
    "hosts x cameras",
    "known after, s",
    "list_cameras, ms",
    "p95",
    "kB",
    "gateway idle, % of a core",
    "NATS idle",
    "gateway PSS, MiB",
    "its own",
    "NATS RSS",
    "a host at rest, % of a core",
    "NATS then",
)
_EVENT_HEAD: Final = (
    "hosts x cameras, events/s",
    "got, of all",
    "age p50, ms",
    "p99",
    "gateway, % of a core",
    "NATS",
    "gateway, µs an event",
    "NATS",
)


@dataclass(frozen=True)
class _Measured:
    """What is measured: the gateway, a host without cameras and clients, and the NATS server."""

    gateway: ServeProcess
    resting: ServeProcess
    nats: NatsServer

    def cpu_s(self) -> tuple[float, float]:
        """Return how much processor time both have used so far."""
        return cpu_s(self.gateway.process.pid), cpu_s(self.nats.pid)


async def report() -> str:
    """Measure for some minutes and return what was found."""
    rest, events = [await _alone()], []
    async with asyncio.timeout(_LIMIT_S):
        for hosts in _HOSTS:
            row, rows = await _crowd(hosts)
            rest.append(row)
            events += rows
            print(row, rows, file=sys.stderr, flush=True)
    return "\n\n".join(
        (
            "## The gateway of a large rig, whose hosts are played",
            f"At rest, with a beat of each host every half second, for {_IDLE_S:g} s:",
            table(_REST_HEAD, rest),
            f"Events of all hosts, for {_SECONDS:g} s, until a client of the gateway has them:",
            table(_EVENT_HEAD, events),
        )
    )


async def _alone() -> list[str]:
    async with AsyncExitStack() as stack:
        measured, client = await _gateway(stack)
        return [*await _at_rest(measured, client, "none", 0.0), "-", "-"]


async def _gateway(stack: AsyncExitStack) -> tuple[_Measured, WebSocketClient]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-rig-")))
    nats = stack.enter_context(NatsServer(folder))
    options = (f"--rig=nats://127.0.0.1:{nats.port}", "--rig-host=gateway", "--no-cameras")
    gateway = await stack.enter_async_context(serving(*options))
    resting = await stack.enter_async_context(serving(options[0], "--rig-host=resting", "--no-cameras"))
    client = await stack.enter_async_context(web_socket(gateway.url))
    return _Measured(gateway, resting, nats), client


async def _crowd(hosts: int) -> tuple[list[str], list[list[str]]]:
    async with AsyncExitStack() as stack:
        measured, client = await _gateway(stack)
        name = f"{hosts} x {_CAMERAS}"
        begun = time.perf_counter()
        played = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.rig_played"),
            *(str(measured.nats.port), str(hosts), str(_CAMERAS)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        stack.push_async_callback(played.wait)
        assert played.stdin
        stack.callback(played.stdin.close)
        assert played.stdout
        await played.stdout.readline()
        await _until_known(client, hosts * _CAMERAS)
        rest = await _at_rest(measured, client, name, time.perf_counter() - begun)
        await asyncio.sleep(LINGER_S + _SETTLE_S)  # it has asked for cameras, so that it is not at rest yet
        before = cpu_s(measured.resting.process.pid), cpu_s(measured.nats.pid)
        await client.call("list_cameras")  # so that the gateway goes on to hear all
        await asyncio.sleep(_IDLE_S)
        after = cpu_s(measured.resting.process.pid), cpu_s(measured.nats.pid)
        rest += [f"{(then - earlier) / _IDLE_S * 100:.1f}" for earlier, then in zip(before, after, strict=True)]
        events = [await _events(measured, played, f"{name}, {rate}", rate) for rate in _RATES]
        return rest, events


async def _until_known(client: WebSocketClient, cameras: int) -> None:
    async with asyncio.timeout(_KNOWN_S):
        while len((await client.call("list_cameras"))["cameras"]) < cameras:  # noqa: ASYNC110 - in another process
            await asyncio.sleep(_POLL_S)


async def _at_rest(measured: _Measured, client: WebSocketClient, name: str, known_s: float) -> list[str]:
    took_s, size = [], 0
    for _ in range(_LISTS):
        begun = time.perf_counter()
        size = len((await client.call_text("list_cameras")).encode())
        took_s.append(time.perf_counter() - begun)
    await asyncio.sleep(_SETTLE_S)
    before = measured.cpu_s()
    await asyncio.sleep(_IDLE_S)
    used = [f"{(after - earlier) / _IDLE_S * 100:.1f}" for earlier, after in zip(before, measured.cpu_s(), strict=True)]
    memory, lists = Memory.of(measured.gateway.process.pid), Samples(took_s)
    return [
        name,
        f"{known_s:.1f}",
        ms(lists.median_s),
        ms(lists.p95_s),
        f"{size / 1000:.0f}",
        *used,
        f"{memory.pss:.1f}",
        f"{memory.uss:.1f}",
        f"{Memory.of(measured.nats.pid).rss:.1f}",
    ]


async def _events(measured: _Measured, played: asyncio.subprocess.Process, name: str, rate: int) -> list[str]:
    assert played.stdin
    assert played.stdout
    async with aiohttp.ClientSession(headers=HEADERS) as http, http.ws_connect(f"{measured.gateway.url}/rpc") as socket:
        await socket.send_str(request(1, "subscribe", {"events": ["config_changed"]}))
        await socket.receive()
        before, begun = measured.cpu_s(), time.perf_counter()
        played.stdin.write(f"{rate} {_SECONDS}\n".encode())
        ages = await _ages(socket, int(rate * _SECONDS))
        over = time.perf_counter() - begun
        used = [after - earlier for earlier, after in zip(before, measured.cpu_s(), strict=True)]
        await played.stdout.readline()
    if not ages:
        return [name, "0.00", *["-"] * (len(_EVENT_HEAD) - 2)]
    ordered = sorted(ages)
    return [
        name,
        f"{len(ages) / (rate * _SECONDS):.2f}",
        ms(Samples(ages).median_s),
        ms(ordered[int(len(ordered) * 0.99)]),
        *(f"{each / over * 100:.0f}" for each in used),
        *(f"{each / len(ages) * 1e6:.0f}" for each in used),
    ]


async def _ages(socket: aiohttp.ClientWebSocketResponse, count: int) -> list[float]:
    """Return how old each event was when it came, of so many, or of those that have come when none comes any more."""
    ages: list[float] = []
    with suppress(TimeoutError):
        while len(ages) < count:
            told = json.loads((await socket.receive(timeout=_LOST_S)).data)
            if told["method"] == "config_changed":
                ages.append(time.monotonic() - told["params"]["sent"])
    return ages


if __name__ == "__main__":
    print(asyncio.run(report()))
