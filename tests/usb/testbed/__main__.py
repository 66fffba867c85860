"""Emulated USB: runs under the system's own Python, with umockdev, until its input ends.

The first line of its output has the folder for UMOCKDEV_DIR. Then commands, one JSON object a line, each answered by
one line: {"ok": true} or {"error": "…"}.

    {"plug": "1-1", "camera": 15740,            the virtual camera on a TCP port, behind a USB socket; the answer has
     "vendor": 1200, "product": 1089}           the device's number on the bus; or, in place of the camera's port,
                                                "recording": "/a/file.ioctl", of umockdev-record, or
                                                "dump": "/a/body.txt", of `gphoto2 --summary`
    {"unplug": "1-1"}
    {"unplug": "1-1", "after_bytes": 1000000}   once so many bytes more have come from it
    {"claim": "1-1", "elsewhere": true}         another program holds it; false: no more
"""

from __future__ import annotations

import json
import sys
import threading
import traceback
from os import _exit
from typing import TYPE_CHECKING, Any

from tests.usb.testbed.bridge import BridgedCamera
from tests.usb.testbed.device import UsbDevice, UsbModel, add_hub
from tests.usb.testbed.dumped import DumpedCamera
from tests.usb.testbed.recording import RecordedCamera
from tests.usb.testbed.umockdev import GLib, UMockdev

if TYPE_CHECKING:
    from types import TracebackType

    from tests.usb.testbed.ptp_usb import Responder


class Testbed:
    """One bus, with what is plugged in. It does everything in the main loop."""

    def __init__(self) -> None:
        self._testbed = UMockdev.Testbed.new()
        add_hub(self._testbed)
        self._devices: dict[str, UsbDevice] = {}
        self._last_number = 1  # the hub's

    @property
    def root(self) -> str:
        """The folder that programs see instead of /dev and /sys."""
        return str(self._testbed.get_root_dir())

    def obey(self, line: str) -> dict[str, object]:
        """Carry out one command; return the answer."""
        match json.loads(line):
            case {"plug": socket, "vendor": vendor, "product": product, "camera": camera}:
                return self._plug(socket, UsbModel(vendor, product), BridgedCamera(camera))
            case {"plug": socket, "vendor": vendor, "product": product, "recording": recording}:
                return self._plug(socket, UsbModel(vendor, product), RecordedCamera(recording))
            case {"plug": socket, "vendor": vendor, "product": product, "dump": dump}:
                return self._plug(socket, UsbModel(vendor, product), DumpedCamera(dump))
            case {"unplug": socket, "after_bytes": sent_bytes}:
                self._devices[socket].unplug_after(sent_bytes)
            case {"unplug": socket}:
                self._devices.pop(socket).unplug()
            case {"claim": socket, "elsewhere": elsewhere}:
                self._devices[socket].is_claimed_elsewhere = elsewhere
            case unknown:
                return {"error": f"no such command: {unknown}"}
        return {"ok": True}

    def _plug(self, socket: str, model: UsbModel, responder: Responder) -> dict[str, object]:
        self._last_number += 1
        self._devices[socket] = UsbDevice(self._testbed, socket, self._last_number, model, responder)
        return {"ok": True, "number": self._last_number}


def main() -> None:
    """Print the folder, and obey until the input ends."""
    sys.excepthook = _end
    testbed, loop = Testbed(), GLib.MainLoop()

    def answer(line: str) -> Any:
        _print(testbed.obey(line))
        return GLib.SOURCE_REMOVE

    def read() -> None:
        for line in sys.stdin:
            GLib.idle_add(answer, line)
        GLib.idle_add(loop.quit)

    _print({"root": testbed.root})
    threading.Thread(target=read, daemon=True).start()
    loop.run()


def _print(answer: dict[str, object]) -> None:
    print(json.dumps(answer), flush=True)


def _end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End at once: a program whose transfer was left half done could not be trusted any more."""
    traceback.print_exception(kind, error, trace)
    _exit(1)


if __name__ == "__main__":
    main()
