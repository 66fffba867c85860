"""How long a worker lives: as long as its server, or a little longer to close a shutter. And what it is called."""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NAME: Final = 15
_NAME_BYTES: Final = 15


def die_with(server: int) -> None:
    """Have the kernel kill this process when the server dies, even while a driver call hangs (Linux)."""
    _on_parents_death(signal.SIGKILL)
    signal.alarm(0)
    if os.getppid() != server:
        sys.exit(0)


def live_on(seconds: float) -> None:
    """Survive the server, whose end the loop sees all the same; the kernel ends this process after `seconds`."""
    _on_parents_death(0)
    signal.alarm(math.ceil(seconds))


def _on_parents_death(number: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)


def show_name(name: str) -> None:
    """Have `ps -o comm` show the end of this name: its command line is that of the process that it was forked from."""
    ctypes.CDLL(None).prctl(_PR_SET_NAME, os.fsencode(name)[-_NAME_BYTES:])
