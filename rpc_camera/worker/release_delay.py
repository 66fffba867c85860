"""How long a body waits between the release and the opening of its shutter, as far as its settings say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_DRIVES: Final = ("capturemode", "drivemode", "stillcapturemode")
_TIMERS: Final = ("selftimerdelay", "selftimer")
_DELAY: Final = "exposuredelaymode"
_DELAY_OF_ON_S: Final = 1.0  # bodies that can only switch it on and off wait for a second
# ptp2's tables: "Selftimer 10s 3 Pictures", "Timer 10 sec", "Continuous Self Timer 3 Img. 5 Sec.", "20 seconds".
_SECONDS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*s(?:ec|$|\b)", re.IGNORECASE)
_AT_MOST_S: Final = 30.0


def release_delay_s(setting: Callable[..., str | None]) -> float:
    """Return the delay in seconds. `setting` returns the first of some settings that the body has, as text."""
    drive = setting(*_DRIVES) or ""
    delay_s = _seconds(setting(_DELAY) or "")
    if "timer" in drive.lower():
        delay_s += _seconds(drive) or _seconds(setting(*_TIMERS) or "")
    return min(delay_s, _AT_MOST_S)


def _seconds(text: str) -> float:
    if text.lower() == "on":
        return _DELAY_OF_ON_S
    match = _SECONDS.search(text)
    return float(match[1]) if match else 0.0
