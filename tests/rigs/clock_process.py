"""A process with a monotonic clock of its own, which answers each line with what its clocks show."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from rpc_camera.rig.clock_reading import ClockReading, read_clocks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

_WAYS = (["unshare", "--time"], ["unshare", "--user", "--map-root-user", "--time"])


@cache
def unsharing() -> Sequence[str] | None:
    """Return the command by which a program gets a monotonic clock of its own; None: this machine has none (time
    namespaces are in Linux from 5.6 on, and need root's rights or user namespaces).
    """
    if shutil.which("unshare"):
        for way in _WAYS:
            if (
                subprocess.run(
                    [*way, "--monotonic", "1", "--fork", "true"], capture_output=True, check=False
                ).returncode
                == 0
            ):
                return way
    return None


def with_clock(offset_s: int, *program: str) -> list[str]:
    """Return the command that runs `program` with clocks that are ahead by `offset_s`; needs `unsharing`.

    They are the monotonic one and that of the time since the boot, before which neither can be.
    """
    way = unsharing()
    assert way, "there are no time namespaces"
    return [*way, "--monotonic", str(offset_s), "--boottime", str(offset_s), "--fork", "--kill-child", *program]


@asynccontextmanager
async def clock_process(offset_s: int) -> AsyncIterator[Callable[[], Awaitable[ClockReading]]]:
    """Yield what asks a process whose clock is ahead by `offset_s`; without time namespaces, it adds that itself."""
    own = [sys.executable, "-m", __name__]
    command = with_clock(offset_s, *own) if unsharing() else [*own, str(offset_s)]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    questions, answers = process.stdin, process.stdout
    assert questions
    assert answers

    async def ping() -> ClockReading:
        questions.write(b"\n")
        return ClockReading(**json.loads(await answers.readline()))

    try:
        yield ping
    finally:
        questions.close()
        await process.wait()


def main() -> None:
    """Answer until the input ends."""
    added_s = float(sys.argv[1]) if len(sys.argv) > 1 else 0.0
    for _ in sys.stdin:
        reading = asdict(read_clocks())
        print(json.dumps({**reading, "monotonic": reading["monotonic"] + added_s}), flush=True)


if __name__ == "__main__":
    main()
