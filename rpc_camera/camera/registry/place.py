"""Where a camera physically is, as far as this host can say: what its bus address is not."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

USB_TOPOLOGY: Final = Path("/sys/bus/usb/devices")
_USB_ADDRESS: Final = re.compile(r"usb:(\d+),(\d+)")


def place_of(port: str, topology: Path = USB_TOPOLOGY) -> str:
    """Return the physical port of a USB camera ("usb:1-1.2": bus 1, port 1, port 2 of the hub there); else `port`.

    The address that libgphoto2 goes by ("usb:001,007") is another one each time a body is plugged in. Where `topology`
    does not have it, as in some containers, it is returned all the same: see `is_lasting`.
    """
    address = _USB_ADDRESS.fullmatch(port)
    if address:
        wanted = (int(address[1]), int(address[2]))
        for device in sorted(topology.glob("*")):
            if _address_of(device) == wanted:
                return f"usb:{device.name}"
    return port


def is_lasting(place: str) -> bool:
    """Return whether a place is the same after re-plugging and a restart."""
    return not _USB_ADDRESS.fullmatch(place)


def _address_of(device: Path) -> tuple[int, int] | None:
    with suppress(OSError, ValueError):
        return int((device / "busnum").read_text()), int((device / "devnum").read_text())
    return None
