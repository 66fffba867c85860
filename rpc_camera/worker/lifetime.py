"""How long a worker lives: as long as its server, and a little longer while a shutter has to be closed."""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1


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
