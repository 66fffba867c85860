"""Reading libgphoto2's widgets, of which each is a setting or a section, into the `Widget` of schemas/types.json."""

from __future__ import annotations

import ctypes
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import gphoto2 as gp

from rpc_camera.clock import rfc3339
from rpc_camera.contract.types import Range, Widget, WidgetType, WidgetValue

if TYPE_CHECKING:
    from collections.abc import Iterator

GpWidget: TypeAlias = Any  # gphoto2 ships no types


_TYPES: Final[dict[int, WidgetType]] = {
    gp.GP_WIDGET_TEXT: WidgetType.TEXT,
    gp.GP_WIDGET_RANGE: WidgetType.RANGE,
    gp.GP_WIDGET_TOGGLE: WidgetType.TOGGLE,
    gp.GP_WIDGET_RADIO: WidgetType.RADIO,
    gp.GP_WIDGET_MENU: WidgetType.MENU,
    gp.GP_WIDGET_DATE: WidgetType.DATE,
    gp.GP_WIDGET_BUTTON: WidgetType.BUTTON,
}
_TOGGLE_VALUES: Final[dict[int, bool]] = {0: False, 1: True}
_FOREIGN_AT_MOST: Final = 64
_foreign: Final[dict[str, bytes]] = {}  # texts that bodies have in some other code (owner names), as they are
CHOICE_TYPES: Final = frozenset({WidgetType.RADIO, WidgetType.MENU})


@cache
def library() -> ctypes.CDLL:
    """Return the libgphoto2 that gphoto2 has loaded into this process already."""
    maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    return ctypes.CDLL(next(line.split()[-1] for line in maps.splitlines() if "libgphoto2.so" in line))


def _read_string(widget: GpWidget) -> str:
    """Return a string value without gphoto2's `get_value`, which segfaults on a value outside the choices (#203)."""
    value = ctypes.c_char_p()
    library().gp_widget_get_value(ctypes.c_void_p(int(widget.this)), ctypes.byref(value))
    data = value.value or b""
    try:
        text = data.decode()
        _foreign.pop(text, None)
        return text
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        _foreign[text] = data
        while len(_foreign) > _FOREIGN_AT_MOST:
            del _foreign[next(iter(_foreign))]
        return text


def put_value(widget: GpWidget, value: str | float) -> None:
    """Give a widget a value of its type: a text that was read from bytes other than UTF-8 is those bytes again."""
    data = _foreign.get(value) if isinstance(value, str) else None
    if data is None:
        widget.set_value(value)
    else:
        library().gp_widget_set_value(ctypes.c_void_p(int(widget.this)), ctypes.c_char_p(data))


def is_section(widget: GpWidget) -> bool:
    """Return whether this is a window or section of settings, and no setting."""
    return widget.get_type() not in _TYPES


def type_of(widget: GpWidget) -> WidgetType:
    """Return the type of a setting. KeyError: it is a section."""
    return _TYPES[widget.get_type()]


def value_of(widget: GpWidget) -> WidgetValue:
    """Return the value as JSON has it: see `Widget` in schemas/types.json."""
    match _TYPES.get(widget.get_type()):
        case WidgetType.TEXT | WidgetType.RADIO | WidgetType.MENU:
            return _read_string(widget)
        case WidgetType.RANGE:
            return _short(widget.get_value())
        case WidgetType.TOGGLE:
            return _TOGGLE_VALUES.get(widget.get_value())
        case WidgetType.DATE:
            return rfc3339(widget.get_value())
        case _:
            return None


def _short(value: float) -> float:
    """Return a 32-bit float without the digits that only its conversion to 64 bits added; whole ones as integers."""
    short = float(f"{value:.7g}")
    return int(short) if short.is_integer() else short


def range_of(widget: GpWidget) -> dict[str, float]:
    """Return `{min, max, step}` of a range widget."""
    return dict(zip(("min", "max", "step"), map(_short, widget.get_range()), strict=True))


def choices_of(widget: GpWidget) -> list[str]:
    """Return the choices of a radio or menu widget."""
    return [str(choice) for choice in widget.get_choices()]


def describe(widget: GpWidget, path: str) -> Widget:
    """Return the `Widget` of schemas/types.json. `path` is "section/name"."""
    kind = type_of(widget)
    described: Widget = {
        "name": widget.get_name(),
        "label": widget.get_label(),
        "path": path,
        "type": kind,
        "value": value_of(widget),
        "readonly": bool(widget.get_readonly()),
    }
    if kind in CHOICE_TYPES:
        described["choices"] = choices_of(widget)
    if kind is WidgetType.RANGE:
        limits = range_of(widget)
        described["range"] = Range(min=limits["min"], max=limits["max"], step=limits["step"])
    return described


def walk(widget: GpWidget, section: str = "") -> Iterator[tuple[str, GpWidget]]:
    """Yield (path, widget) of each setting below `widget`, in the driver's order; path is "section/name"."""
    for child in widget.get_children():
        name = child.get_name()
        path = f"{section}/{name}" if section else name
        if is_section(child):
            yield from walk(child, path)
        else:
            yield path, child
