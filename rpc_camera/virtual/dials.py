"""What the dials and the sensor of every virtual body have: programs, with PTP's own codes, scales and sizes."""

from __future__ import annotations

from fractions import Fraction

MANUAL, PROGRAM, APERTURE_PRIORITY, SHUTTER_PRIORITY, AUTO = 1, 2, 3, 4, 0x8010
FREE_APERTURE = frozenset({MANUAL, APERTURE_PRIORITY})
FREE_SHUTTER = frozenset({MANUAL, SHUTTER_PRIORITY})
"""The programs in which a dial can be turned."""
FOCAL_LENGTHS_MM = (24, 70)
LAST_FRAME = 9999
LARGEST = (4000, 3000)
IMAGE_SIZES = (LARGEST, (3000, 2250), (2000, 1500))

APERTURES = (2.8, 3.2, 3.5, 4, 4.5, 5, 5.6, 6.3, 7.1, 8, 9, 10, 11, 13, 14, 16, 18, 20, 22)
F_NUMBERS = tuple(round(100 * stop) for stop in APERTURES)
"""The apertures as PTP has them, in hundredths."""
ISO_SPEEDS = (100, 125, 160, 200, 250, 320, 400, 500, 640, 800, 1000, 1250, 1600, 2000, 2500, 3200, 4000, 5000,
              6400, 8000, 10000, 12800, 16000, 20000, 25600, 51200)  # fmt: skip
_FRACTIONS = (8000, 6400, 5000, 4000, 3200, 2500, 2000, 1600, 1250, 1000, 800, 640, 500, 400, 320, 250, 200, 160,
              125, 100, 80, 60, 50, 40, 30, 25, 20, 15, 13, 10, 8, 6, 5, 4, 3)  # fmt: skip
_LONG = ("10/25", "1/2", "10/16", "10/13", "1", "13/10", "16/10", "2", "25/10", "3", "4", "5", "6", "8", "10", "13",
         "15", "20", "25", "30")  # fmt: skip
SHUTTER_SPEEDS_S = tuple(Fraction(1, n) for n in _FRACTIONS) + tuple(Fraction(text) for text in _LONG)
"""The speeds on the dial, fastest first."""


def bias_codes(third: int) -> list[int]:
    """Return the exposure compensations from -5 to 5 EV in thousandths, lowest first; `third`: those of 1/3 EV."""
    codes = (whole * 1000 + part for whole in range(-5, 6) for part in (-third, 0, third))
    return [code for code in codes if abs(code) <= 5000]
