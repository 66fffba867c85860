"""`python -m benchmarks.makes`: capture, settings and live view on a body of each make, beside the driver alone."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import aiohttp

from benchmarks.shared import HEADERS, WebSocketClient, ms, service, table
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

_MAKES: Final = ("nikon", "canon", "canon-dslr", "sony", "sony3", "fuji")
_ROUNDS: Final = 5
_FRAMES_S: Final = 1.0
_LIMIT_S: Final = 240
_SPEEDS: Final = ("200", "400")


async def report() -> str:
    """Return the table."""
    async with asyncio.timeout(_LIMIT_S):
        rows = [row for make in _MAKES for row in await _rows(make)]
    return "## Makes\n\n" + table(("", "driver alone", "service", "ratio"), rows)


@dataclass(frozen=True)
class _Side:
    """One way to use a body: each returns seconds, and `frames` how many came a second."""

    capture: Callable[[], Awaitable[float]]
    set: Callable[[str], Awaitable[float]]
    frames: Callable[[], Awaitable[float]]


async def _rows(make: str) -> list[list[str]]:
    with VirtualCameraProcess("--make", make, "--serial", "1") as one, VirtualCameraProcess("--make", make) as other:
        async with _through_the_service(one) as served, _by_the_driver(other) as direct:
            captures = await _both(direct.capture, served.capture)
            speeds = itertools.cycle(speed for speed in _SPEEDS for _ in range(2))
            sets = await _both(lambda: direct.set(next(speeds)), lambda: served.set(next(speeds)))
            frames = await _both(direct.frames, served.frames)
    return [
        [f"{make}: JPEG in hand, ms", ms(captures[0]), ms(captures[1]), f"{captures[1] / captures[0]:.2f}"],
        [f"{make}: set and read back, ms", ms(sets[0]), ms(sets[1]), f"{sets[1] / sets[0]:.2f}"],
        [f"{make}: live view, frames/s", f"{frames[0]:.0f}", f"{frames[1]:.0f}", f"{frames[1] / frames[0]:.2f}"],
    ]


async def _both(*sides: Callable[[], Awaitable[float]]) -> list[float]:
    """Do the same on both sides in turn, and return the medians; what comes first is not counted."""
    found: list[list[float]] = [[] for _ in sides]
    for round_number in range(_ROUNDS + 1):
        for side, durations in zip(sides, found, strict=True):
            duration = await side()
            if round_number:
                durations.append(duration)
    return [median(durations) for durations in found]


@asynccontextmanager
async def _by_the_driver(camera: VirtualCameraProcess) -> AsyncIterator[_Side]:
    async with driver_alone(camera.port_string) as ask:
        yield _Side(lambda: ask("capture"), lambda speed: ask(f"set iso {speed}"), lambda: ask(f"frames {_FRAMES_S}"))


@asynccontextmanager
async def driver_alone(port: str, **environment: str) -> AsyncIterator[Callable[[str], Awaitable[float]]]:
    """Open a body in a process of its own, and yield what takes the orders of benchmarks/direct_make.py."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "ignore::DeprecationWarning", "-m", "benchmarks.direct_make", port),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )
    assert process.stdin
    assert process.stdout
    answers, orders = process.stdout, process.stdin

    async def ask(order: str) -> float:
        orders.write(f"{order}\n".encode())
        return float(await answers.readline())

    try:
        yield ask
    finally:
        orders.close()
        await process.wait()


@asynccontextmanager
async def _through_the_service(camera: VirtualCameraProcess) -> AsyncIterator[_Side]:
    async with (
        service(f"--camera={camera.port_string}") as url,
        aiohttp.ClientSession(headers=HEADERS) as http,
        http.ws_connect(f"{url}/rpc", max_msg_size=0) as socket,
    ):
        client = WebSocketClient(socket)
        (found,) = (await client.call("list_cameras"))["cameras"]
        files = f"{url}/cameras/{quote(found['id'])}/files"

        async def capture() -> float:
            begun = time.perf_counter()
            taken = await client.call("capture_image")
            async with http.get(f"{files}{quote(taken['files'][0]['path'])}") as response:
                response.raise_for_status()
                await response.read()
            return time.perf_counter() - begun

        async def put(speed: str) -> float:
            begun = time.perf_counter()
            await client.call("set_config", name="iso", value=speed)
            return time.perf_counter() - begun

        async def frames() -> float:
            async with http.get(
                f"{url}/cameras/{quote(found['id'])}/preview.mjpeg", params={"max_fps": "240"}
            ) as stream:
                boundary = stream.headers["Content-Type"].partition("boundary=")[2].strip('"').encode()
                return await _count(stream, boundary)

        yield _Side(capture, put, frames)


async def _count(stream: aiohttp.ClientResponse, boundary: bytes) -> float:
    """Return how many parts of a multipart stream came a second, from the first on."""
    parts, begun, rest = 0, 0.0, b""
    async for chunk in stream.content.iter_any():
        found = (rest + chunk).count(b"--" + boundary)
        rest = (rest + chunk)[-len(boundary) - 1 :] if not found else b""
        if found and not begun:
            begun = time.monotonic()
            continue
        parts += found
        if begun and time.monotonic() > begun + _FRAMES_S:
            break
    return parts / (time.monotonic() - begun)


if __name__ == "__main__":
    print(asyncio.run(report()))
