"""The server's end of the process that workers are forked from: see `rpc_camera.worker.fork_server`.

That of `multiprocessing` would not do: its children are its own, whose end is not seen once it has ended, it runs the
main module anew, has another process to track resources, and asking it blocks.
"""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, Final, Self

from rpc_camera import child
from rpc_camera.camera.line.config_home import driver_environment
from rpc_camera.camera.line.forked_process import READ_LIMIT, ForkedProcess, ForkedStreams
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.fork_request import ForkReply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from rpc_camera.wire.fork_request import ForkRequest

_DEADLINE_S: Final = 15.0  # with the start of the fork server, beside all that a busy small computer starts


class ForkServer:
    """Forks workers. Its process is started when it is first needed, and anew when it has ended or hangs.

    It belongs to no event loop. What it has forked outlives it.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id of the fork server; None where none has been needed, or it was seen to have ended."""
        return self._process.pid if self._process else None

    async def fork(self, request: ForkRequest) -> ForkedProcess:
        """Fork a process, and return it once it runs. ServiceError DRIVER_CRASHED: it could not be, or not in time."""
        forking = asyncio.create_task(self._forked(request))
        try:
            return await asyncio.shield(forking)
        except asyncio.CancelledError:
            with suppress(ServiceError):
                await (await forking).end()  # there is nobody else to collect how it ended
            raise

    def send(self, request: ForkRequest, descriptors: Sequence[int]) -> None:
        """Have a process forked with copies of these descriptors. OSError: the fork server cannot be started or asked.

        What comes first at the other end of its socket is a ForkReply; nothing, where the fork server ends before.
        """
        if self._requests is None or self._process is None or self._process.poll() is not None:
            self.close()
            self._requests = self._start()
        socket.send_fds(self._requests, [request.encode()], descriptors)

    def close(self) -> None:
        """End the fork server, which leaves nothing undone. It would be started again."""
        if self._requests:
            self._requests.close()
        if self._process:
            self._process.kill()
            self._process.wait()
        self._requests = self._process = None

    def _start(self) -> socket.socket:
        child.adopt_orphans()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        with theirs:
            try:
                self._process = subprocess.Popen(  # noqa: S603 - our own command
                    [*child.command("rpc_camera.worker.fork_server"), str(theirs.fileno()), str(os.getpid())],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    env=driver_environment(),
                    start_new_session=True,  # a terminal's Ctrl-C is for the server alone
                )
            except BaseException:
                ours.close()
                raise
        return ours

    async def _forked(self, request: ForkRequest) -> ForkedProcess:
        try:
            with _ends() as (ours, errors, descriptors):
                self.send(request, descriptors)
                server = self._process
                streams = ForkedStreams(
                    *await asyncio.open_connection(sock=ours, limit=READ_LIMIT), *await _read(errors)
                )
            return await self._started(streams, server)
        except OSError as error:
            raise _refusal(error.strerror or str(error)) from error

    async def _started(self, streams: ForkedStreams, server: subprocess.Popen[bytes] | None) -> ForkedProcess:
        """Return the process when it has reported itself; a `server` from which nothing comes is ended.

        OSError: it has reported why it could not be forked.
        """
        try:
            async with asyncio.timeout(_DEADLINE_S):
                line = await streams.reader.readline()
            return ForkedProcess(_pid(line), streams)
        except TimeoutError:
            if self._process is server:
                self.close()
            streams.close()
            raise TimeoutError(f"the fork server has not answered within {_DEADLINE_S:g} s") from None
        except BaseException:
            streams.close()
            raise


@contextmanager
def _ends() -> Iterator[tuple[socket.socket, BinaryIO, list[int]]]:
    """Yield the ends of a socket and of a pipe for errors that are kept; the others are closed afterwards."""
    with ExitStack() as ours, ExitStack() as theirs:
        channel, other = socket.socketpair()
        ours.enter_context(channel)
        theirs.enter_context(other)
        reading, writing = os.pipe()
        theirs.callback(os.close, writing)
        errors = ours.enter_context(os.fdopen(reading, "rb", buffering=0))
        yield channel, errors, [other.fileno(), writing]
        ours.pop_all()


async def _read(pipe: BinaryIO) -> tuple[asyncio.StreamReader, asyncio.ReadTransport]:
    """Return a stream of what comes through a pipe, and the pipe, which is closed at its end."""
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, pipe)
    return reader, transport


def _pid(line: bytes) -> int:
    """Return the process id in a ForkReply. OSError: there is none."""
    if not line:
        raise ConnectionResetError("the fork server has ended")
    reply = ForkReply.decode(line)
    if reply.pid is None:
        raise OSError(reply.error)
    return reply.pid


def _refusal(reason: str) -> ServiceError:
    return ServiceError(ErrorName.DRIVER_CRASHED, f"The camera driver's process could not be started: {reason}.")
