"""`python -m rpc_camera.worker`: serves one camera to the server that started it, over an inherited socket."""

from __future__ import annotations

import argparse
import logging
import socket
from contextlib import suppress
from pathlib import Path

from rpc_camera.worker.driver import occupy_standard_descriptors
from rpc_camera.worker.lifetime import die_with
from rpc_camera.worker.loop import Channel, Loop


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rpc_camera.worker", description=__doc__)
    parser.add_argument("--socket", type=int, required=True, help="descriptor of the socket to the server")
    parser.add_argument("--server", type=int, required=True, help="process id of the server")
    parser.add_argument("--port", required=True, help="the camera's port as libgphoto2 writes it")
    parser.add_argument("--model", help="the driver's model name, where discovery found it")
    parser.add_argument("--state-dir", type=Path, required=True, help="where pictures from internal memory are kept")
    parser.add_argument("--log-level", default="INFO")
    return parser.parse_args()


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


def main() -> None:
    """Serve until the server hangs up or the camera is gone."""
    arguments = _arguments()
    die_with(arguments.server)
    occupy_standard_descriptors()
    _log_to_server(arguments.log_level, arguments.port)
    channel = Channel(socket.socket(fileno=arguments.socket))
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        Loop(channel, arguments.port, arguments.model, arguments.state_dir).run()


if __name__ == "__main__":
    main()
