"""What a body can do, in the words of the contract.

libgphoto2's table has an entry for each model on USB, which is the same for most, and one for all bodies on a network.
So the body is asked as well: which settings it has, what its storages allow and, where these do not say it, which
operations, as far as the driver's summary names them. For that, a driver asks the body for each of its properties.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import gphoto2 as gp

from rpc_camera.contract.types import Ability, WidgetType
from rpc_camera.worker.focus import LENS_SETTINGS
from rpc_camera.worker.widgets import CHOICE_TYPES, choices_of, type_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rpc_camera.worker.driver import Driver

_TABLE: Final[Mapping[str, Mapping[int, Ability]]] = {
    "operations": {
        gp.GP_OPERATION_CAPTURE_IMAGE: Ability.CAPTURE_IMAGE,
        gp.GP_OPERATION_CAPTURE_VIDEO: Ability.CAPTURE_VIDEO,
        gp.GP_OPERATION_CAPTURE_AUDIO: Ability.CAPTURE_AUDIO,
        gp.GP_OPERATION_CAPTURE_PREVIEW: Ability.PREVIEW,
        gp.GP_OPERATION_CONFIG: Ability.CONFIG,
        gp.GP_OPERATION_TRIGGER_CAPTURE: Ability.TRIGGER_CAPTURE,
    },
    "file_operations": {
        gp.GP_FILE_OPERATION_DELETE: Ability.FILE_DELETE,
        gp.GP_FILE_OPERATION_PREVIEW: Ability.FILE_PREVIEW,
        gp.GP_FILE_OPERATION_RAW: Ability.FILE_RAW,
        gp.GP_FILE_OPERATION_AUDIO: Ability.FILE_AUDIO,
        gp.GP_FILE_OPERATION_EXIF: Ability.FILE_EXIF,
    },
    "folder_operations": {
        gp.GP_FOLDER_OPERATION_DELETE_ALL: Ability.DELETE_ALL,
        gp.GP_FOLDER_OPERATION_PUT_FILE: Ability.UPLOAD_FILE,
        gp.GP_FOLDER_OPERATION_MAKE_DIR: Ability.MAKE_DIR,
        gp.GP_FOLDER_OPERATION_REMOVE_DIR: Ability.REMOVE_DIR,
    },
}
# ptp2's summary: "Device Capabilities:", then a line on files, one on pictures, and more on some bodies.
_CAPABILITIES: Final = re.compile(r"^Device Capabilities:\n((?:\t.*\n)+)", re.MULTILINE)
_RELEASE: Final = re.compile(r"(?!No |Open ).*(?:Capture|Shutter Button).*")
_SHOOTS: Final = frozenset({Ability.CAPTURE_IMAGE, Ability.TRIGGER_CAPTURE})
_DELETES: Final = frozenset({Ability.FILE_DELETE, Ability.DELETE_ALL, Ability.REMOVE_DIR})
_STORES: Final = frozenset({Ability.UPLOAD_FILE, Ability.MAKE_DIR})
_MISSING: Final[Mapping[str, frozenset[Ability]]] = {"No File Deletion": _DELETES, "No File Upload": _STORES}
_FORBIDDEN: Final[Mapping[int, frozenset[Ability]]] = {
    gp.GP_STORAGEINFO_AC_READWRITE: frozenset(),
    gp.GP_STORAGEINFO_AC_READONLY_WITH_DELETE: _STORES,
    gp.GP_STORAGEINFO_AC_READONLY: _DELETES | _STORES,
}
_MEMORIES: Final = frozenset({gp.GP_STORAGEINFO_ST_FIXED_RAM})
_CARDS: Final = frozenset({gp.GP_STORAGEINFO_ST_REMOVABLE_RAM, gp.GP_STORAGEINFO_ST_REMOVABLE_ROM})


def abilities_of(driver: Driver, summary: Callable[[], str]) -> list[str]:
    """Return what the open camera can do, in the order of the contract. `summary` returns the driver's, if asked."""
    maker, storages, found = driver.maker, driver.storages(), _declared(driver)
    allowed = [_FORBIDDEN.get(info.access, frozenset()) for info in storages if info.fields & gp.GP_STORAGEINFO_ACCESS]
    is_clear = bool(allowed) and (maker.uses_all_access or all(allowed)) and Ability.CAPTURE_IMAGE in found
    words = [] if is_clear else _words(summary())
    found -= frozenset.intersection(*allowed) if allowed else frozenset()
    found -= {ability for word in words for ability in _MISSING.get(word, ())}
    if any(map(_RELEASE.fullmatch, words)):
        found.add(Ability.CAPTURE_IMAGE)
    elif words and maker.release_is_named:
        found -= _SHOOTS
    if Ability.CAPTURE_IMAGE in found:
        found.add(Ability.TRIGGER_CAPTURE)  # where none can be triggered, a picture is taken
    if maker.live_view_sign and driver.widget(maker.live_view_sign) is None:
        found.discard(Ability.PREVIEW)
    found |= {ability for ability, is_there in _BY_SETTINGS.items() if is_there(driver)}
    return [ability for ability in Ability if ability in found]


def _declared(driver: Driver) -> set[Ability]:
    flags = {kind: getattr(driver.abilities, kind) for kind in _TABLE}
    return {name for kind, names in _TABLE.items() for flag, name in names.items() if flags[kind] & flag}


def _words(summary: str) -> list[str]:
    """Return what the driver says of the body's operations, such as "File Deletion"; nothing of other drivers."""
    lines = _CAPABILITIES.search(summary)
    return re.split(r",?\s*[\n\t]\s*|, ", lines[1].strip()) if lines else []


def _has_bulb(driver: Driver) -> bool:
    return any(driver.widget(button.setting) is not None for button in driver.maker.shutter_buttons)


def _has_lens_drive(driver: Driver) -> bool:
    widget = next((found for name in LENS_SETTINGS if (found := driver.widget(name)) is not None), None)
    return widget is not None and (type_of(widget) is WidgetType.RANGE or not driver.maker.lens_has_positions)


def _has_autofocus(driver: Driver) -> bool:
    return driver.widget(driver.maker.focus_button.setting) is not None


def _keeps_on_card(driver: Driver) -> bool:
    return "card" in _targets(driver) or _has_storage(driver, _CARDS)


def _keeps_in_memory(driver: Driver) -> bool:
    return "ram" in _targets(driver) or _has_storage(driver, _MEMORIES)


def _targets(driver: Driver) -> str:
    widget = driver.widget(driver.maker.target)
    return " ".join(choices_of(widget)).lower() if widget is not None and type_of(widget) in CHOICE_TYPES else ""


def _has_storage(driver: Driver, kinds: frozenset[int]) -> bool:
    return any(info.fields & gp.GP_STORAGEINFO_STORAGETYPE and info.type in kinds for info in driver.storages())


_BY_SETTINGS: Final[Mapping[Ability, Callable[[Driver], bool]]] = {
    Ability.BULB: _has_bulb,
    Ability.DRIVE_FOCUS: _has_lens_drive,
    Ability.AUTOFOCUS: _has_autofocus,
    Ability.CARD: _keeps_on_card,
    Ability.MEMORY: _keeps_in_memory,
}
