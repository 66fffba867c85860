"""`python -m benchmarks.live_view`: frames that viewers get, beside a plain loop of the driver's call."""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, fields
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import aiohttp

from benchmarks.cpu_time import cpu_s
from benchmarks.readers import readers
from benchmarks.shared import HEADERS, request, serving, table
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence

    from tests.rigs.serve_process import ServeProcess

_HIGHEST_FPS: Final = 240  # MaxFps in schemas/types.json
_CAMERA_LIKE_LATENCY_S: Final = 0.0155  # for each of the two operations of a frame: about 30 frames a second
_QUICK_VIEWERS: Final = (1, 4, 16)
_VIEWERS: Final = (1, 16, 64)
_SLOW_BYTES_A_SECOND: Final = 100_000
_SECONDS: Final = 1.0
_ROUNDS: Final = 3
_LIMIT_S: Final = 180
_USUAL_FPS: Final = 30
_DIRECT: Final = "capture_preview, in a loop"


@dataclass(frozen=True)
class Found:
    """Frames a second, of each quick viewer and of the one that got the fewest.

    And for each frame that any of them got: how often the camera was read, and the CPU time that it took the service's
    own process, without the camera's, and the viewers'.
    """

    fps: float
    fewest: float
    reads: float = 1.0
    server_s: float = 0.0
    client_s: float = 0.0


Block: TypeAlias = "Callable[[], Awaitable[Found]]"


async def report() -> str:
    """Return the three tables."""
    async with asyncio.timeout(_LIMIT_S):
        with VirtualCameraProcess("--serial", "1") as one, VirtualCameraProcess("--serial", "2") as other:
            async with serving(f"--camera={one.port_string}") as server, _direct(other) as direct:
                rig = _Rig(server, one, direct)
                title = f"As fast as the service lets viewers ask, {_HIGHEST_FPS} frames a second"
                parts = [
                    await rig.compared(title, _QUICK_VIEWERS),
                    await rig.compared(f"Asked for {_USUAL_FPS} frames a second", _VIEWERS[-1:], _USUAL_FPS),
                ]
                for camera in (one, other):
                    camera.control({"latency_s": _CAMERA_LIKE_LATENCY_S})
                parts.append(await rig.compared("From a camera that gives about 30 frames a second", _VIEWERS))
                parts.append(await rig.beside_a_slow_one())
    return "\n\n".join(("## Live view", *parts))


@dataclass(frozen=True)
class _Rig:
    server: ServeProcess
    camera: VirtualCameraProcess
    direct: Callable[[float], Awaitable[float]]

    async def compared(self, title: str, viewers: Sequence[int], asked_fps: float = _HIGHEST_FPS) -> str:
        async def direct() -> Found:
            fps = await self.direct(asked_fps)
            return Found(fps, fps)

        blocks = {_DIRECT: direct} | {
            f"service, {count} viewer{'s' * (count > 1)}": lambda count=count: self._watched(count, asked_fps=asked_fps)
            for count in viewers
        }
        found = await _interleaved(blocks)
        base = found[_DIRECT].fps
        rows = [
            [
                name,
                *(f"{fps:.0f}" for fps in (each.fps, each.fewest)),
                f"{each.fps / base:.2f}",
                f"{each.reads:.3f}",
                *(f"{spent * 1e6:.0f}" if spent else "" for spent in (each.server_s, each.client_s)),
            ]
            for name, each in found.items()
        ]
        head = ("frames/s each", "the fewest", "ratio", "reads per frame delivered", "server, CPU µs each", "viewer")
        return f"{title}:\n\n" + table(("", *head), rows)

    async def beside_a_slow_one(self) -> str:
        alone, beside = "three viewers", "the three, beside the slow one"
        found = await _interleaved({alone: partial(self._watched, 3), beside: partial(self._watched, 3, slow=1)})
        rows = [cells for cells, _ in _beside(found, alone)]
        rate = f"{_SLOW_BYTES_A_SECOND // 1000} kB/s"
        head = f"Of that camera, with and without a fourth viewer that reads {rate}:"
        return f"{head}\n\n" + table(("", "frames/s each", "ratio"), rows)

    async def _watched(self, quick: int, slow: int = 0, asked_fps: float = _HIGHEST_FPS) -> Found:
        async with AsyncExitStack() as stack:
            for _ in range(slow):
                await stack.enter_async_context(_slow_viewer(self.server.url))
            found = await stack.enter_async_context(
                readers(self.server.url, quick, _watch_request(asked_fps), "frames", str(_SECONDS))
            )
            spent, read = cpu_s(self.server.process.pid), self._frames_read()
            viewed = await found()
            spent, read = cpu_s(self.server.process.pid) - spent, self._frames_read() - read
        frames, took_s = max(1, viewed["frames"]), viewed["took_s"]
        return Found(
            frames / quick / took_s, viewed["fewest"] / took_s, read / frames, spent / frames, viewed["cpu_s"] / frames
        )

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
    return Found(**{field.name: median(getattr(each, field.name) for each in found) for field in fields(Found)})


def _watch_request(asked_fps: float) -> str:
    return request(1, "start_preview", {"binary": True, "max_fps": asked_fps})


@asynccontextmanager
async def _slow_viewer(url: str) -> AsyncIterator[None]:
    """Watch on a connection of its own, slowly."""
    connector = aiohttp.TCPConnector(socket_factory=_small_socket)
    async with (
        aiohttp.ClientSession(headers=HEADERS, connector=connector) as http,
        http.ws_connect(f"{url}/rpc", max_msg_size=0) as socket,
    ):
        await socket.send_str(_watch_request(_HIGHEST_FPS))
        watching = asyncio.create_task(_watch(socket))
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def _watch(socket: aiohttp.ClientWebSocketResponse) -> None:
    async for message in socket:
        if message.type is aiohttp.WSMsgType.BINARY:
            await asyncio.sleep(len(message.data) / _SLOW_BYTES_A_SECOND)


def _small_socket(address: Any) -> socket.socket:  # noqa: ANN401 - aiohttp's AddrInfoType
    family, kind, protocol, _, _ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16384)
    return made


@asynccontextmanager
async def _direct(camera: VirtualCameraProcess) -> AsyncIterator[Callable[[float], Awaitable[float]]]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.direct_preview", camera.port_string),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    written, printed = process.stdin, process.stdout
    assert written
    assert printed

    async def frames_a_second(asked_fps: float) -> float:
        written.write(f"{_SECONDS} {asked_fps}\n".encode())
        return float(await printed.readline())

    yield frames_a_second
    written.close()
    await process.wait()


if __name__ == "__main__":
    print(asyncio.run(report()))
