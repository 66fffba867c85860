"""The settings of a Sony Alpha: most of the exposure goes by steps on older bodies, by value on newer ones.

A property's name is that of libgphoto2's widget. All descriptions travel together, in one dataset.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.dials import (
    APERTURE_PRIORITY,
    F_NUMBERS,
    ISO_SPEEDS,
    MANUAL,
    PROGRAM,
    SHUTTER_PRIORITY,
    SHUTTER_SPEEDS_S,
    bias_codes,
)
from rpc_camera.virtual.properties import Choices, Property, PropertyTable, Span
from rpc_camera.virtual.ptp import DataType, pack_value
from rpc_camera.virtual.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

U8, U16, U32 = DataType.UINT8, DataType.UINT16, DataType.UINT32
I8, I16 = DataType.INT8, DataType.INT16

BULB: Final = 0
INTELLIGENT_AUTO: Final = 0x8000
AUTO_ISO: Final = 0xFFFFFF
MANUAL_FOCUS, SINGLE_AUTOFOCUS, CONTINUOUS_AUTOFOCUS, DIRECT_MANUAL_FOCUS = 1, 2, 0x8004, 0x8006
_FOCUS_MODES: Final = (MANUAL_FOCUS, SINGLE_AUTOFOCUS, CONTINUOUS_AUTOFOCUS, 0x8005, DIRECT_MANUAL_FOCUS, 0x8009)
LARGE, MEDIUM, SMALL = 1, 2, 3
SINGLE, CONTINUOUS, TIMER = 1, 2, 0x8004
JPEG, RAW, RAW_AND_JPEG = 3, 0x10, 0x13
UNFOCUSED, FOCUSED, FOCUS_FAILED, TRACKED, TRACKING_FAILED = 1, 2, 3, 6, 7
TO_COMPUTER, TO_CARD = 1, 0x10
CARD_READY, NO_CARD = 1, 2
QUALITIES: Final = (2, 3, 4, RAW, RAW_AND_JPEG, 0x14, 0x12)
WITH_RAW: Final = frozenset({RAW, 0x12, RAW_AND_JPEG, 0x14})
BUTTONS: Final = (0xD2C1, 0xD2C2, 0xD2C3, 0xD2C5, 0xD2C7, 0xD2C8, 0xD2C9)
LENS: Final = 0xD2D1
_SHOWN, _OPEN = 2, 1  # whether a setting can be set from afar: no, yes
_DRIVES: Final = (SINGLE, 0x8010, CONTINUOUS, 0x8015, 0x8012, 0x8005, 0x8003, TIMER)
_WIDE_DRIVES: Final = (SINGLE, 0x18010, 1 << 16 | CONTINUOUS, 0x18015, 0x18012, 0x38005, 0x38003, 3 << 16 | TIMER)
_WIDE_PROGRAMS: Final = (MANUAL, 0x10002, 0x20003, 0x30004, 4 << 16 | INTELLIGENT_AUTO)


def shutter_pair(speed_s: Fraction) -> int:
    """Return a time as Sony has it: numerator and denominator in 16 bits each, long ones in tenths of a second."""
    if speed_s.numerator == 1 and speed_s < 1:
        return 1 << 16 | speed_s.denominator
    return round(speed_s * 10) << 16 | 10


def shutter_s(pair: int) -> Fraction | None:
    """Return the time; None at Bulb."""
    return None if pair == BULB else Fraction(pair >> 16, pair & 0xFFFF)


@dataclass
class SonyProperty(Property):
    """`access` and `enabled` as the description has them; `steps` are the values to go through one by one."""

    access: int = 1
    enabled: int = _OPEN
    steps: tuple[int, ...] = ()

    def describe(self) -> bytes:
        """Return the description, Sony's."""
        head = struct.pack("<HHBB", self.code, self.kind, self.access, self.enabled)
        return head + pack_value(self.kind, self.default) + self.pack() + self.pack_form()


def _choice(code: int, name: str, kind: DataType, value: int, *values: int) -> SonyProperty:
    return SonyProperty(code, name, kind, value, Choices(values))


def _status(code: int, name: str, kind: DataType, value: int, *values: int) -> SonyProperty:
    form = Choices(values) if values else None
    return SonyProperty(code, name, kind, value, form, writable=False, access=0, enabled=_SHOWN)


def _stepped(
    code: int, name: str, kind: DataType, value: int, steps: Sequence[int], *, as_choices: bool
) -> SonyProperty:
    """Return a setting that goes by steps; its form lists them, or is a range of all numbers, as bodies have it."""
    form = Choices(tuple(steps)) if as_choices else Span(0, 0xFFFF if kind is U16 else 0xFFFFFFFF)
    return SonyProperty(code, name, kind, value, form, access=0, steps=tuple(steps))


