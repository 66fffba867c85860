"""The worker's single loop: requests first, then the camera's events."""

from __future__ import annotations

import logging
import select
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.errors import pack_error
from rpc_camera.wire.events import Alive, Failed
from rpc_camera.wire.frames import PREFIX, Frame, decode_prefix
from rpc_camera.wire.message import read_request, reply_parts
from rpc_camera.worker.open_camera import OpenCamera
from rpc_camera.worker.operations import Operations

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping
    from pathlib import Path

    from rpc_camera.wire.message import WorkerEvent

_PUMP_EVERY_S: Final = 0.1
_BREATH_S: Final = 0.005  # by then whoever got an answer has asked for the next live view frame, if that is due
_SIGN_OF_LIFE_EVERY_S: Final = 5.0
_PUMP_AT_LEAST_EVERY_S: Final = 0.5
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Target:
    """What a worker is to open: a port, the driver's model name where discovery knows it, where state is kept."""

    port: str
    model: str | None
    state_dir: Path


class Channel:
    """The worker's end of the socket pair; blocking."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def wait(self, seconds: float) -> bool:
        """Return whether a frame (or the end) arrives within `seconds`."""
        return bool(select.select([self._connection], [], [], max(0.0, seconds))[0])

    def receive(self) -> Mapping[str, Any]:
        """Return the header of the next frame. EOFError: the server is gone, or wants the worker gone."""
        header_bytes, blob_bytes = decode_prefix(bytes(self._exactly(PREFIX.size)))
        return Frame.decode(self._exactly(header_bytes), self._exactly(blob_bytes)).header

    def _exactly(self, size: int) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            count = self._connection.recv_into(view)
            if not count:
                raise EOFError
            view = view[count:]
        return data

    def send(self, header: Mapping[str, Any], blob: bytes | bytearray = b"") -> None:
        """Send one frame; waits while the server does not read."""
        self._connection.sendall(Frame(header, blob).encode_head())
        if blob:
            self._connection.sendall(blob)


class Loop:
    """Serves one camera until the server hangs up or the link to the camera is lost."""

    def __init__(self, channel: Channel, target: Target) -> None:
        self._channel = channel
        self._target = target
        self._last_sign = time.monotonic()
        self._is_closing = False

    def run(self) -> None:
        """Open the camera, say who it is, and serve. EOFError: the server hung up."""
        try:
            camera = OpenCamera(self._target.port, self._target.model, self._target.state_dir, self._publish)
        except ServiceError as error:
            self._publish(Failed(pack_error(error)))
            return
        try:
            operations = Operations(camera)
            self._publish(camera.opened)
            self._serve(camera, operations)
        finally:
            self._is_closing = True
            camera.close()

    def _publish(self, event: WorkerEvent) -> None:
        try:
            self._channel.send(event.to_header())
        except ConnectionError:
            if not self._is_closing:  # the server may be gone, and the shutter has to be closed all the same
                raise

    def _serve(self, camera: OpenCamera, operations: Operations) -> None:
        last_pump = time.monotonic()
        while True:
            waited = time.monotonic() - last_pump
            quiet = camera.bulb.quiet()
            wait_s = camera.bulb.left_s() if quiet else max(_BREATH_S, _PUMP_EVERY_S - waited)
            if (quiet or waited < _PUMP_AT_LEAST_EVERY_S) and self._channel.wait(wait_s):
                alive = self._answer(camera, operations, self._channel.receive())
            elif quiet:
                alive = self._close_shutter(camera)
            else:
                alive = self._pump(camera)
                last_pump = time.monotonic()
            if not alive:
                return

    def _close_shutter(self, camera: OpenCamera) -> bool:
        """Try to close the shutter, and look whether it is; return whether the link to the camera still stands."""
        try:
            camera.bulb.close()
        except ServiceError as error:
            self._publish(Failed(pack_error(error)))
            return False
        return self._pump(camera)

    def _pump(self, camera: OpenCamera) -> bool:
        """Read the camera's events; return whether the link to it still stands."""
        try:
            camera.pump()
        except ServiceError as error:
            if error.name is not ErrorName.CAMERA_LOST:
                _log.warning("an event was missed: %s", error.message)
                return True
            self._publish(Failed(pack_error(error)))
            return False
        if time.monotonic() - self._last_sign > _SIGN_OF_LIFE_EVERY_S:
            self._last_sign = time.monotonic()
            self._publish(Alive())
        return True

    def _answer(self, camera: OpenCamera, operations: Operations, header: Mapping[str, Any]) -> bool:
        """Carry out one request; return whether the link to the camera still stands."""
        number = header["id"]
        try:
            value, data = reply_parts(operations.reply_to(read_request(header)))
            self._channel.send({"id": number, "ok": value}, data)
        except ConnectionError:
            raise  # the server is gone
        except ServiceError as error:
            refusal = error if error.name is ErrorName.CAMERA_LOST else _lost(camera) or error
            self._channel.send({"id": number, "error": pack_error(refusal)})
            return refusal.name is not ErrorName.CAMERA_LOST
        except Exception as error:  # a request that cannot be read as well: the next one may be sound
            operation = header.get("operation")
            _log.exception("the worker failed at %s", operation)
            failure = ServiceError(
                ErrorName.INTERNAL_ERROR, f"The worker failed at {operation}: {type(error).__name__}."
            )
            self._channel.send({"id": number, "error": pack_error(failure)})
        return True


def _lost(camera: OpenCamera) -> ServiceError | None:
    """Return the error if the link is gone: the first call on a broken one can fail with any, "no such setting" too."""
    try:
        camera.check_link()
    except ServiceError as error:
        return error if error.name is ErrorName.CAMERA_LOST else None
    return None
