"""Serves one camera over PTP/IP: takes connections, reads operations, sends answers."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import socket
import struct
from functools import partial
from typing import TYPE_CHECKING

from rpc_camera.virtual.packets import PacketType, ProtocolError, event, init_command_ack, packet, read_packet, reset
from rpc_camera.virtual.session import CommandSession

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

    from rpc_camera.virtual.camera import VirtualCamera

_HELLO_WITHIN_S = 10.0
_UNREAD_BYTES = 64 * 1024

log = logging.getLogger(__name__)


class Responder:
    """One listening socket; one client at a time, and the latest to come is the one."""

    def __init__(self, camera: VirtualCamera, listener: socket.socket) -> None:
        self._camera = camera
        self._listener: socket.socket | None = listener
        self._address = listener.getsockname()
        self._server: asyncio.Server | None = None
        self._connections: dict[asyncio.Task[None], StreamWriter] = {}
        self._number = 0
        self.session: CommandSession | None = None

    @property
    def online(self) -> bool:
        """Whether it listens."""
        return self._server is not None

    async def start(self) -> None:
        """Take connections; after a stop, on the same address again. Raises OSError when that is taken by now."""
        listener, self._listener = self._listener or socket.create_server(self._address), None
        self._server = await asyncio.start_server(self._serve, sock=listener, limit=1 << 20)

    async def stop(self) -> None:
        """Stop listening and close every connection, as a camera that is switched off."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.drop()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def drop(self, *, spare: asyncio.Task[None] | None = None) -> None:
        """Close every connection but `spare`, as a cable that is pulled."""
        for task, writer in self._connections.items():
            if task is not spare:
                reset(writer)
                task.cancel()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._connections[task] = writer
        # asyncio does so by itself only for sockets that were made with a protocol number.
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            await self._greet(reader, writer, task)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError):
            pass
        except ProtocolError as error:
            log.debug("closed a connection: %s", error)
        except asyncio.CancelledError:
            log.debug("dropped a connection")
        finally:
            del self._connections[task]
            writer.close()

    async def _greet(self, reader: StreamReader, writer: StreamWriter, task: asyncio.Task[None]) -> None:
        async with asyncio.timeout(_HELLO_WITHIN_S):
            kind, payload = await read_packet(reader)
        if kind == PacketType.INIT_COMMAND_REQUEST:
            await self._command_connection(reader, writer, task)
        elif kind == PacketType.INIT_EVENT_REQUEST:
            await self._event_connection(reader, writer, payload)
        else:
            raise ProtocolError(f"a hello of type {kind}")

    async def _command_connection(self, reader: StreamReader, writer: StreamWriter, task: asyncio.Task[None]) -> None:
        self.drop(spare=task)
        self._camera.end_session()
        self._number += 1
        identity = self._camera.body.identity
        guid = hashlib.md5(identity.serial.encode(), usedforsecurity=False).digest()
        writer.write(init_command_ack(self._number, guid, identity.model))
        session = self.session = CommandSession(self._camera, reader, writer)
        try:
            await session.run()
        finally:
            if self.session is session:
                self.session = None
                self._camera.end_session()
                self.drop(spare=task)

    async def _event_connection(self, reader: StreamReader, writer: StreamWriter, payload: bytes) -> None:
        if payload != struct.pack("<I", self._number):
            writer.write(packet(PacketType.INIT_FAIL, struct.pack("<I", 1)))
            return
        writer.write(packet(PacketType.INIT_EVENT_ACK))
        self._camera.send_event = send = partial(_send_event, writer)
        try:
            while True:
                kind, _ = await read_packet(reader)
                if kind == PacketType.PING:
                    writer.write(packet(PacketType.PONG))
                elif kind not in {PacketType.PONG, PacketType.CANCEL}:
                    raise ProtocolError(f"a packet of type {kind} where only events are")
        finally:
            if self._camera.send_event is send:
                self._camera.send_event = None


def _send_event(writer: StreamWriter, code: int, parameter: int) -> None:
    if writer.transport.get_write_buffer_size() < _UNREAD_BYTES:  # else the client reads none, and misses this one
        writer.write(event(code, parameter))