def _exposure() -> list[Property]:
    speeds = [BULB, *(shutter_pair(speed) for speed in reversed(SHUTTER_SPEEDS_S))]
    speeds = list(dict.fromkeys(speeds))
    return [
        _stepped(0x5007, "f-number", U16, 400, F_NUMBERS, as_choices=False),
        _stepped(0xD20D, "shutterspeed", U32, shutter_pair(Fraction(1, 160)), speeds, as_choices=False),
        _stepped(0xD21E, "iso", U32, 100, [AUTO_ISO, *ISO_SPEEDS], as_choices=True),
        _stepped(0x5010, "exposurecompensation", I16, 0, bias_codes(300), as_choices=True),
    ]


def _modes(kind: DataType) -> list[Property]:
    """Return program and drive; in 32 bits, the upper half has the place of the mode in its menu."""
    programs, drives = (MANUAL, PROGRAM, APERTURE_PRIORITY, SHUTTER_PRIORITY, INTELLIGENT_AUTO), _DRIVES
    if kind is U32:
        programs, drives = _WIDE_PROGRAMS, _WIDE_DRIVES
    return [
        _status(0x500E, "expprogram", kind, MANUAL, *programs),
        _choice(0x5013, "capturemode", kind, SINGLE, *drives),
    ]


def _shooting() -> list[Property]:
    return [
        _choice(0x5004, "imagequality", U8, JPEG, *QUALITIES),
        _choice(0x5005, "whitebalance", U16, 2, 2, 4, 0x8011, 0x8010, 6, 0x8001, 0x8002, 0x8003, 0x8004, 7, 0x8012),
        _choice(0x500A, "focusmode", U16, SINGLE_AUTOFOCUS, *_FOCUS_MODES),
        _choice(0x500B, "exposuremetermode", U16, 0x8001, 0x8001, 0x8002, 0x8004, 0x8005, 0x8003, 0x8006),
        _choice(0x500C, "flashmode", U16, 1, 2, 1, 4, 3, 5),
        _choice(0xD201, "dro", U8, 31, 1, 31, 17, 18, 19, 20, 21),
        _choice(0xD203, "imagesize", U8, LARGE, LARGE, MEDIUM, SMALL),
        SonyProperty(0xD20F, "colortemperature", U16, 5500, Span(2500, 9900, 100)),
    ]


def _target(*targets: int) -> SonyProperty:
    return _choice(0xD222, "d222", U16, TO_COMPUTER, *targets)


def _slot() -> SonyProperty:
    """Return what newer bodies say of the card in their first slot."""
    return _status(0xD248, "d248", U8, NO_CARD)


def _state() -> list[Property]:
    return [
        _status(
            0xD213, "focusindication", U8, UNFOCUSED, UNFOCUSED, FOCUSED, FOCUS_FAILED, 5, TRACKED, TRACKING_FAILED
        ),
        _status(0xD215, "objectinmemory", U16, 0),
        SonyProperty(0xD218, "batterylevel", I8, 90, Span(-1, 100), writable=False, access=0, enabled=_SHOWN),
        _status(0xD221, "liveviewstatus", U8, 1, 0, 1, 2),
    ]


def _controls() -> list[Property]:
    buttons = [SonyProperty(code, f"{code:04x}", U16, 1, Choices((1, 2)), access=0x81) for code in BUTTONS]
    return [*buttons, SonyProperty(LENS, "manualfocus", I16, 0, Span(-7, 7), access=0x84)]


def stepping_properties() -> PropertyTable:
    """Return the table of a body of protocol 2.00, as it leaves the factory."""
    target = _target(TO_COMPUTER, TO_COMPUTER | TO_CARD)
    return PropertyTable([*_exposure(), *_modes(U16), *_shooting(), target, *_state(), *_controls()])


def value_properties() -> PropertyTable:
    """Return the table of a body of protocol 3.00: all by value, wider numbers, buttons without a description."""
    own = [_target(TO_COMPUTER, TO_COMPUTER | TO_CARD, TO_CARD), _slot(), _choice(0xD25A, "prioritymode", U8, 1, 0, 1)]
    table = [*_exposure(), *_modes(U32), *_shooting(), *_state(), *own]
    for item in table:
        if isinstance(item, SonyProperty) and item.steps:
            item.access = 1
            item.form = Choices(item.steps)
    return PropertyTable(table)


SHUTTER: Final = Scale("shutterspeed", shutter_pair, {"bulb": BULB})
ISO: Final = Scale("iso", int, {"auto iso": AUTO_ISO})
