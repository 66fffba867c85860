"""The worker's single loop: requests first, then the camera's events."""

from __future__ import annotations

import logging
import select
import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.errors import pack_error
from rpc_camera.wire.events import Alive, Failed
from rpc_camera.wire.frames import PREFIX, Frame, decode_prefix
from rpc_camera.wire.message import read_request, reply_parts
from rpc_camera.worker.discovery import forget_abilities_list
from rpc_camera.worker.handlers import Handlers
from rpc_camera.worker.memory import give_back
from rpc_camera.worker.open_camera import OpenCamera
from rpc_camera.worker.refusals import IgnoredRefusals

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rpc_camera.wire.message import WorkerEvent

_BREATH_S: Final = 0.005  # by then whoever got an answer has asked for the next live view frame, if that is due
_READ_BYTES: Final = 1 << 16
_SIGN_OF_LIFE_EVERY_S: Final = 5.0
_PUMP_AT_LEAST_EVERY_S: Final = 0.5
_MEMORY_KEPT_FOR_S: Final = 2.0  # the next request may be like the last
_log = logging.getLogger(__name__)


class Channel:
    """The worker's end of the socket pair; blocking."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._received = bytearray()  # of frames that have not been returned yet
        self._poll = select.poll()
        self._poll.register(connection, select.POLLIN)

    def wait(self, seconds: float) -> bool:
        """Return whether a frame (or the end) arrives within `seconds`."""
        return bool(self._received or self._poll.poll(max(0.0, seconds * 1000)))

    def receive(self) -> Mapping[str, Any]:
        """Return the header of the next frame. EOFError: the server is gone, or wants the worker gone."""
        header_bytes, blob_bytes = decode_prefix(self._first(PREFIX.size))
        header_end = PREFIX.size + header_bytes
        whole = self._first(header_end + blob_bytes)
        del self._received[: len(whole)]
        return Frame.decode(whole[PREFIX.size : header_end], whole[header_end:]).header

    def _first(self, size: int) -> bytes:
        """Return the first bytes that have come, and have not been returned as a frame, as soon as there are so many.

        A request comes whole, so that reading it is one call of the system.
        """
        while len(self._received) < size:
            if not (data := self._connection.recv(max(_READ_BYTES, size - len(self._received)))):
                raise EOFError
            self._received += data
        return bytes(self._received[:size])

    def send(self, header: Mapping[str, Any], blob: bytes | bytearray = b"") -> None:
        """Send one frame; waits while the server does not read."""
        self._connection.sendall(Frame(header, blob).encode_head())
        if blob:
            self._connection.sendall(blob)


class Loop:
    """Serves one camera until the server hangs up or the link to the camera is lost."""

    def __init__(self, channel: Channel, port: str, model: str | None, state_dir: Path) -> None:
        """Serve the camera on `port`. `model` is the driver's name for it, where discovery knows that."""
        self._channel = channel
        self._port, self._model, self._state_dir = port, model, state_dir
        self._last_sign = time.monotonic()
        self._is_closing = False

    def run(self) -> None:
        """Open the camera, say who it is, and serve. EOFError: the server hung up."""
        with self._publishing_failure():
            is_wanted = partial(self._channel.wait, 0)
            camera = OpenCamera(self._port, self._model, self._state_dir, self._publish, is_wanted)
            forget_abilities_list()
            give_back()  # a chunk of a file would be read into copies of its pages otherwise
            try:
                handlers = Handlers(camera)
                self._publish(camera.opened)
                with self._publishing_failure():
                    self._serve(camera, handlers)
            finally:
                self._is_closing = True
                camera.close()

    @contextmanager
    def _publishing_failure(self) -> Iterator[None]:
        """End the block where the camera cannot be opened, or its link is lost, and publish that."""
        try:
            yield
        except ServiceError as error:
            self._publish(Failed(pack_error(error)))

    def _publish(self, event: WorkerEvent) -> None:
        try:
            self._channel.send(event.to_header())
        except ConnectionError:
            if not self._is_closing:  # the server may be gone, and the shutter has to be closed all the same
                raise

    def _serve(self, camera: OpenCamera, handlers: Handlers) -> None:
        last_pump = last_request = time.monotonic()
        keeps_memory = True
        while True:
            now = time.monotonic()
            last_pump = max(last_pump, camera.events.listened_at)  # whoever has a picture now reads it without a wait
            waited, quiet = now - last_pump, camera.bulb.quiet()
            due_s = camera.pump_every_s(now - last_request) - waited
            wait_s = camera.bulb.left_s() if quiet else max(_BREATH_S, due_s)
            if (quiet or waited < _PUMP_AT_LEAST_EVERY_S) and self._channel.wait(wait_s):
                if not self._answer(camera, handlers, self._channel.receive()):
                    return
                last_request, keeps_memory = time.monotonic(), True
            elif quiet:
                camera.bulb.close()
                self._pump(camera)
            else:
                self._pump(camera)
                last_pump = time.monotonic()
                if keeps_memory and last_pump - last_request > _MEMORY_KEPT_FOR_S:
                    keeps_memory = False
                    camera.chunks.give_back()
                    give_back()

    def _pump(self, camera: OpenCamera) -> None:
        """Read the camera's events, with a sign of life now and then. ServiceError CAMERA_LOST: the link is gone."""
        with IgnoredRefusals(lambda error: _log.warning("an event was missed: %s", error.message)):
            camera.pump()
            if time.monotonic() - self._last_sign > _SIGN_OF_LIFE_EVERY_S:
                self._last_sign = time.monotonic()
                self._publish(Alive())

    def _answer(self, camera: OpenCamera, handlers: Handlers, header: Mapping[str, Any]) -> bool:
        """Carry out one request; return whether the link to the camera still stands."""
        number = header["id"]
        try:
            value, data = reply_parts(handlers.reply_to(read_request(header)))
            self._channel.send({"id": number, "ok": value}, data)
            return True
        except ConnectionError:
            raise  # the server is gone
        except ServiceError as error:
            failure = error if error.name is ErrorName.CAMERA_LOST else _lost(camera) or error
        except Exception as error:  # a request that cannot be read as well: the next one may be sound
            operation = header.get("operation")
            _log.exception("the worker failed at %s", operation)
            reason = f"The worker failed at {operation}: {type(error).__name__}."
            failure = ServiceError(ErrorName.INTERNAL_ERROR, reason)
        self._channel.send({"id": number, "error": pack_error(failure)})
        return failure.name is not ErrorName.CAMERA_LOST


def _lost(camera: OpenCamera) -> ServiceError | None:
    """Return the error if the link is gone: the first call on a broken one can fail with any, "no such setting" too."""
    try:
        camera.check_link()
    except ServiceError as error:
        return error if error.name is ErrorName.CAMERA_LOST else None
    return None
