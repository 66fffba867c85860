"""A worker from its start to its end: serves one camera to the server, over the socket that it was given."""

from __future__ import annotations

import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera.worker.driver import occupy_standard_descriptors
from rpc_camera.worker.loop import Channel, Loop

if TYPE_CHECKING:
    import socket


class _EachLine(logging.Formatter):
    """Puts the level before each line of a traceback too: that is what the server goes by."""

    def __init__(self, port: str) -> None:
        super().__init__()
        self._port = port

    def format(self, record: logging.LogRecord) -> str:
        lines = super().format(record).splitlines()
        return "\n".join(f"{record.levelname} worker {self._port}: {line}" for line in lines)


def _log_to_server(level: str, port: str) -> None:
    """Log to standard error, which the server reads."""
    handler = logging.StreamHandler()
    handler.setFormatter(_EachLine(port))
    logging.basicConfig(level=level, handlers=[handler])


def serve_camera(connection: socket.socket, *, port: str, model: str | None, state_dir: str, log_level: str) -> None:
    """Serve until the server hangs up or the camera is gone.

    `port` is the camera's as libgphoto2 writes it, `model` the driver's name for it where discovery found that, and
    `state_dir` where pictures from internal memory are kept.
    """
    occupy_standard_descriptors()
    _log_to_server(log_level, port)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        Loop(Channel(connection), port, model, Path(state_dir)).run()
