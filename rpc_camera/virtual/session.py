"""The conversation on a command connection: operation in, data in, data out, response out."""

from __future__ import annotations

import asyncio
import io
import logging
import socket
from collections import Counter, deque
from typing import TYPE_CHECKING, BinaryIO

from rpc_camera.virtual.packets import (
    PIECE_BYTES,
    OperationRequest,
    PacketType,
    ProtocolError,
    data_piece,
    parse_operation,
    read_packet,
    reset,
    response,
    start_data,
)
from rpc_camera.virtual.ptp import PtpError, ResponseCode
from rpc_camera.virtual.request import SEND_OBJECT, WITHOUT_SESSION, FilePart, Reply, Request

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter
    from pathlib import Path

    from rpc_camera.virtual.camera import VirtualCamera

_MAX_PARAMETER_DATA_BYTES = 64 * 1024
_REMEMBERED_OPERATIONS = 500

log = logging.getLogger(__name__)


class _CutError(ConnectionError):
    """The link broke in the middle of a file, as it was told to."""


class CommandSession:
    """One client's operations, one after the other."""

    def __init__(self, camera: VirtualCamera, reader: StreamReader, writer: StreamWriter) -> None:
        self._camera = camera
        self._reader = reader
        self._writer = writer
        self.operations: deque[int] = deque(maxlen=_REMEMBERED_OPERATIONS)
        self.counts: Counter[int] = Counter()

    async def run(self) -> None:
        """Serve until the connection ends, which raises IncompleteReadError or ConnectionError."""
        while True:
            kind, payload = await read_packet(self._reader)
            if kind == PacketType.OPERATION_REQUEST:
                await self._serve(parse_operation(payload))
            elif kind not in {PacketType.CANCEL, PacketType.DATA, PacketType.END_DATA}:
                raise ProtocolError(f"a packet of type {kind} where an operation was due")

    async def _serve(self, head: OperationRequest) -> None:
        entry = self._camera.body.journal.begin(head.operation)
        self.operations.append(head.operation)
        self.counts[head.operation] += 1
        try:
            received = await self._receive(head) if head.with_data else (b"", None)
            await self._camera.faults.befall(head.operation, head.parameters[0])
            reply = await self._answer(Request(head.operation, head.parameters, *received))
            file = _open(reply.data) if isinstance(reply.data, FilePart) else None
        except PtpError as error:
            self._writer.write(response(error.code, head.transaction))
        except ConnectionError:
            raise
        except OSError as error:
            log.warning("operation %04x failed: %s", head.operation, error)
            self._writer.write(response(ResponseCode.GENERAL_ERROR, head.transaction))
        else:
            await self._send(reply, file, head.transaction)
        await self._writer.drain()
        entry.answered()

    async def _answer(self, request: Request) -> Reply:
        if not self._camera.body.session and request.operation not in WITHOUT_SESSION:
            raise PtpError(ResponseCode.SESSION_NOT_OPEN)
        return await self._camera.answer(request)

    # ---- data in

    async def _receive(self, head: OperationRequest) -> tuple[bytes, Path | None]:
        # The client has Nagle's algorithm on: without an acknowledgement at once, each data phase takes 40 ms.
        if hasattr(socket, "TCP_QUICKACK"):
            self._writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        kind, payload = await read_packet(self._reader)
        if kind != PacketType.START_DATA or len(payload) != 12:
            raise ProtocolError(f"a packet of type {kind} where data was due")
        announced_bytes = int.from_bytes(payload[4:], "little")
        if head.operation == SEND_OBJECT:
            return b"", await self._receive_file(announced_bytes)
        memory = io.BytesIO()
        await self._receive_into(memory, announced_bytes, _MAX_PARAMETER_DATA_BYTES)
        return memory.getvalue(), None

    async def _receive_file(self, announced_bytes: int) -> Path:
        path = self._camera.body.card.new_path()
        file = _create(path)
        try:
            with file:
                await self._receive_into(file, announced_bytes, self._camera.upload.awaited_bytes)
        except _CutError:
            self._camera.upload.cut(path)
            raise
        except BaseException:
            path.unlink()
            raise
        return path

    async def _receive_into(self, sink: BinaryIO, announced_bytes: int, limit_bytes: int) -> None:
        """Raise PtpError for more than `limit_bytes`; they are read all the same, so that the client hears it."""
        received_bytes, ended = 0, False
        while received_bytes < announced_bytes and not ended:
            kind, payload = await read_packet(self._reader)
            if kind not in {PacketType.DATA, PacketType.END_DATA} or len(payload) < 4:
                raise ProtocolError(f"a packet of type {kind} where a piece of data was due")
            received_bytes += len(payload) - 4
            ended = kind == PacketType.END_DATA
            if received_bytes <= limit_bytes:
                sink.write(payload[4:])
            if self._camera.upload.is_cut_after(received_bytes):
                reset(self._writer)
                raise _CutError
            if self._camera.upload.is_held_up_after(received_bytes):
                await self._camera.faults.mended()
        if received_bytes > limit_bytes:
            raise PtpError(ResponseCode.NO_VALID_OBJECT_INFO)

    # ---- data out

    async def _send(self, reply: Reply, file: BinaryIO | None, transaction: int) -> None:
        last = response(ResponseCode.OK, transaction, reply.parameters)
        if isinstance(reply.data, FilePart) and file is not None:
            with file:
                await self._send_file(reply.data, file, transaction)
        elif isinstance(reply.data, bytes):
            head = start_data(transaction, len(reply.data))
            last = head + data_piece(transaction, reply.data, last=True) + last
        if reply.sent is not None:
            reply.sent()
        self._writer.write(last)

    async def _send_file(self, part: FilePart, file: BinaryIO, transaction: int) -> None:
        file.seek(part.offset)
        self._writer.write(start_data(transaction, part.size_bytes))
        left_bytes, begun_s = part.size_bytes, asyncio.get_running_loop().time()
        while True:
            piece = file.read(min(PIECE_BYTES, left_bytes))
            left_bytes -= len(piece)
            if not piece and left_bytes:
                raise ConnectionError("the file has become shorter")
            await self._camera.faults.travel(part.size_bytes - left_bytes, begun_s)
            self._writer.write(data_piece(transaction, piece, last=not left_bytes))
            await self._writer.drain()
            if not left_bytes:
                return


def _open(part: FilePart) -> BinaryIO:
    return part.path.open("rb", buffering=0)


def _create(path: Path) -> BinaryIO:
    return path.open("wb", buffering=0)
