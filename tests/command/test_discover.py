"""`rpc-camera discover`, on a network of its own: what it lists, and what it makes of what others announce."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.command.rig import COMMAND, environment
from tests.rigs.lan import STUDIO, Lan, Machine, lan
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = ("tls=0", "path=/rpc")
BLOCKING = """
from rpc_camera_client.sync import discover
for service in discover(2):
    print(service.name, service.url)
"""


@pytest.fixture
def network() -> Iterator[Lan]:
    with lan() as network:
        yield network


def announce(stack: ExitStack, machine: Machine, *arguments: str) -> None:
    """Have something announced there until the stack ends."""
    command = [*machine.within, sys.executable, "-m", "tests.rigs.mdns_announcer", *arguments]
    process = stack.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    stack.callback(process.kill)
    assert process.stdout
    assert process.stdout.readline() == "announced\n"


async def test_a_service_is_listed_with_its_address_and_can_be_reached(network: Lan, tmp_path: Path) -> None:
    async with ServeProcess(
        "--virtual=1", "--port=0", "--host=::", "--mdns=Studio", state_dir=tmp_path, within=network.studio.within
    ) as running:
        listed = json.loads(network.desk.run(*COMMAND, "discover"))["services"]
        assert network.desk.run(sys.executable, "-c", BLOCKING) == f"Studio {listed[0]['url']}\n"
        cameras = network.desk.run(
            "env", f"RPC_CAMERA_TOKEN={running.token}", *COMMAND, "cameras", "--url", listed[0]["url"]
        )
    port = int(running.url.rpartition(":")[2])
    assert [(each["name"], each["url"], each["tls"], each["reachable"]) for each in listed] == [
        ("Studio", f"ws://{STUDIO}:{port}/rpc", False, True)
    ]
    assert listed[0]["rig_host"] is None
    assert json.loads(cameras)["cameras"]


def test_nothing_is_believed_that_has_not_its_form(network: Lan) -> None:
    with ExitStack() as stack:
        announce(stack, network.desk, "good", "1", "127.0.0.1", *GOOD, "id=\x1b[2Jx", "version=" + "9" * 200)
        announce(stack, network.desk, "\u202egood", "1", "127.0.0.1", *GOOD)
        announce(stack, network.desk, "\x1b[2Jgood", "1", "127.0.0.1", *GOOD)
        announce(stack, network.desk, "another path", "1", "127.0.0.1", "tls=0", "path=@evil.example/rpc")
        announce(stack, network.desk, "a group", "1", "224.0.0.1", *GOOD)
        announce(stack, network.desk, "no port", "0", "127.0.0.1", *GOOD)
        announce(stack, network.desk, "no TLS said", "1", "127.0.0.1", "path=/rpc")
        listed = json.loads(network.desk.run(*COMMAND, "discover"))["services"]
        shown = network.desk.run(
            "script", "--quiet", "--return", "--command", f"{' '.join(COMMAND)} discover", "/dev/null"
        )
    assert sorted(each["name"] for each in listed) == ["good", "\u202egood"]
    assert {(each["url"], each["id"], each["version"], each["reachable"]) for each in listed} == {
        ("ws://127.0.0.1:1/rpc", None, None, False)
    }
    assert "\\u202egood" in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown


def test_where_no_service_was_named_and_none_is_here_the_network_is_pointed_to(network: Lan, tmp_path: Path) -> None:
    variables = environment(tmp_path)
    command = [*network.desk.within, *COMMAND, "cameras"]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "`rpc-camera discover`" in done.stderr
    named = [*command, "--url", "127.0.0.1"]
    done = subprocess.run(named, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "discover" not in done.stderr


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_time_that_is_none_is_refused(seconds: str) -> None:
    done = subprocess.run([*COMMAND, "discover", f"--for={seconds}"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
