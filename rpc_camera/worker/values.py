"""A client's value for a setting: read, checked against the widget, and compared with what the camera has after."""

from __future__ import annotations

import json
import math
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import WidgetType
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.worker.widgets import CHOICE_TYPES, GpWidget, choices_of, range_of, type_of, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

DriverValue = str | int | float
_TOGGLES: Final[dict[str, int]] = {"0": 0, "1": 1, "false": 0, "true": 1, "off": 0, "on": 1}
_SHOWN_AT_MOST: Final = 80
# Those of 1973 to 2038. Fewer digits are a date, such as 20260701, or none at all.
_UNIX_SECONDS: Final = re.compile(r"[0-9]{9,10}")
_DATE_SLACK_S: Final = 5  # a clock that was set goes on ticking before it is read again


def driver_value(widget: GpWidget, value: JsonValue) -> DriverValue:
    """Return `value` as gphoto2 wants it for `widget`. ServiceError: it is no value of this setting.

    A string is accepted for every type and read as that type, as the old command format sends it.
    """
    return _READERS[type_of(widget)](widget, value)


def check_writable(widget: GpWidget) -> None:
    """Raise ServiceError if the setting cannot be changed, or not in the camera's present mode."""
    if widget.get_readonly():
        raise ServiceError(ErrorName.CONFIG_READ_ONLY, f"{widget.get_name()!r} can only be read, now at least.")


def _invalid(widget: GpWidget, value: JsonValue, wanted: str, **details: JsonValue) -> ServiceError:
    return ServiceError(
        ErrorName.CONFIG_INVALID_VALUE,
        f"{shown(value)} is no value for {widget.get_name()!r}: {wanted}.",
        details={"config": widget.get_name(), **details},
    )


def shown(value: JsonValue) -> str:
    """Return a value as JSON writes it, clipped to what fits into a sentence."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN_AT_MOST else f"{text[: _SHOWN_AT_MOST - 1]}…"


def clipped(value: JsonValue) -> JsonValue:
    """Return a value to send back: a long text only in part."""
    return f"{value[:_SHOWN_AT_MOST]}…" if isinstance(value, str) and len(value) > _SHOWN_AT_MOST else value


def _text(value: JsonValue) -> str | None:
    """Return a string or number as text; None for a boolean, which no text setting means."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return value if isinstance(value, str) else f"{value:.10g}"


def _read_text(widget: GpWidget, value: JsonValue) -> str:
    text = _text(value)
    if text is None or "\0" in text or not _is_encodable(text):
        raise _invalid(widget, value, "it takes a text")
    return text  # with line ends and the like: what a body has had can be put back


def _is_encodable(text: str) -> bool:
    """Return whether it is free of halves of UTF-16 pairs, which no text for libgphoto2 can have."""
    return not any(0xD800 <= ord(char) <= 0xDFFF for char in text)


def _read_choice(widget: GpWidget, value: JsonValue) -> str:
    choices = choices_of(widget)
    text = _text(value)
    # A body can have a value that it does not offer.
    if text is None or (choices and text not in choices and text != value_of(widget)):
        raise _invalid(widget, value, "it takes one of its choices", choices=choices)
    return text


def _read_range(widget: GpWidget, value: JsonValue) -> float:
    limits = range_of(widget)
    low, high, step = map(float, widget.get_range())
    try:
        number = math.nan if isinstance(value, bool) or not isinstance(value, str | int | float) else float(value)
    except (ValueError, OverflowError):
        number = math.nan
    number = {limits["min"]: low, limits["max"]: high}.get(number, number)  # which clients have in fewer digits
    if not low <= number <= high:
        raise _invalid(widget, value, f"it takes a number from {limits['min']} to {limits['max']}", range=limits)
    if step > 0 and number < high and abs((steps := (number - low) / step) - round(steps)) > 1e-3:
        raise _invalid(widget, value, f"it goes in steps of {limits['step']} from {limits['min']}", range=limits)
    return number


def _read_toggle(widget: GpWidget, value: JsonValue) -> int:
    toggled = _TOGGLES.get(str(value).lower())
    if toggled is None:
        raise _invalid(widget, value, "it takes true or false")
    return toggled


def _read_date(widget: GpWidget, value: JsonValue) -> int:
    with suppress(ValueError, OverflowError, OSError):
        if isinstance(value, str) and not _UNIX_SECONDS.fullmatch(value):
            moment = datetime.fromisoformat(value)
            return _in_time_t(int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()))
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return _in_time_t(int(value))
    raise _invalid(widget, value, "it takes an RFC 3339 time such as 2026-01-31T12:00:00Z")


def _in_time_t(unix_seconds: int) -> int:
    """Return the time if libgphoto2's date widget, a C int, can hold it. ValueError: it cannot."""
    if not 0 <= unix_seconds < 1 << 31:
        raise ValueError(unix_seconds)
    return unix_seconds


_READERS: Final[dict[WidgetType, Callable[[GpWidget, JsonValue], DriverValue]]] = {
    WidgetType.TEXT: _read_text,
    WidgetType.RADIO: _read_choice,
    WidgetType.MENU: _read_choice,
    WidgetType.RANGE: _read_range,
    WidgetType.TOGGLE: _read_toggle,
    WidgetType.DATE: _read_date,
    WidgetType.BUTTON: lambda _widget, _value: 1,
}


def _trimmed(value: JsonValue) -> str:
    """Return a text without what bodies pad it with."""
    return str(value).rstrip(" \0")


def took(kind: WidgetType, wanted: DriverValue, widget: GpWidget) -> bool:
    """Return whether `widget`, read after the set, holds `wanted` (what `driver_value` returned)."""
    if kind in CHOICE_TYPES or kind is WidgetType.TEXT:
        return _trimmed(value_of(widget)) == _trimmed(wanted)
    if kind is WidgetType.BUTTON:
        return True
    slack = _DATE_SLACK_S if kind is WidgetType.DATE else 1e-5 * max(1.0, abs(float(wanted)))
    return abs(float(widget.get_value()) - float(wanted)) <= slack
