"""Times on the wire: RFC 3339 in UTC; and which boot of the machine a monotonic time is of."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Final

_BOOT_ID: Final = Path("/proc/sys/kernel/random/boot_id")


def rfc3339(unix_s: float, timespec: str = "seconds") -> str:
    """Return a time as RFC 3339 in UTC ("2026-07-01T12:00:00Z"); `timespec` as in `datetime.isoformat`."""
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec=timespec).replace("+00:00", "Z")


def rfc3339_ms(unix_s: float) -> str:
    """Return a time as RFC 3339 in UTC, to the millisecond."""
    return rfc3339(unix_s, "milliseconds")


def utc_now() -> str:
    """Return the time now, as `rfc3339_ms` does."""
    return rfc3339_ms(time.time())


def since_boot_s() -> float:
    """Return the seconds since the machine's boot, those in which it slept included: `time.monotonic` omits them."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


@cache
def boot_id() -> str:
    """Return the kernel's id of this boot: until the next, `time.monotonic` goes on; empty where there is none."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return ""
