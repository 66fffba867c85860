"""The command: what it prints, how it fails, and that nothing is left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.rigs.forked_camera import CHECKOUT
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.virtual.raw_client import RawClient

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "rpc_camera.virtual"]


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=CHECKOUT, check=False
    )


def test_the_first_line_is_the_port_string(virtual: VirtualCameraProcess) -> None:
    assert re.fullmatch(r"ptpip:127\.0\.0\.1:(\d+):\1", virtual.port_string)


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (["--port", "0", "--pictures", "/no/such/directory"], "/no/such/directory"),
        (["--port", "0", "--control", "/no/such/directory/socket"], "/no/such/directory/socket"),
        (["--port", "70000"], "65535"),
        (["--host", "localhost"], "IPv4"),
        (["--model", "J7"], "Nikon 1"),
        (["--card-size-mb", "0"], "at least 1"),
    ],
)
def test_a_wrong_option_is_one_sentence_and_status_2(options: list[str], part: str) -> None:
    ended = run(*options)
    assert ended.returncode == 2
    assert part in ended.stderr.splitlines()[-1]
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_one_sentence_and_status_2(shared: VirtualCameraProcess) -> None:
    ended = run("--port", str(shared.port))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1
    assert f"127.0.0.1:{shared.port}" in ended.stderr


def test_listening_everywhere_it_prints_a_port_that_works_on_this_machine() -> None:
    with VirtualCameraProcess("--host", "0.0.0.0") as camera, RawClient(camera.port) as client:
        assert camera.port_string.startswith("ptpip:127.0.0.1:")
        assert client.ask(0x1001).code == 0x2001


def test_the_help_explains_the_control_channel() -> None:
    ended = run("--help")
    assert ended.returncode == 0
    assert '{"press_shutter": true}' in ended.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_in_the_middle_of_an_exposure_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with VirtualCameraProcess() as camera, RawClient(camera.port) as client:
        client.ask(0x9207, 0xFFFFFFFF, 0)
        camera.control({"set_property": "shutterspeed2", "value": 30 << 16 | 1})
        assert list(tmp_path.iterdir())
        camera.process.send_signal(number)
        assert camera.process.wait(timeout=10) == 0
    assert list(tmp_path.iterdir()) == []


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    read_end, write_end = os.pipe()
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--exit-with-parent"],
        stdin=read_end,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env=environment,
    ) as process:
        os.close(read_end)
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ptpip:")
        os.close(write_end)
        assert process.wait(timeout=10) == 0
    assert list(tmp_path.iterdir()) == []


def test_commands_can_come_over_a_unix_socket(tmp_path: Path) -> None:
    path = tmp_path / "control"
    command = [*COMMAND, "--port", "0", "--control", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("ptpip:")
        try:
            with socket.socket(socket.AF_UNIX) as control:
                control.connect(str(path))
                control.sendall(b'{"status": true}\n')
                with control.makefile() as answers:
                    assert json.loads(answers.readline())["model"] == "Z Virtual"
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert not path.exists()


def test_raw_plus_jpeg_can_be_the_beginning() -> None:
    with VirtualCameraProcess("--raw-plus-jpeg") as camera, RawClient(camera.port) as client:
        assert client.ask(0x1015, 0x5004).data == b"\7"


@pytest.mark.parametrize(
    "command",
    [
        {"set_property": "f-number", "value": 0, "force": True},
        {"set_property": "shutterspeed2", "value": 1 << 16, "force": True},
        {"set_property": "shutterspeed", "value": 123, "force": True},
        {"set_property": "isoautohilimit", "value": 99, "force": True},
        {"set_property": "iso", "value": 10**30, "force": True},
        {"set_property": "artist", "value": 7, "force": True},
        {"set_property": "artist", "value": "\ud800", "force": True},
        {"set_property": "iso", "value": "400", "force": [1], "card": {}},
        {"battery": float("inf")},
        {"latency_s": float("nan")},
        {"upload": "cut", "after_bytes": 10**400},
        {"hang": {}},
    ],
)
def test_a_value_that_it_cannot_reckon_with_is_answered_and_the_channel_goes_on(
    shared: VirtualCameraProcess, command: dict[str, object]
) -> None:
    before = shared.control({"status": True})

    answer = shared.ask(command)

    assert answer.keys() in ({"ok"}, {"error"})
    assert shared.control({"status": True}) == before


def test_a_forced_value_that_is_refused_leaves_the_dials_as_they_were(virtual: VirtualCameraProcess) -> None:
    refused = virtual.ask({"set_property": "f-number", "value": 0, "force": True})

    assert "error" in refused
    assert virtual.ask({"set_property": "iso", "value": "400"}) == {"ok": True}
