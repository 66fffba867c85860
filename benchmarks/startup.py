"""`python -m benchmarks.startup`: from starting `rpc-camera serve` to its first answers."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.shared import HEADERS, SERVER_PYTHON, PostClient, Samples, serve_process, table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    Note = Callable[[dict[str, list[tuple[float, float]]], str], None]

_LIMIT_S: Final = 180.0
_RUNS: Final = 5
_POLL_S: Final = 0.003
_IMPORTS: Final = "import aiohttp, jsonschema, jsonrpcserver"
_YARDSTICK: Final = f"python -c '{_IMPORTS}'"
_TELL_CPU: Final = "; import time; print(time.process_time())"


async def report() -> str:
    """Measure for less than a minute and return what was found."""
    found: dict[str, list[tuple[float, float]]] = {}
    async with asyncio.timeout(_LIMIT_S):
        await _run({})  # what is read from the disk has been read once
        for _ in range(_RUNS):
            await _run(found)
    (wall_s, cpu_s), *_ = ((wall.median_s, cpu.median_s) for wall, cpu in map(_samples, found.values()))
    rows = []
    for name, both in found.items():
        wall, cpu = _samples(both)
        rows.append([name, *(f"{s:.3f}" for s in (wall.median_s, min(wall.seconds), wall.max_s))])
        rows[-1] += [f"{wall.median_s / wall_s:.2f}", f"{cpu.median_s:.3f}", f"{cpu.median_s / cpu_s:.2f}"]
    head = ["", "median", "min", "max", "times the imports", "CPU", "times that of the imports"]
    title = f"{_RUNS} runs each, in turn, s; CPU is that of the server alone, without its children:"
    return "\n\n".join(("## From start to the first answer", title, table(head, rows)))


def _samples(both: list[tuple[float, float]]) -> tuple[Samples, Samples]:
    """Return the samples of elapsed time and of processor time."""
    return Samples([wall for wall, _ in both]), Samples([cpu for _, cpu in both])


async def _run(found: dict[str, list[tuple[float, float]]]) -> None:
    begun = time.perf_counter()
    python = os.environ.get(SERVER_PYTHON) or sys.executable
    process = await asyncio.create_subprocess_exec(
        *(python, "-c", _IMPORTS + _TELL_CPU), stdout=asyncio.subprocess.PIPE, cwd=tempfile.gettempdir()
    )
    printed, _ = await process.communicate()
    found.setdefault(_YARDSTICK, []).append((time.perf_counter() - begun, float(printed)))
    async with _starting() as (client, note):
        await _first_answer(client)
        note(found, "no camera: get_server_info")
    async with _starting("--virtual=1") as (client, note):
        await _first_answer(client)
        note(found, "--virtual 1: get_server_info")
        await _ready_camera(client)
        note(found, "--virtual 1: list_cameras has a ready camera")
        await client.call("capture_image")
        note(found, "--virtual 1: first picture")


def _cpu_s(pid: int) -> float:
    """Return how long all threads of a process have run."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in threads) / 1e9


@asynccontextmanager
async def _starting(*arguments: str) -> AsyncIterator[tuple[PostClient, Note]]:
    """Start the service; yield a client of the service to come, and what notes the time since it was started."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as state:
        rig = serve_process(f"--port={port}", *arguments, state_dir=Path(state, "state"))
        begun = time.perf_counter()
        starting = asyncio.create_task(rig.__aenter__())
        try:
            async with aiohttp.ClientSession(headers=HEADERS) as http:

                def note(found: dict[str, list[tuple[float, float]]], name: str) -> None:
                    elapsed_s = time.perf_counter() - begun
                    found.setdefault(name, []).append((elapsed_s, _cpu_s(rig.process.pid)))

                yield PostClient(http, f"http://127.0.0.1:{port}"), note
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
