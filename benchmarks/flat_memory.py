"""`python -m benchmarks.flat_memory [OPTION…]`: what a long time-lapse takes ever more of.

Virtual cameras are fired at an interval that saving can follow, with tethering, `--delete-after-save` and `--metrics`;
a client is sent all events, and `/metrics` is scraped. Every 100 frames it is noted what memory and open files there
are, and what lies in the state directory and in the log; in the end a line is fitted through the second half.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

import aiohttp

from benchmarks.memory import Memory
from benchmarks.shared import HEADERS, TOKEN, serve_process, table
from benchmarks.time_lapse import children, name_of
from rpc_camera_client import Session
from rpc_camera_client.types import EventName
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Sequence

    from tests.rigs.serve_process import ServeProcess

_EVERY: Final = 100
_POLL_S: Final = 0.5
_SCRAPE_S: Final = 1.0
_SMALL: Final = {"imagesize": "2000x1500", "imagequality": "JPEG Basic", "shutterspeed2": "1/1000"}


@dataclass(frozen=True)
class Sample:
    """What there is after so many frames of all cameras; memory in MiB, and of the workers their mean."""

    frames: int
    server_rss: float
    server_pss: float
    worker_rss: float
    worker_pss: float
    server_threads: int
    server_files: int
    worker_files: float
    pending: int
    ledgers_bytes: int
    other_state_bytes: int
    log_bytes: int


@dataclass(frozen=True)
class Rig:
    """The service, its cameras, its state directory, and a client."""

    serving: ServeProcess
    cameras: Sequence[VirtualCameraProcess]
    state: Path
    session: Session

    async def sample(self, frames: int) -> Sample:
        """Return what there is now."""
        server, ports = self.serving.pid, tuple(f":{camera.port}" for camera in self.cameras)
        workers = [pid for pid in children(server) if name_of(pid).endswith(ports)]
        of_server, of_workers = Memory.of(server), [Memory.of(pid) for pid in workers]
        files = {file: file.stat().st_size for file in self.state.rglob("*") if file.is_file()}
        ledgers = sum(size for file, size in files.items() if ".sqlite" in file.name)
        return Sample(
            *(frames, of_server.rss, of_server.pss),
            *(statistics.mean(each.rss for each in of_workers), statistics.mean(each.pss for each in of_workers)),
            *(count(server, "task"), count(server, "fd")),
            statistics.mean(count(pid, "fd") for pid in workers),
            sum(each["pending"] for each in (await self.session.list_tethering())["tetherings"]),
            *(ledgers, sum(files.values()) - ledgers, len(self.serving.log)),
        )


def count(pid: int, what: str) -> int:
    """Return how many file descriptors ("fd") or threads ("task") a process has."""
    return len(list(Path(f"/proc/{pid}/{what}").iterdir()))


async def scrape(url: str) -> None:
    """Ask for `/metrics` again and again, as Prometheus does."""
    async with aiohttp.ClientSession(headers=HEADERS, raise_for_status=True) as http:
        while True:
            async with http.get(f"{url}/metrics") as answer:
                await answer.read()
            await asyncio.sleep(_SCRAPE_S)


async def look_on(url: str) -> None:
    """Be sent all that the cameras do."""
    async with await Session.connect(url, token=TOKEN) as session:
        await session.subscribe(list(get_args(EventName)))
        async for _ in session.events():
            pass


@asynccontextmanager
async def beside(*work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Have work without an end go on meanwhile; raise what it raised."""
    tasks = [asyncio.create_task(each) for each in work]
    yield
    for task in tasks:
        if task.done():
            task.result()
        task.cancel()


async def run(frames: int, cameras: int, interval_s: float, folder: Path) -> Sequence[Sample]:
    """Return the samples of series of so many frames together."""
    async with AsyncExitStack() as stack:
        bodies = [stack.enter_context(VirtualCameraProcess("--serial", f"{number + 1}")) for number in range(cameras)]
        saving = (f"--save-dir={folder / 'saved'}", "--delete-after-save", "--save-name={camera}/%Y/{counter:06}.{ext}")
        ports = [f"--camera={body.port_string}" for body in bodies]
        serving = await stack.enter_async_context(
            serve_process("--port=0", "--metrics", *saving, *ports, state_dir=folder / "state")
        )
        url = f"{serving.url.replace('http', 'ws', 1)}/rpc"
        session = await stack.enter_async_context(await Session.connect(url, token=TOKEN))
        while any(each["state"] != "ready" for each in (await session.list_cameras())["cameras"]):  # noqa: ASYNC110
            await asyncio.sleep(_POLL_S)
        for body in bodies:
            for name, value in _SMALL.items():
                await session.set_config(name=name, value=value, camera=body.id)
        await stack.enter_async_context(beside(scrape(serving.url), look_on(url)))
        for body in bodies:
            await session.start_sequence(interval_s=interval_s, resume=True, camera=body.id)
        return await samples(Rig(serving, bodies, folder / "state", session), frames)


async def samples(rig: Rig, frames: int) -> Sequence[Sample]:
    """Return a sample for every so many frames."""
    found: list[Sample] = []
    begun = time.monotonic()
    print("s", *(field.name for field in fields(Sample)), "failed", "missed", sep="\t", file=sys.stderr)
    while not found or found[-1].frames < frames:
        await asyncio.sleep(_POLL_S)
        series = (await rig.session.list_sequences())["sequences"]
        taken = sum(each["frames_taken"] for each in series)
        if taken // _EVERY > (found[-1].frames // _EVERY if found else 0):
            found.append(await rig.sample(taken))
            values = (f"{value:.2f}" if isinstance(value, float) else value for value in astuple(found[-1]))
            troubles = (sum(each["frames_failed"] for each in series), sum(each["slots_missed"] for each in series))
            print(f"{time.monotonic() - begun:.0f}", *values, *troubles, sep="\t", file=sys.stderr)
    return found


def report(found: Sequence[Sample]) -> str:
    """Return a row for each figure: at the start, in the middle, at the end, and how it grows in the second half."""
    half = found[len(found) // 2 :]
    frames = [sample.frames for sample in half]
    rows = []
    for field in fields(Sample)[1:]:
        shown = [getattr(sample, field.name) for sample in (found[0], half[0], half[-1])]
        slope = statistics.linear_regression(frames, [getattr(sample, field.name) for sample in half]).slope
        rows.append([field.name, *(f"{value:.8g}" for value in shown), f"{1000 * slope:.3g}"])
    head = [
        "",
        *(f"after {sample.frames}" for sample in (found[0], half[0], half[-1])),
        "rise in 1,000",
    ]
    return table(head, rows)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flat_memory", description=__doc__)
    parser.add_argument("--frames", type=int, default=6000, help="of all cameras together")
    parser.add_argument("--cameras", type=int, default=3)
    parser.add_argument("--interval", type=float, default=0.75, help="seconds from frame to frame of one camera")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(report(asyncio.run(run(given.frames, given.cameras, given.interval, Path(folder)))))


if __name__ == "__main__":
    main()
