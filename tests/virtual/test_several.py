"""Several virtual cameras forked from one process: each is one of its own, and all end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.virtual.driver import Driver

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "rpc_camera.virtual.several"]


@contextmanager
def running(folder: Path, *makes: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Yield the process and what it has printed: a port for each camera."""
    with subprocess.Popen(
        [*COMMAND, *makes],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env=os.environ | {"TMPDIR": str(folder)},
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, [process.stdout.readline().strip() for _ in makes]
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_there(port: str) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", int(port.rpartition(":")[2]))) == 0


def test_their_ports_come_in_the_order_of_their_makes_and_serial_numbers(tmp_path: Path) -> None:
    with running(tmp_path, "canon", "nikon", "nikon") as (process, ports):
        bodies = []
        for port in ports:
            with Driver(port) as driver:
                bodies.append((driver.get("manufacturer"), driver.get("serialnumber").lstrip("0")))
        assert len(children_of(process.pid)) == 3

    assert [(maker[:5], number) for maker, number in bodies] == [("Canon", "1"), ("Nikon", "2"), ("Nikon", "3")]


def test_the_end_of_one_is_not_that_of_the_others(tmp_path: Path) -> None:
    with running(tmp_path, "nikon", "nikon") as (process, ports):
        os.kill(children_of(process.pid)[0], signal.SIGKILL)
        while len(children_of(process.pid)) > 1:
            pass

        assert [is_there(port) for port in ports] == [False, True]
        assert process.poll() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_group_ends_all(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path, "nikon", "fuji") as (process, ports):
        os.killpg(process.pid, number)

        assert process.wait(timeout=10) == 0
        assert not any(is_there(port) for port in ports)
    assert list(tmp_path.iterdir()) == []


def test_all_end_with_their_parent(tmp_path: Path) -> None:
    with running(tmp_path, "nikon", "nikon") as (process, _):
        assert process.stdin is not None
        process.stdin.close()

        assert process.wait(timeout=10) == 0
    assert list(tmp_path.iterdir()) == []


def test_where_one_cannot_start_none_does(tmp_path: Path) -> None:
    with running(tmp_path / "not there", "nikon", "no such make") as (process, ports):
        assert process.wait(timeout=10) != 0
        assert ports == ["", ""]
