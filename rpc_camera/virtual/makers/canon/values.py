"""How the values of an EOS's settings travel: numbers in four bytes, texts with a zero, image formats as lists."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.makers.canon import image_format
from rpc_camera.virtual.makers.canon.settings import FORMATS
from rpc_camera.virtual.ptp import DataType, PropertyValue, PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.properties import Property

_CHARGE: Final = ((5, 0), (37, 5), (62, 1), (87, 4), (100, 2))  # up to which percentage, Canon's code
_MASKS: Final = {DataType.UINT8: 0xFF, DataType.UINT16: 0xFFFF}


def pack_value(item: Property, value: PropertyValue) -> bytes:
    """Return a value that `item` may have."""
    if isinstance(value, str):
        return pack_text(value)
    if item.name in FORMATS:
        return image_format.pack_format(value)
    return struct.pack("<I", value & 0xFFFFFFFF)


def pack_current(item: Property) -> bytes:
    """Return the value that it has; of the charge, which of five steps it is."""
    if item.name == "batterylevel":
        return struct.pack("<I", next(code for most, code in _CHARGE if int(item.value) <= most))
    return pack_value(item, item.value)


def pack_text(text: str) -> bytes:
    """Return a text, filled up to four bytes."""
    data = text.encode() + b"\0"
    return data + bytes(-len(data) % 4)


def unpack_value(item: Property, data: bytes) -> PropertyValue:
    """Return the value that a client sends. PtpError: it is none."""
    if item.kind is DataType.STRING:
        return data.partition(b"\0")[0].decode("utf-8", "replace")
    if len(data) < 4:
        raise PtpError(ResponseCode.INVALID_PROPERTY_FORMAT)
    if item.name in FORMATS:
        return image_format.unpack_format(data)
    (number,) = struct.unpack_from("<i" if item.kind is DataType.INT32 else "<I", data)
    return int(number) & _MASKS.get(item.kind, -1)
