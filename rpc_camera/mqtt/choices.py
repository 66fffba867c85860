"""The values of a setting as text, for a list that people choose from, and back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

EXPOSURE: Final = ("mode", "iso", "aperture", "shutter_s", "exposure_compensation")
CAPTURE: Final = ("quality", "size", "compression", "white_balance", "kelvin", "drive", "focus_mode", "target")
SETTINGS: Final = (*EXPOSURE, *CAPTURE)
_SHUTTER: Final = "shutter_s"
_FRACTION_S: Final = 0.26
_SHORTEST_S: Final = 1e-6


@dataclass(frozen=True)
class Choices:
    """What one setting is, and can be; `values` by their texts. Without any, what it can be is a range."""

    current: str
    values: Mapping[str, float | str]

    def value_of(self, text: str) -> float | str:
        """Return the value that somebody means: one of the choices, a number, or a word that is for the camera."""
        return self.values[text] if text in self.values else number_or_word(text)


def choices_of(name: str, setting: Mapping[str, Any]) -> Choices:
    """Return the choices of a CommonSetting (schemas/types.json) of this name."""
    values: dict[str, float | str] = {}
    for value in setting.get("allowed", ()):
        text = _text(name, value)
        values[f"{value:g}" if text in values and not isinstance(value, str) else text] = value
    value = setting["value"]
    if value is None:
        return Choices(str(setting["text"]), values)
    current = next((text for text, choice in values.items() if choice == value), None)
    return Choices(_text(name, value) if current is None else current, values)


def number_or_word(text: str) -> float | str:
    """Return the number that a text is, or the text."""
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() else number


def _text(name: str, value: float | str) -> str:
    """Return a value as it is written on a camera: a short exposure as 1/125."""
    if isinstance(value, str):
        return value
    if name == _SHUTTER and _SHORTEST_S < value < _FRACTION_S:
        return f"1/{round(1 / value)}"
    return f"{value:.10g}"
