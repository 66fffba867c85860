"""An EOS's exposure program: which dials it holds, and what it chooses for them."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import dials
from rpc_camera.virtual.exposure import Dials, meter
from rpc_camera.virtual.makers.canon import settings
from rpc_camera.virtual.ptp import PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.kept_dials import KeptDials
    from rpc_camera.virtual.properties import Property, PropertyTable

_AUTO_ISO_LIMIT: Final = 6400
_MODES: Final = {
    settings.PROGRAM: dials.PROGRAM,
    settings.SHUTTER_PRIORITY: dials.SHUTTER_PRIORITY,
    settings.APERTURE_PRIORITY: dials.APERTURE_PRIORITY,
    settings.MANUAL: dials.MANUAL,
    settings.BULB_MODE: dials.MANUAL,
}
_FREE: Final = {
    "aperture": frozenset({settings.APERTURE_PRIORITY, settings.MANUAL, settings.BULB_MODE}),
    "shutterspeed": frozenset({settings.SHUTTER_PRIORITY, settings.MANUAL}),
}


def check_dial(table: PropertyTable, item: Property) -> None:
    """Raise PtpError for a dial that the program holds."""
    mode = _mode(table)
    if mode not in _FREE.get(item.name, {mode}):
        raise PtpError(ResponseCode.ACCESS_DENIED)


def read_dials(table: PropertyTable) -> Dials:
    """Return what is set; without an automatism, the compensation has no effect."""
    is_auto = table.number("iso") == settings.AUTO_ISO
    read = Dials(
        mode=_MODES.get(_mode(table), dials.AUTO),
        aperture=settings.aperture(table.number("aperture")),
        shutter_s=settings.shutter_s(table.number("shutterspeed")),
        iso=settings.iso_speed(table.number("iso")),
        compensation_ev=settings.bias_ev(table.number("exposurecompensation")),
        auto_iso_limit=_AUTO_ISO_LIMIT if is_auto else None,
    )
    return read if read.mode != dials.MANUAL or is_auto else replace(read, compensation_ev=0.0)


def settle(table: PropertyTable, turned: str, kept: KeptDials) -> None:
    """Bring the settings in line after `turned` was set. ValueError: nothing can be reckoned with it."""
    mode = _mode(table)
    kept.hold(table, {name for name, modes in _FREE.items() if mode not in modes}, turned)
    if mode == settings.BULB_MODE:
        table["shutterspeed"].value = settings.BULB
    if turned == settings.FORMATS[0]:
        for name in settings.FORMATS:
            table[name].value = table[turned].value
    exposure = meter(read_dials(table))
    if not isfinite(exposure.error_ev):
        raise ValueError(exposure)
    if mode not in _FREE["aperture"]:
        table["aperture"].value = settings.aperture_code(exposure.aperture)
    if mode not in {*_FREE["shutterspeed"], settings.BULB_MODE} and exposure.shutter_s is not None:
        table["shutterspeed"].value = settings.shutter_code(exposure.shutter_s)


def _mode(table: PropertyTable) -> int:
    return table.number("autoexposuremode")
