"""The settings of the virtual Nikon: which properties it has, their choices, and what they are at first.

A property's name is that of libgphoto2's widget. Over PTP/IP libgphoto2 does not ask which body it is: the
first of its menus that knows a property names the choices, often that of the D90 ("imagequality", "dlighting").
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from rpc_camera.virtual.dials import (
    APERTURE_PRIORITY,
    AUTO,
    F_NUMBERS,
    FOCAL_LENGTHS_MM,
    IMAGE_SIZES,
    ISO_SPEEDS,
    MANUAL,
    PROGRAM,
    SHUTTER_PRIORITY,
    SHUTTER_SPEEDS_S,
    bias_codes,
)
from rpc_camera.virtual.properties import Property, PropertyTable, Span, choice, span, status
from rpc_camera.virtual.ptp import DataType
from rpc_camera.virtual.scale import Scale

U8, U16, U32 = DataType.UINT8, DataType.UINT16, DataType.UINT32
I8, I16, I32, STRING = DataType.INT8, DataType.INT16, DataType.INT32, DataType.STRING

BULB, TIME = 0xFFFFFFFF, 0xFFFFFFFD
HELD_OPEN = frozenset({BULB, TIME})
"""Speeds that are none: at Bulb the shutter closes when the button is let go, at Time with the next release."""
SINGLE_SHOT, BURST, TIMER, MIRROR_UP = 1, 2, 0x8011, 0x8012
MANUAL_FOCUS = 1
SELF_TIMER_S = (2, 5, 10, 20)
_SIZES = tuple(f"{width}x{height}" for width, height in IMAGE_SIZES)
LIVE_VIEW_SIZES = {1: (320, 240), 2: (640, 480), 3: (1024, 768)}


def shutter_code(speed_s: Fraction) -> int:
    """ExposureTime counts in 0.1 ms."""
    return max(1, int(speed_s * 10000))


def shutter_pair(speed_s: Fraction) -> int:
    """Nikon's own exposure time: numerator and denominator in 16 bits each."""
    if 1 in {speed_s.numerator, speed_s.denominator}:
        return speed_s.numerator << 16 | speed_s.denominator
    return (round(speed_s * 10) << 16 | 10) if speed_s > 1 else (10 << 16 | round(10 / speed_s))


PTP_SHUTTER: Final = Scale("shutterspeed", shutter_code, {"bulb": BULB})
SHUTTER: Final = Scale("shutterspeed2", shutter_pair, {"bulb": BULB, "time": TIME})


def _switch(code: int, name: str, value: int = 0) -> Property:
    return Property(code, name, U8, value, Span(0, 1))


def _exposure() -> list[Property]:
    codes = dict.fromkeys(shutter_code(speed) for speed in SHUTTER_SPEEDS_S)
    pairs = (shutter_pair(speed) for speed in SHUTTER_SPEEDS_S)
    return [
        choice(0x500E, "expprogram", U16, MANUAL, MANUAL, PROGRAM, APERTURE_PRIORITY, SHUTTER_PRIORITY, AUTO),
        choice(0x5007, "f-number", U16, 560, *F_NUMBERS),
        choice(0x500D, "shutterspeed", U32, 80, *codes, BULB),
        choice(0xD100, "shutterspeed2", U32, shutter_pair(Fraction(1, 125)), *pairs, BULB, TIME),
        choice(0x500F, "iso", U16, 100, *ISO_SPEEDS),
        choice(0x5010, "exposurecompensation", I16, 0, *bias_codes(333)),
        _switch(0xD054, "autoiso"),
        span(0xD109, "flexibleprogram", I8, 0, -30, 30, 2),
        choice(0x500B, "exposuremetermode", U16, 3, 2, 3, 4),
        span(0xD183, "isoautohilimit", U8, 3, 0, 5),
        span(0xD164, "minimumshutterspeed", U8, 0x12, 0, 0x17),
        span(0xD056, "evstep", U8, 0, 0, 1),
    ]


def _image() -> list[Property]:
    return [
        choice(0x5003, "imagesize", STRING, _SIZES[0], *_SIZES),
        choice(0x5004, "imagequality", U8, 2, 0, 1, 2, 4, 5, 6, 7),
        choice(0x5005, "whitebalance", U16, 2, 2, 4, 5, 6, 7, 0x8010, 0x8011, 0x8012, 0x8013),
        span(0xD032, "colorspace", U8, 0, 0, 1),
        span(0xD016, "rawcompression", U8, 0, 0, 1),
        span(0xD14E, "dlighting", U8, 4, 0, 5),
        span(0xD070, "highisonr", U8, 2, 0, 3),
        _switch(0xD06B, "longexpnr"),
        span(0xD0F7, "vignettecorrection", U8, 1, 0, 3),
        _switch(0xD0F8, "autodistortioncontrol", 1),
    ]


