"""What libgphoto2 finds, and which it is."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import gphoto2 as gp

if TYPE_CHECKING:
    import socket


@cache
def abilities_list() -> Any:  # noqa: ANN401 - gphoto2 ships no types
    """Return libgphoto2's table of models. Loading it loads each of the drivers, once, and opens no port."""
    abilities = gp.CameraAbilitiesList()
    abilities.load()
    return abilities


def forget_abilities_list() -> None:
    """Free the table; it would be loaded again."""
    abilities_list.cache_clear()


def detect() -> list[tuple[str, str]]:
    """Return (model, port) of every camera that libgphoto2 finds by itself: those on USB. Holds the GIL."""
    ports = gp.PortInfoList()
    ports.load()
    found = abilities_list().detect(ports)
    return [(found.get_name(i), found.get_value(i)) for i in range(found.count())]


def send_detected(connection: socket.socket) -> None:
    """Send what is detected: `{"libgphoto2_version": …, "gphoto2_version": …, "cameras": [[model, port], …]}`."""
    version = str(gp.gp_library_version(gp.GP_VERSION_SHORT)[0])
    found = {"libgphoto2_version": version, "gphoto2_version": gp.__version__, "cameras": detect()}
    connection.sendall(json.dumps(found).encode())
