"""Settings that are words: what the values of libgphoto2's tables (camlibs/ptp2/config.c) are called here."""

from __future__ import annotations

import re
from typing import Final

_MODES: Final = {
    "m": "manual",
    "manual": "manual",
    "p": "program",
    "a": "aperture_priority",
    "av": "aperture_priority",
    "s": "shutter_priority",
    "tv": "shutter_priority",
    "fv": "flexible_priority",
    "bulb": "bulb",
    "auto": "auto",
    "green": "auto",
    "intelligent auto": "auto",
    "superior auto": "auto",
}
_WHITE_BALANCES: Final = {
    "automatic": "auto",
    "auto": "auto",
    "daylight": "daylight",
    "cloudy": "cloudy",
    "shade": "shade",
    "shadow": "shade",
    "tungsten": "tungsten",
    "flash": "flash",
    "color temperature": "kelvin",
    "choose color temperature": "kelvin",
}
_FLUORESCENT: Final = "fluorescent"
_OWN_WHITES: Final = ("manual", "preset", "custom", "one-push")
_FOCUS_MODES: Final = {
    "manual": "manual",
    "mf": "manual",
    "mf (selection)": "manual",
    "mf (fixed)": "manual",
    "af-s": "single",
    "one shot": "single",
    "single-servo af": "single",
    "automatic": "single",
    "af-c": "continuous",
    "ai servo": "continuous",
    "continuous-servo af": "continuous",
    "c-af": "continuous",
    "af-a": "automatic",
    "ai focus": "automatic",
    "af-f": "full_time",
    "dmf": "direct_manual",
}
_TARGETS: Final = {
    "internal ram": "memory",
    "sdram": "memory",
    "memory card": "card",
    "card": "card",
    "card+sdram": "card+memory",
}
_DRIVES: Final = {
    "single": "single",
    "single shot": "single",
    "single frame": "single",
    "single silent": "single_silent",
    "single: silent shooting": "single_silent",
    "quiet release": "single_silent",
    "burst": "continuous",
    "mirror up": "mirror_up",
    "mup mirror up": "mirror_up",
}
_NOT_ONLY_CONTINUOUS: Final = ("timer", "bracket", "silent", "quiet")
_SPEEDS: Final = (("hi", "continuous_high"), ("lo", "continuous_low"), ("me", "continuous_medium"))
_SELF_TIMER: Final = re.compile(r"(?:self-?\s?)?timer(?: (\d+) ?s(?:ec\.?)?)?")


def exposure_mode(text: str) -> str | None:
    """Return what a position of the mode dial is called here; None: it has no name (scenes, films, U1)."""
    return _MODES.get(text.strip().lower())


def white_balance(text: str) -> str | None:
    """Return what a white balance is called here; "custom" is what the body has measured or keeps."""
    word = text.strip().lower()
    if word.startswith(_FLUORESCENT):
        return _FLUORESCENT
    return "custom" if word.startswith(_OWN_WHITES) else _WHITE_BALANCES.get(word)


def focus_mode(text: str) -> str | None:
    """Return what a way of focusing is called here."""
    return _FOCUS_MODES.get(text.strip().lower())


def capture_target(text: str) -> str | None:
    """Return where pictures go: "card", "memory" or "card+memory"."""
    return _TARGETS.get(text.strip().lower())


def drive(text: str) -> str | None:
    """Return what a drive mode is called here; None: it has no name (brackets, several pictures by a timer)."""
    word = text.strip().lower()
    if match := _SELF_TIMER.fullmatch(word):
        return f"self_timer_{match[1]}s" if match[1] else "self_timer"
    if word in _DRIVES or "continuous" not in word or any(other in word for other in _NOT_ONLY_CONTINUOUS):
        return _DRIVES.get(word)
    return next((name for part, name in _SPEEDS if re.search(rf"\b{part}", word)), "continuous")
