"""Shutter times, as the drivers write them."""

from __future__ import annotations

import re
from typing import Final

SETTINGS: Final = ("shutterspeed2", "shutterspeed")
# ptp2's tables: "1/60", "10/16", "0.0166s", "30", "1.3"; Canon and Sony write long ones with a second mark.
_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?\s*(?:s|sec|\")?")


def exposure_s(setting: str | None) -> float | None:
    """Return a shutter time in seconds; None for "Bulb", "Time", "Auto" and whatever else is no time."""
    match = _SECONDS.fullmatch((setting or "").strip())
    if not match:
        return None
    seconds, divisor = float(match[1]), float(match[2] or 1)
    return seconds / divisor if divisor else None
