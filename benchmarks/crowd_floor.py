"""`python -m benchmarks.crowd_floor forks|instant`: what many processes cost a machine that do nothing else.

`forks`: imports what the service is made of, forks 32 times, and ends when each has written a byte. `instant`: prints
how far apart 32 processes that sleep until one instant are awake, in ms, and the same if each computes for 0.1 ms then,
as a driver does until it waits for its camera.
"""

from __future__ import annotations

import os
import statistics
import struct
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PROCESSES: Final = 32
LIBRARIES: Final = ("aiohttp", "gphoto2", "jsonrpcserver", "jsonschema")
_ROUNDS: Final = 8
_AHEAD_S: Final = 0.5
_DRIVER_S: Final = 0.0001
_AWAKE_S: Final = 0.2
_MOMENT: Final = struct.Struct("d")


def _forks() -> None:
    for library in LIBRARIES:
        import_module(library)
    _in_children(lambda: b".")


def _instant() -> None:
    for computing_s in (0.0, _DRIVER_S):
        spreads = [_spread_s(computing_s) * 1000 for _ in range(_ROUNDS)]
        print(f"{statistics.median(spreads):.3f} {max(spreads):.3f}")


def _spread_s(computing_s: float) -> float:
    at = time.monotonic() + _AHEAD_S

    def awake() -> bytes:
        time.sleep(max(0.0, at - time.monotonic()))
        moment = time.monotonic()
        while time.monotonic() < moment + computing_s:
            pass
        time.sleep(_AWAKE_S)  # the end of a process costs more than all of this
        return _MOMENT.pack(moment)

    moments: list[float] = [moment for (moment,) in _MOMENT.iter_unpack(_in_children(awake))]
    return max(moments) - min(moments)


def _in_children(work: Callable[[], bytes]) -> bytes:
    """Have each of the processes do it, and return what they wrote."""
    reading, writing = os.pipe()
    children = []
    for _ in range(PROCESSES):
        if not (child := os.fork()):
            os.setsid()  # as workers do: the kernel shares the processor among sessions
            os.write(writing, work())
            os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    written = os.read(reading, 1 << 16)
    os.close(reading)
    os.close(writing)
    return written


if __name__ == "__main__":
    {"forks": _forks, "instant": _instant}[sys.argv[1]]()
