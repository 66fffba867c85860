"""One worker process: started, asked, watched and ended from the event loop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from rpc_camera import child
from rpc_camera.camera.line.deadlines import Deadlines
from rpc_camera.camera.line.frame_receiver import FrameReceiver
from rpc_camera.errors import ErrorName, JsonValue, ServiceError, invalid_param
from rpc_camera.patience import wait_at_most
from rpc_camera.wire.errors import unpack_error
from rpc_camera.wire.events import Alive, CameraOpened, Failed
from rpc_camera.wire.fork_request import ForkRequest, Job
from rpc_camera.wire.frames import Frame
from rpc_camera.wire.message import read_event
from rpc_camera.wire.requests import FinishBulb, GiveWay, OpenBulb

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from rpc_camera.camera.line.fork_server import ForkServer
    from rpc_camera.camera.line.forked_process import ForkedStreams
    from rpc_camera.wire.message import WorkerEvent, WorkerRequest

R = TypeVar("R")
_LAST_WORDS: Final = 40
_LONGEST_WORDS: Final = 1000  # characters of a line; a driver can print a buffer of pixels as one
_RELEASE_S: Final = 1.0
_SHUTTER_S: Final = 10.0  # grace for a worker to close a shutter that it holds open: a body can refuse that at first
_SILENCE_S: Final = 60.0  # the worker gives a sign of life every few seconds
_NOBODY: Final = 0  # no request has this number
_REAP_S: Final = 1.0  # a process whose socket is closed is dead, but on a busy machine one learns later of what
_TRY_ANEW: Final = (
    "Check that the camera is switched on, and switch it off and on if that does not help: each request opens it anew."
)
_LOOK_FIRST: Final = "The camera may have done it all the same: look before you send it again."
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WorkerSpec:
    """What a worker is started with. `config_home` is its own, since libgphoto2 keeps settings of its own there."""

    port: str
    model: str | None
    state_dir: Path
    config_home: Path

    def request(self) -> ForkRequest:
        """Return what the fork server is asked for."""
        arguments = {"port": self.port, "model": self.model, "state_dir": str(self.state_dir)}
        arguments["log_level"] = logging.getLevelName(_log.getEffectiveLevel())
        return ForkRequest(Job.WORKER, str(self.config_home), arguments)


class Process(child.Child, Protocol):
    """What a worker runs in."""

    async def wait(self) -> int | None:
        """Wait for its end; return its exit status."""


class WorkerProcess:
    """A running worker. `gone` is done, with the reason, once it cannot be asked any more."""

    def __init__(
        self,
        process: Process,
        streams: ForkedStreams,
        publish: Callable[[WorkerEvent], None],
    ) -> None:
        loop = asyncio.get_running_loop()
        self._process = process
        self._streams, self._writer, self._printed = streams, streams.writer, streams.stderr
        self._publish = publish
        self._pending: dict[int, asyncio.Future[tuple[JsonValue, bytes]]] = {}
        self._last_id = 0
        self._deadlines = Deadlines()
        self._failure: ServiceError | None = None
        self._opened: asyncio.Future[CameraOpened] = loop.create_future()
        self.gone: asyncio.Future[ServiceError] = loop.create_future()
        self._holds_shutter = False
        self._last_words: deque[str] = deque(maxlen=_LAST_WORDS)
        self._heard_s = loop.time()
        self._silence = asyncio.create_task(self._watch_silence())
        self._tasks = (asyncio.create_task(self._listen()), asyncio.create_task(self._log_output()), self._silence)

    @classmethod
    async def start(
        cls, fork_server: ForkServer, spec: WorkerSpec, publish: Callable[[WorkerEvent], None]
    ) -> WorkerProcess:
        """Start a worker that opens a camera; `publish` is called with what it reports without being asked.

        ServiceError DRIVER_CRASHED: it cannot be started.
        """
        process = await fork_server.fork(spec.request())
        return cls(process, process.streams, publish)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._failure is None

    async def opened(self, deadline_s: float) -> CameraOpened:
        """Return what the body says of itself once its camera is open. ServiceError: it could not be opened in time."""
        try:
            async with asyncio.timeout(deadline_s):
                return await asyncio.shield(self._opened)
        except TimeoutError:
            raise self.kill(f"The driver did not open the camera within {deadline_s:g} s.") from None

    async def request(self, request: WorkerRequest[R], deadline_s: float | None = None) -> R:
        """Have the worker do what is requested, by default within its own deadline, and return the reply.

        ServiceError: its refusal, why it can answer no more, or INVALID_PARAMS for text that is none.
        """
        if self._failure:
            raise self._failure.but()  # an exception that several raise would collect the tracebacks of all
        head = _encoded(request, self._last_id + 1)
        deadline_s = request.deadline_s if deadline_s is None else deadline_s
        self._last_id += 1
        reply: asyncio.Future[tuple[JsonValue, bytes]] = asyncio.get_running_loop().create_future()
        self._pending[self._last_id] = reply
        self._holds_shutter |= isinstance(request, OpenBulb)
        self._writer.write(head)
        deadline = self._deadlines.set(deadline_s, partial(_miss, reply))
        try:
            result = request.read_reply(*await reply)
        except TimeoutError:
            reason = f"The camera's driver did not answer within {deadline_s:g} s; it is restarted."
            raise self.kill(reason, request) from None
        finally:
            self._deadlines.lift(deadline)
        self._holds_shutter &= not isinstance(request, FinishBulb)
        return result

    def give_way(self) -> None:
        """Have it end the chunk that it reads with the piece that it is at; nobody waits for the answer to this."""
        self._writer.write(_encoded(GiveWay(), _NOBODY))

    async def refusal(self, request: WorkerRequest[Any]) -> ServiceError | None:
        """Have the worker do what is requested; return why the camera refuses. ServiceError: the worker is gone."""
        try:
            await self.request(request)
        except ServiceError as error:
            if not self.alive:
                raise
            return error
        return None

    def kill(self, reason: str, request: WorkerRequest[Any] | None = None) -> ServiceError:
        """Kill a worker that overran the deadline of what was requested; return the error that all its callers get.

        Without a request: it was opening the camera, or had nothing to do.
        """
        error = ServiceError(ErrorName.CAMERA_TIMEOUT, reason)
        if request is None or request.repeatable:
            error = error.but(remedy=_TRY_ANEW, retryable=True)
        elif not request.releases_shutter:
            error = error.but(remedy=_LOOK_FIRST)
        self._failure = self._failure or error
        self._kill()
        return error

    async def close(self, grace_s: float, reason: ServiceError) -> None:
        """Have the worker release its camera and end, and kill it after `grace_s`; who still waits gets `reason`.

        One that holds a shutter open gets some seconds more to close it.
        """
        if self._holds_shutter and self._failure is None:
            grace_s = max(grace_s, _SHUTTER_S)
        self._failure = self._failure or reason
        self._writer.close()
        try:
            async with asyncio.timeout(grace_s):
                await self._process.wait()
        except TimeoutError:
            self._kill()
        await self._process.wait()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _kill(self) -> None:
        child.send_signal(self._process, signal.SIGKILL)

    async def _listen(self) -> None:
        try:
            receiver = FrameReceiver(self._handle)
            await receiver.take_over(self._streams)
            await receiver.ended
        except Exception:
            _log.exception("worker %d sent something that cannot be read", self.pid)
            self._kill()
        await self._conclude()

    async def _watch_silence(self) -> None:
        """Kill a worker that says nothing though nothing was asked of it: who asked has a deadline of its own.

        One timer a minute: one a frame would cost each request.
        """
        loop, rest_s = asyncio.get_running_loop(), _SILENCE_S
        while rest_s > 0 or self._pending:
            await asyncio.sleep(rest_s if rest_s > 0 else _SILENCE_S)
            rest_s = self._heard_s + _SILENCE_S - loop.time()
        self.kill(f"The camera's driver has been silent for {_SILENCE_S:g} s; it is restarted.")

    async def _log_output(self) -> None:
        """Log what the worker logs; what libgphoto2 and Python print matters only when it crashes."""
        while line := await self._line():
            words = line.decode(errors="replace").rstrip()[:_LONGEST_WORDS]
            self._last_words.append(words)
            grave = words.startswith(("WARNING", "ERROR", "CRITICAL"))
            _log.log(logging.WARNING if grave else logging.DEBUG, "worker %d: %s", self.pid, words)

    async def _line(self) -> bytes:
        """Return the next line that it prints, b"" at the end. Of one longer than the reader keeps, pieces."""
        try:
            return await self._printed.readuntil()
        except asyncio.IncompleteReadError as end:
            return end.partial
        except asyncio.LimitOverrunError as too_long:
            return await self._printed.readexactly(too_long.consumed)

    def _handle(self, frame: Frame) -> None:
        self._heard_s = asyncio.get_running_loop().time()
        if "event" not in frame.header:
            self._settle(frame.header, bytes(frame.blob))
            return
        match event := read_event(frame.header):
            case CameraOpened():
                if not self._opened.done():
                    self._opened.set_result(event)
            case Failed():
                self._fail(unpack_error(event.error))
            case Alive():
                pass
            case _:
                self._publish(event)

    def _fail(self, error: ServiceError) -> None:
        """Ask nothing more of a worker that lost its camera; releasing that can take a driver for ever.

        It does one thing after the other, and begins nothing after that: what still waits, or comes, is untouched.
        """
        self._failure = self._failure or error.but(untouched=True)
        asyncio.get_running_loop().call_later(_RELEASE_S, self._kill)

    def _settle(self, header: Mapping[str, Any], blob: bytes) -> None:
        future = self._pending.pop(header["id"], None)
        error = unpack_error(header["error"]) if "error" in header else None
        if error and error.name is ErrorName.CAMERA_LOST:
            self._fail(error)
        if future is None or future.done():
            return
        if error:
            future.set_exception(error)
        else:
            future.set_result((header["ok"], blob))

    async def _conclude(self) -> None:
        """Have all pending requests fail with the reason why there will be no reply."""
        if self._failure is None:
            await wait_at_most(_REAP_S, self._process.wait())  # it lives on without its socket
        if self._failure is None:
            words = "\n  ".join(("its last words:", *self._last_words)) if self._last_words else "it said nothing"
            _log.warning("worker %d ended unasked; %s", self.pid, words)
        self._failure = reason = self._failure or _crash(self._process.returncode)
        waiting: list[asyncio.Future[Any]] = [*self._pending.values(), self._opened]
        for future in waiting:
            if not future.done():
                future.set_exception(reason.but())
                future.exception()  # a caller that was cancelled will not fetch it
        self._pending.clear()
        self._silence.cancel()
        self._writer.close()
        if not self.gone.done():
            self.gone.set_result(reason)


def _miss(reply: asyncio.Future[tuple[JsonValue, bytes]]) -> None:
    """Have whoever waits for a reply wait no longer."""
    if not reply.done():
        reply.set_exception(TimeoutError())
        reply.exception()  # one that was cancelled meanwhile will not fetch it


def _encoded(request: WorkerRequest[Any], number: int) -> bytes:
    """Return the frame of a request. ServiceError INVALID_PARAMS: JSON can write halves of pairs, which are no text."""
    try:
        return Frame(request.to_header(number)).encode_head("strict")
    except UnicodeEncodeError as error:
        half = f"U+{ord(error.object[error.start]):04X}"
        raise invalid_param("", f"{half} alone is half of a UTF-16 pair, which no camera takes.") from None


def _crash(returncode: int | None) -> ServiceError:
    if returncode == 0:
        return ServiceError(ErrorName.CAMERA_LOST, "The worker ended.")
    how = f"with exit status {returncode}"
    if returncode is None:
        how = "without a word"
    elif returncode < 0:
        how = f"by {signal.Signals(-returncode).name}"
    return ServiceError(
        ErrorName.DRIVER_CRASHED, f"The camera driver's process was ended {how}.", details={"exit_status": returncode}
    )
