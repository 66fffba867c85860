"""Shutter times, as the drivers write them."""

from __future__ import annotations

import re
from typing import Final

SETTINGS: Final = ("shutterspeed2", "shutterspeed")
BULB: Final = "bulb"
# At these, one release opens the shutter and the next one closes it: Nikon's, Pentax's and Olympus's T, Olympus's Live
# Composite. Bulb differs from make to make.
_UNTIL_NEXT_RELEASE: Final = frozenset({"time", "composite", "live time", "live composite"})
# ptp2's tables: "1/60", "10/16", "0.0166s", "30", "1.3"; Canon and Sony write long ones with a second mark.
_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?\s*(?:s|sec|\")?")


def stays_open(setting: str | None, *, at_bulb: bool) -> bool:
    """Return whether one release at this shutter speed opens the shutter for good; `at_bulb`: whether at Bulb, too."""
    name = (setting or "").strip().lower()
    return name in _UNTIL_NEXT_RELEASE or (at_bulb and name == BULB)


def exposure_s(setting: str | None) -> float | None:
    """Return a shutter time in seconds; None for "Bulb", "Time", "Auto" and whatever else is no time."""
    match = _SECONDS.fullmatch((setting or "").strip())
    if not match:
        return None
    seconds, divisor = float(match[1]), float(match[2] or 1)
    return seconds / divisor if divisor else None
