"""A Nikon's exposure: what its settings say of it, and what each shows of the one that they come to."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rpc_camera.virtual.dials import MANUAL, SHUTTER_SPEEDS_S
from rpc_camera.virtual.exposure import ISO_LIMITS, Dials
from rpc_camera.virtual.makers.nikon.settings import BULB, HELD_OPEN, PTP_SHUTTER, SHUTTER, shutter_code, shutter_pair
from rpc_camera.virtual.ptp import PropertyValue, PtpError, ResponseCode
from rpc_camera.virtual.scale import F_NUMBER

if TYPE_CHECKING:
    from rpc_camera.virtual.exposure import Exposure
    from rpc_camera.virtual.properties import Property, PropertyTable


def read_dials(table: PropertyTable) -> Dials:
    """Return the exposure settings of `table`."""
    pair = table.number(SHUTTER.name)
    return Dials(
        mode=table.number("expprogram"),
        aperture=table.number(F_NUMBER.name) / 100,
        shutter_s=None if pair in HELD_OPEN else Fraction(pair >> 16, pair & 0xFFFF),
        iso=table.number("iso"),
        compensation_ev=table.number("exposurecompensation") / 1000,
        auto_iso_limit=ISO_LIMITS[table.number("isoautohilimit")] if table.number("autoiso") else None,
        program_shift=table.number("flexibleprogram"),
    )


def check_dial(table: PropertyTable, item: Property, value: PropertyValue) -> None:
    """Raise PtpError where Nikon says in its own words that a dial does not turn, or not to this value."""
    if item.name == F_NUMBER.name and not item.writable:
        raise PtpError(ResponseCode.APERTURE_NOT_ADJUSTABLE)
    is_time = item.name in {SHUTTER.name, PTP_SHUTTER.name}
    if is_time and item.writable and value in HELD_OPEN and table.number("expprogram") != MANUAL:
        raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE)


def read_ptp_time(table: PropertyTable) -> None:
    """Bring Nikon's own time in line with PTP's. StopIteration: there is no such time."""
    code = table.number(PTP_SHUTTER.name)
    speeds = (speed for speed in SHUTTER_SPEEDS_S if shutter_code(speed) == code)
    table[SHUTTER.name].value = BULB if code == BULB else shutter_pair(next(speeds))


def show(table: PropertyTable, exposure: Exposure, held: frozenset[str]) -> None:
    """Show the exposure in both times and in the light meter, and that the dials in `held` do not turn."""
    own, ptp, aperture = table[SHUTTER.name], table[PTP_SHUTTER.name], table[F_NUMBER.name]
    ptp.value = BULB
    if exposure.shutter_s is not None:
        own.value, ptp.value = shutter_pair(exposure.shutter_s), shutter_code(exposure.shutter_s)
    own.writable = ptp.writable = SHUTTER.name not in held
    aperture.writable = F_NUMBER.name not in held
    table["lightmeter"].value = max(-60, min(60, round(exposure.error_ev * 12)))
