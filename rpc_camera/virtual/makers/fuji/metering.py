"""Couples the exposure settings of a Fujifilm: what an automatic program chooses, and which dials it holds."""

from __future__ import annotations

from dataclasses import replace
from math import isfinite
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import dials
from rpc_camera.virtual.exposure import Dials, meter
from rpc_camera.virtual.makers.fuji import settings
from rpc_camera.virtual.properties import Choices

if TYPE_CHECKING:
    from rpc_camera.virtual.kept_dials import KeptDials
    from rpc_camera.virtual.properties import PropertyTable

_FREE: Final = {
    "f-number": frozenset({dials.MANUAL, dials.APERTURE_PRIORITY}),
    "shutterspeed": frozenset({dials.MANUAL, dials.SHUTTER_PRIORITY}),
}
_HELD: Final = Choices(())
_FORMS: Final = {name: settings.fuji_properties()[name].form for name in _FREE}


def read_dials(table: PropertyTable) -> Dials:
    """Return the exposure settings of `table`. KeyError: there is no such time."""
    iso, mode = table.number("iso"), table.number("expprogram")
    read = Dials(
        mode=dials.PROGRAM if mode == settings.PROGRAM else mode,
        aperture=table.number("f-number") / 100,
        shutter_s=settings.shutter_s(table.number("shutterspeed")),
        iso=max(iso, 100),
        compensation_ev=table.number("exposurecompensation") / 1000,
        auto_iso_limit=settings.AUTO_ISO.get(iso),
    )
    return read if mode != dials.MANUAL or iso in settings.AUTO_ISO else replace(read, compensation_ev=0.0)


def settle(table: PropertyTable, turned: str, kept: KeptDials) -> None:
    """Show what an automatic program chooses after `turned` was set; of a dial that it holds, no choices are listed.

    ArithmeticError, KeyError, ValueError: nothing can be reckoned with what is set.
    """
    mode = read_dials(table).mode
    kept.hold(table, {name for name, modes in _FREE.items() if mode not in modes}, turned)
    read = read_dials(table)
    exposure = meter(read)
    if not isfinite(exposure.error_ev):
        raise ValueError(exposure)
    if read.mode not in _FREE["f-number"]:
        table["f-number"].value = round(exposure.aperture * 100)
    if read.mode not in _FREE["shutterspeed"] and exposure.shutter_s is not None:
        table["shutterspeed"].value = settings.shutter_code(exposure.shutter_s)
    for name, modes in _FREE.items():
        table[name].form = _FORMS[name] if read.mode in modes else _HELD
