"""A camera made from the dump of a real body: it has its properties, and lets be set what that one did."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.usb.testbed.dump_text import FORMATS, STRING, Dump, DumpedProperty, PropertyValue, read_dump
from tests.usb.testbed.ptp_ip import Operation, Outcome
from tests.usb.testbed.umockdev import GLib

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_OK, _UNSUPPORTED, _NO_PROPERTY, _READ_ONLY, _BAD_VALUE, _BAD_SIZE = 0x2001, 0x2005, 0x200A, 0x200F, 0x201C, 0x201B
_NIKON, _SONY = 0x0A, 0x11
# What bodies have whose dump does not say; those of a make beside them.
_STANDARD: Final = (*range(0x1001, 0x100C), 0x100E, 0x1014, 0x1015, 0x1016)
_OF_MAKES: Final = {
    _NIKON: (0x90C0, 0x90C1, 0x90C2, 0x90C7, 0x90C8, 0x90CA, 0x9201, 0x9202, 0x9203),
    _SONY: (0x9201, 0x9202, 0x9205, 0x9207, 0x9209),
}
_EVENTS: Final = (0x4002, 0x4003, 0x4006, 0x400D)
_STORAGE: Final = 0x10001
_CARD: Final = struct.Struct("<HHHQQI")
_SONY_STEPPED_PROTOCOL, _SONY_VALUES_PROTOCOL = 200, 300
_SHUTTER_SPEED: Final = 0xD20D
_OPENS: Final = (0x1002, 0x1003, 0x9201, 0x90C8, 0x90C2, 0x9202)


class DumpedCamera:
    """Answers as the body of a dump would, as far as the dump says how."""

    def __init__(self, dump: str) -> None:
        self._dump = read_dump(Path(dump))
        self._operations = self._dump.operations or (*_STANDARD, *_OF_MAKES.get(self._dump.vendor_extension, ()))
        self._sessions = 0

    def perform(self, operation: Operation, done: Callable[[Outcome], None]) -> None:
        """Report the outcome, as a camera would, after this has returned."""
        session = self._sessions

        def report() -> Any:
            if session == self._sessions:
                done(self._outcome(operation))
            return GLib.SOURCE_REMOVE

        GLib.idle_add(report)

    def reset(self) -> None:
        """Report nothing of what was asked before; the properties stay as they are."""
        self._sessions += 1

    def _outcome(self, operation: Operation) -> Outcome:
        parameters = struct.unpack(f"<{len(operation.parameters) // 4}I", operation.parameters)
        first = parameters[0] if parameters else 0
        if operation.code not in self._operations:
            return Outcome(_UNSUPPORTED)
        if self._dump.vendor_extension == _SONY and operation.code in _OF_MAKES[_SONY]:
            return self._sony(operation, first)
        if operation.code in {0x1014, 0x1015, 0x1016}:
            return self._of_property(operation, first)
        return self._about_itself().get(operation.code, Outcome(_UNSUPPORTED))

    def _about_itself(self) -> dict[int, Outcome]:
        """Return the outcomes of operations without parameters that matter: it has a card, and no file and no event."""
        own = [code for code in self._dump.properties if code >= 0xD000]
        return {
            0x1001: Outcome(_OK, data=self._device_info()),
            0x1004: Outcome(_OK, data=_array((_STORAGE,), "I")),
            0x1005: Outcome(_OK, data=_CARD.pack(4, 3, 0, 64 << 30, 60 << 30, 1000) + _text("card") + _text("")),
            0x1006: Outcome(_OK, struct.pack("<I", 0)),
            0x1007: Outcome(_OK, data=_array((), "I")),
            0x90C7: Outcome(_OK, data=struct.pack("<H", 0)),
            0x90CA: Outcome(_OK, data=_array(own, "H")),
        } | dict.fromkeys(_OPENS, Outcome(_OK))

    def _of_property(self, operation: Operation, code: int) -> Outcome:
        found = self._dump.properties.get(code)
        if not found:
            return Outcome(_NO_PROPERTY)
        if operation.code == 0x1014:
            head = struct.pack("<HHB", code, found.kind, found.is_writable)
            return Outcome(_OK, data=head + _packed(found, found.value) * 2 + _form(found))
        if operation.code == 0x1015:
            return Outcome(_OK, data=_packed(found, found.value))
        return Outcome(_put(found, operation.data or b""))

    def _sony(self, operation: Operation, code: int) -> Outcome:
        """Do one of the operations of Sony: pictures and live view are none of what a dump says."""
        match operation.code:
            case 0x9202:
                speeds = self._dump.properties.get(_SHUTTER_SPEED)
                protocol = _SONY_VALUES_PROTOCOL if speeds and speeds.choices else _SONY_STEPPED_PROTOCOL
                codes = sorted(self._dump.properties)
                return Outcome(_OK, data=struct.pack("<H", protocol) + _array(codes, "H") + _array((), "H"))
            case 0x9209:
                descriptions = [_sony_description(each) for each in self._dump.properties.values()]
                return Outcome(_OK, data=struct.pack("<II", len(descriptions), 0) + b"".join(descriptions))
            case 0x9205 if found := self._dump.properties.get(code):
                return Outcome(_put(found, operation.data or b""))
            case 0x9205 | 0x9207:
                return Outcome(_NO_PROPERTY)  # it has no buttons, and no steps from value to value
        return Outcome(_OK)

    def _device_info(self) -> bytes:
        dump: Dump = self._dump
        return b"".join(
            (
                struct.pack("<HIH", 100, dump.vendor_extension, 100),
                _text(dump.vendor_text),
                struct.pack("<H", 0),
                _array(self._operations, "H"),
                _array(_EVENTS, "H"),
                _array([] if dump.vendor_extension == _SONY else sorted(dump.properties), "H"),
                _array((0x3801,), "H"),
                _array((0x3801, 0x3000, 0x3001), "H"),
                *map(_text, (dump.manufacturer, dump.model, dump.version, dump.serial_number)),
            )
        )


def _put(found: DumpedProperty, data: bytes) -> int:
    """Set a property as a host has asked; return the response code."""
    if not found.is_writable:
        return _READ_ONLY
    if found.kind == STRING:
        found.value = data[1:].decode("utf-16-le", errors="replace").rstrip("\0")
        return _OK
    if len(data) != struct.calcsize(FORMATS[found.kind]):
        return _BAD_SIZE
    (value,) = struct.unpack(FORMATS[found.kind], data)
    if (found.choices and value not in found.choices) or (
        found.range and not found.range[0] <= value <= found.range[1]
    ):
        return _BAD_VALUE
    found.value = value
    return _OK


def _sony_description(found: DumpedProperty) -> bytes:
    head = struct.pack("<HHBB", found.code, found.kind, 0x81 if found.is_writable else 0, 1 if found.is_writable else 2)
    return head + _packed(found, found.value) * 2 + _form(found)


def _form(found: DumpedProperty) -> bytes:
    if found.choices:
        values = b"".join(_packed(found, each) for each in found.choices)
        return b"\2" + struct.pack("<H", len(found.choices)) + values
    if found.range:
        return b"\1" + b"".join(_packed(found, each) for each in found.range)
    return b"\0"


def _packed(found: DumpedProperty, value: PropertyValue) -> bytes:
    if isinstance(value, str):
        return _text(value)
    size = struct.calcsize(FORMATS[found.kind])
    return (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")


def _text(text: str) -> bytes:
    return bytes([len(text[:254]) + 1]) + f"{text[:254]}\0".encode("utf-16-le") if text else b"\0"


def _array(values: Sequence[int], kind: str) -> bytes:
    return struct.pack("<I", len(values)) + struct.pack(f"<{len(values)}{kind}", *values)
