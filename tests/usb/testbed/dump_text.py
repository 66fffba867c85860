"""Reads what `gphoto2 --summary` printed of a real body, as libgphoto2's camlibs/ptp2/cameras has it of hundreds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PropertyValue: TypeAlias = int | str
STRING: Final = 0xFFFF
FORMATS: Final = {1: "<b", 2: "<B", 3: "<h", 4: "<H", 5: "<i", 6: "<I", 7: "<q", 8: "<Q"}
"""The types of PTP that have one number, by their codes."""
_PROPERTY: Final = re.compile(
    r"^(?P<name>.*?)\(?0x(?P<code>[0-9a-fA-F]{4})\)?:\s?\((?P<access>readwrite|read only)\) "
    r"\(type=0x(?P<kind>[0-9a-f]+)\) ?(?P<rest>.*)$",
    re.MULTILINE,
)
_CHOICES: Final = re.compile(r"Enumeration \[(.*?)\] value: ?(.*)")
_RANGE: Final = re.compile(r"Range \[(-?\d+) - (-?\d+), step (-?\d+)\] value: ?(.*)")
_NUMBER: Final = re.compile(r".*\((-?\d+)\)\s*|(-?\d+)\b.*")
_OPERATIONS: Final = re.compile(
    r"(?:Supported operations|Operations [Ss]upported).*?(?=Events? |Supported events)", re.DOTALL
)


@dataclass
class DumpedProperty:
    """One property: its type by PTP's code, its value, and its choices or its lowest, highest and step."""

    code: int
    kind: int
    is_writable: bool
    value: PropertyValue
    choices: tuple[PropertyValue, ...] = ()
    range: tuple[int, ...] = ()


@dataclass(frozen=True)
class Dump:
    """A body. `operations` is empty where the dump does not have them."""

    manufacturer: str
    model: str
    version: str
    serial_number: str
    vendor_extension: int
    vendor_text: str
    operations: tuple[int, ...]
    properties: dict[int, DumpedProperty]


def read_dump(path: Path) -> Dump:
    """Return the body whose dump this file is, without the properties of which it does not have a whole value."""
    text = path.read_text(errors="replace")
    found = _OPERATIONS.search(text)
    extension = re.search(r"Vendor Extension ID: 0x([0-9a-f]+)", text)
    return Dump(
        _line(text, "Manufacturer"),
        _line(text, "Model"),
        _line(text, "Version") or "1.0",
        _line(text, "Serial Number") or "1",
        int(extension[1], 16) if extension else 6,
        _line(text, "Vendor Extension Description"),
        tuple(sorted({int(code, 16) for code in re.findall(r"0x([0-9a-fA-F]{4})", found[0])})) if found else (),
        {each.code: each for each in _properties(text)},
    )


def _line(text: str, name: str) -> str:
    match = re.search(rf"^\s*{name}: *(.*)$", text, re.MULTILINE)
    return match[1].strip() if match else ""


def _properties(text: str) -> Iterator[DumpedProperty]:
    joined = re.sub(r"\[\s*\n\s*", "[", text)
    joined = re.sub(r",\s*\n\s*", ",", joined)
    joined = re.sub(r"\s*\n\s*\] value", "] value", joined)
    for match in _PROPERTY.finditer(joined):
        kind = int(match["kind"], 16)
        if kind != STRING and kind not in FORMATS:
            continue
        if each := _property(int(match["code"], 16), kind, match["access"] == "readwrite", match["rest"]):
            yield each


def _property(code: int, kind: int, is_writable: bool, rest: str) -> DumpedProperty | None:
    choices: tuple[PropertyValue, ...] = ()
    limits: tuple[int, ...] = ()
    if match := _CHOICES.match(rest):
        read = [_value(kind, each) for each in match[1].split(",") if each.strip()]
        choices = tuple(each for each in read if each is not None)
        rest = match[2]
    elif match := _RANGE.match(rest):
        limits = tuple(int(match[number]) for number in (1, 2, 3))
        rest = match[4]
    value = _value(kind, rest.removeprefix("value:"))
    return None if value is None else DumpedProperty(code, kind, is_writable, value, choices, limits)


def _value(kind: int, text: str) -> PropertyValue | None:
    if kind == STRING:
        return text.strip().strip("'")
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return None
    number = int(match[1] or match[2])
    bits = 8 << ((kind - 1) // 2)
    low = -(1 << (bits - 1)) if kind % 2 else 0
    return number if low <= number < low + (1 << bits) else None
