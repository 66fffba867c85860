"""`python -m benchmarks.startup`: from starting `rpc-camera serve` to its first answers."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.shared import HEADERS, PostClient, Samples, serve_process, table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_LIMIT_S: Final = 180.0
_RUNS: Final = 5
_POLL_S: Final = 0.003
_IMPORTS: Final = "import aiohttp, jsonschema, jsonrpcserver"
_YARDSTICK: Final = f"python -c '{_IMPORTS}'"


async def report() -> str:
    """Measure for less than a minute and return what was found."""
    found: dict[str, list[float]] = {}
    async with asyncio.timeout(_LIMIT_S):
        await _run({})  # what is read from the disk has been read once
        for _ in range(_RUNS):
            await _run(found)
    yardstick_s = Samples(found[_YARDSTICK]).median_s
    rows = []
    for name, durations in found.items():
        one = Samples(durations)
        rows.append([name, *(f"{s:.3f}" for s in (one.median_s, min(durations), one.max_s))])
        rows[-1].append(f"{one.median_s / yardstick_s:.2f}")
    head = ["", "median", "min", "max", "times the imports"]
    return "\n\n".join(("## From start to the first answer", f"{_RUNS} runs each, in turn, s:", table(head, rows)))


async def _run(found: dict[str, list[float]]) -> None:
    def note(name: str, begun: float) -> None:
        found.setdefault(name, []).append(time.perf_counter() - begun)

    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _IMPORTS)
    await process.wait()
    note(_YARDSTICK, begun)
    async with _starting() as (client, begun):
        await _first_answer(client)
        note("no camera: get_server_info", begun)
    async with _starting("--virtual=1") as (client, begun):
        await _first_answer(client)
        note("--virtual 1: get_server_info", begun)
        await _ready_camera(client)
        note("--virtual 1: list_cameras has a ready camera", begun)
        await client.call("capture_image")
        note("--virtual 1: first picture", begun)


@asynccontextmanager
async def _starting(*arguments: str) -> AsyncIterator[tuple[PostClient, float]]:
    """Start the service; yield a client of the service to come, and when it was started."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as state:
        rig = serve_process(f"--port={port}", *arguments, state_dir=Path(state) / "state")
        begun = time.perf_counter()
        starting = asyncio.create_task(rig.__aenter__())
        try:
            async with aiohttp.ClientSession(headers=HEADERS) as http:
                yield PostClient(http, f"http://127.0.0.1:{port}"), begun
        finally:
            try:
                await starting
                await rig.stop()
            finally:
                await rig.__aexit__(None, None, None)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


async def _first_answer(client: PostClient) -> None:
    while True:
        try:
            await client.call("get_server_info")
        except aiohttp.ClientConnectionError:
            await asyncio.sleep(_POLL_S)
        else:
            return


async def _ready_camera(client: PostClient) -> None:
    while True:
        cameras = (await client.call("list_cameras"))["cameras"]
        if any(camera["state"] == "ready" for camera in cameras):
            return
        await asyncio.sleep(_POLL_S)


if __name__ == "__main__":
    print(asyncio.run(report()))
