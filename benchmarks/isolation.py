"""`python -m benchmarks.isolation`: what other calls notice while a camera sits in an exposure."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from benchmarks.shared import Samples, ms, service, table, web_socket

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from benchmarks.shared import JsonObject, WebSocketClient

    Calls = dict[str, Callable[[], Awaitable[JsonObject]]]
    Durations = dict[str, list[float]]

_LIMIT_S: Final = 180.0
_ROUNDS: Final = 4
_EXPOSURE: Final = "5.0000s"
_MEASURE_S: Final = 4.5
_SETTLE_S: Final = 0.2
_PAUSE_S: Final = 0.005


async def report() -> str:
    """Measure for less than a minute and return what was found."""
    async with (
        asyncio.timeout(_LIMIT_S),
        service("--virtual=2") as url,
        web_socket(url) as shooting,
        web_socket(url) as other,
    ):
        exposing, neighbour = [camera["id"] for camera in (await shooting.call("list_cameras"))["cameras"]]
        await shooting.call("set_config", name="shutterspeed", value=_EXPOSURE, camera=exposing)
        calls = _calls(shooting, "same connection", neighbour) | _calls(other, "another connection", neighbour)
        idle, busy = await _measure(calls, shooting, exposing)
    counts = [len(durations) for durations in (*idle.values(), *busy.values())]
    found = (
        f"One of two cameras idle, then in an exposure of 5 s, {_ROUNDS} times. At least {min(counts)} calls each, ms:"
    )
    return "\n\n".join(("## Isolation", found, _table(idle, busy)))


def _calls(client: WebSocketClient, whose: str, neighbour: str) -> Calls:
    return {
        f"list_cameras, {whose}": lambda: client.call("list_cameras"),
        f"get_config of the second camera, {whose}": lambda: client.call("get_config", name="iso", camera=neighbour),
    }


async def _measure(calls: Calls, shooting: WebSocketClient, exposing: str) -> tuple[Durations, Durations]:
    idle: Durations = {name: [] for name in calls}
    busy: Durations = {name: [] for name in calls}
    await _sample(calls, {name: [] for name in calls})
    for _ in range(_ROUNDS):
        await _sample(calls, idle)
        capture = await shooting.send("capture_image", camera=exposing)
        await asyncio.sleep(_SETTLE_S)
        await _expect_state(shooting, exposing, "busy")
        await _sample(calls, busy)
        if shooting.has_answer(capture):
            raise RuntimeError("the exposure was over before the measurement")
        await shooting.answer(capture)
        await _expect_state(shooting, exposing, "ready")
    return idle, busy


async def _expect_state(client: WebSocketClient, camera: str, state: str) -> None:
    cameras = (await client.call("list_cameras"))["cameras"]
    found = next(one["state"] for one in cameras if one["id"] == camera)
    if found != state:
        raise RuntimeError(f"{camera} is {found}, not {state}")


async def _sample(calls: Calls, durations: Durations) -> None:
    order = list(calls)
    end = time.perf_counter() + _MEASURE_S
    while time.perf_counter() < end:
        for name in order:
            begun = time.perf_counter()
            await calls[name]()
            durations[name].append(time.perf_counter() - begun)
        order.append(order.pop(0))  # the first after the pause is slower
        await asyncio.sleep(_PAUSE_S)


def _table(idle: Durations, busy: Durations) -> str:
    rows = []
    for name, durations in idle.items():
        before, during = Samples(durations), Samples(busy[name])
        for when, found in (("idle", before), ("exposing", during)):
            ratio = f"{during.median_s / before.median_s:.2f}" if found is during else ""
            rows.append([f"{name}: {when}", ms(found.median_s), ms(found.p95_s), ms(found.max_s), ratio])
    return table(["", "median", "p95", "max", "exposing / idle"], rows)


if __name__ == "__main__":
    print(asyncio.run(report()))
