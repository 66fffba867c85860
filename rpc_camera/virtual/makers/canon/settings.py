"""The settings of an EOS: which it has, their choices, and what they are at first. Their names are libgphoto2's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.makers.canon import image_format, scales
from rpc_camera.virtual.properties import Choices, Property, PropertyTable, Span, choice, status
from rpc_camera.virtual.ptp import STORAGE_ID, DataType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rpc_camera.virtual.body import Identity

U8, U16, U32, I32, TEXT = DataType.UINT8, DataType.UINT16, DataType.UINT32, DataType.INT32, DataType.STRING

PROGRAM, SHUTTER_PRIORITY, APERTURE_PRIORITY, MANUAL, BULB_MODE, INTELLIGENT_AUTO = 0, 1, 2, 3, 4, 0x16
SINGLE, CONTINUOUS, FAST, SLOW, TIMER, SHORT_TIMER = 0, 1, 4, 5, 0x10, 0x11
ONE_SHOT, MANUAL_FOCUS = 0, 3
TO_CARD, TO_COMPUTER = 2, 4
ON_COMPUTER: Final = 2  # in `output`: where live view is shown
FORMATS: Final = ("imageformat", "imageformatcf", "imageformatsd")
LENS: Final = "RF24-70mm F2.8 L IS USM"
UNLISTED: Final = "autoexposuremode"
"""The setting of which the body does not report which values it may have."""
_CHARGED_PERCENT: Final = 90


def _exposure() -> list[Property]:
    modes = (PROGRAM, SHUTTER_PRIORITY, APERTURE_PRIORITY, MANUAL, BULB_MODE, INTELLIGENT_AUTO)
    return [
        choice(0xD105, "autoexposuremode", U16, MANUAL, *modes),
        choice(0xD102, "shutterspeed", U16, scales.SHUTTER.read("1/125"), scales.BULB, *scales.TIMES_S),
        choice(0xD101, "aperture", U16, scales.APERTURE.read("5.6"), *scales.F_NUMBERS),
        choice(0xD103, "iso", U16, scales.ISO.read("100"), scales.AUTO_ISO, *scales.ISO_SPEEDS),
        choice(0xD104, "exposurecompensation", U8, 0, *scales.BIASES_EV),
        choice(0xD107, "meteringmode", U8, 3, 1, 3, 4, 5),
    ]


def _shooting() -> list[Property]:
    return [
        choice(0xD106, "drivemode", U16, SINGLE, SINGLE, FAST, CONTINUOUS, SLOW, TIMER, SHORT_TIMER),
        choice(0xD108, "focusmode", U32, ONE_SHOT, ONE_SHOT, 1, 2, MANUAL_FOCUS),
        choice(0xD109, "whitebalance", U8, 0, 0, 1, 2, 3, 4, 5, 6, 8, 9),
        choice(0xD10A, "colortemperature", U32, 5200, *range(2500, 10100, 100)),
        choice(0xD10F, "colorspace", U16, 1, 1, 2),
        choice(0xD110, "picturestyle", U8, 0x87, *range(0x81, 0x88)),
        choice(0xD11C, "capturetarget", U32, TO_CARD, TO_CARD, TO_COMPUTER),
        choice(0xD178, "highisonr", U16, 2, 0, 1, 2, 3),
        choice(0xD1B0, "output", U32, 0, 0, 1, 2, 3),
        choice(0xD1B1, "evfmode", U16, 1, 0, 1),
    ]


def _formats(raws: Sequence[int]) -> list[Property]:
    choices = image_format.formats_with(raws)
    return [choice(0xD120 + number, name, U16, image_format.LARGE, *choices) for number, name in enumerate(FORMATS)]


def _state(olc_version: int, serial: str) -> list[Property]:
    return [
        Property(0xD115, "ownername", TEXT, ""),
        Property(0xD1D0, "artist", TEXT, ""),
        Property(0xD1D1, "copyright", TEXT, ""),
        status(0xD111, "batterylevel", U16, _CHARGED_PERCENT, Span(0, 100)),
        Property(0xD113, "datetime", U32, 0),
        Property(0xD17C, "datetimeutc", U32, 0),
        choice(0xD114, "autopoweroff", I32, 60, 60, 120, 240, 480, 900, 1800, 0),
        status(0xD119, "ptpversion", U16, 0x100),
        status(0xD11B, "availableshots", U32, 0),
        status(0xD11E, "storageid", U32, STORAGE_ID),
        status(0xD199, "olcversion", U32, olc_version),
        status(0xD1AC, "shuttercounter", U32, 4711),
        status(0xD1AF, "eosserialnumber", TEXT, serial),
        status(0xD1D8, "lensname", TEXT, LENS),
    ]


def _standard(model: str) -> list[Property]:
    return [
        status(0x5001, "5001", U8, _CHARGED_PERCENT, Choices((100, 75, 50, 0))),
        status(0xD303, "d303", U8, 1),
        status(0xD402, "d402", TEXT, model),
        Property(0xD406, "d406", TEXT, "Unknown Initiator"),
        status(0xD407, "d407", U32, 1),
    ]


STANDARD: Final = frozenset(item.code for item in _standard(""))
"""The codes of those that go by PTP's own operations, and are not reported."""


def eos_properties(identity: Identity, olc_version: int, raws: Sequence[int]) -> PropertyTable:
    """Return the table of a body as it leaves the factory; `raws` are the kinds of RAW that it has."""
    own = [*_exposure(), *_shooting(), *_formats(raws), *_state(olc_version, identity.serial)]
    return PropertyTable([*own, *_standard(identity.model)])
