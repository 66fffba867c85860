"""One program that has opened a device: its transfers, as the kernel keeps them for it."""

from __future__ import annotations

import errno
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from tests.usb.testbed.umockdev import GLib
from tests.usb.testbed.usbfs import (
    IoctlClient,
    Request,
    Setup,
    TransferKind,
    Urb,
    reap,
    urb_address,
    write_capabilities,
)

if TYPE_CHECKING:
    from tests.usb.testbed.device import UsbDevice

_REAP_WAITS_MS: Final = 20
_DONE_AT_ONCE: Final = frozenset(
    {
        Request.CLEAR_HALT,
        Request.RESET,
        Request.RESET_ENDPOINT,
        Request.SET_CONFIGURATION,
        Request.SET_INTERFACE,
    }
)


class Host:
    """Serves the ioctls of one open descriptor. libusb has one of them under way at a time."""

    def __init__(self, device: UsbDevice) -> None:
        self._device = device
        self._pending: list[Urb] = []
        self._done: deque[Urb] = deque()
        self._reaping: tuple[IoctlClient, int] | None = None
        self._has_reaped = False

    def serve(self, client: IoctlClient) -> None:
        """Do what is requested, and complete it, at once or later."""
        request = client.get_request() & 0xFFFFFFFF
        if request == Request.REAP_URB_NO_DELAY:
            self._reap(client)
        elif request == Request.DISCARD_URB:
            self._discard(client)
        elif self._device.is_gone:
            client.complete(-1, errno.ENODEV)
        elif request == Request.SUBMIT_URB:
            self._submit(Urb(client))
            client.complete(0, 0)
            self.transfer()
        elif request == Request.GET_CAPABILITIES:
            write_capabilities(client)
        else:
            error = self._refusal(request)
            client.complete(-1 if error else 0, error)

    def transfer(self) -> None:
        """Move what the device has to the host's transfers, and wake the host if it waits for one."""
        for urb in list(self._pending):
            if urb.kind is TransferKind.BULK and (chunk := self._device.read(urb.length)) is not None:
                self._conclude(urb, 0, chunk)
        if self._done and self._reaping:
            client, timer = self._reaping
            GLib.source_remove(timer)
            self._reaping = None
            self._give(client)

    def disconnect(self) -> None:
        """End all transfers: the device was unplugged."""
        for urb in list(self._pending):
            self._conclude(urb, -errno.ESHUTDOWN)
        self.transfer()

    def _refusal(self, request: int) -> int:
        """Do what needs no more than an answer; return 0 or an errno."""
        if request in _DONE_AT_ONCE:
            return 0
        if request == Request.CLAIM_INTERFACE:
            return 0 if self._device.claim(self) else errno.EBUSY
        if request == Request.RELEASE_INTERFACE:
            self._device.release(self)
            return 0
        return errno.ENODATA if request == Request.GET_DRIVER else errno.ENOTTY

    def _submit(self, urb: Urb) -> None:
        self._pending.append(urb)
        if urb.kind is TransferKind.CONTROL:
            answer = self._device.control(Setup.unpack(urb.payload))
            self._conclude(urb, -errno.EPIPE if answer is None else 0, answer or b"")
        elif not urb.is_to_host:
            self._device.write(urb.payload)
            self._conclude(urb, 0, sent_bytes=urb.length)

    def _conclude(self, urb: Urb, status: int, received: bytes = b"", sent_bytes: int | None = None) -> None:
        self._pending.remove(urb)
        urb.finish(status, received, sent_bytes)
        self._done.append(urb)

    def _discard(self, client: IoctlClient) -> None:
        address = urb_address(client)
        discarded = next((urb for urb in self._pending if urb.address == address), None)
        if discarded:
            self._conclude(discarded, -errno.ENOENT)
        client.complete(0 if discarded else -1, 0 if discarded else errno.EINVAL)

    # ---- reaping: the emulated node is always ready for poll(), so that libusb would ask without end

    def _reap(self, client: IoctlClient) -> None:
        if self._done:
            self._give(client)
        elif self._device.is_gone:
            client.complete(-1, errno.ENODEV)
        elif self._has_reaped:  # libusb asks until there are no more, and then looks at what it has got
            self._has_reaped = False
            client.complete(-1, errno.EAGAIN)
        else:
            self._reaping = client, GLib.timeout_add(_REAP_WAITS_MS, self._nothing_came)

    def _give(self, client: IoctlClient) -> None:
        self._has_reaped = True
        reap(client, self._done.popleft())

    def _nothing_came(self) -> Any:
        if self._reaping:
            client, self._reaping = self._reaping[0], None
            client.complete(-1, errno.EAGAIN)
        return GLib.SOURCE_REMOVE
