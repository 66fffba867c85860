"""`python -m benchmarks.capture_to_hand [--make canon]`: from the order of a picture to its JPEG in the client's hand.

Beside the service are the ways without it, on a body of their own each: python-gphoto2, and Debian's command `gphoto2`,
which has to be installed.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.capture_client import capture_client
from benchmarks.capture_phases import PHASES, begin, way
from benchmarks.gphoto2_command import Anew, shell, take_picture_from
from benchmarks.makes import driver_alone
from benchmarks.shared import ms, service, table
from rpc_camera.camera.line.config_home import new_config_home
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from benchmarks.capture_phases import Way

_MAKES: Final = ("nikon", "canon", "canon-dslr", "sony", "sony3", "fuji")
_ROUNDS: Final = 15
_LIMIT_S: Final = 180
_DEVELOP_S: Final = 0.3  # a real body needs no time of this computer's, and so the same on each side
_SHELL: Final = "gphoto2 --shell"
_ANEW: Final = "gphoto2, begun anew"


async def report(makes: Sequence[str]) -> str:
    """Return two tables for each make."""
    parts = ["## Capture to hand"]
    for make in makes:
        async with asyncio.timeout(_LIMIT_S):
            parts.append(await _report_of(make))
    return "\n\n".join(parts)


@dataclass
class _Side:
    """One way to take a picture: `capture` ends when it is in hand, and `idle` when another can be taken.

    What is in hand is what `capture` returns, or `stored` where it is a file; a driver alone only has it.
    """

    camera: VirtualCameraProcess
    capture: Callable[[], Awaitable[object]]
    idle: Callable[[], Awaitable[None]] | None = None
    stored: Callable[[], bytes] | None = None
    ways: list[Way] = field(default_factory=list)

    async def take(self) -> None:
        """Take one picture, and keep the way that it came."""
        begin(self.camera)
        begun = time.monotonic()
        picture = await self.capture()
        ended = time.monotonic()
        self.ways.append(way(self.camera, begun, ended))
        if self.stored:
            picture = self.stored()
        if isinstance(picture, bytes):
            assert picture.startswith(b"\xff\xd8")
            assert picture.endswith(b"\xff\xd9")

    async def wait(self) -> None:
        """Wait until another can be taken."""
        if self.idle:
            await self.idle()


async def _report_of(make: str) -> str:
    async with AsyncExitStack() as stack:
        sides = await _sides(make, stack)
        order, dice = list(sides), random.Random(1)
        for number in range(_ROUNDS + 1):
            await _round(sides, order)
            dice.shuffle(order)  # what comes after the commands' wait has a computer that has slept
            if not number:  # the first picture of each
                for side in sides.values():
                    side.ways.clear()
    rows = [_row(name, side.ways, sides[_SHELL].ways) for name, side in sides.items()]
    head = ("", "median ms", "min", "max", f"beside {_SHELL}", "without the camera's own", "beside it", "operations")
    phases = [[name, *(_phase(side.ways, number) for side in sides.values())] for number, name in enumerate(PHASES)]
    return (
        f"### {make}\n\n{_ROUNDS} pictures each, in turn:\n\n{table(head, rows)}\n\n"
        f"Where the time goes, medians in ms:\n\n{table(('', *sides), phases)}"
    )


def _row(name: str, ways: Sequence[Way], kept: Sequence[Way]) -> list[str]:
    whole, added_s = [way.whole_s for way in ways], median(way.added_s for way in ways)
    ratio = median(whole) / median(way.whole_s for way in kept)
    added_ratio = added_s / median(way.added_s for way in kept)
    operations = median(way.operations for way in ways)
    times = map(ms, (median(whole), min(whole), max(whole)))
    return [name, *times, f"{ratio:.2f}", ms(added_s), f"{added_ratio:.2f}", f"{operations:.0f}"]


def _phase(ways: Sequence[Way], number: int) -> str:
    return ms(median(way.phases_s[number] for way in ways))


async def _round(sides: dict[str, _Side], order: Sequence[str]) -> None:
    """Take a picture on each side; of the commands, which then wait 3 s for further files, the one after the other."""
    for name in order:
        if name == _ANEW:
            continue
        await sides[name].take()
        if name == _SHELL:
            await sides[_ANEW].take()
            await sides[_ANEW].wait()
        await sides[name].wait()


async def _sides(make: str, stack: AsyncExitStack) -> dict[str, _Side]:
    cameras = [stack.enter_context(VirtualCameraProcess("--make", make, "--serial", str(n))) for n in range(1, 6)]
    for camera in cameras:
        camera.control({"develop_s": _DEVELOP_S})
    ours, sooners, drivers, kept, begun = cameras
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-"))
    homes = Path(folder, "kept"), Path(folder, "anew")
    url = await stack.enter_async_context(service(f"--camera={ours.port_string}", f"--camera={sooners.port_string}"))
    client = await stack.enter_async_context(capture_client(url, ours.id, ours.port_string))
    sooner = await stack.enter_async_context(capture_client(url, sooners.id, sooners.port_string))
    await sooner.subscribe()
    home = str(new_config_home(folder))
    driver = await stack.enter_async_context(driver_alone(drivers.port_string, XDG_CONFIG_HOME=home))
    terminal = await stack.enter_async_context(shell(kept.port_string, homes[0]))
    anew = Anew(begun.port_string, homes[1])
    return {
        "service": _Side(ours, client.capture),
        "service, GET at file_added": _Side(sooners, sooner.capture_sooner, sooner.settle),
        "python-gphoto2": _Side(drivers, lambda: driver("capture")),
        _SHELL: _Side(kept, terminal.capture, terminal.idle, lambda: take_picture_from(homes[0])),
        _ANEW: _Side(begun, anew.capture, anew.idle, lambda: take_picture_from(homes[1])),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--make", choices=_MAKES, help="of one make only, which takes a minute and a half")
    make = parser.parse_args().make
    print(asyncio.run(report((make,) if make else _MAKES)))
