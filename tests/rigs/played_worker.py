"""A worker that the test plays itself, in its own process: it speaks the wire protocol over a real socket pair."""

from __future__ import annotations

import asyncio
import inspect
import os
import signal
import socket
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from rpc_camera.camera.line.forked_process import ForkedStreams
from rpc_camera.camera.line.process import WorkerProcess
from rpc_camera.errors import ServiceError
from rpc_camera.wire.errors import pack_error
from rpc_camera.wire.events import Failed
from rpc_camera.wire.frames import PREFIX, Frame, decode_prefix
from rpc_camera.wire.message import read_request, reply_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.wire.message import WorkerEvent, WorkerRequest


class _PlayedProcess:
    """What a `WorkerProcess` runs in: a child that idles until it is killed or hung up on."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(["sleep", "600"])
        self.pid = self._child.pid
        self.returncode: int | None = None
        self.stderr = asyncio.StreamReader()
        self.ended = asyncio.Event()
        self._end = os.pidfd_open(self.pid)
        asyncio.get_running_loop().add_reader(self._end, self.end, -signal.SIGKILL)

    def end(self, returncode: int) -> None:
        if self.returncode is None:
            asyncio.get_running_loop().remove_reader(self._end)
            os.close(self._end)
            self._child.kill()
            self._child.wait()
            self.returncode = returncode
            self.stderr.feed_eof()
            self.ended.set()

    async def wait(self) -> int | None:
        await self.ended.wait()
        return self.returncode


class PlayedWorker:
    """`answer` returns the reply to a request, maybe later, or raises a ServiceError. `requests` are those that came.

    It carries out one request after the other, as the real one does.
    """

    def __init__(self, answer: Callable[[WorkerRequest[Any]], object]) -> None:
        self.requests: list[WorkerRequest[Any]] = []
        self._answer = answer
        self._process = _PlayedProcess()

    async def start(self, publish: Callable[[WorkerEvent], None]) -> WorkerProcess:
        """Return the server's end of it."""
        ours, theirs = socket.socketpair()
        self._reader, self._writer = await asyncio.open_connection(sock=theirs)
        self._serving = asyncio.create_task(self._serve())
        self._dying = asyncio.create_task(self._die())
        streams = ForkedStreams(*await asyncio.open_connection(sock=ours), self._process.stderr)
        return WorkerProcess(self._process, streams, publish)

    def report(self, event: WorkerEvent) -> None:
        """Report something without having been asked."""
        self._send(Frame(event.to_header()))

    def lose(self, error: ServiceError) -> None:
        """End because the link to the camera is lost."""
        self.report(Failed(pack_error(error)))
        self._writer.close()

    def crash(self, number: signal.Signals = signal.SIGSEGV) -> None:
        """Die of a signal."""
        self._process.end(-number)

    async def closed(self) -> None:
        """Wait until nothing of it is left."""
        await asyncio.gather(self._serving, self._dying, return_exceptions=True)

    async def _serve(self) -> None:
        with suppress(EOFError, ConnectionError):
            while True:
                header_bytes, blob_bytes = decode_prefix(await self._reader.readexactly(PREFIX.size))
                header = await self._reader.readexactly(header_bytes)
                frame = Frame.decode(header, await self._reader.readexactly(blob_bytes))
                await self._reply(frame)
        self._process.end(0)

    async def _reply(self, frame: Frame) -> None:
        request, number = read_request(frame.header), frame.header["id"]
        self.requests.append(request)
        try:
            reply = self._answer(request)
            if inspect.isawaitable(reply):
                reply = await reply
        except ServiceError as error:
            self._send(Frame({"id": number, "error": pack_error(error)}))
            return
        value, data = reply_parts(reply)
        self._send(Frame({"id": number, "ok": value}, data))

    def _send(self, frame: Frame) -> None:
        self._writer.write(frame.encode_head() + bytes(frame.blob))

    async def _die(self) -> None:
        await self._process.ended.wait()
        self._serving.cancel()
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()
