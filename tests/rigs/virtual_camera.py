"""A virtual camera in a process of its own, with its control channel."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any

from tests.rigs.forked_camera import ForkedCamera
from tests.rigs.makes import MAKES
from tests.rigs.ports import hold_port

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self


class VirtualCameraProcess:
    """Starts on `port`, or a free one, when entered, and is gone when left; the port is kept until then.

    `options` are those of the command line ("--serial", "A1", …). The commands that `control` takes are listed in
    rpc_camera/virtual/control.py. `make` is what things are called on its body.
    """

    def __init__(self, *options: str, port: int = 0) -> None:
        self.options = options
        self.make = MAKES[_option(options, "--make") or "nikon"]
        self.id = self.make.id(_option(options, "--serial"))
        self._wanted_port = port
        self._process: ForkedCamera | None = None
        self.port_string = ""

    def __enter__(self) -> Self:
        self._holder = hold_port(self._wanted_port)
        self._process = ForkedCamera(
            "--port", str(self._holder.getsockname()[1]), "--control", "-", "--quiet", *self.options
        )
        self.port_string = self._read_line()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self._holder.close()

    @property
    def process(self) -> ForkedCamera:
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
        self.process.stdin.write(json.dumps(command) + "\n")
        answer: dict[str, Any] = json.loads(self._read_line())
        return answer

    def fail_to_focus(self, after_s: float = 0.1) -> None:
        """Have the next release find no focus, and be refused after that time; later ones too, until `find_focus`."""
        for command in self.make.no_focus(after_s):
            self.control(command)

    def find_focus(self) -> None:
        """Have the searches for focus that are under way, and later ones, find it."""
        self.control({"focus_s": 0.1})

    def files(self) -> int:
        """Return how many files the body has: on its card, or listed from its memory."""
        return int(self.control({"status": True})["files"])

    def stop(self) -> int:
        """End it as Ctrl-C does, if it still runs; the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        status = self.process.wait(timeout=10)
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()
        return status

    def _read_line(self) -> str:
        return self.process.stdout.readline().strip()


def _option(options: Sequence[str], name: str) -> str:
    return options[options.index(name) + 1] if name in options else ""
