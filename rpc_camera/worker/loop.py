"""The worker's single loop: commands first, then the camera's events."""

from __future__ import annotations

import logging
import select
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.errors import pack_error
from rpc_camera.wire.frames import PREFIX, Frame, decode_prefix
from rpc_camera.worker.operations import OpenCamera

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping
    from pathlib import Path

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

    def send(self, header: Mapping[str, JsonValue], blob: bytes | bytearray = b"") -> None:
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

    def run(self) -> None:
        """Open the camera, say who it is, and serve. EOFError: the server hung up."""
        try:
            camera = OpenCamera(self._target.port, self._target.model, self._target.state_dir, self._tell)
        except ServiceError as error:
            self._channel.send({"event": "failed", "error": pack_error(error)})
            return
        self._channel.send({"event": "opened", "identity": camera.identity})
        try:
            self._serve(camera)
        finally:
            camera.close()

    def _tell(self, event: dict[str, JsonValue]) -> None:
        self._channel.send(event)

    def _serve(self, camera: OpenCamera) -> None:
        last_pump = time.monotonic()
        while True:
            waited = time.monotonic() - last_pump
            quiet = camera.bulb.quiet()
            wait_s = camera.bulb.left_s() if quiet else max(_BREATH_S, _PUMP_EVERY_S - waited)
            if (quiet or waited < _PUMP_AT_LEAST_EVERY_S) and self._channel.wait(wait_s):
                alive = self._answer(camera, self._channel.receive())
            elif quiet:
                alive = self._close_shutter(camera)
            else:
                alive = self._pump(camera)
                last_pump = time.monotonic()
            if not alive:
                return

    def _close_shutter(self, camera: OpenCamera) -> bool:
        """Close the shutter; return whether the link to the camera still stands."""
        try:
            camera.bulb.close()
        except ServiceError as error:
            self._channel.send({"event": "failed", "error": pack_error(error)})
            return False
        return True

    def _pump(self, camera: OpenCamera) -> bool:
        try:
            camera.pump()
        except ServiceError as error:
            if error.name is not ErrorName.CAMERA_LOST:
                _log.warning("an event was missed: %s", error.message)
                return True
            self._channel.send({"event": "failed", "error": pack_error(error)})
            return False
        if time.monotonic() - self._last_sign > _SIGN_OF_LIFE_EVERY_S:
            self._last_sign = time.monotonic()
            self._channel.send({"event": "alive"})
        return True

    def _answer(self, camera: OpenCamera, request: Mapping[str, Any]) -> bool:
        """Carry out one request; return whether the link to the camera still stands."""
        try:
            result, data = camera.table[request["op"]](request["args"])
            self._channel.send({"id": request["id"], "ok": result}, data)
        except ConnectionError:
            raise  # the server is gone
        except ServiceError as error:
            if error.name is not ErrorName.CAMERA_LOST:
                error = _lost(camera) or error
            self._channel.send({"id": request["id"], "error": pack_error(error)})
            return error.name is not ErrorName.CAMERA_LOST
        except Exception as error:
            _log.exception("the worker failed at %s", request["op"])
            failure = ServiceError(
                ErrorName.INTERNAL_ERROR, f"The worker failed at {request['op']}: {type(error).__name__}."
            )
            self._channel.send({"id": request["id"], "error": pack_error(failure)})
        return True


def _lost(camera: OpenCamera) -> ServiceError | None:
    """Return the error if the link is gone: the first call on a broken one can fail with any, "no such setting" too."""
    try:
        camera.pump()
    except ServiceError as error:
        return error if error.name is ErrorName.CAMERA_LOST else None
    return None
