"""A real NATS server, a process of its own on loopback: to be killed, frozen, and started with other settings."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING, Self

from tests.rigs.ports import hold_port

if TYPE_CHECKING:
    from pathlib import Path

START_S = 30.0
_INSTALL = (
    "These tests need the program nats-server: `sudo apt install nats-server`; they start it themselves, so "
    "`sudo systemctl disable --now nats-server` where that has started one."
)


def program() -> str:
    """Return the server's path; Debian has it where only root's PATH leads."""
    found = shutil.which("nats-server", path=f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin")
    assert found, _INSTALL
    return found


class NatsServer:
    """Runs in a `with`, on a port of its own that it keeps over restarts. `settings` are lines of its configuration."""

    def __init__(self, folder: Path, *settings: str, host: str = "127.0.0.1") -> None:
        self._host = host
        self._program = program()
        self._folder = folder
        self._settings = settings
        self._holder = hold_port()
        self.port: int = self._holder.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._holder.close()

    def start(self, *settings: str) -> None:
        """Start, with other settings if they are given; wait until it listens."""
        assert self._process is None
        self._settings = settings or self._settings
        configuration = self._folder / f"nats-{self.port}.conf"
        configuration.write_text("\n".join([f'listen: "{self._host}:{self.port}"', *self._settings, ""]))
        with (self._folder / f"nats-{self.port}.log").open("ab") as log:
            self._process = subprocess.Popen([self._program, "-c", configuration], stdout=log, stderr=log)
        self._wait_until_it_listens()

    def _wait_until_it_listens(self) -> None:
        assert self._process
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            assert self._process.poll() is None, self.log()
            try:
                socket.create_connection((self._host, self.port), timeout=START_S).close()
            except ConnectionRefusedError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError(self.log())

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process
        return self._process.pid

    def log(self) -> str:
        """Return what it has logged."""
        return (self._folder / f"nats-{self.port}.log").read_text()

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Stop it where it is, connections and all."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._send(signal.SIGCONT)

    def reload(self, *settings: str) -> None:
        """Have it read other settings while it runs."""
        self._settings = settings
        configuration = self._folder / f"nats-{self.port}.conf"
        configuration.write_text("\n".join([f'listen: "{self._host}:{self.port}"', *self._settings, ""]))
        self._send(signal.SIGHUP)

    def _send(self, number: signal.Signals) -> None:
        assert self._process
        self._process.send_signal(number)
