"""A PTP/IP initiator (CIPA DC-005), as much as it takes to pass operations on to the virtual camera."""

from __future__ import annotations

import contextlib
import socket
import struct
from dataclasses import dataclass
from typing import Final

_HEAD: Final = struct.Struct("<II")
_GUID: Final = b"emulated USB bus"
_NAME: Final = "testbed\0".encode("utf-16-le")
_VERSION: Final = 0x10000
_INIT_COMMAND, _INIT_EVENT, _OPERATION, _RESPONSE, _START_DATA, _DATA, _END_DATA = 1, 3, 6, 7, 9, 10, 12
_NO_DATA_TO_CAMERA, _DATA_TO_CAMERA = 1, 2


@dataclass(frozen=True)
class Operation:
    """An operation of the host, with its parameters as they stand in the packet, and the data for the camera."""

    code: int
    transaction: int
    parameters: bytes
    data: bytes | None = None


@dataclass(frozen=True)
class Outcome:
    """The camera's response code, its parameters as they stand in the packet, and the data that it sent."""

    code: int
    parameters: bytes = b""
    data: bytes | None = None


class PtpIpLink:
    """Both connections to a camera. It reports its events when it is asked for them, not on the second one."""

    def __init__(self, port: int) -> None:
        """Connect to the camera on this TCP port. OSError: it is not there."""
        self._commands = _connect(port)
        self._send(_INIT_COMMAND, _GUID + _NAME + struct.pack("<I", _VERSION))
        number = self._receive()[1][:4]
        self._events = _connect(port)
        self._events.sendall(_packet(_INIT_EVENT, number))

    def perform(self, operation: Operation) -> Outcome:
        """Have the camera do it. OSError: the link is gone."""
        phase = _NO_DATA_TO_CAMERA if operation.data is None else _DATA_TO_CAMERA
        head = struct.pack("<IHI", phase, operation.code, operation.transaction)
        self._send(_OPERATION, head + operation.parameters)
        if operation.data is not None:
            transaction = struct.pack("<I", operation.transaction)
            self._send(_START_DATA, transaction + struct.pack("<Q", len(operation.data)))
            self._send(_END_DATA, transaction + operation.data)
        received: bytearray | None = None
        while True:
            kind, payload = self._receive()
            if kind == _START_DATA:
                received = bytearray()
            elif kind in {_DATA, _END_DATA} and received is not None:
                received += payload[4:]
            elif kind == _RESPONSE:
                (code,) = struct.unpack_from("<H", payload)
                return Outcome(code, payload[6:], None if received is None else bytes(received))

    def close(self) -> None:
        """End it; who waits in `perform` gets an OSError."""
        for connection in (self._commands, self._events):
            with contextlib.suppress(OSError):  # the camera has closed it
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _send(self, kind: int, payload: bytes) -> None:
        self._commands.sendall(_packet(kind, payload))

    def _receive(self) -> tuple[int, bytes]:
        length, kind = _HEAD.unpack(self._exactly(_HEAD.size))
        return kind, self._exactly(length - _HEAD.size)

    def _exactly(self, size: int) -> bytes:
        data = bytearray(size)
        view, received = memoryview(data), 0
        while received < size:
            count = self._commands.recv_into(view[received:])
            if not count:
                raise ConnectionError("the camera has closed the connection")
            received += count
        return bytes(data)


def _connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _packet(kind: int, payload: bytes) -> bytes:
    return _HEAD.pack(_HEAD.size + len(payload), kind) + payload
