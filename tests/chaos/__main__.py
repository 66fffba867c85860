"""Kills, pulls and refuses at random while pictures are shot, and counts what became of them. For hand use:

    python -m tests.chaos --workers 300 --servers 120

Virtual cameras of all makes, the real service as a process of its own, tethering. In the end each file that a camera
has made has to be in its folder of the save directory, once, with its own name and bytes. Of some cameras what is saved
is deleted. A picture that left a body's memory for a worker which was killed at once is nowhere: those are counted.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from rpc_camera.virtual.makes import Make
from tests.chaos.chaos import Chaos
from tests.chaos.subject import Subject
from tests.rigs.virtual_camera import VirtualCameraProcess


def _subjects(stack: ExitStack, arguments: argparse.Namespace, chance: random.Random) -> list[Subject]:
    """Start the cameras: of every second RAW and JPEG are wanted; a Fujifilm's memory would soon be full."""
    found = []
    for number, make in enumerate(arguments.make or Make):
        serial = f"C{number:06}"
        options = ["--make", make, "--serial", serial] + ["--raw-plus-jpeg"] * (number % 2)
        camera = stack.enter_context(VirtualCameraProcess(*options))
        delete = arguments.delete or make == "fuji"
        found.append(Subject(make, serial, delete, camera, chance))
    return found


async def _main(arguments: argparse.Namespace) -> int:
    began_at, chance = time.monotonic(), random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        subjects = _subjects(stack, arguments, chance)
        chaos = Chaos(subjects, Path(folder), chance)
        log = Path(folder) / "log"
        try:
            await chaos.run(arguments.workers, arguments.servers, arguments.cards)
            await chaos.end(signal.SIGTERM)
            wrong = chaos.verdict()
        except BaseException:
            shutil.copyfile(log, arguments.log)
            print(log.read_text()[-8000:])
            raise
        for subject in subjects:
            counts = ", ".join(f"{count} {what}" for what, count in sorted(subject.counts.items()))
            print(f"{subject.id} ({subject.make}{', deleted' * subject.delete}): {counts}")
        print(f"{chaos.counts['servers killed']} servers killed, {(time.monotonic() - began_at) / 60:.1f} minutes")
        print("\n".join(wrong) or "Nothing is lost, nothing is there twice, nothing is mixed up.")
        if wrong:
            shutil.copyfile(log, arguments.log)
        return bool(wrong)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=(__doc__ or "").partition("\n")[0])
    makes = [make.value for make in Make]
    parser.add_argument("--make", action="append", choices=makes, help="a camera of this make (default: all)")
    parser.add_argument("--workers", type=int, default=30, help="how many workers to kill (default: 30)")
    parser.add_argument("--servers", type=int, default=12, help="how many servers to kill (default: 12)")
    parser.add_argument("--cards", type=int, default=5, help="how often to pull a card out (default: 5)")
    parser.add_argument("--seed", type=int, default=1, help="what the run depends on, but for timing (default: 1)")
    parser.add_argument("--delete", action="store_true", help="have what is saved deleted from each camera")
    parser.add_argument("--log", default="chaos.log", help="where to put the server's log if something is wrong")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(_main(_arguments())))
