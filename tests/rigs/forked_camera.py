"""The tests' end of the process from which virtual cameras are forked."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import signal

CHECKOUT = Path(__file__).parents[2]
ANSWER_BYTES = 4096
WAIT_S = 10.0


class ForkedCamera:
    """A virtual camera that runs with these options: what the tests need of a `Popen`."""

    def __init__(self, *options: str) -> None:
        self._template = _template(small=_Sensors.are_small)
        self.stdin, self.stdout, ends = _pipes()
        try:
            request = {"options": options, "environment": dict(os.environ)}
            self.pid: int = self._template.ask(request, [*ends, 2])["pid"]
        finally:
            for end in ends:
                os.close(end)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit status, None while it runs."""
        if self.returncode is None:
            self.returncode = self._template.ask({"wait": self.pid, "within_s": 0})["status"]
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end, in seconds at most; its exit status."""
        if self.returncode is None:
            self.returncode = self._template.ask({"wait": self.pid, "within_s": timeout})["status"]
        assert self.returncode is not None, f"the camera has not ended within {timeout:g} s"
        return self.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal; the process id is not given to another before its end was seen."""
        if self.poll() is None:
            os.kill(self.pid, number)


def use_small_sensors(small: bool) -> None:
    """Have cameras that are started from now on take small pictures, or such as the command's.

    Large ones are most of the work of many tests.
    """
    _Sensors.are_small = small


class _Sensors:
    """What the cameras are like that are started now."""

    are_small = False


class _Template:
    """The process, one of either kind for each process that runs tests."""

    def __init__(self, *, small: bool) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "tests.rigs.camera_template", str(theirs.fileno())]
        command += ["small"] if small else []
        with theirs:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, cwd=CHECKOUT, pass_fds=[theirs.fileno()], start_new_session=True
            )
        self._asking = Lock()
        atexit.register(self._end)

    def ask(self, request: dict[str, Any], descriptors: list[int] | None = None) -> dict[str, Any]:
        """Send a request, and return its answer."""
        with self._asking:
            socket.send_fds(self._socket, [json.dumps(request).encode()], descriptors or [])
            answer: dict[str, Any] = json.loads(self._socket.recv(ANSWER_BYTES))
        return answer

    def _end(self) -> None:
        self._socket.close()
        self._process.wait(timeout=WAIT_S)


@cache
def _template(*, small: bool) -> _Template:
    return _Template(small=small)


def _pipes() -> tuple[IO[str], IO[str], list[int]]:
    """Return the writing end of its input, the reading end of its output, and both other ends."""
    its_input, to_it = os.pipe()
    from_it, its_output = os.pipe()
    return os.fdopen(to_it, "w", buffering=1), os.fdopen(from_it), [its_input, its_output]
