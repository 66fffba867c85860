"""What a body says of itself: who it is, what it can, its battery, lens and storage."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import gphoto2 as gp

from rpc_camera.wire.events import CameraOpened
from rpc_camera.wire.identity import camera_id
from rpc_camera.worker.abilities import abilities_of
from rpc_camera.worker.makers import maker_of
from rpc_camera.worker.refusals import IgnoredRefusals

if TYPE_CHECKING:
    from rpc_camera.errors import JsonValue
    from rpc_camera.worker.driver import Driver, GpStorage

# The names that the drivers give to the same thing; the first that the body has counts.
_FACTS: Final[dict[str, tuple[str, ...]]] = {
    "manufacturer": ("manufacturer",),
    "model": ("cameramodel", "model"),
    "serial_number": ("serialnumber",),
    "firmware": ("deviceversion", "firmwareversion"),
    "lens": ("lensname", "lens"),
    "battery": ("batterylevel",),
}
_FULL: Final = 100
_LARGEST_BYTES: Final = 1 << 60
# Within the line: a blank value must not become the next line.
_SUMMARY: Final = {
    "manufacturer": re.compile(r"^Manufacturer:[ \t]*(.+)$", re.MULTILINE),
    "model": re.compile(r"^Model:[ \t]*(.+)$", re.MULTILINE),
    "serial_number": re.compile(r"^[ \t]*Serial Number:[ \t]*(.+)$", re.MULTILINE),
    "firmware": re.compile(r"^[ \t]*Version:[ \t]*(.+)$", re.MULTILINE),
}
_STORAGE_TYPES: Final = {
    gp.GP_STORAGEINFO_ST_FIXED_ROM: "fixed_rom",
    gp.GP_STORAGEINFO_ST_REMOVABLE_ROM: "removable_rom",
    gp.GP_STORAGEINFO_ST_FIXED_RAM: "fixed_ram",
    gp.GP_STORAGEINFO_ST_REMOVABLE_RAM: "removable_ram",
}
_FILESYSTEMS: Final = {
    gp.GP_STORAGEINFO_FST_GENERICFLAT: "flat",
    gp.GP_STORAGEINFO_FST_GENERICHIERARCHICAL: "hierarchical",
    gp.GP_STORAGEINFO_FST_DCF: "dcf",
}
_ACCESS: Final = {
    gp.GP_STORAGEINFO_AC_READWRITE: "read_write",
    gp.GP_STORAGEINFO_AC_READONLY: "read_only",
    gp.GP_STORAGEINFO_AC_READONLY_WITH_DELETE: "read_only_with_delete",
}


class BodyFacts:
    """The facts of one open camera."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver

    def opened(self, port: str) -> CameraOpened:
        """Return who the camera is, by its settings or its summary, and what it can; its driver knows its make then."""
        summary = cache(self._summary)
        facts = {name: self._driver.setting(*_FACTS[name]) for name in _SUMMARY}
        own = maker_of(facts["manufacturer"]).serial_number_settings
        facts["serial_number"] = facts["serial_number"] or self._driver.setting(*own)
        if not facts["serial_number"]:
            facts = {name: value or _found(_SUMMARY[name], summary()) for name, value in facts.items()}
        self._driver.maker = maker_of(facts["manufacturer"])
        abilities = abilities_of(self._driver, summary)
        driver_model = str(self._driver.abilities.model)
        stable_id = camera_id({**facts, "driver_model": driver_model}, port)
        return CameraOpened(id=stable_id, driver_model=driver_model, abilities=abilities, **facts)

    def details(self) -> dict[str, JsonValue]:
        """Return what `CameraDetails` has beyond `Camera`, without what the body does not say."""
        facts: dict[str, JsonValue] = {
            name: self._driver.setting(*_FACTS[name]) for name in _FACTS if name != "serial_number"
        }
        details: dict[str, JsonValue] = {name: value for name, value in facts.items() if value}
        percent = re.fullmatch(r"(\d{1,3})\s*%", str(facts["battery"] or ""))
        if percent and int(percent[1]) <= _FULL:  # some have more, where they run on mains or do not know
            details["battery_percent"] = int(percent[1])
        return {**details, "summary": self._summary(), "storage": [_storage(info) for info in self._driver.storages()]}

    def _summary(self) -> str:
        """Return what the driver prints of the body; "" where it has no such call."""
        with IgnoredRefusals(), self._driver.doing("ask the camera about itself"):
            return str(self._driver.camera.get_summary(self._driver.context).text)
        return ""


def _found(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return (match[1].strip() or None) if match else None


def _storage(info: GpStorage) -> dict[str, JsonValue]:
    fields = info.fields
    reported: tuple[tuple[int, str, JsonValue], ...] = (
        (gp.GP_STORAGEINFO_LABEL, "label", info.label),
        (gp.GP_STORAGEINFO_DESCRIPTION, "description", info.description),
        (gp.GP_STORAGEINFO_STORAGETYPE, "type", _STORAGE_TYPES.get(info.type)),
        (gp.GP_STORAGEINFO_FILESYSTEMTYPE, "filesystem", _FILESYSTEMS.get(info.fstype)),
        (gp.GP_STORAGEINFO_ACCESS, "access", _ACCESS.get(info.access)),
        (gp.GP_STORAGEINFO_MAXCAPACITY, "capacity_bytes", _bytes_of(info.capacitykbytes)),
        (gp.GP_STORAGEINFO_FREESPACEKBYTES, "free_bytes", _bytes_of(info.freekbytes)),
        (gp.GP_STORAGEINFO_FREESPACEIMAGES, "free_images", info.freeimages),
    )
    return {"path": info.basedir or "/"} | {
        name: value for flag, name, value in reported if fields & flag and value is not None
    }


def _bytes_of(kilobytes: int) -> int | None:
    """Return a size; None for the largest there is, by which a body says that it does not know."""
    size_bytes = kilobytes * 1024
    return size_bytes if size_bytes < _LARGEST_BYTES else None
