"""A process of `guarded_program`, and what a caller says to it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import IO, TYPE_CHECKING, Any, cast

from rpc_camera.clock import since_boot_s

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

_SOON_S = 30.0


class GuardedProcess:
    """Starts the program when entered, and kills it when left. `folder` outlives it."""

    def __init__(self, folder: Path, instance: str) -> None:
        self._folder, self.instance = folder, instance

    def __enter__(self) -> Self:
        arguments = [str(self._folder / "outcomes.sqlite"), self.instance, str(self._folder / "begun")]
        command = [sys.executable, "-m", "tests.rigs.guarded_program", *arguments]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._output.readline() == "ready\n"
        return self

    def __exit__(self, *_exception: object) -> None:
        self.send_signal(signal.SIGKILL)
        self._process.communicate(timeout=_SOON_S)

    def send_signal(self, number: signal.Signals) -> None:
        """Stop it, have it go on, or kill it."""
        self._process.send_signal(number)

    def ask(self, request_id: str, patience_s: float = 60, takes_s: float = 0, *, changes: bool = True) -> None:
        """Send a request, which the caller gives up after `patience_s`; whether it is read now or not."""
        deadline_s = since_boot_s() + patience_s
        asked = {"id": request_id, "instance": self.instance, "deadline_s": deadline_s, "takes_s": takes_s}
        print(json.dumps({**asked, "changes": changes}), file=self._process.stdin, flush=True)

    def reply(self) -> dict[str, Any]:
        """Wait for the next reply: `id`, and `answer` or the name of the `error`."""
        line = self._output.readline()
        assert line, "it has ended"
        return cast("dict[str, Any]", json.loads(line))

    @property
    def _output(self) -> IO[str]:
        assert self._process.stdout
        return self._process.stdout
