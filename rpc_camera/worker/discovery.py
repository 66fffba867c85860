"""What libgphoto2 finds, and which it is. Imports nothing else: a process does this at each change on USB."""

from __future__ import annotations

import gphoto2 as gp


def detect() -> list[tuple[str, str]]:
    """Return (model, port) of every camera that libgphoto2 finds by itself: those on USB. Holds the GIL."""
    abilities = gp.CameraAbilitiesList()
    abilities.load()
    ports = gp.PortInfoList()
    ports.load()
    found = abilities.detect(ports)
    return [(found.get_name(i), found.get_value(i)) for i in range(found.count())]


def library_version() -> str:
    """Return the version of the loaded libgphoto2: "2.5.34"."""
    return str(gp.gp_library_version(gp.GP_VERSION_SHORT)[0])
