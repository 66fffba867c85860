"""A virtual camera in a process of its own, with its control channel."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

CHECKOUT = Path(__file__).parents[2]


class VirtualCameraProcess:
    """Starts on a free port when entered, and is gone when left.

    `options` are those of the command line ("--serial", "A1", …). The commands that `control` takes are listed in
    rpc_camera/virtual/control.py.
    """

    def __init__(self, *options: str, port: int = 0) -> None:
        self._options = ["--port", str(port), "--control", "-", "--quiet", *options]
        self._process: subprocess.Popen[str] | None = None
        self.port_string = ""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "rpc_camera.virtual", *self._options]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1, cwd=CHECKOUT)
        self.port_string = self._read_line()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def process(self) -> subprocess.Popen[str]:
        """The running process."""
        assert self._process is not None, "the camera is not running"
        return self._process

    @property
    def port(self) -> int:
        """The TCP port."""
        return int(self.port_string.rpartition(":")[2])

    def control(self, command: dict[str, object]) -> dict[str, Any]:
        """Send one command; the answer. Raises AssertionError when the camera finds it wrong."""
        answer = self.ask(command)
        assert "error" not in answer, answer["error"]
        return answer

    def ask(self, command: dict[str, object]) -> dict[str, Any]:
        """Send one command; the answer, also where the camera finds it wrong."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        answer: dict[str, Any] = json.loads(self._read_line())
        return answer

    def stop(self) -> int:
        """End it as Ctrl-C does, if it still runs; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=10)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        return status

    def _read_line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()
