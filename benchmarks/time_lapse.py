"""`python -m benchmarks.time_lapse [FRAMES]`: that a long time-lapse with kills in it loses no picture.

A virtual camera is fired as fast as it goes, with tethering and `delete_after`. In the first half of the frames the
service is killed, its worker is killed, the cable is pulled and the camera is switched off, in turn; in the second half
nothing happens, and the memory is looked at.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera_client import Session
from tests.rigs.ports import hold_port
from tests.rigs.serve_process import ServeProcess
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera_client.types import Sequence as Series

_FRAMES: Final = 3000
_KILLS: Final = 24
_SAMPLES: Final = 8
_TOKEN: Final = "a token for the time-lapse"
_POLL_S: Final = 0.1
_AWAY_S: Final = 2.0
_LAST_S: Final = 1800.0


class TimeLapse:
    """The service and its camera."""

    def __init__(self, camera: VirtualCameraProcess, folder: Path, port: int) -> None:
        self.camera, self.folder, self.port = camera, folder, port
        self.saved = folder / "saved"
        self.workers_killed = 0
        self._running = AsyncExitStack()

    async def start(self) -> None:
        """Start the service, and connect to it."""
        self.process = await self._running.enter_async_context(
            ServeProcess(
                *(f"--camera={self.camera.port_string}", f"--port={self.port}", f"--save-dir={self.saved}"),
                *("--virtual=0", "--delete-after-save", "--save-name=%Y-%m-%d/{counter:06}-{original}"),
                state_dir=self.folder / "state",
                API_TOKEN=_TOKEN,
            )
        )
        connecting = Session.connect(f"ws://localhost:{self.port}/rpc", token=_TOKEN)
        self.session = await self._running.enter_async_context(await connecting)

    async def end(self) -> None:
        """End the session, and the service if it runs."""
        await self._running.aclose()

    async def kill_service(self) -> None:
        """Kill the service, and start it again."""
        os.kill(self.process.pid, signal.SIGKILL)
        await self.process.ended()
        await self.end()
        await self.start()

    async def kill_worker(self) -> None:
        """Kill the process that drives the camera."""
        for worker in self.workers():
            os.kill(worker, signal.SIGKILL)
            self.workers_killed += 1

    async def pull_cable(self) -> None:
        """Break the connection to the camera."""
        self.camera.control({"drop": True})

    async def switch_off(self) -> None:
        """Have the camera away for a while."""
        self.camera.control({"offline": True})
        await asyncio.sleep(_AWAY_S)
        self.camera.control({"offline": False})

    def workers(self) -> Sequence[int]:
        """Return the camera's process in the service, which is called after the port; none between two."""
        return [pid for pid in children(self.process.pid) if name_of(pid).endswith(f":{self.camera.port}")]

    async def series(self) -> Series:
        """Return how far it is."""
        return (await self.session.list_sequences())["sequences"][-1]

    async def reach(self, frames: int) -> None:
        """Wait until so many frames are over."""
        while True:
            series = await self.series()
            if series["frames_taken"] + series["frames_failed"] >= frames or "ended_at" in series:
                return
            await asyncio.sleep(_POLL_S)

    def memory(self) -> str:
        """Return the resident memory of service and workers, in MiB."""
        return " + ".join(f"{resident(pid):.1f}" for pid in (self.process.pid, *self.workers()))

    async def all_is_saved(self) -> None:
        """Wait until nothing waits to be saved, or to be deleted."""
        async with asyncio.timeout(_LAST_S):
            while (await self.session.get_tethering())["pending"]:  # noqa: ASYNC110
                await asyncio.sleep(_POLL_S)


def children(pid: int) -> Sequence[int]:
    """Return the children of all of a process's threads."""
    return [int(each) for file in Path(f"/proc/{pid}/task").glob("*/children") for each in file.read_text().split()]


def name_of(pid: int) -> str:
    """Return what a process is called."""
    return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip()


def resident(pid: int) -> float:
    """Return a process's resident memory, in MiB."""
    [line] = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def digests(folder: Path) -> Counter[str]:
    """Return how often each content is below the folder."""
    files = (
        file for file in folder.rglob("*") if file.is_file() and not file.relative_to(folder).parts[0].startswith(".")
    )
    return Counter(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)


def size_of(files: Sequence[Path]) -> int:
    """Return how many bytes they have."""
    return sum(file.stat().st_size for file in files)


async def run(frames: int, folder: Path) -> Sequence[str]:
    """Return the figures."""
    with hold_port(0) as held, VirtualCameraProcess("--serial", "0000001") as camera:
        lapse = TimeLapse(camera, folder, held.getsockname()[1])
        await lapse.start()
        try:
            return await watched(lapse, frames)
        finally:
            await lapse.end()


async def watched(lapse: TimeLapse, frames: int) -> Sequence[str]:
    """Return the figures of a series of so many frames."""
    began = time.monotonic()
    before = lapse.camera.files()
    await lapse.session.start_sequence(frames=frames, resume=True)
    faults = (lapse.kill_service, lapse.kill_worker, lapse.pull_cable, lapse.switch_off)
    for number in range(_KILLS):
        await lapse.reach((number + 1) * frames // 2 // _KILLS)
        await faults[number % len(faults)]()
        print(f"{time.monotonic() - began:.0f} s: {faults[number % len(faults)].__name__}", file=sys.stderr)
    memory = []
    for number in range(_SAMPLES + 1):
        await lapse.reach(frames // 2 + (number + 1) * (frames // 2) // (_SAMPLES + 1))
        memory.append(lapse.memory())
    while "ended_at" not in (series := await lapse.series()):  # noqa: ASYNC110
        await asyncio.sleep(_POLL_S)
    await lapse.all_is_saved()
    took = time.monotonic() - began

    await lapse.process.stop()  # which has the ledgers in one file each
    status = lapse.camera.control({"status": True})
    made = Counter(file["sha256"] for file in status["contents"])
    kept = await asyncio.to_thread(digests, lapse.saved)
    state = lapse.folder / "state"
    ledgers = list(state.rglob("*.sqlite*"))
    sequence_files = list((state / ".sequences").iterdir())
    if not lapse.workers_killed:
        raise RuntimeError("no worker was found to be killed")
    return [
        f"{frames} frames in {took:.0f} s, {_KILLS} faults in the first half; {series['state']}",
        f"workers killed: {lapse.workers_killed}",
        f"frames taken {series['frames_taken']}, failed {series['frames_failed']}, missed {series['slots_missed']}",
        f"the camera made {made.total()} files ({len(made)} contents); saved {kept.total()} ({len(kept)} contents)",
        f"lost: {(made - kept).total()}; saved twice: {(kept - made).total()}",
        f"left on the card: {status['files'] - before}",
        f"memory of service + worker, in MiB, over the second half: {'; '.join(memory)}",
        "ledgers, in bytes: " + ", ".join(f"{file.relative_to(state)} {file.stat().st_size}" for file in ledgers),
        f"for 10,000 pictures: {size_of(ledgers) * 10_000 // kept.total()}",
        f"sequence files: {size_of(sequence_files)} bytes",
    ]


def main() -> None:
    """Print the figures."""
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else _FRAMES
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "state").mkdir()
        print("\n".join(asyncio.run(run(frames, Path(folder)))))


if __name__ == "__main__":
    main()
