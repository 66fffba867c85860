"""What `rpc-camera doctor` sees of this machine: cameras on USB, who else wants them, clock and disk."""

from __future__ import annotations

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.finding import Finding, State
from rpc_camera.command.output import size

if TYPE_CHECKING:
    from collections.abc import Iterator

_STILL_IMAGE: Final = "06"  # USB's class of cameras
_RIVALS: Final = ("gvfs-gphoto2-vo", "gvfsd-gphoto2", "gphoto2", "darktable", "entangle", "digikam")
_CLOCK_UNSET: Final = 5  # TIME_ERROR of adjtimex(2)
_TIMEX_BYTES: Final = 512  # struct timex, and room
_LITTLE: Final = 2_000_000_000
_TOO_LITTLE: Final = 200_000_000


def check_all() -> list[Finding]:
    """Return what is found of this machine."""
    return [*check_usb(), check_rivals(), check_clock(), check_disk(Path.home())]


def check_usb(devices: Path = Path("/sys/bus/usb/devices"), nodes: Path = Path("/dev/bus/usb")) -> Iterator[Finding]:
    """Yield whether this user may use each camera on USB."""
    if not nodes.is_dir():
        yield Finding("usb", State.WARNING, "USB is not visible here.", f"In a container, pass {nodes} in.")
        return
    cameras = sorted({file.parent.parent for file in devices.glob("*/*/bInterfaceClass") if _is_camera(file)})
    if not cameras:
        yield Finding("usb", State.WARNING, "No camera is on USB.", "Connect one, switch it on, and wake it.")
    for camera in cameras:
        node = nodes / f"{int(_read(camera / 'busnum')):03d}" / f"{int(_read(camera / 'devnum')):03d}"
        name = _read(camera / "product") or camera.name
        if os.access(node, os.R_OK | os.W_OK):
            yield Finding("usb", State.OK, f"{name} may be used ({node}).")
        else:
            yield Finding(
                "usb",
                State.FAULT,
                f"{name} may not be used by this user ({node}).",
                "Install the udev rules of libgphoto2 (`sudo apt-get install libgphoto2-6`), add yourself to the group "
                "plugdev, and plug it in again.",
            )


def _is_camera(interface: Path) -> bool:
    return _read(interface) == _STILL_IMAGE


def _read(file: Path) -> str:
    with suppress(OSError):
        return file.read_text("utf-8", errors="replace").strip()
    return ""


def check_rivals(processes: Path = Path("/proc")) -> Finding:
    """Return whether a program runs that claims cameras for itself, as the desktop's own does."""
    names = {_read(file) for file in processes.glob("[0-9]*/comm")}
    found = sorted(name for name in _RIVALS if name in names)
    if not found:
        return Finding("gvfs", State.OK, "No other program that claims cameras runs.")
    remedy = "Close it, or for the desktop's: `systemctl --user mask --now gvfs-gphoto2-volume-monitor`."
    return Finding("gvfs", State.WARNING, f"{', '.join(found)} may hold cameras.", remedy)


def check_clock() -> Finding:
    """Return whether the clock is set by a time server: names and times of pictures come from it."""
    state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    if state == _CLOCK_UNSET:
        remedy = (
            "Turn on a time service: `sudo timedatectl set-ntp true`. If `timedatectl` says that it is on already, it "
            "reaches no server."
        )
        return Finding("clock", State.WARNING, "No time server sets the clock.", remedy)
    if state < 0:
        return Finding("clock", State.WARNING, "Whether the clock is right cannot be known here.")
    return Finding("clock", State.OK, "A time server sets it.")


def check_disk(folder: Path) -> Finding:
    """Return whether there is room for pictures."""
    free = shutil.disk_usage(folder).free
    state = State.FAULT if free < _TOO_LITTLE else State.WARNING if free < _LITTLE else State.OK
    remedy = "" if state is State.OK else "Free room, or save to another disk with `rpc-camera serve --save-dir`."
    return Finding("disk", state, f"{size(free)} are free in {folder}.", remedy)
