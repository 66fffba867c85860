"""PTP's vocabulary (ISO 15740, with additions of makers) and the packing of its datasets, all little-endian."""

from __future__ import annotations

import struct
from enum import IntEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

PropertyValue: TypeAlias = "int | str"

STORAGE_ID = 0x00010001
SECOND_STORAGE_ID = 0x00020001
ALL_OBJECTS = 0xFFFFFFFF
ROOT = 0xFFFFFFFF
FIRST_RAM_HANDLE = 0xFFFF0001
DATE_TIME = 0x5011  # the property


class ResponseCode(IntEnum):
    """How an operation ended."""

    OK = 0x2001
    GENERAL_ERROR = 0x2002
    SESSION_NOT_OPEN = 0x2003
    OPERATION_NOT_SUPPORTED = 0x2005
    INVALID_STORAGE_ID = 0x2008
    INVALID_OBJECT_HANDLE = 0x2009
    PROPERTY_NOT_SUPPORTED = 0x200A
    STORE_FULL = 0x200C
    OBJECT_WRITE_PROTECTED = 0x200D
    ACCESS_DENIED = 0x200F
    NO_THUMBNAIL_PRESENT = 0x2010
    PARTIAL_DELETION = 0x2012
    STORE_NOT_AVAILABLE = 0x2013
    NO_VALID_OBJECT_INFO = 0x2015
    DEVICE_BUSY = 0x2019
    INVALID_PARENT_OBJECT = 0x201A
    INVALID_PROPERTY_FORMAT = 0x201B
    INVALID_PROPERTY_VALUE = 0x201C
    INVALID_PARAMETER = 0x201D
    SESSION_ALREADY_OPEN = 0x201E
    OUT_OF_FOCUS = 0xA002
    INVALID_STATUS = 0xA004
    APERTURE_NOT_ADJUSTABLE = 0xA00A
    NOT_LIVE_VIEW = 0xA00B
    FOCUS_STEP_END = 0xA00C
    BULB_RELEASE_BUSY = 0xA200


class EventCode(IntEnum):
    """What the camera reports on its own."""

    OBJECT_ADDED = 0x4002
    STORE_ADDED = 0x4004
    STORE_REMOVED = 0x4005
    PROPERTY_CHANGED = 0x4006
    STORE_FULL = 0x400A
    CAPTURE_COMPLETE = 0x400D
    OBJECT_ADDED_IN_RAM = 0xC101
    CAPTURE_COMPLETE_IN_RAM = 0xC102


class ObjectFormat(IntEnum):
    """The kinds of object a card holds."""

    UNDEFINED = 0x3000
    FOLDER = 0x3001
    TEXT = 0x3004
    AVI = 0x300A
    QUICKTIME = 0x300D
    JPEG = 0x3801
    JFIF = 0x3808
    PNG = 0x380B
    TIFF = 0x380D
    DNG = 0x3811
    CR2 = 0xB103
    CR3 = 0xB108


class DataType(IntEnum):
    """The types of a device property."""

    INT8 = 0x0001
    UINT8 = 0x0002
    INT16 = 0x0003
    UINT16 = 0x0004
    INT32 = 0x0005
    UINT32 = 0x0006
    STRING = 0xFFFF


_STRUCT_CODES = {
    DataType.INT8: "<b",
    DataType.UINT8: "<B",
    DataType.INT16: "<h",
    DataType.UINT16: "<H",
    DataType.INT32: "<i",
    DataType.UINT32: "<I",
}


class PtpError(Exception):
    """An operation that the camera refuses with `code`."""

    def __init__(self, code: int) -> None:
        super().__init__(f"{_words(code)} (0x{code:04x})")
        self.code = code


def _words(code: int) -> str:
    try:
        return ResponseCode(code).name.lower().replace("_", " ")
    except ValueError:
        return "a code without a name"


def pack_string(text: str) -> bytes:
    """Return a PTP string: the number of UTF-16 units with the final zero, then those; at most 254 units of text."""
    if not text:
        return b"\0"
    encoded = text.encode("utf-16-le")[: 254 * 2]
    return bytes([len(encoded) // 2 + 1]) + encoded + b"\0\0"


def unpack_string(data: bytes, offset: int = 0) -> str:
    """Return the PTP string at `offset`; raises PtpError when it is cut short."""
    if offset >= len(data) or offset + 1 + 2 * data[offset] > len(data):
        raise PtpError(ResponseCode.INVALID_PROPERTY_FORMAT)
    units = data[offset + 1 : offset + 1 + 2 * data[offset]]
    return units.decode("utf-16-le", "replace").rstrip("\0")


def pack_array(values: Sequence[int], item: Literal["H", "I"]) -> bytes:
    """Return a PTP array of 16 bit ("H") or 32 bit ("I") numbers."""
    return struct.pack(f"<I{len(values)}{item}", len(values), *values)


def pack_pairs(pairs: Sequence[tuple[int, int]]) -> bytes:
    """Return a list of events or of changes: how many, then a code in 16 bits and a number in 32 bits each."""
    return struct.pack("<H", len(pairs)) + b"".join(struct.pack("<HI", *pair) for pair in pairs)


def pack_value(kind: DataType, value: PropertyValue) -> bytes:
    """One property value as it travels."""
    if isinstance(value, str):
        return pack_string(value)
    return struct.pack(_STRUCT_CODES[kind], value)


def unpack_value(kind: DataType, data: bytes) -> PropertyValue:
    """Return the opposite of pack_value; raises PtpError when `data` is of another size."""
    if kind is DataType.STRING:
        return unpack_string(data)
    if len(data) != struct.calcsize(_STRUCT_CODES[kind]):
        raise PtpError(ResponseCode.INVALID_PROPERTY_FORMAT)
    (value,) = struct.unpack(_STRUCT_CODES[kind], data)
    return int(value)


def pack_time(moment: datetime) -> str:
    """Return a moment as PTP writes it: local time, to the second."""
    return moment.strftime("%Y%m%dT%H%M%S")
