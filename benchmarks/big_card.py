"""`python -m benchmarks.big_card [NUMBER…]`: the first calls after the start with a full card, beside the driver alone.

The numbers choose among the cards of the table, from 0 on; all of them unless given.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.shared import WebSocketClient, serve_process, table, web_socket
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

_LIMIT_S: Final = 400.0
_POLL_S: Final = 0.003
_SETTLE_S: Final = 6.0  # then what the look at the card has found is on the disk
_WATCHED_S: Final = 2.0


@dataclass(frozen=True)
class _Card:
    """So many files of a make's bodies, in folders of at most so many; the newest has room for more."""

    make: str
    files: int
    first_frame: int
    files_per_folder: int

    @property
    def name(self) -> str:
        """What the rows call it."""
        return f"{self.make}, {self.files:,} files, {self.files_per_folder:,} a folder"


_CARDS: Final = (
    _Card("nikon", 10_000, 5000, 1001),
    _Card("canon", 9_990, 1, 9_999),
    _Card("nikon", 9_990, 1, 9_999),  # which no Nikon fills so: the driver's worst case
)


async def report(numbers: Sequence[int] = range(len(_CARDS))) -> str:
    """Measure for less than a minute each, and return what was found."""
    rows: list[list[str]] = []
    async with asyncio.timeout(_LIMIT_S):
        for card in (_CARDS[number] for number in numbers):
            with VirtualCameraProcess("--make", card.make, "--serial", "1") as camera:
                camera.control(
                    {"fill": card.files, "from_frame": card.first_frame, "per_folder": card.files_per_folder}
                )
                rows += await _rows(card, camera.port_string)
    head = ["", "driver alone", "service", "ratio"]
    return "\n\n".join(("## A card of 10,000 files", 'From "ready" to the answer, s:', table(head, rows)))


async def _rows(card: _Card, port: str) -> list[list[str]]:
    direct = {what: await _by_the_driver(port, what) for what in ("get_config", "capture", "list")}
    found: list[tuple[str, str, float]] = []
    async with _ready(port) as client:
        begun = time.perf_counter()
        await client.call("get_config", name="iso")
        found.append(("first get_config", "get_config", time.perf_counter() - begun))
        found.append(("longest get_config of the first 2 s", "get_config", await _longest_wait(client)))
    with tempfile.TemporaryDirectory(prefix="benchmark-") as state:
        for which in ("first capture", "first capture on a card that is known"):
            async with _ready(port, state=Path(state)) as client:
                begun = time.perf_counter()
                await client.call("capture_image", timeout_s=60)
                found.append((which, "capture", time.perf_counter() - begun))
                await asyncio.sleep(_SETTLE_S)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as pictures:
        async with _ready(port, f"--save-dir={pictures}") as client:
            begun = time.perf_counter()
            await client.call("start_tethering")
            found.append(("tethering begun", "list", time.perf_counter() - begun))
    return [
        [f"{card.name}: {row}", f"{direct[what]:.3f}", f"{took:.3f}", f"{took / direct[what]:.2f}"]
        for row, what, took in found
    ]


async def _by_the_driver(port: str, what: str) -> float:
    command = (sys.executable, "-W", "ignore::DeprecationWarning", "-m", "benchmarks.direct_card", port, what)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    output, _ = await process.communicate()
    return float(output)


@asynccontextmanager
async def _ready(port: str, *arguments: str, state: Path | None = None) -> AsyncIterator[WebSocketClient]:
    """Start the service, and yield a client as soon as the camera is ready."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as new:
        rig = serve_process("--port=0", f"--camera={port}", *arguments, state_dir=(state or Path(new)) / "state")
        async with rig, web_socket(rig.url) as client:
            while not await _is_ready(client):  # noqa: ASYNC110 - as a client that polls
                await asyncio.sleep(_POLL_S)
            yield client
            await rig.stop()


async def _is_ready(client: WebSocketClient) -> bool:
    return any(camera["state"] == "ready" for camera in (await client.call("list_cameras"))["cameras"])


async def _longest_wait(client: WebSocketClient) -> float:
    """Read a setting again and again, from the moment on, and return how long it took at most."""
    longest, until = 0.0, time.perf_counter() + _WATCHED_S
    while (begun := time.perf_counter()) < until:
        await client.call("get_config", name="iso")
        longest = max(longest, time.perf_counter() - begun)
        await asyncio.sleep(_POLL_S)
    return longest


if __name__ == "__main__":
    print(asyncio.run(report([int(number) for number in sys.argv[1:]] or range(len(_CARDS)))))
