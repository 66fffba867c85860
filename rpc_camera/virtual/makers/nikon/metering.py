"""Couples the exposure settings of a property table: what one dial does to the others."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rpc_camera.virtual import dials
from rpc_camera.virtual.dials import SHUTTER_SPEEDS_S
from rpc_camera.virtual.exposure import ISO_LIMITS, Dials, Exposure, meter
from rpc_camera.virtual.makers.nikon.settings import BULB, HELD_OPEN, shutter_code, shutter_pair
from rpc_camera.virtual.ptp import PropertyValue, PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.properties import Property, PropertyTable

_FREE_APERTURE = {dials.MANUAL, dials.APERTURE_PRIORITY}
_FREE_SHUTTER = {dials.MANUAL, dials.SHUTTER_PRIORITY}


def read_dials(table: PropertyTable) -> Dials:
    """Return the exposure settings of `table`."""
    pair = table.number("shutterspeed2")
    mode = table.number("expprogram")
    auto_iso = bool(table.number("autoiso"))
    counts = auto_iso or mode != dials.MANUAL
    return Dials(
        mode=mode,
        aperture=table.number("f-number") / 100,
        shutter_s=None if pair in HELD_OPEN else Fraction(pair >> 16, pair & 0xFFFF),
        iso=table.number("iso"),
        compensation_ev=table.number("exposurecompensation") / 1000 if counts else 0.0,
        auto_iso_limit=ISO_LIMITS[table.number("isoautohilimit")] if auto_iso else None,
        program_shift=table.number("flexibleprogram"),
    )


def check_dial(table: PropertyTable, item: Property, value: PropertyValue) -> None:
    """Raise PtpError when the exposure program does not let go of this dial, or not to this value."""
    mode = table.number("expprogram")
    if item.name == "f-number" and mode not in _FREE_APERTURE:
        raise PtpError(ResponseCode.APERTURE_NOT_ADJUSTABLE)
    if item.name in {"shutterspeed", "shutterspeed2"}:
        if mode not in _FREE_SHUTTER:
            raise PtpError(ResponseCode.ACCESS_DENIED)
        if value in HELD_OPEN and mode != dials.MANUAL:
            raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE)


def held_dials(table: PropertyTable) -> set[str]:
    """Return the dials that the exposure program chooses."""
    mode = table.number("expprogram")
    free = {"f-number": _FREE_APERTURE, "shutterspeed2": _FREE_SHUTTER}
    return {name for name, modes in free.items() if mode not in modes}


def settle(table: PropertyTable, turned: str | None = None) -> Exposure:
    """Bring every coupled property in line after the one named `turned` was set; the exposure that follows."""
    if turned == "shutterspeed":
        table["shutterspeed2"].value = _pair_of(table.number("shutterspeed"))
    exposure = meter(read_dials(table))
    held_open = table.number("shutterspeed2") if table.number("shutterspeed2") in HELD_OPEN else BULB
    pair = held_open if exposure.shutter_s is None else shutter_pair(exposure.shutter_s)
    table["shutterspeed2"].value = pair
    table["shutterspeed"].value = BULB if exposure.shutter_s is None else shutter_code(exposure.shutter_s)
    table["f-number"].value = round(exposure.aperture * 100)
    table["lightmeter"].value = max(-60, min(60, round(exposure.error_ev * 12)))
    mode = table.number("expprogram")
    table["f-number"].writable = mode in _FREE_APERTURE
    table["shutterspeed"].writable = table["shutterspeed2"].writable = mode in _FREE_SHUTTER
    return exposure


def _pair_of(code: int) -> int:
    if code == BULB:
        return BULB
    return next(shutter_pair(speed) for speed in SHUTTER_SPEEDS_S if shutter_code(speed) == code)
