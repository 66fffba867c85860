"""A camera on an emulated USB port: its entries in /sys and /dev, and the programs that have opened it."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from tests.usb.testbed.host import Host
from tests.usb.testbed.ptp_usb import PtpFunction, Responder
from tests.usb.testbed.umockdev import GLib, UMockdev
from tests.usb.testbed.usbfs import PACKET_BYTES, IoctlClient, Setup

if TYPE_CHECKING:
    from collections.abc import Callable

UMockdevTestbed: TypeAlias = Any
_ROOT: Final = "/devices/pci0000:00/usb1"
_BUS: Final = 1
_HUB: Final = bytes.fromhex("12010002090000406B1D020005030302010109021900010100E0000904000001090000000705810304000C")
_MAJOR: Final = 189


@dataclass(frozen=True)
class UsbModel:
    """The numbers by which a driver knows a device."""

    vendor: int
    product: int

    @property
    def descriptors(self) -> bytes:
        """Those of a still image device (USB 2.0, 9.6): one interface with two bulk endpoints and one for events."""
        device = struct.pack("<BBHBBBBHHHBBBB", 18, 1, 0x200, 0, 0, 0, 64, self.vendor, self.product, 0x100, 0, 0, 0, 1)
        configuration = struct.pack("<BBHBBBBB", 9, 2, 39, 1, 1, 0, 0xC0, 1)
        interface = struct.pack("<9B", 9, 4, 0, 0, 3, 6, 1, 1, 0)
        endpoints = [
            struct.pack("<BBBBHB", 7, 5, address, kind, size, interval)
            for address, kind, size, interval in (
                (0x81, 2, PACKET_BYTES, 0),
                (0x02, 2, PACKET_BYTES, 0),
                (0x83, 3, 8, 9),
            )
        ]
        return b"".join((device, configuration, interface, *endpoints))


def add_hub(testbed: UMockdevTestbed) -> None:
    """Have a bus on which nothing but its root hub is."""
    testbed.add_from_string(_entry(_ROOT, 1, UsbModel(0x1D6B, 2), _HUB))


class UsbDevice:
    """A device that is plugged in from the start, and gone for good once it is unplugged."""

    def __init__(
        self, testbed: UMockdevTestbed, socket: str, number: int, model: UsbModel, responder: Responder
    ) -> None:
        """Plug it into `socket` ("1-1"), under a `number` that no device of this bus has had before."""
        self.is_gone = False
        self.is_claimed_elsewhere = False
        self._testbed = testbed
        self._path = f"{_ROOT}/{socket}"
        self._node = f"/dev/{_node(number)}"
        self._function = PtpFunction(responder, self._transfer)
        self._hosts: dict[IoctlClient, Host] = {}
        self._claimed_by: Host | None = None
        self._unplug_after_bytes: int | None = None
        # umockdev calls these in a thread of its own.
        self._handler = UMockdev.IoctlBase()
        self._handler.connect("handle-ioctl", lambda _, client: self._in_main_loop(self._serve, client))
        self._handler.connect("client-vanished", lambda _, client: self._in_main_loop(self._forget, client))
        testbed.add_from_string(_entry(self._path, number, model, model.descriptors))
        testbed.attach_ioctl(self._node, self._handler)

    def unplug(self) -> None:
        """Break all that is under way, and take the entries away; nothing happens if that is done already."""
        if self.is_gone:
            return
        self.is_gone = True
        for host in self._hosts.values():
            host.disconnect()
        self._function.reset()
        self._testbed.remove_device(f"/sys{self._path}")
        Path(self._testbed.get_root_dir() + self._node).unlink()

    def unplug_after(self, sent_bytes: int) -> None:
        """Unplug it as soon as it has sent so many bytes more."""
        self._unplug_after_bytes = sent_bytes

    # ---- for the hosts

    def claim(self, host: Host) -> bool:
        """Let a program have the interface; return whether it is free."""
        is_free = self._claimed_by in {None, host} and not self.is_claimed_elsewhere
        if is_free:
            self._claimed_by = host
        return is_free

    def release(self, host: Host) -> None:
        """Take the interface back; the camera's session ends."""
        if self._claimed_by is host:
            self._claimed_by = None
            self._function.reset()

    def control(self, setup: Setup) -> bytes | None:
        """Return the answer to a control request; None where it is refused."""
        return self._function.control(setup)

    def write(self, payload: bytes) -> None:
        """Accept what a program wrote to the bulk endpoint."""
        self._function.write(payload)

    def read(self, most_bytes: int) -> bytes | None:
        """Return what the device sends in the next transfer; None: nothing yet."""
        if self.is_gone or (chunk := self._function.read(most_bytes)) is None:
            return None
        if self._unplug_after_bytes is not None:
            self._unplug_after_bytes -= len(chunk)
            if self._unplug_after_bytes < 0:
                self.unplug()
                return None
        return chunk

    def _transfer(self) -> None:
        for host in list(self._hosts.values()):
            host.transfer()

    # ---- for umockdev

    def _in_main_loop(self, do: Callable[[IoctlClient], None], client: IoctlClient) -> bool:
        def once() -> Any:
            do(client)
            return GLib.SOURCE_REMOVE

        GLib.idle_add(once)
        return True

    def _serve(self, client: IoctlClient) -> None:
        if client not in self._hosts:
            self._hosts[client] = Host(self)
        self._hosts[client].serve(client)

    def _forget(self, client: IoctlClient) -> None:
        if host := self._hosts.pop(client, None):
            self.release(host)


def _node(number: int) -> str:
    return f"bus/usb/{_BUS:03}/{number:03}"


def _entry(path: str, number: int, model: UsbModel, descriptors: bytes) -> str:
    """Return a device as umockdev describes it."""
    attributes = {
        "busnum": _BUS,
        "devnum": number,
        "bConfigurationValue": 1,
        "bNumConfigurations": 1,
        "speed": 480,
        "idVendor": f"{model.vendor:04x}",
        "idProduct": f"{model.product:04x}",
    }
    properties = {
        "DEVTYPE": "usb_device",
        "SUBSYSTEM": "usb",
        "BUSNUM": f"{_BUS:03}",
        "DEVNUM": f"{number:03}",
        "DEVNAME": f"/dev/{_node(number)}",
        "MAJOR": _MAJOR,
        "MINOR": number - 1,
    }
    lines = [f"P: {path}", f"N: {_node(number)}={descriptors.hex().upper()}"]
    lines += [f"E: {name}={value}" for name, value in properties.items()]
    lines += [f"A: {name}={value}\\n" for name, value in attributes.items()]
    return "\n".join([*lines, f"H: descriptors={descriptors.hex().upper()}", ""])
