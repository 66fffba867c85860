"""A real broker, Debian's mosquitto, a process of its own on loopback: to be killed, frozen, and started again."""

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
    "These tests need the program {0}: `sudo apt install mosquitto`; they start it themselves, so "
    "`sudo systemctl disable --now mosquitto` where that has started one."
)


def program(name: str = "mosquitto") -> str:
    """Return the path of a program of mosquitto's; Debian has the broker where only root's PATH leads."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin")
    assert found, _INSTALL.format(name)
    return found


def password_file(folder: Path, user: str, password: str) -> Path:
    """Make a file of one user, as mosquitto reads it."""
    file = folder / "passwords"
    subprocess.run([program("mosquitto_passwd"), "-b", "-c", str(file), user, password], check=True)
    file.chmod(0o644)  # a broker that root starts becomes another user
    return file


class Mosquitto:
    """Runs in a `with`, on a port that it keeps over restarts. `settings` are lines of its configuration.

    It keeps nothing on disk: what is retained is gone with it.
    """

    def __init__(self, folder: Path, *settings: str) -> None:
        self._folder = folder
        self._settings = settings or ("allow_anonymous true",)
        self._holder = hold_port()
        self.port: int = self._holder.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._holder.close()

    def start(self) -> None:
        """Start, and wait until it listens."""
        assert self._process is None
        configuration = self._folder / f"mosquitto-{self.port}.conf"
        lines = [f"listener {self.port} 127.0.0.1", "user root", "persistence false", *self._settings, ""]
        configuration.write_text("\n".join(lines))
        with (self._folder / f"mosquitto-{self.port}.log").open("ab") as log:
            self._process = subprocess.Popen([program(), "-c", str(configuration)], stdout=log, stderr=log)
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            assert self._process.poll() is None, self.log()
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=START_S).close()
            except ConnectionRefusedError:
                time.sleep(0.02)
            else:
                return
        raise AssertionError(self.log())

    def log(self) -> str:
        """Return what it has logged."""
        return (self._folder / f"mosquitto-{self.port}.log").read_text()

    def kill(self) -> None:
        """End it as a power cut does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """Stop it where it is, connections and all."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)
