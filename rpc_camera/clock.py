"""Times on the wire: RFC 3339 in UTC."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def rfc3339(unix_s: float) -> str:
    """Return a time as RFC 3339 in UTC, to the second: "2026-07-01T12:00:00Z"."""
    return _text(unix_s, "seconds")


def rfc3339_ms(unix_s: float) -> str:
    """Return a time as RFC 3339 in UTC, to the millisecond."""
    return _text(unix_s, "milliseconds")


def utc_now() -> str:
    """Return the time now, as `rfc3339_ms` does."""
    return rfc3339_ms(time.time())


def _text(unix_s: float, timespec: str) -> str:
    return datetime.fromtimestamp(unix_s, UTC).isoformat(timespec=timespec).replace("+00:00", "Z")
