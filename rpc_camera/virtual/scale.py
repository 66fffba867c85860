"""The scales of the exposure's dials: what a number on one, or a word such as "Bulb", is as a PTP value."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True)
class Scale:
    """The scale of one dial: the name of its setting, and its PTP values, of numbers and of words in small letters."""

    name: str
    code: Callable[[Fraction], int]
    words: Mapping[str, int] = field(default_factory=dict)

    def read(self, text: str) -> int:
        """Return the PTP value of a text such as "1/60", "0.5s", "f/8" or "Bulb". ValueError: it is none."""
        lower = text.lower()
        if lower in self.words:
            return self.words[lower]
        return self.code(_fraction(lower.removeprefix("f/").removesuffix("s")))


F_NUMBER: Final = Scale("f-number", lambda stop: round(100 * stop))
"""PTP's own scale of the aperture, in hundredths."""


def _fraction(text: str) -> Fraction:
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise ValueError(text) from None
