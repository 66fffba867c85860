"""The types of JSON Schema, as the service takes them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LARGEST: Final = sys.float_info.max


def is_type(value: object, name: str) -> bool:
    """Return whether `value`, as `json.loads` returns it, is of the type."""
    return _TYPES[name](value)


def is_text(value: str) -> bool:
    """Return whether it is Unicode: strict parsers of other clients, who may get to read it, fail at half a pair."""
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_number(value: object) -> bool:
    """Say whether it is a number within a float's range: json.loads reads 1e999 as infinity, and any integer."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST <= value <= _LARGEST


def _is_integer(value: object) -> bool:
    return isinstance(value, int | float) and _is_number(value) and float(value).is_integer()


_TYPES: Final[Mapping[str, Callable[[object], bool]]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "integer": _is_integer,
    "null": lambda value: value is None,
    "number": _is_number,
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
}
