"""A bare PTP/IP client, for what libgphoto2 hides: response codes, odd packets, two clients at once."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

INIT_COMMAND, INIT_EVENT, REQUEST, RESPONSE, START_DATA, DATA, END_DATA, PING, PONG = 1, 3, 6, 7, 9, 10, 12, 13, 14


@dataclass(frozen=True)
class Answer:
    """How an operation ended, and the data it brought."""

    code: int
    parameters: tuple[int, ...]
    data: bytes


class Connection:
    """One socket that speaks packets."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()

    def send(self, kind: int, payload: bytes = b"") -> None:
        self.socket.sendall(struct.pack("<II", 8 + len(payload), kind) + payload)

    def receive(self) -> tuple[int, bytes]:
        """The next packet; raises ConnectionError at the end."""
        length, kind = struct.unpack("<II", self._read(8))
        return kind, self._read(length - 8)

    def is_closed_by_peer(self) -> bool:
        """Wait until the other side closes; False when it sends something instead."""
        try:
            return self.socket.recv(1) == b""
        except ConnectionError:
            return True

    def _read(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = self.socket.recv(size - len(data))
            if not piece:
                raise ConnectionError("closed")
            data += piece
        return data


class RawClient(Connection):
    """A command connection with an open session."""

    def __init__(self, port: int, *, session: bool = True) -> None:
        super().__init__(port)
        self._transaction = 0
        self.send(INIT_COMMAND, bytes(16) + "test\0".encode("utf-16-le") + struct.pack("<I", 0x10000))
        kind, payload = self.receive()
        assert kind == 2
        (self.connection_number,) = struct.unpack_from("<I", payload)
        if session:
            assert self.ask(0x1002, 1).code == 0x2001

    def request(self, operation: int, *parameters: int, phase: int = 1) -> None:
        self._transaction += 1
        head = struct.pack("<IHI", phase, operation, self._transaction)
        self.send(REQUEST, head + struct.pack(f"<{len(parameters)}I", *parameters))

    def answer(self) -> Answer:
        data = b""
        while True:
            kind, payload = self.receive()
            if kind == RESPONSE:
                code, _ = struct.unpack_from("<HI", payload)
                return Answer(code, struct.unpack(f"<{(len(payload) - 6) // 4}I", payload[6:]), data)
            if kind in {DATA, END_DATA}:
                data += payload[4:]

    def ask(self, operation: int, *parameters: int) -> Answer:
        self.request(operation, *parameters)
        return self.answer()

    def tell(self, operation: int, *parameters: int, data: bytes) -> Answer:
        self.request(operation, *parameters, phase=2)
        transaction = struct.pack("<I", self._transaction)
        self.send(START_DATA, transaction + struct.pack("<Q", len(data)))
        self.send(END_DATA, transaction + data)
        return self.answer()

    def events(self) -> list[tuple[int, int]]:
        data = self.ask(0x90C7).data
        return [struct.unpack_from("<HI", data, 2 + 6 * number) for number in range(struct.unpack_from("<H", data)[0])]
