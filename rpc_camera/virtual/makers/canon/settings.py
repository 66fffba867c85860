"""The settings of an EOS. It reports each by an event when it changes; most numbers count in eighths of a stop."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from math import log2
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import dials
from rpc_camera.virtual.exposure import nearest_speed
from rpc_camera.virtual.makers.canon import image_format
from rpc_camera.virtual.properties import Choices, Property, PropertyTable, Span
from rpc_camera.virtual.ptp import STORAGE_ID, DataType, PropertyValue, PtpError, ResponseCode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

U8, U16, U32, I32, TEXT = DataType.UINT8, DataType.UINT16, DataType.UINT32, DataType.INT32, DataType.STRING

PROGRAM, SHUTTER_PRIORITY, APERTURE_PRIORITY, MANUAL, BULB_MODE, INTELLIGENT_AUTO = 0, 1, 2, 3, 4, 0x16
BULB: Final = 0x0C
AUTO_ISO: Final = 0
SINGLE, CONTINUOUS, FAST, SLOW, TIMER, SHORT_TIMER = 0, 1, 4, 5, 0x10, 0x11
ONE_SHOT, MANUAL_FOCUS = 0, 3
TO_CARD, TO_COMPUTER = 2, 4
ON_COMPUTER: Final = 2  # in `output`: where live view is shown
FORMATS: Final = ("imageformat", "imageformatcf", "imageformatsd")
_ISO_100, _SECOND, _APERTURE_1 = 0x48, 0x38, 0x08
_CHARGED_PERCENT: Final = 90
_CHARGE: Final = ((5, 0), (37, 5), (62, 1), (87, 4), (100, 2))  # up to which percentage, Canon's code
LENS: Final = "RF24-70mm F2.8 L IS USM"
_WHITE_BALANCES: Final = (0, 1, 2, 3, 4, 5, 6, 8, 9)


def _thirds(first: int, last: int) -> tuple[int, ...]:
    """Return the codes from `first` to `last` that stand for whole stops and thirds of them."""
    return tuple(code for code in range(first, last + 1) if code % 8 in {0, 3, 5})


SHUTTER_CODES: Final = _thirds(0x10, 0xA0)
APERTURE_CODES: Final = _thirds(0x20, 0x50)
ISO_CODES: Final = _thirds(_ISO_100, 0x90)
BIAS_CODES: Final = tuple(sorted({sign * step for step in _thirds(0, 24) for sign in (1, -1)}))


def shutter_s(code: int) -> Fraction | None:
    """Return the time; None at bulb."""
    return None if code == BULB else nearest_speed(2 ** ((_SECOND - code) / 8))


def shutter_code(speed_s: Fraction) -> int:
    """Return the code that comes closest to a time."""
    return min(SHUTTER_CODES, key=lambda code: abs(_SECOND - code - 8 * log2(speed_s)))


def aperture(code: int) -> float:
    """Return the f-number."""
    wanted = (code - _APERTURE_1) / 16
    return min(dials.APERTURES, key=lambda stop: abs(log2(stop) - wanted))


def aperture_code(stop: float) -> int:
    """Return the code that comes closest to an f-number."""
    return min(APERTURE_CODES, key=lambda code: abs(code - _APERTURE_1 - 16 * log2(stop)))


def iso_speed(code: int) -> int:
    """Return the sensitivity; of the automatic one, the lowest."""
    wanted = 0 if code == AUTO_ISO else (code - _ISO_100) / 8
    return min(dials.ISO_SPEEDS, key=lambda speed: abs(log2(speed / 100) - wanted))


def iso_code(speed: int) -> int:
    """Return the code that comes closest to a sensitivity."""
    return min(ISO_CODES, key=lambda code: abs(code - _ISO_100 - 8 * log2(speed / 100)))


def bias_ev(code: int) -> float:
    """Return an exposure compensation in thirds of a stop."""
    signed = code - 256 if code > 127 else code
    return round(signed / 8 * 3) / 3


@dataclass
class EosProperty(Property):
    """`listed`: the body reports which values it may have, too. On the wire, every number takes four bytes."""

    listed: bool = True

    def pack_event(self) -> bytes:
        """Return the value as it travels in events."""
        return self._packed(self.value)

    def pack_choices(self) -> bytes | None:
        """Return how many values it may have, and these; None: the body does not say."""
        if not self.listed or not isinstance(self.form, Choices):
            return None
        return struct.pack("<I", len(self.form.values)) + b"".join(map(self._packed, self.form.values))

    def unpack(self, data: bytes) -> PropertyValue:
        """Return the value that a client sends. PtpError: it is none."""
        if self.kind is TEXT:
            return data.partition(b"\0")[0].decode("utf-8", "replace")
        if len(data) < 4:
            raise PtpError(ResponseCode.INVALID_PROPERTY_FORMAT)
        if self.name in FORMATS:
            return image_format.unpack_format(data)
        (number,) = struct.unpack_from("<i" if self.kind is I32 else "<I", data)
        return int(number) & {U8: 0xFF, U16: 0xFFFF}.get(self.kind, -1)

    def _packed(self, value: PropertyValue) -> bytes:
        if isinstance(value, str):
            return _padded(value.encode() + b"\0")
        if self.name in FORMATS:
            return image_format.pack_format(value)
        return struct.pack("<I", value & 0xFFFFFFFF)


@dataclass
class Battery(EosProperty):
    """The charge in percent, which the body reports in five steps."""

    def pack_event(self) -> bytes:
        """See EosProperty."""
        return struct.pack("<I", next(code for most, code in _CHARGE if int(self.value) <= most))


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def _choice(code: int, name: str, kind: DataType, value: int, *values: int) -> EosProperty:
    return EosProperty(code, name, kind, value, Choices(values))


def _status(code: int, name: str, kind: DataType, value: PropertyValue) -> EosProperty:
    return EosProperty(code, name, kind, value, writable=False)


def _exposure() -> list[Property]:
    modes = Choices((PROGRAM, SHUTTER_PRIORITY, APERTURE_PRIORITY, MANUAL, BULB_MODE, INTELLIGENT_AUTO))
    bias = [code & 0xFF for code in BIAS_CODES]
    return [
        EosProperty(0xD105, "autoexposuremode", U16, MANUAL, modes, listed=False),
        _choice(0xD102, "shutterspeed", U16, shutter_code(Fraction(1, 125)), BULB, *SHUTTER_CODES),
        _choice(0xD101, "aperture", U16, aperture_code(5.6), *APERTURE_CODES),
        _choice(0xD103, "iso", U16, iso_code(100), AUTO_ISO, *ISO_CODES),
        _choice(0xD104, "exposurecompensation", U8, 0, *bias),
        _choice(0xD107, "meteringmode", U8, 3, 1, 3, 4, 5),
    ]


def _shooting() -> list[Property]:
    return [
        _choice(0xD106, "drivemode", U16, SINGLE, SINGLE, FAST, CONTINUOUS, SLOW, TIMER, SHORT_TIMER),
        _choice(0xD108, "focusmode", U32, ONE_SHOT, ONE_SHOT, 1, 2, MANUAL_FOCUS),
        _choice(0xD109, "whitebalance", U8, 0, *_WHITE_BALANCES),
        _choice(0xD10A, "colortemperature", U32, 5200, *range(2500, 10100, 100)),
        _choice(0xD10F, "colorspace", U16, 1, 1, 2),
        _choice(0xD110, "picturestyle", U8, 0x87, *range(0x81, 0x88)),
        _choice(0xD11C, "capturetarget", U32, TO_CARD, TO_CARD, TO_COMPUTER),
        _choice(0xD178, "highisonr", U16, 2, 0, 1, 2, 3),
    ]


def _formats(raws: Sequence[int]) -> list[Property]:
    choices = image_format.formats_with(raws)
    return [_choice(0xD120 + number, name, U16, image_format.LARGE, *choices) for number, name in enumerate(FORMATS)]


def _live_view() -> list[Property]:
    return [_choice(0xD1B0, "output", U32, 0, 0, 1, 2, 3), _choice(0xD1B1, "evfmode", U16, 1, 0, 1)]


def _texts() -> list[Property]:
    return [
        EosProperty(0xD115, "ownername", TEXT, ""),
        EosProperty(0xD1D0, "artist", TEXT, ""),
        EosProperty(0xD1D1, "copyright", TEXT, ""),
    ]


def _state(olc_version: int) -> list[Property]:
    return [
        Battery(0xD111, "batterylevel", U16, _CHARGED_PERCENT, Span(0, 100), writable=False),
        EosProperty(0xD113, "datetime", U32, 0),
        EosProperty(0xD17C, "datetimeutc", U32, 0),
        _choice(0xD114, "autopoweroff", I32, 60, 60, 120, 240, 480, 900, 1800, 0),
        _status(0xD119, "ptpversion", U16, 0x100),
        _status(0xD11B, "availableshots", U32, 0),
        _status(0xD11E, "storageid", U32, STORAGE_ID),
        _status(0xD199, "olcversion", U32, olc_version),
        _status(0xD1AC, "shuttercounter", U32, 4711),
        _status(0xD1AF, "eosserialnumber", TEXT, ""),
        _status(0xD1D8, "lensname", TEXT, LENS),
    ]


def eos_properties(olc_version: int, raws: Sequence[int]) -> PropertyTable:
    """Return the table of a body as it leaves the factory; `raws` are the kinds of RAW that it has."""
    return PropertyTable([*_exposure(), *_shooting(), *_formats(raws), *_live_view(), *_texts(), *_state(olc_version)])


def standard_properties(model: str) -> PropertyTable:
    """Return the few that go by PTP's own operations."""
    return PropertyTable(
        [
            Property(0x5001, "5001", U8, _CHARGED_PERCENT, Choices((100, 75, 50, 0)), writable=False),
            Property(0xD303, "d303", U8, 1, writable=False),
            Property(0xD402, "d402", TEXT, model, writable=False),
            Property(0xD406, "d406", TEXT, "Unknown Initiator"),
            Property(0xD407, "d407", U32, 1, writable=False),
        ]
    )


READERS: Final[Mapping[str, Callable[[str], int]]] = {
    "shutterspeed": lambda text: BULB if text.lower() == "bulb" else shutter_code(_positive(text.removesuffix("s"))),
    "aperture": lambda text: aperture_code(float(_positive(text.removeprefix("f/")))),
    "iso": lambda text: AUTO_ISO if text.lower().startswith("auto") else iso_code(int(_positive(text))),
}


def _positive(text: str) -> Fraction:
    number = dials.fraction(text)
    if number <= 0:
        raise ValueError(text)
    return number
