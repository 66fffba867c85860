"""A real worker process, and the server's end of its socket."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rpc_camera.wire.errors import unpack_error
from rpc_camera.wire.events import CameraOpened
from rpc_camera.wire.fork_request import ForkReply, ForkRequest, Job
from rpc_camera.wire.frames import PREFIX, Frame, decode_prefix
from rpc_camera.wire.message import read_event
from tests.rigs.fork_server import shared_fork_server

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Self

    from rpc_camera.wire.message import WorkerEvent, WorkerRequest

R = TypeVar("R")
E = TypeVar("E", bound="WorkerEvent")
_SOON_S = 30.0


class AdoptedProcess:
    """A child of this process with this process id: what the tests need of a `Popen`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._end = os.pidfd_open(pid)
        self._returncode: int | None = None

    def wait(self, timeout: float) -> int:
        """Return its exit status. TimeoutError: it has not ended in so many seconds."""
        if self._returncode is None:
            if not select.select([self._end], [], [], timeout)[0]:
                raise TimeoutError
            os.close(self._end)
            self._returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._returncode

    def close(self) -> None:
        """Kill it if it still runs."""
        if self._returncode is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait(_SOON_S)


class RunningWorker:
    """Starts a worker for the camera on `port` when entered, and hangs up when left.

    `events` are those that it has reported so far, in order. TimeoutError: nothing has come for half a minute.
    """

    def __init__(self, port: str, folder: Path, model: str | None = None) -> None:
        """`folder` is for its state and its settings; `model` is the driver's name for the camera, if it is given."""
        self._model = model
        self._port = port
        self._folder = folder
        self._last_number = 0
        self.events: list[WorkerEvent] = []

    def __enter__(self) -> Self:
        settings = self._folder / "gphoto" / "settings"  # else libgphoto2 looks for the user's own
        settings.parent.mkdir(exist_ok=True)
        settings.touch()
        arguments = {"port": self._port, "model": self._model, "state_dir": str(self._folder), "log_level": "INFO"}
        self.socket, theirs = socket.socketpair()
        self.socket.settimeout(_SOON_S)
        with theirs, Path(os.devnull).open("wb") as errors:
            request = ForkRequest(Job.WORKER, str(self._folder), arguments)
            shared_fork_server().send(request, [theirs.fileno(), errors.fileno()])
        line = bytearray()
        while not line.endswith(b"\n"):
            line += self._exactly(1)
        self.process = AdoptedProcess(ForkReply.decode(line).pid or 0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()

    def hang_up(self) -> int:
        """End the conversation, as a server does that stops; return the worker's exit status."""
        self.socket.close()
        try:
            return self.process.wait(timeout=_SOON_S)
        finally:
            self.process.close()

    def opened(self) -> CameraOpened:
        """Return what it reports first. ServiceError: the camera could not be opened."""
        return self.await_event(CameraOpened)

    def ask(self, request: WorkerRequest[R]) -> R:
        """Send a request and return its reply. ServiceError: the worker's refusal."""
        return self.reply_to(request, self.send(request))

    def send(self, request: WorkerRequest[Any]) -> int:
        """Send a request only; return its number for `reply_to`."""
        self._last_number += 1
        self.send_header(request.to_header(self._last_number))
        return self._last_number

    def send_header(self, header: Mapping[str, Any]) -> None:
        """Send a frame, which may be none that a worker knows."""
        self.socket.sendall(Frame(header).encode_head())

    def reply_to(self, request: WorkerRequest[R], number: int) -> R:
        """Return the reply that comes next. ServiceError: the worker's refusal."""
        frame = self.receive_reply()
        assert frame.header["id"] == number
        if "error" in frame.header:
            raise unpack_error(frame.header["error"])
        return request.read_reply(frame.header["ok"], bytes(frame.blob))

    def receive_reply(self) -> Frame:
        """Return the frame of the reply that comes next."""
        while "event" in (frame := self._receive()).header:
            self.events.append(read_event(frame.header))
        return frame

    def await_event(self, kind: type[E]) -> E:
        """Return the first event of this kind that has been, or is, reported and that nobody has fetched yet."""
        deadline = time.monotonic() + _SOON_S
        while True:
            for index, event in enumerate(self.events):
                if isinstance(event, kind):
                    del self.events[index]
                    return event
            if time.monotonic() > deadline:
                raise TimeoutError(f"no {kind.__name__}")
            self.events.append(read_event(self._receive().header))

    def await_bytes(self) -> None:
        """Wait until the worker sends something, and leave it unread."""
        assert select.select([self.socket], [], [], _SOON_S)[0], "the worker sends nothing"

    def _receive(self) -> Frame:
        header_bytes, blob_bytes = decode_prefix(self._exactly(PREFIX.size))
        return Frame(json.loads(self._exactly(header_bytes)), self._exactly(blob_bytes))

    def _exactly(self, size: int) -> bytes:
        """Return so many bytes. EOFError: the worker has ended."""
        data = bytearray()
        while len(data) < size:
            part = self.socket.recv(size - len(data))
            if not part:
                raise EOFError
            data += part
        return bytes(data)
