"""`rpc-camera serve` as its user runs it: a process of its own, its output read, ended by signals."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

START_S = 30.0
STOP_S = 20.0


class ServeProcess:
    """The command with these arguments. `greeting` is what it printed at the start; entering waits `start_s` for that.

    It is run by `python`, in the folder `cwd` if that is given. `within` is a command that becomes what
    follows it, as `nsenter` does, or runs it as its only child, as `unshare --fork` does. Beside `state_dir` it makes
    another folder, which is the caller's to remove as well.
    """

    start_s = START_S

    def __init__(
        self,
        *arguments: str,
        state_dir: Path,
        python: str = sys.executable,
        cwd: str | None = None,
        within: Sequence[str] = (),
        **environment: str,
    ) -> None:
        self._python = python
        self._within = within
        self._cwd = cwd
        self._arguments = ("serve", f"--state-dir={state_dir}", *arguments)
        inherited = {name: value for name, value in os.environ.items() if name not in _OURS}
        self._environment = {**inherited, "XDG_RUNTIME_DIR": f"{state_dir}-runtime", **environment}
        self.greeting = ""

    async def __aenter__(self) -> Self:
        self.process = await asyncio.create_subprocess_exec(
            *(*self._within, self._python, "-m", "rpc_camera", *self._arguments),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._environment,
            cwd=self._cwd,
        )
        self._log = bytearray()
        self._logging = asyncio.create_task(self._keep_log())
        try:
            async with asyncio.timeout(self.start_s):
                await self._read_greeting()
        except BaseException:
            await self._end()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._end()

    @property
    def pid(self) -> int:
        """The process of the service itself."""
        outer = self.process.pid
        if not self._within or Path(f"/proc/{outer}/exe").resolve() == Path(self._python).resolve():
            return outer
        return int(Path(f"/proc/{outer}/task/{outer}/children").read_text(encoding="ascii").split()[0])

    @property
    def url(self) -> str:
        """The address without a path, as the greeting has it: "http://localhost:4711"."""
        found = re.search(r"(https?://\S+)/openrpc\.json", self.greeting)
        assert found, self.greeting
        return found[1]

    @property
    def token(self) -> str:
        """The token, as the greeting has it."""
        found = re.search(r"Token\s+(\S+)", self.greeting)
        assert found, self.greeting
        return found[1]

    @property
    def log(self) -> str:
        """What it has written to standard error."""
        return self._log.decode()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """End it with a signal, and return its exit status."""
        os.kill(self.pid, number)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end, and return its exit status."""
        async with asyncio.timeout(STOP_S):
            status = await self.process.wait()
            await self._logging
        return status

    async def _end(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self.ended()

    async def _read_greeting(self) -> None:
        assert self.process.stdout
        while line := (await self.process.stdout.readline()).decode():
            self.greeting += line
            if "-d '" in line:
                return

    async def _keep_log(self) -> None:
        assert self.process.stderr
        while data := await self.process.stderr.read(65536):
            self._log += data


_OURS = {"WS_HOST", "WS_PORT", "LOG_LEVEL", "API_TOKEN", "VCAMERADIR", "MQTT_USER", "MQTT_PASSWORD"}
