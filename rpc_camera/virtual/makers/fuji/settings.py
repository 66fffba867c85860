"""The settings of a Fujifilm X that is tethered, after libgphoto2's dump of an X-T4.

A property's name is that of libgphoto2's widget; where it has none, of what the property is.
"""

from __future__ import annotations

from fractions import Fraction
from math import log2
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.dials import (
    APERTURE_PRIORITY,
    F_NUMBERS,
    ISO_SPEEDS,
    LARGEST,
    MANUAL,
    SHUTTER_PRIORITY,
    SHUTTER_SPEEDS_S,
    bias_codes,
)
from rpc_camera.virtual.focus import FARTHEST
from rpc_camera.virtual.properties import Choices, Property, PropertyTable, choice, span, status
from rpc_camera.virtual.ptp import DataType
from rpc_camera.virtual.scale import F_NUMBER, Scale

if TYPE_CHECKING:
    from collections.abc import Collection


U16, U32, I16, I32, STRING = DataType.UINT16, DataType.UINT32, DataType.INT16, DataType.INT32, DataType.STRING

PROGRAM: Final = 6  # the one that is 2 elsewhere
BULB: Final = 0xFFFFFFFF
IN_CONTROL, TETHERED = 1, 2  # who turns the dials: the body itself, or the computer
MANUAL_FOCUS, SINGLE_AUTOFOCUS, CONTINUOUS_AUTOFOCUS = 1, 0x8001, 0x8002
FOCUSING, FOCUSED, FOCUS_FAILED = 1, 2, 3
SINGLE, LOW_SPEED, HIGH_SPEED = 1, 2, 3
RAW, FINE, NORMAL, RAW_AND_FINE, RAW_AND_NORMAL, SUPERFINE, RAW_AND_SUPERFINE = range(1, 8)
WITH_RAW: Final = frozenset({RAW, RAW_AND_FINE, RAW_AND_NORMAL, RAW_AND_SUPERFINE})
WITH_NORMAL: Final = frozenset({NORMAL, RAW_AND_NORMAL})
AUTO_ISO: Final = {-1: 800, -2: 3200, -3: 12800}
"""Each of the three has a limit of its own."""
LIVE_VIEW_SIZES: Final = {1: (1024, 768), 2: (640, 480), 3: (320, 240)}

FOCUS, RELEASE, BULB_START, BULB_END, FOCUS_ONLY, FOCUS_BY_BUTTON = 0x0200, 0x0304, 0x0500, 0x000C, 0x9300, 0xA000
_ACTIONS: Final = (0x0104, FOCUS, 0x0004, RELEASE, BULB_START, BULB_END, FOCUS_BY_BUTTON, 0x0006, FOCUS_ONLY, 0x0005)
_SIZES: Final = tuple(f"{width}x{height}" for width, height in (LARGEST, (2816, 2112), (2000, 1500)))
_MINUTES: Final = {"60s": 64000000, "2m": 64000030, "4m": 64000060, "8m": 64000090}


def shutter_code(speed_s: Fraction) -> int:
    """Return a time as Fujifilm has it: microseconds, in exact thirds of a stop."""
    return int(1_000_000 * 2 ** (round(3 * log2(speed_s)) / 3))


_TIMES_S: Final = {shutter_code(speed): speed for speed in SHUTTER_SPEEDS_S} | {
    code: Fraction(60 << number) for number, code in enumerate(_MINUTES.values())
}


def shutter_s(code: int) -> Fraction | None:
    """Return the time; None at Bulb. KeyError: there is no such time."""
    return None if code == BULB else _TIMES_S[code]


def list_choices(table: PropertyTable, held: Collection[str]) -> None:
    """List the values of the dials, but none of those that the program holds."""
    for name, form in _DIALS.items():
        table[name].form = Choices(()) if name in held else form


SHUTTER: Final = Scale("shutterspeed", shutter_code, {"bulb": BULB, **_MINUTES})


def _exposure() -> list[Property]:
    return [
        choice(0x5007, "f-number", U16, 400, *F_NUMBERS),
        choice(0x500D, "shutterspeed", U32, shutter_code(Fraction(1, 160)), *sorted(_TIMES_S), BULB),
        choice(0x500E, "expprogram", U16, MANUAL, MANUAL, APERTURE_PRIORITY, SHUTTER_PRIORITY, PROGRAM),
        choice(0x500F, "iso", I32, 100, *ISO_SPEEDS, *AUTO_ISO),
        choice(0x5010, "exposurecompensation", I16, 0, *bias_codes(333)),
        choice(0x500B, "exposuremetermode", U16, 3, 1, 2, 3, 4),
    ]


def _image() -> list[Property]:
    return [
        choice(0x5003, "imagesize", STRING, _SIZES[0], *_SIZES),
        choice(0x5005, "whitebalance", U16, 2, 2, 4, 6, 8, 0x8001, 0x8002, 0x8003, 0x8006, 0x8007, 0x8008),
        choice(0xD017, "colortemperature", U16, 5000, *range(2500, 10001, 100)),
        choice(0xD018, "imageformat", U16, FINE, *range(RAW, RAW_AND_SUPERFINE + 1)),
        choice(0xD001, "filmsimulation", U16, 1, *range(1, 19)),
        choice(0xD00A, "colorspace", U16, 1, 1, 2),
        choice(0xD022, "rawcompression", U16, 1, 1, 2, 3),
    ]


def _shooting() -> list[Property]:
    return [
        choice(0x500A, "focusmode", U16, SINGLE_AUTOFOCUS, MANUAL_FOCUS, SINGLE_AUTOFOCUS, CONTINUOUS_AUTOFOCUS),
        choice(0x5012, "capturedelay", U16, 0, 10000, 2000, 0),
        choice(0xD201, "capturemode", U16, SINGLE, SINGLE, LOW_SPEED, HIGH_SPEED),
        span(0xD171, "manualfocusdrive", I16, FARTHEST // 2, 0, FARTHEST),
        choice(0xD174, "liveviewsize", U16, 2, *LIVE_VIEW_SIZES),
        choice(0xD20C, "mediarecord", U16, 1, 1, 2, 3, 4),
        span(0xD38C, "pcmode", U16, 0, 0, 40),
        choice(0xD207, "prioritymode", U16, IN_CONTROL, IN_CONTROL, TETHERED),
        choice(0xD208, "cameraaction", U16, RELEASE, *_ACTIONS),
    ]


def _state() -> list[Property]:
    return [
        Property(0x5011, "datetime", STRING, ""),
        Property(0xD20B, "devicename", STRING, ""),
        status(0xD209, "afstatus", U16, FOCUSED, Choices((FOCUSING, FOCUSED, FOCUS_FAILED, 4))),
        status(0xD20E, "availableshots", U16, 0),
        status(0xD36B, "batterylevel", STRING, "87,0,0"),
        status(0xD36D, "lensname", STRING, "LX2470,XF24-70mmF2.8 R,00000001"),
    ]


def fuji_properties() -> PropertyTable:
    """Return a fresh table, as the camera leaves the factory."""
    return PropertyTable([*_exposure(), *_image(), *_shooting(), *_state()])


_DIALS: Final = {name: fuji_properties()[name].form for name in (F_NUMBER.name, SHUTTER.name)}
