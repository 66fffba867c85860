"""What systemd is sent, seen at the socket that it would listen on; and what its journal is."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.serve.service_manager import ServiceManager
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_S = 20.0


class NotifySocket:
    """The socket that systemd has for a service: `received` keeps what came, line by line, until it is read."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(path)
        self._socket.setblocking(False)
        self.received: list[str] = []

    def read(self) -> list[str]:
        while True:
            try:
                self.received += self._socket.recv(65536).decode().splitlines()
            except BlockingIOError:
                return self.received

    async def wait_for(self, *lines: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not set(lines) <= set(self.read()):
            assert time.monotonic() < end, (lines, self.received)
            await asyncio.sleep(0.02)

    def close(self) -> None:
        self._socket.close()


@contextmanager
def notify_socket(path: Path | str) -> Iterator[NotifySocket]:
    opened = NotifySocket(str(path))
    try:
        yield opened
    finally:
        opened.close()


async def test_a_service_is_ready_when_its_cameras_are_and_says_what_becomes_of_it(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    with notify_socket(address) as manager:
        async with ServeProcess(
            "--virtual=2", "--port=0", state_dir=tmp_path / "state", NOTIFY_SOCKET=str(address)
        ) as running:
            await manager.wait_for("STATUS=Serving 2 cameras.", "READY=1")
            assert not [line for line in manager.received if line.startswith(("WATCHDOG", "STOPPING", "RELOADING"))]

            manager.received.clear()
            running.process.send_signal(signal.SIGHUP)
            await manager.wait_for("RELOADING=1", "READY=1")
            reloaded = next(line for line in manager.received if line.startswith("MONOTONIC_USEC="))
            assert abs(int(reloaded.partition("=")[2]) - time.monotonic() * 1e6) < PATIENCE_S * 1e6

            manager.received.clear()
            assert await running.stop() == 0
            assert "STOPPING=1" in manager.read()


async def test_a_loop_that_hangs_gives_no_sign_of_life(tmp_path: Path) -> None:
    address = tmp_path / "notify"
    watchdog = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "200000"}
    with notify_socket(address) as manager:
        async with ServeProcess("--virtual=0", "--port=0", state_dir=tmp_path / "state", **watchdog) as running:
            await manager.wait_for("READY=1", "WATCHDOG=1")
            manager.received.clear()
            await asyncio.sleep(1.0)
            assert 4 <= manager.read().count("WATCHDOG=1") <= 11  # 10 are due; the machine may be busy

            running.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(0.3)
            manager.read()
            manager.received.clear()
            await asyncio.sleep(0.6)
            assert manager.read() == []

            running.process.send_signal(signal.SIGCONT)
            await manager.wait_for("WATCHDOG=1")
            assert await running.stop(signal.SIGABRT) == -signal.SIGABRT  # as systemd ends what hangs
            assert "Current thread" in running.log


async def test_workers_have_nothing_to_speak_to_systemd_with() -> None:
    environment = {"NOTIFY_SOCKET": "/no/such", "WATCHDOG_USEC": "1000000", "WATCHDOG_PID": "1"}
    manager = ServiceManager.from_environment(environment)
    assert environment == {}
    await asyncio.wait_for(manager.feed_watchdog(), 1)  # it is another process's watchdog


def test_an_abstract_socket_is_a_manager_too(tmp_path: Path) -> None:
    name = f"rpc-camera-test-{os.getpid()}-{tmp_path.name}"
    with notify_socket(f"\0{name}") as manager:
        ServiceManager(f"@{name}").status("one\nREADY=1")
        assert manager.read() == ["STATUS=one READY=1"]


def test_a_manager_that_is_away_disturbs_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    ServiceManager(str(tmp_path / "none")).ready()
    assert "the service manager cannot be reached" in caplog.text
    ServiceManager(None).ready()


@pytest.mark.parametrize("is_named", [True, False])
async def test_lines_of_the_log_have_their_level_where_the_journal_reads_them(tmp_path: Path, is_named: bool) -> None:
    """The journal is named by device and inode; a redirected standard error is another file, and is left plain."""
    log = tmp_path / "log"
    options = ("--virtual=1", "--port=0", f"--state-dir={tmp_path / 'state'}")
    with log.open("wb") as stderr:
        status = os.fstat(stderr.fileno())
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "rpc_camera", "serve", *options),
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
            env={**os.environ, "JOURNAL_STREAM": f"{status.st_dev}:{status.st_ino + (not is_named)}"},
        )
        assert process.stdout
        await asyncio.wait_for(process.stdout.readline(), PATIENCE_S)
        process.terminate()
        await asyncio.wait_for(process.communicate(), PATIENCE_S)

    lines = log.read_text("utf-8").splitlines()
    assert lines
    assert all(line.startswith("<6>- rpc_camera") for line in lines) == is_named
    assert any(line.startswith("<") for line in lines) == is_named
