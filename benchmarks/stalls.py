"""`python -m benchmarks.stalls`: for how long one piece of work holds the event loop, and with it every client."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from benchmarks.shared import ms, table
from benchmarks.stalls_load import CLIENTS, LARGE
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

_LIMIT_S: Final = 300.0
_FILES: Final = 20_000
_ROUNDS: Final = 3
_LOOK_EVERY_S: Final = 0.002
_BOUND_S: Final = 0.25
_LOADS: Final = {
    "nothing": None,
    f"list_files of {_FILES} files": "walk",
    f"{CLIENTS} clients that connect and subscribe": "crowd",
    "download_image of 31 MiB": "download",
    "upload_file of 31 MiB": "upload",
}


class _LoopLag:
    """How late the loop came back, at most; the service runs in this one, its clients and the camera elsewhere."""

    longest_s = 0.0

    async def watch(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(_LOOK_EVERY_S)
            self.longest_s = max(self.longest_s, time.perf_counter() - begun - _LOOK_EVERY_S)

    async def during(self, url: str, what: str | None) -> float:
        """Return the longest stall while a load is put on the service."""
        self.longest_s = 0.0
        if what is None:
            await asyncio.sleep(1)
            return self.longest_s
        command = (sys.executable, "-m", "benchmarks.stalls_load", url, what)
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
        if await process.wait():
            raise RuntimeError(f"the load {what!r} failed")
        return self.longest_s


async def report() -> str:
    """Measure for some two minutes, most of which the driver takes to list the card, and return what was found."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        pictures, state = Path(folder, "pictures"), Path(folder, "state")
        for made in (pictures, state):
            made.mkdir()
        for number in range(_FILES):
            (pictures / f"P{number:07}.JPG").touch()
        (pictures / Path(LARGE).name).write_bytes(os.urandom(31 << 20))
        with VirtualCameraProcess("--serial", "1", "--pictures", str(pictures)) as camera:
            async with asyncio.timeout(_LIMIT_S), running_service(state, [camera.port_string]) as service:
                stalls = await _measure(service.url)
    rows = [[name, *(ms(stall) for stall in found), _verdict(max(found))] for name, found in stalls.items()]
    said = f"The longest time that the event loop was held up, ms; the bound is {ms(_BOUND_S)}:"
    head = ["", *(f"round {number + 1}" for number in range(_ROUNDS)), ""]
    return "\n\n".join(("## Stalls", said, table(head, rows)))


async def _measure(url: str) -> dict[str, list[float]]:
    lag = _LoopLag()
    watching = asyncio.create_task(lag.watch())
    stalls: dict[str, list[float]] = {name: [] for name in _LOADS}
    for _ in range(_ROUNDS):
        for name, what in _LOADS.items():
            stalls[name].append(await lag.during(url, what))
    watching.cancel()
    with suppress(asyncio.CancelledError):
        await watching
    return stalls


def _verdict(longest_s: float) -> str:
    return "within" if longest_s <= _BOUND_S else "BEYOND"


if __name__ == "__main__":
    print(asyncio.run(report()))
