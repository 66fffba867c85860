"""The instant at which several cameras are released: each worker sleeps until then, and goes before all else then."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOWEST: Final = os.sched_param(1)
_ORDINARY: Final = os.sched_param(0)


@contextmanager
def awake_at(at: float | None) -> Iterator[None]:
    """Sleep until `at`, in seconds of CLOCK_MONOTONIC, which all processes of a machine share; None: not at all.

    The block is as urgent as the system allows. With more cameras than processors, a worker may otherwise come after
    what the first releases have set off, and after all that the machine is at.
    """
    if at is None:
        yield
        return
    with _urgent():
        if (left_s := at - time.monotonic()) > 0:
            time.sleep(left_s)
        yield


@contextmanager
def _urgent() -> Iterator[None]:
    """Go before ordinary processes, if this is one that may: it needs a limit (RLIMIT_RTPRIO), or to be root's."""
    try:
        is_ordinary = os.sched_getscheduler(0) == os.SCHED_OTHER
        if is_ordinary:
            os.sched_setscheduler(0, os.SCHED_FIFO, _LOWEST)
    except OSError:
        is_ordinary = False
    try:
        yield
    finally:
        if is_ordinary:
            os.sched_setscheduler(0, os.SCHED_OTHER, _ORDINARY)
