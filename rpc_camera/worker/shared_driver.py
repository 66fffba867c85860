"""The driver that most bodies have: loaded before workers are forked, it is in memory once for all of them."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Final

from rpc_camera.worker.discovery import abilities_list

_MODEL: Final = "PTP/IP Camera"  # its driver, ptp2, drives most bodies on USB as well


@cache
def hold_driver() -> ctypes.CDLL | None:
    """Have the driver stay loaded, also while no camera is open; return None where it is not found."""
    abilities = abilities_list()
    index = abilities.lookup_model(_MODEL)
    try:
        return ctypes.CDLL(f"{abilities.get_abilities(index).library}.so") if index >= 0 else None
    except OSError:  # each worker loads it as libgphoto2 finds it
        return None


def let_go_of_driver() -> None:
    """Have the driver unloaded whenever its camera is closed, and what libgphoto2 has read for it with it."""
    library = hold_driver()
    hold_driver.cache_clear()
    if library is not None:
        ctypes.CDLL(None).dlclose(ctypes.c_void_p(library._handle))  # noqa: SLF001 - ctypes has no other way