def _shooting() -> list[Property]:
    return [
        choice(0x5013, "capturemode", U16, SINGLE_SHOT, SINGLE_SHOT, BURST, 0x8010, TIMER, 0x8016, MIRROR_UP),
        span(0x5018, "burstnumber", U16, 3, 1, 20),
        span(0xD063, "selftimerdelay", U8, 0, 0, 3),
        span(0xD068, "shootingspeed", U8, 0, 0, 3),
        choice(0x500A, "focusmode", U16, 0x8010, MANUAL_FOCUS, 0x8010, 0x8011, 0x8012),
        choice(0x501C, "focusmetering", U16, 0x8010, 0x8010, 0x8011, 0x0002, 0x8012),
        span(0xD05D, "liveviewafmode", U8, 1, 0, 4),
        span(0xD061, "liveviewaffocus", U8, 0, 0, 3),
        choice(0xD1AC, "liveviewsize", U8, 2, *LIVE_VIEW_SIZES),
        _switch(0xD04F, "focusareawrap"),
        _switch(0xD163, "assistlight", 1),
        _switch(0xD06A, "exposuredelaymode"),
        choice(0x500C, "flashmode", U16, 2, 2, 3, 0x8010, 0x8011),
        span(0xD126, "flashexposurecompensation", I8, 0, -18, 6, 2),
        span(0xD074, "flashsyncspeed", U8, 1, 0, 6),
        span(0xD075, "flashshutterspeed", U8, 0, 0, 11),
        span(0xD059, "centerweightsize", U8, 1, 0, 4),
        _switch(0xD08A, "nocfcardrelease"),
        _switch(0xD06C, "filenrsequencing", 1),
    ]


def _body() -> list[Property]:
    return [
        Property(0x5011, "datetime", STRING, ""),
        Property(0xD072, "artist", STRING, ""),
        Property(0xD073, "copyright", STRING, ""),
        Property(0xD090, "imagecomment", STRING, ""),
        _switch(0xD091, "imagecommentenable"),
        span(0xD10B, "recordingmedia", U8, 0, 0, 1),
        span(0xD08F, "cleansensor", U8, 1, 0, 3),
        span(0xD034, "flickerreduction", U8, 2, 0, 2),
        span(0xD064, "lcdofftime", U8, 2, 0, 4),
        span(0xD062, "meterofftime", U8, 1, 0, 8),
        _switch(0xD160, "afbeep"),
        _switch(0xD16C, "viewfindergrid"),
        _switch(0xD165, "imagereview", 1),
    ]


def _state() -> list[Property]:
    short_mm, long_mm = FOCAL_LENGTHS_MM
    return [
        status(0x5001, "batterylevel", U8, 87, Span(0, 100)),
        status(0x5008, "focallength", U32, 3500, Span(short_mm * 100, long_mm * 100)),
        status(0xD0E0, "lensname", U8, 147),
        status(0xD0E3, "minfocallength", U32, short_mm * 100),
        status(0xD0E4, "maxfocallength", U32, long_mm * 100),
        status(0xD0E5, "apertureatminfocallength", U16, 280),
        status(0xD0E6, "apertureatmaxfocallength", U16, 280),
        status(0xD101, "acpower", U8, 0, Span(0, 1)),
        status(0xD120, "externalflash", U8, 0, Span(0, 1)),
        status(0xD121, "externalflashready", U8, 0, Span(0, 1)),
        status(0xD10E, "orientation", U8, 0, Span(0, 3)),
        status(0xD067, "orientation2", I32, 0),
        status(0xD15B, "activefolder", U16, 100, Span(100, 999)),
        status(0xD1F1, "availableshots", U32, 0),
        status(0xD1B0, "lowlight", U8, 0, Span(0, 3)),
        status(0xD1B1, "lightmeter", I8, 0, Span(-60, 60)),
        status(0xD104, "aflocked", U8, 0, Span(0, 1)),
        status(0xD105, "aelocked", U8, 0, Span(0, 1)),
        status(0xD106, "fvlocked", U8, 0, Span(0, 1)),
        status(0xD1A2, "liveviewstatus", U8, 0, Span(0, 1)),
        status(0xD1A4, "liveviewprohibit", U32, 0),
    ]


def nikon_properties() -> PropertyTable:
    """Return a fresh table, as the camera leaves the factory."""
    return PropertyTable([*_exposure(), *_image(), *_shooting(), *_body(), *_state()])
