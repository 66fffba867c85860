"""Memory that a worker has used and needs no more."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Give what was freed back to the system, where the C library can (glibc): it keeps it for what comes next."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
