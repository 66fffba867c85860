"""What the commands say of a rig: its hosts as processes, on a real NATS server."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from rpc_camera.command.finding import State
from rpc_camera.command.rig_check import check_rig
from tests.command.rig import environment
from tests.rigs.nats_server import NatsServer
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rpc_camera_client.types import Camera, RigHost

TOKEN = "correct horse battery staple"
REACHED = "ok The host left reaches all other hosts (1)."
TWINS = [
    f"warning z-virtual-0000001@{one}: A camera on {other} has the same id, z-virtual-0000001."
    for one, other in (("left", "right"), ("right", "left"))
]
SILENT = ["fault The host left reaches none of the 1 others.", "fault The host right does not answer."]


@pytest.fixture
def nats(tmp_path: Path) -> Iterator[NatsServer]:
    with NatsServer(tmp_path) as server:
        yield server


def host(folder: Path, nats: NatsServer, name: str) -> ServeProcess:
    """Return a host with a virtual camera, of the same serial number at each."""
    rig = (f"--rig=nats://127.0.0.1:{nats.port}", f"--rig-host={name}", "--port=0", "--host=127.0.0.1", "--virtual=1")
    return ServeProcess(*rig, state_dir=folder / name, API_TOKEN=TOKEN)


async def said(command: str, service: ServeProcess, folder: Path) -> list[str]:
    """Return what a command finds of a rig."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "rpc_camera", command, "--json"),
        env=environment(folder, RPC_CAMERA_URL=service.url, RPC_CAMERA_TOKEN=TOKEN),
        stdout=asyncio.subprocess.PIPE,
    )
    printed, _ = await process.communicate()
    checks = json.loads(printed)["checks"]
    return [f"{each['state']} {each['message']}" for each in checks if each["check"] == "rig"]


async def run(service: ServeProcess, folder: Path, *arguments: str) -> tuple[int | None, str, str]:
    """Return the exit status of a command, what it printed, and what it said beside that."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "rpc_camera", *arguments),
        env=environment(folder, RPC_CAMERA_URL=service.url, RPC_CAMERA_TOKEN=TOKEN),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    printed, said_why = await process.communicate()
    return process.returncode, printed.decode(), said_why.decode()


async def until_said(words: list[str], service: ServeProcess, folder: Path) -> None:
    """Wait until the doctor says this of the rig, and nothing else."""
    found: list[str] = []
    for _ in range(20):
        found = await said("doctor", service, folder)
        if found == words:
            return
        await asyncio.sleep(0.3)
    assert found == words


async def test_the_doctor_says_who_is_there_who_is_silent_and_which_ids_are_double(
    tmp_path: Path, nats: NatsServer
) -> None:
    left, right = host(tmp_path, nats, "left"), host(tmp_path, nats, "right")
    async with left:
        alone = (
            "warning The host left is alone in its rig: no other one is there, or the NATS server cannot be reached."
        )
        await until_said([alone], left, tmp_path)
        async with right:
            await until_said([REACHED, *TWINS], left, tmp_path)
            right.process.send_signal(signal.SIGSTOP)
            await until_said(SILENT, left, tmp_path)
            right.process.send_signal(signal.SIGCONT)
            await until_said([REACHED, *TWINS], left, tmp_path)
            nats.kill()
            await until_said(SILENT, left, tmp_path)


def test_a_host_without_an_address_is_said() -> None:
    hosts: list[RigHost] = [
        {"host": "left", "reachable": True, "address": "http://192.0.2.1:8765", "version": "0.1.0"},
        {"host": "right", "reachable": True, "address": None, "version": "0.1.0"},
    ]
    _, found = check_rig("left", hosts, [])
    assert found.state is State.WARNING
    assert "right has no address" in found.message
    assert "serve --host ::" in found.remedy


def test_a_label_that_two_cameras_have_is_said() -> None:
    hosts: list[RigHost] = [{"host": "left", "reachable": True, "address": "http://192.0.2.1:8765", "version": "0.1.0"}]
    camera: Camera = {
        "id": "a",
        "name": "A",
        "port": "ptpip:192.0.2.2",
        "label": "top",
        "label_doubt": "'top' is also the name of b@right: give one of them another label.",
        "serial_number": None,
        "index": 0,
        "state": "ready",
        "abilities": [],
    }
    _, found = check_rig("left", hosts, [camera])
    assert found.state is State.WARNING
    assert found.message == f"a: {camera['label_doubt']}"
    assert "rpc-camera label a " in found.remedy


async def test_all_are_those_of_all_hosts_and_one_that_is_silent_is_named(tmp_path: Path, nats: NatsServer) -> None:
    async with host(tmp_path, nats, "left") as left, host(tmp_path, nats, "right") as right:
        await until_said([REACHED, *TWINS], left, tmp_path)
        status, printed, _ = await run(left, tmp_path, "capture", "--all")
        fired = [member["host"] for member in json.loads(printed)["cameras"]]
        assert (status, sorted(fired)) == (0, ["left", "right"])

        right.process.send_signal(signal.SIGSTOP)
        silent = "The cameras of right are not among all: no answer comes from there."
        await until_said(SILENT, left, tmp_path)
        status, printed, said_why = await run(left, tmp_path, "config", "set", "iso=400", "--all")
        assert (status, printed) == (1, "")
        assert f"Nothing is done: {silent}" in said_why
        status, printed, said_why = await run(left, tmp_path, "capture", "--all", "--partial")
        assert status == 0, said_why
        assert json.loads(printed)["files"]
        assert silent in said_why
