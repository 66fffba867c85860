"""usbfs as libusb uses it: requests (linux/usbdevice_fs.h, on machines of 64 bit) and transfers, called URBs."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, TypeAlias

IoctlClient: TypeAlias = Any  # UMockdev.IoctlClient and IoctlData: gi ships no types
IoctlData: TypeAlias = Any

PACKET_BYTES: Final = 512  # of a bulk endpoint at high speed
TO_HOST: Final = 0x80
"""The bit of an endpoint's address that says which way the data goes."""

CAPABILITIES: Final = 0x01 | 0x04 | 0x10
"""USBDEVFS_CAP_ZERO_PACKET, NO_PACKET_SIZE_LIM, REAP_AFTER_DISCONNECT: a transfer is one URB, however large."""

_POINTER_BYTES: Final = 8
_URB_BYTES: Final = 56
_SETUP_BYTES: Final = 8
_URB: Final = struct.Struct("<BBxxiI4xQi")
_STATUS_AT: Final = 4
_BUFFER_AT: Final = 16
_ACTUAL_LENGTH_AT: Final = 28
_SETUP: Final = struct.Struct("<BBHHH")


class Request(IntEnum):
    """The requests, each with the direction and the size of its argument as _IOC has them."""

    RESET_ENDPOINT = 0x80045503
    SET_INTERFACE = 0x80085504
    SET_CONFIGURATION = 0x80045505
    GET_DRIVER = 0x41045508
    SUBMIT_URB = 0x8038550A
    DISCARD_URB = 0x0000550B
    REAP_URB_NO_DELAY = 0x4008550D
    CLAIM_INTERFACE = 0x8004550F
    RELEASE_INTERFACE = 0x80045510
    RESET = 0x00005514
    CLEAR_HALT = 0x80045515
    GET_CAPABILITIES = 0x8004551A


class TransferKind(IntEnum):
    """USBDEVFS_URB_TYPE_…."""

    INTERRUPT = 1
    CONTROL = 2
    BULK = 3


@dataclass(frozen=True)
class Setup:
    """What opens a control transfer (USB 2.0, 9.3)."""

    request_type: int
    request: int
    value: int
    index: int
    length: int

    @classmethod
    def unpack(cls, raw: bytes) -> Setup:
        """Return what the first bytes of `raw` say."""
        return cls(*_SETUP.unpack_from(raw))


class Urb:
    """A transfer that the host has submitted; `finish` writes its outcome, which the host sees when it reaps it."""

    def __init__(self, client: IoctlClient) -> None:
        """Read it from the argument of SUBMIT_URB."""
        self.data: IoctlData = client.get_arg().resolve(0, _URB_BYTES)
        kind, self.endpoint, _, _, _, self.length = _URB.unpack_from(bytes(self.data.retrieve()))
        self.kind = TransferKind(kind)
        self._buffer: IoctlData = self.data.resolve(_BUFFER_AT, self.length) if self.length else None

    @property
    def address(self) -> int:
        """Where it is in the host program's memory: its name in DISCARD_URB."""
        return int(self.data.client_addr)

    @property
    def is_to_host(self) -> bool:
        """Whether the device sends the data."""
        return bool(self.endpoint & TO_HOST)

    @property
    def payload(self) -> bytes:
        """What its buffer has."""
        return bytes(self._buffer.retrieve()) if self.length else b""

    def finish(self, status: int, received: bytes = b"", sent_bytes: int | None = None) -> None:
        """Set the outcome: 0 or a negative errno, with what the device sent, or how much it took."""
        if received:
            self._buffer.update(_SETUP_BYTES if self.kind is TransferKind.CONTROL else 0, received)
        actual = len(received) if sent_bytes is None else sent_bytes
        self.data.update(_STATUS_AT, struct.pack("<i", status))
        self.data.update(_ACTUAL_LENGTH_AT, struct.pack("<i", actual))


def urb_address(client: IoctlClient) -> int:
    """Return the argument of DISCARD_URB."""
    return int.from_bytes(bytes(client.get_arg().retrieve()), "little")


def reap(client: IoctlClient, urb: Urb) -> None:
    """Complete REAP_URB_NO_DELAY with this transfer."""
    client.get_arg().resolve(0, _POINTER_BYTES).set_ptr(0, urb.data)
    client.complete(0, 0)


def write_capabilities(client: IoctlClient) -> None:
    """Complete GET_CAPABILITIES."""
    client.get_arg().resolve(0, 4).update(0, struct.pack("<I", CAPABILITIES))
    client.complete(0, 0)
