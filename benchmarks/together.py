"""`python -m benchmarks.together`: how closely cameras fire together, and how well frames keep to their schedule."""

from __future__ import annotations

import asyncio
import itertools
import time
from contextlib import AsyncExitStack, ExitStack
from typing import TYPE_CHECKING, Final

from benchmarks import crowd
from benchmarks.shared import Samples, ms, service, table, web_socket
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from benchmarks.shared import JsonObject, WebSocketClient

_LIMIT_S: Final = 240.0
_CAMERAS: Final = 8
_ROUNDS: Final = 4
_FRAMES: Final = 100
_INTERVAL_S: Final = 0.5
_NAIVE_FRAMES: Final = 20
_SMALL: Final = {"imagesize": "2000x1500", "imagequality": "JPEG Basic", "shutterspeed2": "1/1000"}


async def report() -> str:
    """Measure for about two and a half minutes and return what was found."""
    async with asyncio.timeout(_LIMIT_S):
        found = (await _skew(), await _drift())
    return "\n\n".join(("## Together and on time", *found, await crowd.report()))


async def _skew() -> str:
    with ExitStack() as running:
        cameras = [running.enter_context(VirtualCameraProcess(f"--serial={n}")) for n in range(1, _CAMERAS + 1)]
        ports = [f"--camera={camera.port_string}" for camera in cameras]
        async with AsyncExitStack() as stack:
            url = await stack.enter_async_context(service(*ports))
            clients = [await stack.enter_async_context(web_socket(url)) for _ in cameras]
            found = await _measure_skew(clients, cameras)
    rows, grouped = [], Samples(found["capture_group"])
    for name, seconds in found.items():
        skews = Samples(seconds)
        ratio = f"{skews.median_s / grouped.median_s:.1f}"
        rows.append([name, ms(skews.median_s), ms(skews.max_s), ratio])
    head = f"{_CAMERAS} cameras, {_ROUNDS} times each; from the first release to the last, as the cameras see it, ms:"
    return f"{head}\n\n{table(['', 'median', 'max', '/ capture_group'], rows)}"


async def _measure_skew(
    clients: Sequence[WebSocketClient], cameras: Sequence[VirtualCameraProcess]
) -> dict[str, list[float]]:
    ids = [f"z-virtual-{number}" for number in range(1, len(cameras) + 1)]
    for camera in ids:
        await clients[0].call("set_configs", values=_SMALL, camera=camera)
    told: list[float] = []

    async def group() -> None:
        manifest = await clients[0].call("capture_group", cameras=ids)
        told.append(manifest["skew_ms"] / 1000)

    async def at_once() -> None:
        calls = zip(clients, ids, strict=True)
        await asyncio.gather(*(client.call("capture_image", camera=camera) for client, camera in calls))

    async def one_by_one() -> None:
        for camera in ids:
            await clients[0].call("capture_image", camera=camera)

    ways: dict[str, Callable[[], Awaitable[None]]] = {
        "capture_group": group,
        "8 capture_image at once, a connection each": at_once,
        "8 capture_image, one after the other": one_by_one,
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(_ROUNDS):
        for name, fire in ways.items():
            await fire()
            found[name].append(_spread(cameras))
    return found | {"capture_group, as the workers measure it": told}


def _spread(cameras: Sequence[VirtualCameraProcess]) -> float:
    """Return the time from the first camera's last release to the last one's."""
    released = [camera.control({"status": True})["released_at"] for camera in cameras]
    return float(max(released) - min(released))


async def _drift() -> str:
    with VirtualCameraProcess("--serial=1") as camera:
        async with service(f"--camera={camera.port_string}") as url, web_socket(url) as client:
            await client.call("set_configs", values=_SMALL)
            naive = await _naive_loop(client)
            sequence = await _sequence(client)
    late = Samples([event["params"]["late_s"] for event in sequence])
    shifted = naive[-1] / len(naive)
    rows = [
        ["start_sequence", ms(late.median_s), ms(late.p95_s), ms(late.max_s), ms(late.seconds[-1] - late.seconds[0])],
        ["capture_image and sleep, in a loop", *_naive_row(naive), ms(shifted * _FRAMES)],
    ]
    missed = _FRAMES - len(sequence)
    found = (
        f"{_FRAMES} frames, {_INTERVAL_S:g} s apart ({missed} missed), beside {_NAIVE_FRAMES} of a loop that takes a "
        f"picture and sleeps {_INTERVAL_S:g} s. How much later than due, ms; the loop shifts by {ms(shifted)} ms more "
        "with each frame:"
    )
    return f"{found}\n\n{table(['', 'median', 'p95', 'max', f'shift after {_FRAMES}'], rows)}"


def _naive_row(naive: Sequence[float]) -> list[str]:
    late = Samples(naive)
    return [ms(late.median_s), ms(late.p95_s), ms(late.max_s)]


async def _naive_loop(client: WebSocketClient) -> list[float]:
    """Return by how much each frame after the first begins later than a whole number of intervals after it."""
    begun = []
    for _ in range(_NAIVE_FRAMES + 1):
        begun.append(time.monotonic())
        await client.call("capture_image")
        await asyncio.sleep(_INTERVAL_S)
    return [at - begun[0] - number * _INTERVAL_S for number, at in enumerate(begun)][1:]


async def _sequence(client: WebSocketClient) -> list[JsonObject]:
    """Return the events of the frames."""
    before = (await client.call("get_events", since=0))["last_seq"]
    sequence = (await client.call("start_sequence", frames=_FRAMES, interval_s=_INTERVAL_S))["sequence"]
    state = sequence["state"]
    while state == "running":
        await asyncio.sleep(1)
        got = await client.call("get_sequence", sequence_id=sequence["sequence_id"])
        state = got["sequence"]["state"]
    if state != "completed":
        raise RuntimeError(f"the sequence has {state}")
    pages = [await client.call("get_events", since=before, limit=1000)]
    events = list(itertools.chain.from_iterable(page["events"] for page in pages))
    return [event for event in events if event["event"] == "sequence_progress"]


if __name__ == "__main__":
    print(asyncio.run(report()))
