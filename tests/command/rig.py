"""The command as a process, beside the service as a process."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from rpc_camera.left_server import left_servers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE = "z-virtual-0000001"
TWO = "z-virtual-0000002"
COMMAND = [sys.executable, "-m", "rpc_camera"]
_OURS = {"API_TOKEN", "WS_HOST", "WS_PORT", "RPC_CAMERA_URL", "RPC_CAMERA_TOKEN"}


@contextmanager
def serving(runtime: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the service, with `runtime` as its user's runtime folder."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--virtual=2", "--port=0", f"--state-dir={runtime}/state", f"--save-dir={runtime}/saved"],
        env=environment(runtime),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            assert process.stdout
            assert "is ready" in process.stdout.readline()
            yield process
        finally:
            process.terminate()


def environment(runtime: Path, **more: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
    return {**inherited, "XDG_RUNTIME_DIR": str(runtime), **more}


@dataclass(frozen=True)
class Terminal:
    """Runs commands in `folder`, with the address of the service that left its token in `runtime`."""

    runtime: Path
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        server = next(left_servers(self.runtime / "rpc-camera"))
        return environment(self.runtime, RPC_CAMERA_URL=server.url)

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=self.folder,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    def json(self, *arguments: str) -> Any:
        """Return what a command prints that has to succeed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        assert not done.stderr
        return json.loads(done.stdout)


class Screen:
    """A command at a terminal of 100 columns; `text` is what it has shown."""

    def __init__(self, terminal: Terminal, *arguments: str) -> None:
        self._terminal = terminal
        self._arguments = arguments
        self._shown = b""

    def __enter__(self) -> Self:
        self._own, other = pty.openpty()
        self.process = subprocess.Popen(
            [*COMMAND, *self._arguments],
            cwd=self._terminal.folder,
            env={**self._terminal.environment, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"},
            stdin=other,
            stdout=other,
            stderr=other,
        )
        os.close(other)
        return self

    @property
    def text(self) -> str:
        return self._shown.decode(errors="replace")

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._own)

    def read_until(self, part: str) -> None:
        while part not in self.text:
            assert self._read(), self.text

    def read_until_end(self) -> None:
        while self._read():
            pass

    def _read(self) -> bool:
        try:
            data = os.read(self._own, 65536)
        except OSError:  # EIO: nobody has the other end open
            return False
        self._shown += data
        return bool(data)
