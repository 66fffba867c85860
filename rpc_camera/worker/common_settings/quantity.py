"""Settings that are numbers: how libgphoto2 writes them for one make or another, and when two are the same.

The nominal values of cameras are rounded ("1/60" is 0.0166 s on one body and 10/600 s on another), so that a client's
number is compared within a part of the step from one value to the next.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Final, TypeAlias

from rpc_camera.worker.shutter import exposure_s

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Value: TypeAlias = float | int | str  # a number in the setting's unit, or a word
AUTO: Final = "auto"
_TIMES_WITHOUT_END: Final = frozenset({"bulb", "time", AUTO})
_DIGITS: Final = 6
_EV_PLACES: Final = 3
_THIRD: Final = 1 / 3
_F_NUMBER: Final = re.compile(r"(?:f/)?(\d+(?:\.\d+)?)", re.IGNORECASE)
_HIGHEST_F_NUMBER: Final = "655.35"  # PTP has hundredths in 16 bits
_WHOLE: Final = re.compile(r"-?\d+")
# In stops of light for times, apertures and ISO, of which the steps are thirds or halves.
_SAME_STOPS: Final = 0.06
_SAME_EV: Final = 0.04
_SAME_KELVIN: Final = 5.0


def _stops(one: float, other: float) -> float:
    return abs(math.log2(one / other)) if one > 0 and other > 0 else math.inf


def _f_stops(one: float, other: float) -> float:
    return 2 * _stops(one, other)


def _difference(one: float, other: float) -> float:
    return abs(one - other)


# What lies between two values of a setting, and up to how much of it they are the same one.
_MEASURES: Final[dict[str, tuple[Callable[[float, float], float], float]]] = {
    "shutter_s": (_stops, _SAME_STOPS),
    "aperture": (_f_stops, _SAME_STOPS),
    "iso": (_stops, _SAME_STOPS),
    "exposure_compensation": (_difference, _SAME_EV),
    "kelvin": (_difference, _SAME_KELVIN),
}


def apart(key: str, wanted: Value, value: Value) -> float:
    """Return how far a client's value for the setting `key` is from a body's: infinitely, if only one is a word."""
    if isinstance(wanted, str) or isinstance(value, str):
        return 0.0 if wanted == value else math.inf
    measure, _ = _MEASURES[key]
    return measure(in_thirds(wanted) if key == "exposure_compensation" else wanted, value)


def is_same(key: str, wanted: Value, value: Value | None) -> bool:
    """Return whether a client's value for the setting `key` is that value of a body."""
    limit = 0.0 if isinstance(wanted, str) else _MEASURES[key][1]
    return value is not None and apart(key, wanted, value) <= limit


def nearest(key: str, wanted: Value, values: Iterable[Value]) -> list[Value]:
    """Return the numbers among a body's values by how near they are to `wanted`; none where that is a word."""
    numbers = [each for each in values if not isinstance(wanted, str) and not isinstance(each, str)]
    return sorted(numbers, key=lambda each: apart(key, wanted, each))


def shutter_time(text: str) -> Value | None:
    """Return "1/60", "0.0166s" or "2m" in seconds, and "bulb", "time" and "auto" as such; None: it is none of them."""
    word = text.strip().lower()
    if word in _TIMES_WITHOUT_END:
        return word
    seconds = exposure_s(text)
    return _rounded(seconds) if seconds else None


def f_number(text: str) -> Value | None:
    """Return "f/5.6" or "5.6" as a number, and "implicit auto" and 0xFFFF as "auto"; None: it is none of them."""
    match = _F_NUMBER.fullmatch(text.strip())
    if text.strip().lower().endswith(AUTO) or (match and match[1] == _HIGHEST_F_NUMBER):
        return AUTO
    return _rounded(float(match[1])) if match and float(match[1]) else None


def iso_speed(text: str) -> Value | None:
    """Return "400" as a number, and "Auto ISO" and what is below 0 as "auto"; None: it is none of them."""
    if text.strip().lower() in {"auto", "auto iso", "iso auto"}:
        return AUTO
    if not _WHOLE.fullmatch(text.strip()):
        return None
    number = int(text)
    return AUTO if number < 0 else number or None


def compensation(text: str) -> Value | None:
    """Return "+0.3", "-0.667" or "0.6" in EV, the thirds as thirds; None: it is no number."""
    try:
        return in_thirds(float(text))
    except ValueError:
        return None


def in_thirds(ev: float) -> float:
    """Return what cameras round to 0.3, 0.6 or 0.7 as the third that it is, and anything else as it is."""
    thirds = round(ev / _THIRD)
    is_third = thirds % 3 != 0 and abs(thirds * _THIRD - ev) <= 2 * _SAME_EV
    return _rounded(round(thirds * _THIRD if is_third else ev, _EV_PLACES))


def color_temperature(text: str) -> Value | None:
    """Return "5600" as a number, in kelvin; None: it is none."""
    return int(text) if _WHOLE.fullmatch(text.strip()) and int(text) > 0 else None


def _rounded(number: float) -> float | int:
    short = float(f"{number:.{_DIGITS}g}")
    return int(short) if short.is_integer() else short
