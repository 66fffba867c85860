"""`python -m benchmarks.download`: a file over HTTP against the same reading made directly, and its cost in memory."""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import aiohttp

from benchmarks.shared import HEADERS, Block, PostClient, Samples, interleaved, serve_process, table
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from tests.rigs.serve_process import ServeProcess

_COMPARED_MIB: Final = 40
_SIZES_MIB: Final = (10, 40, 160)
_ROUNDS: Final = 8
_LIMIT_S: Final = 180
_PATHS: Final = tuple(f"/store_00010001/DCIM/900MYPIX/BIG{number}.NEF" for number in range(4))
_DIRECT: Final = "file_read, made directly"


async def report() -> str:
    """Return both tables."""
    async with asyncio.timeout(_LIMIT_S):
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            return f"## Download over HTTP\n\n{await _speed(Path(folder))}\n\n{await _memory(Path(folder))}"


async def _speed(folder: Path) -> str:
    paths = itertools.cycle(_PATHS)  # the service keeps the last two files it has read
    with _camera(folder, _COMPARED_MIB) as one, _camera(folder, _COMPARED_MIB) as other:
        async with _service(folder, one) as (rig, http), _direct(other, _PATHS[0]) as direct:
            blocks: dict[str, Block] = {_DIRECT: direct, "service, HTTP": lambda: _get(http, rig.url, next(paths))}
            found = await interleaved(blocks, _ROUNDS)
    base = found[_DIRECT].median_s
    rows = [_speed_row(name, samples, base) for name, samples in found.items()]
    return f"{_COMPARED_MIB} MiB, {_ROUNDS} times each:\n\n" + table(("", "median s", "MiB/s", "throughput"), rows)


def _speed_row(name: str, samples: Samples, base_s: float) -> list[str]:
    median = samples.median_s
    return [name, f"{median:.3f}", f"{_COMPARED_MIB / median:.0f}", f"{base_s / median:.2f}"]


async def _memory(folder: Path) -> str:
    rows = []
    for size in _SIZES_MIB:
        with _camera(folder, size) as camera:
            async with _service(folder, camera) as (rig, http):
                before = _peaks_mib(rig)
                await _get(http, rig.url, _PATHS[0])
                after = _peaks_mib(rig)
        rows.append([f"{size} MiB", *(f"{b:.0f} → {a:.0f}" for b, a in zip(before, after, strict=True))])
    return "Peak resident memory in MiB, before and after one download:\n\n" + table(("", "server", "worker"), rows)


def _camera(folder: Path, size_mib: int) -> VirtualCameraProcess:
    pictures = folder / str(size_mib)
    pictures.mkdir(exist_ok=True)
    for path in _PATHS:
        with (pictures / Path(path).name).open("wb") as file:
            file.truncate(size_mib << 20)
    return VirtualCameraProcess("--serial", "1", "--pictures", str(pictures))


@asynccontextmanager
async def _service(
    folder: Path, camera: VirtualCameraProcess
) -> AsyncIterator[tuple[ServeProcess, aiohttp.ClientSession]]:
    async with (
        serve_process("--port=0", f"--camera={camera.port_string}", state_dir=folder / "state") as rig,
        aiohttp.ClientSession(headers=HEADERS, raise_for_status=True) as http,
    ):
        await PostClient(http, rig.url).call("get_config", name="iso")  # from then on there is a worker
        yield rig, http
        await rig.stop()


async def _get(http: aiohttp.ClientSession, url: str, path: str) -> Sequence[float]:
    begun = time.perf_counter()
    async with http.get(f"{url}/cameras/z-virtual-1/files{path}") as response:
        async for _ in response.content.iter_chunked(1 << 20):
            pass
    return [time.perf_counter() - begun]


@asynccontextmanager
async def _direct(camera: VirtualCameraProcess, path: str) -> AsyncIterator[Block]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.direct_read", camera.port_string, path),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )

    async def once() -> Sequence[float]:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"\n")
        return [float(await process.stdout.readline())]

    yield once
    assert process.stdin
    process.stdin.close()
    await process.wait()


def _peaks_mib(rig: ServeProcess) -> list[float]:
    """Return the peak resident memory of the server and of its worker so far."""
    server = rig.process.pid
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    return [_peak_mib(pid) for pid in (server, int(children[-1]))]  # after the process that it was forked from


def _peak_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    print(asyncio.run(report()))
