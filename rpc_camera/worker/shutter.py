"""What the settings say of the shutter, as the drivers write them: its time, and how long it waits to open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SETTINGS: Final = ("shutterspeed2", "shutterspeed")
DRIVES: Final = ("capturemode", "drivemode", "stillcapturemode")
_TIMERS: Final = ("selftimerdelay", "selftimer")
_DELAY: Final = "exposuredelaymode"
_DELAY_OF_ON_S: Final = 1.0  # bodies that can only switch it on and off wait for a second
_DELAY_AT_MOST_S: Final = 30.0
_MIRROR_UP: Final = "mirror up"
_ONLY_RAISED: Final = "A release can raise the mirror only, and the next one take the picture,"
BULB: Final = "bulb"
# At these, one release opens the shutter and the next one closes it; at Bulb, it opens it for good on some bodies, and
# for the moment of the release on others.
_WITHOUT_END: Final = frozenset({BULB, "time", "composite", "live time", "live composite"})
# ptp2's tables: "1/60", "10/16", "0.0166s", "30", "1.3"; some write long ones with a second mark, or in minutes: "2m".
_TIME: Final = re.compile(r"(\d+(?:\.\d+)?)(?:/(\d+(?:\.\d+)?))?\s*(?:s|sec|\"|(m))?")
_MINUTE_S: Final = 60
# ptp2's tables: "Selftimer 10s 3 Pictures", "Timer 10 sec", "Continuous Self Timer 3 Img. 5 Sec.", "20 seconds".
_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*s(?:ec|$|\b)", re.IGNORECASE)


def has_no_end(setting: str | None) -> bool:
    """Return whether one release at this shutter speed is no picture: its exposure has no time of its own."""
    return (setting or "").strip().lower() in _WITHOUT_END


def exposure_s(setting: str | None) -> float | None:
    """Return a shutter time in seconds; None for "Bulb", "Time", "Auto" and whatever else is no time."""
    match = _TIME.fullmatch((setting or "").strip())
    if not match:
        return None
    seconds, divisor = float(match[1]) * (_MINUTE_S if match[3] else 1), float(match[2] or 1)
    return seconds / divisor if divisor else None


def release_delay_s(setting: Callable[..., str | None]) -> float:
    """Return how long a body waits between the release and the opening of its shutter, in seconds.

    `setting` returns the first of some settings that the body has, as text.
    """
    drive = setting(*DRIVES) or ""
    delay_s = _seconds(setting(_DELAY) or "")
    if "timer" in drive.lower():
        delay_s += _seconds(drive) or _seconds(setting(*_TIMERS) or "")
    return min(delay_s, _DELAY_AT_MOST_S)


def mirror_lock(setting: Callable[..., str | None], switch: str) -> str | None:
    """Return what to do about a release that may only have raised the mirror; None: no release does that alone.

    `setting` is as for `release_delay_s`; `switch` is the name of a setting that is not "0" if releases do so.
    """
    if _MIRROR_UP in (setting(*DRIVES) or "").lower():
        return f"{_ONLY_RAISED} at `mirror_up`: release again, or set another `drive` with set_capture_settings."
    if switch and (setting(switch) or "0") != "0":
        return f"{_ONLY_RAISED} while `{switch}` is on: release again, or set it to 0 with set_config."
    return None


def _seconds(text: str) -> float:
    if text.lower() == "on":
        return _DELAY_OF_ON_S
    match = _SECONDS.search(text)
    return float(match[1]) if match else 0.0
