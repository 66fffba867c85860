"""Values of properties as libgphoto2 shows them, where that is more telling than the PTP code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.virtual.dials import fraction
from rpc_camera.virtual.makers.nikon.settings import BULB, TIME, shutter_code, shutter_pair
from rpc_camera.virtual.ptp import DataType

if TYPE_CHECKING:
    from rpc_camera.virtual.properties import Property
    from rpc_camera.virtual.ptp import PropertyValue

_HELD_OPEN = {"bulb": BULB, "time": TIME}


def raw_value(item: Property, value: PropertyValue) -> PropertyValue:
    """Return what `value` is in PTP; a number is that already. ValueError: a text that is not understood."""
    if isinstance(value, int) or item.kind is DataType.STRING:
        return value
    match item.name:
        case "shutterspeed" | "shutterspeed2" if value.lower() in _HELD_OPEN:
            return _HELD_OPEN[value.lower()]
        case "shutterspeed":
            return shutter_code(fraction(value.removesuffix("s")))
        case "shutterspeed2":
            return shutter_pair(fraction(value.removesuffix("s")))
        case "f-number":
            return round(100 * fraction(value.removeprefix("f/")))
        case _:
            return int(value, 0)
