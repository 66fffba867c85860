"""`python -m benchmarks.download`: a file over HTTP against the same reading made directly: speed, CPU and memory."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
import tempfile
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import aiohttp

from benchmarks.shared import HEADERS, PostClient, Samples, interleaved, serve_process, table
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
    from contextlib import AbstractAsyncContextManager

    from tests.rigs.serve_process import ServeProcess

_COMPARED_MIB: Final = 160
_ROUNDS: Final = 7  # a GiB and some
_PACED_BYTES_PER_S: Final = 100e6
_SIZES_MIB: Final = (10, 40, 160)
_LIMIT_S: Final = 180
_FOLDER: Final = "/store_00010001/DCIM/900MYPIX"
PATHS: Final = tuple(f"{_FOLDER}/BIG{number}.NEF" for number in range(4))
_DIRECT: Final = "file_read, made directly"
_SERVICE: Final = "service, HTTP"
_SETTLE_S: Final = 0.05


async def report() -> str:
    """Return all tables."""
    async with asyncio.timeout(_LIMIT_S):
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            root = Path(folder)
            fast, paced = await _speed(root, 0), await _speed(root, _PACED_BYTES_PER_S)
            memory = await _memory(root)
    return "\n\n".join(
        (
            "## Download over HTTP",
            f"{_COMPARED_MIB} MiB, {_ROUNDS} times each, from a camera that gives all it can:",
            fast,
            f"From one that gives {_PACED_BYTES_PER_S / 1e6:.0f} MB/s:",
            paced,
            "Peak resident memory in MiB, before and after one download:",
            memory,
        )
    )


@dataclass
class _Reader:
    """Something that reads a file, and the processes whose time is counted: not the camera's, nor the client's."""

    read: Callable[[], Awaitable[float]]
    processes: Callable[[], Iterable[int]]
    cpu_s: float = 0.0

    async def once(self) -> Sequence[float]:
        before = self._spent_s()
        seconds = await self.read()
        await asyncio.sleep(_SETTLE_S)  # what is done behind the last byte counts too
        self.cpu_s += self._spent_s() - before
        return [seconds]

    def _spent_s(self) -> float:
        return sum(map(cpu_s, self.processes()))


async def _speed(folder: Path, bytes_per_s: float) -> str:
    paths = itertools.cycle(PATHS)  # the service keeps the last two files it has read
    async with AsyncExitStack() as stack:
        one, other = (stack.enter_context(camera_with(folder, _COMPARED_MIB)) for _ in range(2))
        rig = await stack.enter_async_context(service_of(folder, one))
        direct = await stack.enter_async_context(asked("benchmarks.direct_read", other.port_string, PATHS[0]))
        client = await stack.enter_async_context(_client(rig))
        for camera in (one, other):
            camera.control({"bytes_per_s": bytes_per_s})
        readers = {
            _DIRECT: _Reader(lambda: direct.ask(""), lambda: [direct.pid]),
            _SERVICE: _Reader(lambda: client.ask(f"/cameras/z-virtual-1/files{next(paths)}"), lambda: _processes(rig)),
        }
        found = await interleaved({name: reader.once for name, reader in readers.items()}, _ROUNDS)
    base_s, base_cpu_s = found[_DIRECT].median_s, readers[_DIRECT].cpu_s
    rows = [
        [*_speed_row(name, found[name], base_s), *_cpu_row(reader.cpu_s, base_cpu_s)]
        for name, reader in readers.items()
    ]
    return table(("", "median s", "MiB/s", "throughput", "CPU s/GiB", "times direct"), rows)


def _speed_row(name: str, samples: Samples, base_s: float) -> list[str]:
    median = samples.median_s
    return [name, f"{median:.3f}", f"{_COMPARED_MIB / median:.0f}", f"{base_s / median:.2f}"]


def _cpu_row(cpu_s: float, base_s: float) -> list[str]:
    return [f"{cpu_s * 1024 / (_COMPARED_MIB * _ROUNDS):.3f}", f"{cpu_s / base_s:.2f}"]


async def _memory(folder: Path) -> str:
    rows = []
    for size in _SIZES_MIB:
        with camera_with(folder, size) as camera:
            async with (
                service_of(folder, camera) as rig,
                asked("benchmarks.raw_get", str(urlsplit(rig.url).port)) as get,
            ):
                before = _peaks_mib(rig)
                await get.ask(f"/cameras/z-virtual-1/files{PATHS[0]}")
                after = _peaks_mib(rig)
        rows.append([f"{size} MiB", *(f"{b:.0f} → {a:.0f}" for b, a in zip(before, after, strict=True))])
    return table(("", "server", "worker"), rows)


def camera_with(folder: Path, size_mib: int) -> VirtualCameraProcess:
    """Return a camera that has files of that size at PATHS."""
    pictures = folder / str(size_mib)
    pictures.mkdir(exist_ok=True)
    for path in PATHS:
        with (pictures / Path(path).name).open("wb") as file:
            file.truncate(size_mib << 20)
    return VirtualCameraProcess("--serial", "1", "--pictures", str(pictures))


@asynccontextmanager
async def service_of(folder: Path, camera: VirtualCameraProcess) -> AsyncIterator[ServeProcess]:
    """Run the service of that camera, once its worker is there."""
    async with (
        serve_process("--port=0", f"--camera={camera.port_string}", state_dir=folder / "state") as rig,
        aiohttp.ClientSession(headers=HEADERS, raise_for_status=True) as http,
    ):
        await PostClient(http, rig.url).call("get_config", name="iso")  # from then on there is a worker
        yield rig
        await rig.stop()


@dataclass
class Asked:
    """A process that answers each line with a number of seconds."""

    process: asyncio.subprocess.Process

    @property
    def pid(self) -> int:
        """The process's id."""
        return self.process.pid

    async def ask(self, line: str) -> float:
        """Send a line, and return the answer."""
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n".encode())
        return await self.answer()

    async def answer(self) -> float:
        """Return the next number that comes."""
        assert self.process.stdout
        return float(await self.process.stdout.readline())


@asynccontextmanager
async def asked(module: str, *arguments: str) -> AsyncIterator[Asked]:
    """Run a benchmark's module until it is asked no more."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    yield Asked(process)
    assert process.stdin
    process.stdin.close()
    await process.wait()


def _client(rig: ServeProcess) -> AbstractAsyncContextManager[Asked]:
    return asked("benchmarks.raw_get", str(urlsplit(rig.url).port))


def _processes(rig: ServeProcess) -> list[int]:
    """Return the server's process and its children's, the last of which is the worker."""
    server = rig.process.pid
    children = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    return [server, *map(int, children)]


def cpu_s(pid: int) -> float:
    """Return the CPU time of a process, all its threads and the system's part included."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peaks_mib(rig: ServeProcess) -> list[float]:
    """Return the peak resident memory of the server and of its worker so far."""
    processes = _processes(rig)
    return [peak_mib(pid) for pid in (processes[0], processes[-1])]


def peak_mib(pid: int) -> float:
    """Return the peak resident memory of a process so far."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) / 1024


if __name__ == "__main__":
    print(asyncio.run(report()))
