"""PTP/IP's packets (CIPA DC-005): a length, a type and a payload, all little-endian."""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

# No multiple of a page: libgphoto2 copies each packet from one buffer to another that lies right behind it in memory,
# and the processor is slow at copying between addresses that differ by little more than whole pages.
PIECE_BYTES = 250_000
MAX_CONTROL_BYTES = 4096
MAX_DATA_BYTES = 4 * 1024 * 1024
_HEADER = struct.Struct("<II")
_VERSION = 0x00010000
_RESET = struct.pack("ii", 1, 0)


class PacketType(IntEnum):
    """What a packet is."""

    INIT_COMMAND_REQUEST = 1
    INIT_COMMAND_ACK = 2
    INIT_EVENT_REQUEST = 3
    INIT_EVENT_ACK = 4
    INIT_FAIL = 5
    OPERATION_REQUEST = 6
    OPERATION_RESPONSE = 7
    EVENT = 8
    START_DATA = 9
    DATA = 10
    CANCEL = 11
    END_DATA = 12
    PING = 13
    PONG = 14


class ProtocolError(Exception):
    """What came is no PTP/IP; the connection cannot go on."""


@dataclass(frozen=True)
class OperationRequest:
    """The head of an operation; `with_data` when the client is about to send data for it."""

    operation: int
    transaction: int
    parameters: tuple[int, int, int, int, int]
    with_data: bool


async def read_packet(reader: StreamReader) -> tuple[int, bytes]:
    """Return the next packet's type and payload; raises ProtocolError, or IncompleteReadError at the end."""
    length, kind = _HEADER.unpack(await reader.readexactly(_HEADER.size))
    limit = MAX_DATA_BYTES if kind in {PacketType.DATA, PacketType.END_DATA} else MAX_CONTROL_BYTES
    if not _HEADER.size <= length <= limit:
        raise ProtocolError(f"a packet of type {kind} with a length of {length} bytes")
    return kind, await reader.readexactly(length - _HEADER.size)


def packet(kind: PacketType, payload: bytes = b"") -> bytes:
    """Return a packet as it travels."""
    return _HEADER.pack(_HEADER.size + len(payload), kind) + payload


def init_command_ack(connection: int, guid: bytes, name: str) -> bytes:
    """Return the answer to a client that says hello."""
    encoded = (name + "\0").encode("utf-16-le")
    payload = struct.pack("<I", connection) + guid + encoded + struct.pack("<I", _VERSION)
    return packet(PacketType.INIT_COMMAND_ACK, payload)


def parse_operation(payload: bytes) -> OperationRequest:
    """Return the payload of an OPERATION_REQUEST; raises ProtocolError."""
    count, odd = divmod(len(payload) - 10, 4)
    if odd or not 0 <= count <= 5:
        raise ProtocolError(f"an operation request of {len(payload)} bytes")
    phase, operation, transaction = struct.unpack_from("<IHI", payload)
    first, second, third, fourth, fifth = struct.unpack_from("<5I", payload.ljust(30, b"\0"), 10)
    return OperationRequest(operation, transaction, (first, second, third, fourth, fifth), phase == 2)


def response(code: int, transaction: int, parameters: tuple[int, ...] = ()) -> bytes:
    """How an operation ended."""
    payload = struct.pack(f"<HI{len(parameters)}I", code, transaction, *parameters)
    return packet(PacketType.OPERATION_RESPONSE, payload)


def event(code: int, parameter: int) -> bytes:
    """Return an event of the event channel, which belongs to no operation."""
    return packet(PacketType.EVENT, struct.pack("<HII", code, 0, parameter))


def start_data(transaction: int, size_bytes: int) -> bytes:
    """Say that data of `size_bytes` follows."""
    return packet(PacketType.START_DATA, struct.pack("<IQ", transaction, size_bytes))


def data_piece(transaction: int, piece: bytes, *, last: bool) -> bytes:
    """One piece of the data."""
    kind = PacketType.END_DATA if last else PacketType.DATA
    return packet(kind, struct.pack("<I", transaction) + piece)


def reset(writer: StreamWriter) -> None:
    """Break a connection as a pulled cable does: libgphoto2 takes an orderly end for an error of the camera."""
    with suppress(OSError):  # it is broken already
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
