"""PTP on the endpoints of a USB device (PIMA 15740, annex D): containers in and out; a camera does the operations."""

from __future__ import annotations

import struct
from collections import deque
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Protocol

from tests.usb.testbed.ptp_ip import Operation, Outcome
from tests.usb.testbed.usbfs import PACKET_BYTES, Setup

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD: Final = struct.Struct("<IHHI")
"""What every container begins with: its length, kind, code and transaction."""
_OK: Final = 0x2001
_FROM_DEVICE, _FROM_INTERFACE, _TO_INTERFACE = 0x80, 0xA1, 0x21
_ANSWERS: Final = {
    (_FROM_DEVICE, 0x00): bytes(2),  # GET_STATUS
    (_FROM_INTERFACE, 0x67): struct.pack("<HH", 4, _OK),  # Get Device Status
}
_RESETS: Final = {(_TO_INTERFACE, 0x64), (_TO_INTERFACE, 0x66)}  # Cancel, Device Reset


class ContainerKind(IntEnum):
    """What a container has."""

    COMMAND = 1
    DATA = 2
    RESPONSE = 3


class Responder(Protocol):
    """A camera, which does one operation after the other."""

    def perform(self, operation: Operation, done: Callable[[Outcome], None]) -> None:
        """Begin an operation; `done` is called with the outcome, unless `reset` is called before."""

    def reset(self) -> None:
        """End the session, and with it the operation that is under way."""


class PtpFunction:
    """The device's side of the endpoints. `on_data` is called when there is something for the host to read."""

    def __init__(self, responder: Responder, on_data: Callable[[], None]) -> None:
        self._responder = responder
        self._on_data = on_data
        self._command: Operation | None = None
        self._incoming = bytearray()
        self._outgoing: deque[memoryview] = deque()
        self._ends_with_full_packet = False

    def write(self, payload: bytes) -> None:
        """Accept what the host wrote to the bulk endpoint: a command, or a piece of the data that follows one."""
        self._incoming += payload
        if len(self._incoming) < HEAD.size:
            return
        length, kind, code, transaction = HEAD.unpack_from(self._incoming)
        if len(self._incoming) < length:
            return
        body = bytes(self._incoming[HEAD.size : length])
        self._incoming.clear()
        if kind == ContainerKind.COMMAND:
            self._command = Operation(code, transaction, body)
        elif kind == ContainerKind.DATA and self._command:
            self._perform(Operation(code, transaction, self._command.parameters, body))

    def read(self, most_bytes: int) -> bytes | None:
        """Return the next bytes for a transfer of the host from the bulk endpoint; None: there are none yet.

        A host that reads after a command sends no data with it. A container that ends with a full packet is followed
        by an empty one, in the same transfer if there is room.
        """
        if self._command:
            self._perform(self._command)
        if self._ends_with_full_packet:
            self._ends_with_full_packet = False
            return b""
        if not self._outgoing:
            return None
        container = self._outgoing.popleft()
        chunk, rest = container[:most_bytes], container[most_bytes:]
        if rest:
            self._outgoing.appendleft(rest)
        else:
            self._ends_with_full_packet = len(chunk) == most_bytes and not len(chunk) % PACKET_BYTES
        return bytes(chunk)

    def control(self, setup: Setup) -> bytes | None:
        """Return the answer to a control request; None where the device refuses it."""
        request = setup.request_type, setup.request
        if request in _RESETS:
            self.reset()
            return b""
        return _ANSWERS.get(request)

    def reset(self) -> None:
        """Forget all that is under way."""
        self._command = None
        self._incoming.clear()
        self._outgoing.clear()
        self._ends_with_full_packet = False
        self._responder.reset()

    def _perform(self, operation: Operation) -> None:
        self._command = None

        def done(outcome: Outcome) -> None:
            if outcome.data is not None:
                self._send(ContainerKind.DATA, operation.code, operation.transaction, outcome.data)
            self._send(ContainerKind.RESPONSE, outcome.code, operation.transaction, outcome.parameters)
            self._on_data()

        self._responder.perform(operation, done)

    def _send(self, kind: ContainerKind, code: int, transaction: int, body: bytes) -> None:
        head = HEAD.pack(HEAD.size + len(body), kind, code, transaction)
        self._outgoing.append(memoryview(head + body))
