"""The clocks of this host: the one that instants are agreed by, and how well the other one is synchronised."""

from __future__ import annotations

import ctypes
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import boot_id

if TYPE_CHECKING:
    from collections.abc import Callable

_STA_UNSYNC: Final = 0x40
_READINGS: Final = 3


@dataclass(frozen=True)
class ClockReading:
    """CLOCK_MONOTONIC, which starts anew with each boot, and the wall clock at the same time, in seconds.

    `wall_error_s` is how wrong the wall clock may be, as what keeps it synchronised says; None: nothing says so.
    """

    monotonic: float
    boot_id: str
    wall: float
    wall_error_s: float | None


def read_clocks() -> ClockReading:
    """Read this host's clocks."""
    width, monotonic, wall = min(_read_both() for _ in range(_READINGS))
    error_s = _synchronised_to_s()
    return ClockReading(monotonic, boot_id(), wall, None if error_s is None else error_s + width)


def _read_both() -> tuple[float, float, float]:
    """Return within how many seconds both were read, the monotonic clock, the wall clock."""
    before, wall, after = time.monotonic(), time.time(), time.monotonic()
    return after - before, (before + after) / 2, wall


class Timex(ctypes.Structure):
    """The beginning of `struct timex` (adjtimex(2)), and room for its rest."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("constant", ctypes.c_long),
        ("precision", ctypes.c_long),
        ("tolerance", ctypes.c_long),
        ("rest", ctypes.c_char * 512),
    )


def stated_error_s(timex: Timex) -> float | None:
    """Return how wrong the wall clock may be; None: it is not synchronised, or its daemon says no such thing.

    chronyd and ntpd state both errors. systemd-timesyncd sets both to 0, and phc2sys the greater one, so that the
    kernel goes on to take the clock for synchronised: these are no bounds.
    """
    if timex.status & _STA_UNSYNC or not 0 < timex.esterror <= timex.maxerror:
        return None
    return float(timex.maxerror) / 1e6


def read_timex() -> Timex | None:
    """Return what the kernel knows of the wall clock; None where it does not say."""
    adjtimex = _adjtimex()
    timex = Timex()
    if adjtimex is None or adjtimex(ctypes.byref(timex)) < 0:
        return None
    return timex


def _synchronised_to_s() -> float | None:
    timex = read_timex()
    return stated_error_s(timex) if timex else None


@cache
def _adjtimex() -> Callable[..., int] | None:
    try:
        return ctypes.CDLL(None).adjtimex
    except (OSError, AttributeError):
        return None
