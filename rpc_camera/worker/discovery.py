"""What libgphoto2 finds, and which it is."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import gphoto2 as gp

if TYPE_CHECKING:
    import socket

_ANY_USB_DEVICE: Final = "usb:"


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
    """Return (model, port) of every camera that libgphoto2 finds by itself: those on USB. Holds the GIL.

    Where there is no device, libgphoto2 lists a port that stands for any, and finds there what appears just then. That
    one is looked for again, so that it has a port of its own.
    """
    found = _detected()
    if any(port == _ANY_USB_DEVICE for _, port in found):
        found = _detected()
    return [(model, port) for model, port in found if port != _ANY_USB_DEVICE]


def _detected() -> list[tuple[str, str]]:
    ports = gp.PortInfoList()
    ports.load()
    found = abilities_list().detect(ports)
    return [(found.get_name(i), found.get_value(i)) for i in range(found.count())]


def send_detected(connection: socket.socket) -> None:
    """Send what is detected: `{"libgphoto2_version": …, "gphoto2_version": …, "cameras": [[model, port], …]}`."""
    version = str(gp.gp_library_version(gp.GP_VERSION_SHORT)[0])
    found = {"libgphoto2_version": version, "gphoto2_version": gp.__version__, "cameras": detect()}
    connection.sendall(json.dumps(found).encode())
