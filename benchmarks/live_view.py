"""`python -m benchmarks.live_view`: frames that viewers get, beside a plain loop of the driver's call."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import aiohttp

from benchmarks.shared import HEADERS, request, service, table
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

_HIGHEST_FPS: Final = 240  # MaxFps in schemas/types.json
_CAMERA_LIKE_LATENCY_S: Final = 0.0155  # for each of the two operations of a frame: about 30 frames a second
_VIEWERS: Final = (1, 4, 16)
_SLOW_BYTES_A_SECOND: Final = 100_000
_SECONDS: Final = 1.0
_SETTLE_S: Final = 0.3
_ROUNDS: Final = 3
_LIMIT_S: Final = 180
_DIRECT: Final = "capture_preview, in a loop"


@dataclass
class Counts:
    """What one viewer has got so far."""

    frames: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class Found:
    """Frames a second of each quick viewer, and how often the camera was read for each frame that any viewer got."""

    fps: float
    reads_per_frame: float


Block: TypeAlias = "Callable[[], Awaitable[Found]]"


async def report() -> str:
    """Return the three tables."""
    async with asyncio.timeout(_LIMIT_S):
        with VirtualCameraProcess("--serial", "1") as one, VirtualCameraProcess("--serial", "2") as other:
            async with service(f"--camera={one.port_string}") as url, _direct(other) as direct:
                rig = _Rig(url, one, direct)
                parts = [await rig.compared(f"As fast as the service lets viewers ask, {_HIGHEST_FPS} frames a second")]
                for camera in (one, other):
                    camera.control({"latency_s": _CAMERA_LIKE_LATENCY_S})
                parts.append(await rig.compared("From a camera that gives about 30 frames a second"))
                parts.append(await rig.beside_a_slow_one())
    return "\n\n".join(("## Live view", *parts))


@dataclass(frozen=True)
class _Rig:
    url: str
    camera: VirtualCameraProcess
    direct: Callable[[], Awaitable[float]]

    async def compared(self, title: str) -> str:
        async def direct() -> Found:
            return Found(await self.direct(), 1.0)

        blocks = {_DIRECT: direct} | {
            f"service, {count} viewer{'s' * (count > 1)}": lambda count=count: self._watched(count)
            for count in _VIEWERS
        }
        found = await _interleaved(blocks)
        base = found[_DIRECT].fps
        rows = [
            [name, f"{each.fps:.0f}", f"{each.fps / base:.2f}", f"{each.reads_per_frame:.3f}"]
            for name, each in found.items()
        ]
        return f"{title}:\n\n" + table(("", "frames/s each", "ratio", "reads per frame delivered"), rows)

    async def beside_a_slow_one(self) -> str:
        alone, beside = "three viewers", "the three, beside the slow one"
        found = await _interleaved({alone: partial(self._watched, 3), beside: partial(self._watched, 3, slow=1)})
        rows = [cells for cells, _ in _beside(found, alone)]
        rate = f"{_SLOW_BYTES_A_SECOND // 1000} kB/s"
        head = f"Of that camera, with and without a fourth viewer that reads {rate}:"
        return f"{head}\n\n" + table(("", "frames/s each", "ratio"), rows)

    async def _watched(self, quick: int, slow: int = 0) -> Found:
        async with AsyncExitStack() as stack:
            counts = [await stack.enter_async_context(_viewer(self.url)) for _ in range(quick)]
            for _ in range(slow):
                await stack.enter_async_context(_viewer(self.url, _SLOW_BYTES_A_SECOND))
            await asyncio.sleep(_SETTLE_S)
            begun, read, got = time.monotonic(), self._frames_read(), sum(each.frames for each in counts)
            await asyncio.sleep(_SECONDS)
            took_s = time.monotonic() - begun
            got, read = sum(each.frames for each in counts) - got, self._frames_read() - read
        return Found(got / quick / took_s, read / max(1, got))

    def _frames_read(self) -> int:
        return int(self.camera.control({"status": True})["live_view_frames"])


def _beside(found: Mapping[str, Found], base: str) -> list[tuple[list[str], Found]]:
    return [([name, f"{each.fps:.0f}", f"{each.fps / found[base].fps:.2f}"], each) for name, each in found.items()]


async def _interleaved(blocks: Mapping[str, Block]) -> dict[str, Found]:
    """Run every block once a round, each round beginning with another one, and return the medians."""
    found: dict[str, list[Found]] = {name: [] for name in blocks}
    order = list(blocks)
    for _ in range(_ROUNDS):
        for name in order:
            found[name].append(await blocks[name]())
        order.append(order.pop(0))
    return {name: _medians(each) for name, each in found.items()}


def _medians(found: list[Found]) -> Found:
    return Found(median(each.fps for each in found), median(each.reads_per_frame for each in found))


@asynccontextmanager
async def _viewer(url: str, bytes_a_second: float | None = None) -> AsyncIterator[Counts]:
    """Watch on a connection of its own, as fast as frames come, or slowly."""
    connector = aiohttp.TCPConnector(socket_factory=_small_socket) if bytes_a_second else None
    async with (
        aiohttp.ClientSession(headers=HEADERS, connector=connector) as http,
        http.ws_connect(f"{url}/rpc", max_msg_size=0) as socket,
    ):
        await socket.send_str(request(1, "start_preview", {"binary": True, "max_fps": _HIGHEST_FPS}))
        counts = Counts()
        watching = asyncio.create_task(_watch(socket, counts, bytes_a_second))
        try:
            yield counts
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def _watch(socket: aiohttp.ClientWebSocketResponse, counts: Counts, bytes_a_second: float | None) -> None:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.BINARY:
            length = int.from_bytes(message.data[:4], "big")
            counts.skipped += json.loads(message.data[4 : 4 + length])["params"]["skipped"]
            counts.frames += 1
            if bytes_a_second:
                await asyncio.sleep(len(message.data) / bytes_a_second)


def _small_socket(address: Any) -> socket.socket:  # noqa: ANN401 - aiohttp's AddrInfoType
    family, kind, protocol, _, _ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
    return made


@asynccontextmanager
async def _direct(camera: VirtualCameraProcess) -> AsyncIterator[Callable[[], Awaitable[float]]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.direct_preview", camera.port_string),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    written, printed = process.stdin, process.stdout
    assert written
    assert printed

    async def frames_a_second() -> float:
        written.write(f"{_SECONDS} {_HIGHEST_FPS}\n".encode())
        return float(await printed.readline())

    yield frames_a_second
    written.close()
    await process.wait()


if __name__ == "__main__":
    print(asyncio.run(report()))
