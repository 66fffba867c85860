"""A time that is typed: a moment, or how long ago it was."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime, timedelta
from typing import Final

_AGO: Final = re.compile(r"(\d{1,6})(s|m|h|d)")
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def moment(text: str) -> str:
    """Return a time as RFC 3339 in UTC: "2h" is two hours ago; a time without a zone is one of this machine's."""
    try:
        if match := _AGO.fullmatch(text):
            found = datetime.now(UTC) - timedelta(**{_UNITS[match[2]]: int(match[1])})
        else:
            found = datetime.fromisoformat(text)
        return found.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is no time, such as 2026-11-22T10:00, 2h or 30m") from None
