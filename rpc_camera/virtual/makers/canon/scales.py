"""Canon's scales, which count in eighths of a stop: a body has the whole stops and the thirds between them."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, Final, TypeVar

from rpc_camera.virtual import dials
from rpc_camera.virtual.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

T = TypeVar("T")

BULB: Final = 0x0C
AUTO_ISO: Final = 0


def _thirds(first: int, last: int) -> list[int]:
    return [code for code in range(first, last + 1) if code % 8 in {0, 3, 5}]


_BIASES: Final = _thirds(0, 24)
TIMES_S: Final = dict(zip(_thirds(0x10, 0xA0), reversed(dials.SHUTTER_SPEEDS_S), strict=True))
F_NUMBERS: Final = dict(zip(_thirds(0x20, 0x50), dials.APERTURES, strict=True))
ISO_SPEEDS: Final = dict(zip(_thirds(0x48, 0x90), (*dials.ISO_SPEEDS[:-1], 32000, 40000, 51200), strict=True))
BIASES_EV: Final = {code & 0xFF: round(code / 8 * 3) / 3 for code in sorted({-code for code in _BIASES} | {*_BIASES})}
"""What each code stands for."""


def value_of(scale: Mapping[int, T], code: int) -> T:
    """Return what a code stands for, or the one next to it."""
    return scale[min(scale, key=lambda known: abs(known - code))]


def _nearest_in(scale: Mapping[int, float | Fraction]) -> Callable[[Fraction], int]:
    return lambda number: min(scale, key=lambda code: abs(log2(scale[code]) - log2(number)))


SHUTTER: Final = Scale("shutterspeed", _nearest_in(TIMES_S), {"bulb": BULB})
APERTURE: Final = Scale("aperture", _nearest_in(F_NUMBERS))
ISO: Final = Scale("iso", _nearest_in(ISO_SPEEDS), {"auto": AUTO_ISO})
