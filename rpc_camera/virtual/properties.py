"""A camera's device properties: typed values with the choices or the range they may take."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from rpc_camera.virtual.ptp import DataType, PropertyValue, PtpError, ResponseCode, pack_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True)
class Choices:
    """An enumeration."""

    values: tuple[PropertyValue, ...]

    def allows(self, value: PropertyValue) -> bool:
        """Whether `value` is one of them."""
        return value in self.values


@dataclass(frozen=True)
class Span:
    """A range of integers, both ends included."""

    lowest: int
    highest: int
    step: int = 1

    def allows(self, value: PropertyValue) -> bool:
        """Whether `value` lies within."""
        return isinstance(value, int) and self.lowest <= value <= self.highest


Form: TypeAlias = "Choices | Span | None"


@dataclass
class Property:
    """One property; `name` is the name libgphoto2 gives its widget."""

    code: int
    name: str
    kind: DataType
    value: PropertyValue
    form: Form = None
    writable: bool = True
    default: PropertyValue = field(init=False)

    def __post_init__(self) -> None:
        self.default = self.value

    def check(self, value: PropertyValue, *, force: bool = False) -> None:
        """Raise PtpError unless the camera takes `value`; with `force`, unless PTP can carry it."""
        self.check_format(value)
        if not force and self.form is not None and not self.form.allows(value):
            raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE)

    def check_format(self, value: PropertyValue) -> None:
        """Raise PtpError unless PTP can carry `value` as this property."""
        if isinstance(value, str) != (self.kind is DataType.STRING):
            raise PtpError(ResponseCode.INVALID_PROPERTY_FORMAT)
        try:
            pack_value(self.kind, value)
        except (struct.error, ValueError):  # a text too long, or with lone surrogates, is a ValueError
            raise PtpError(ResponseCode.INVALID_PROPERTY_VALUE) from None

    def pack(self) -> bytes:
        """Return the current value."""
        return pack_value(self.kind, self.value)

    def describe(self) -> bytes:
        """Return the DevicePropDesc dataset."""
        head = struct.pack("<HHB", self.code, self.kind, self.writable)
        return head + pack_value(self.kind, self.default) + self.pack() + self.pack_form()

    def pack_form(self) -> bytes:
        """Return how the values it may take are described."""
        match self.form:
            case None:
                return b"\0"
            case Span(lowest, highest, step):
                return b"\1" + b"".join(pack_value(self.kind, end) for end in (lowest, highest, step))
            case Choices(values):
                packed = b"".join(pack_value(self.kind, value) for value in values)
                return b"\2" + struct.pack("<H", len(values)) + packed


def choice(code: int, name: str, kind: DataType, value: PropertyValue, *values: PropertyValue) -> Property:
    """Return a property that may have one of `values`."""
    return Property(code, name, kind, value, Choices(values))


def span(code: int, name: str, kind: DataType, value: int, *ends_and_step: int) -> Property:
    """Return a property of numbers from a lowest to a highest, by steps of 1 or of what comes third."""
    return Property(code, name, kind, value, Span(*ends_and_step))


def status(code: int, name: str, kind: DataType, value: PropertyValue, form: Form = None) -> Property:
    """Return a property that only the camera sets."""
    return Property(code, name, kind, value, form, writable=False)


class PropertyTable:
    """All properties of a camera, by PTP code or by name."""

    def __init__(self, properties: Sequence[Property]) -> None:
        self._by_code = {item.code: item for item in properties}
        self._by_name = {item.name: item for item in properties}

    def __iter__(self) -> Iterator[Property]:
        return iter(self._by_code.values())

    def __getitem__(self, name: str) -> Property:
        return self._by_name[name]

    def by_code(self, code: int) -> Property:
        """Return the property, or PtpError when the camera has none of that code."""
        try:
            return self._by_code[code]
        except KeyError:
            raise PtpError(ResponseCode.PROPERTY_NOT_SUPPORTED) from None

    def find(self, name_or_code: str) -> Property:
        """Return the property of a libgphoto2 widget name ("iso") or a PTP code ("0x500f"); KeyError if none."""
        if name_or_code in self._by_name:
            return self._by_name[name_or_code]
        try:
            return self._by_code[int(name_or_code, 16)]
        except ValueError:
            raise KeyError(name_or_code) from None

    def check_formats(self) -> None:
        """Raise PtpError unless PTP can carry what each property has."""
        for item in self._by_code.values():
            item.check_format(item.value)

    def number(self, name: str) -> int:
        """Return the value of a numeric property."""
        return int(self._by_name[name].value)

    def text(self, name: str) -> str:
        """Return the value of a text property."""
        return str(self._by_name[name].value)
