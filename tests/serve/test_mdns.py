"""`serve --mdns` on a network of its own: who sees the service, for how long, and that it serves in any case."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera import __version__
from rpc_camera.contract import API_VERSION
from tests.rigs import avahi
from tests.rigs.lan import STUDIO, Lan, Machine, lan
from tests.rigs.mdns_browser import browsing
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "Stüdio 1"
DATA = Path(__file__).parents[1] / "edge" / "data"
HOLD_THE_PORT = """
import socket
held = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
held.bind(("", 5353))
print("held", flush=True)
input()
"""


@pytest.fixture
def network() -> Iterator[Lan]:
    with lan() as network:
        yield network


def announcing(machine: Machine, state_dir: Path, *options: str, name: str = NAME) -> ServeProcess:
    return ServeProcess(
        "--virtual=1", "--port=0", f"--mdns={name}", *options, state_dir=state_dir, within=machine.within
    )


async def test_others_see_the_service_and_see_it_go(network: Lan, tmp_path: Path) -> None:
    identities = []
    async with browsing(network.desk) as browser:
        for _ in range(2):
            async with announcing(network.studio, tmp_path, "--host=0.0.0.0") as running:
                seen = await browser.until("Added", NAME)
                assert seen["addresses"] == [STUDIO]
                assert running.url.endswith(f":{seen['port']}")
                identities.append(seen["text"].pop("id"))
                assert seen["text"] == {
                    "txtvers": "1",
                    "version": __version__,
                    "api": API_VERSION,
                    "tls": "0",
                    "path": "/rpc",
                }
                assert await running.stop() == 0
                await browser.until("Removed", NAME)
    assert identities[0] == identities[1]


@pytest.mark.skipif(not avahi.IS_THERE, reason="needs avahi-daemon, avahi-utils and dbus-daemon")
async def test_avahi_sees_the_service(network: Lan, tmp_path: Path) -> None:
    folder = tmp_path / "avahi"
    folder.mkdir()
    async with announcing(network.studio, tmp_path / "state", "--host=0.0.0.0") as running:
        async with browsing(network.desk) as browser:
            await browser.until("Added", NAME)
        (seen,) = avahi.browse(network.desk, folder)
    assert (seen[0], seen[1], seen[6]) == (network.desk.cable, "IPv4", STUDIO)
    assert running.url.endswith(f":{seen[7]}")
    assert {'"path=/rpc"', '"tls=0"', '"txtvers=1"'} < {*seen[8].split(" ")}


async def test_a_service_on_loopback_is_announced_to_its_machine_alone(network: Lan, tmp_path: Path) -> None:
    with_tls = (f"--tls-cert={DATA / 'certificate.pem'}", f"--tls-key={DATA / 'key.pem'}")
    in_a_rig = ("--rig=nats://127.0.0.1", "--rig-host=left")
    alone = announcing(network.studio, tmp_path / "1", *with_tls, *in_a_rig)
    for_all = announcing(network.studio, tmp_path / "2", "--host=0.0.0.0", name="for all")
    async with browsing(network.studio) as here, browsing(network.desk) as elsewhere, alone as running:
        seen = await here.until("Added", NAME)
        assert seen["addresses"] == ["127.0.0.1"]
        assert (seen["text"]["tls"], seen["text"]["rig"]) == ("1", "left")
        await logged(running, "to this machine alone")
        async with for_all:
            assert (await elsewhere.next())["name"] == "for all"


async def test_further_services_of_that_name_get_a_number(network: Lan, tmp_path: Path) -> None:
    async with browsing(network.desk) as browser, AsyncExitStack() as stack:
        for number, (machine, name) in enumerate(
            [(network.studio, NAME), (network.studio, f"{NAME}-2"), (network.desk, f"{NAME}-3")]
        ):
            await stack.enter_async_context(announcing(machine, tmp_path / str(number), "--host=0.0.0.0"))
            await browser.until("Added", name)


async def test_addresses_that_come_and_go_are_followed(network: Lan, tmp_path: Path) -> None:
    cable = ("dev", network.studio.cable)
    async with browsing(network.desk) as browser, announcing(network.studio, tmp_path, "--host=0.0.0.0"):
        await browser.until("Added", NAME)
        network.studio.run("ip", "address", "add", "10.53.1.9/16", *cable)
        network.studio.run("ip", "address", "del", f"{STUDIO}/24", *cable)
        while "10.53.1.9" not in (await browser.until("Updated", NAME))["addresses"]:
            pass
        network.desk.run("ip", "address", "add", "10.53.1.2/16", "dev", network.desk.cable)
        (found,) = json.loads(network.desk.run(sys.executable, "-m", "rpc_camera", "discover"))["services"]
        assert (found["addresses"], found["reachable"]) == (["10.53.1.9"], True)


async def test_a_service_that_cannot_be_announced_serves_and_is_announced_later(network: Lan, tmp_path: Path) -> None:
    command = (*network.studio.within, sys.executable, "-c", HOLD_THE_PORT)
    pipe = asyncio.subprocess.PIPE
    holder = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert holder.stdout
    await holder.stdout.readline()
    async with announcing(network.studio, tmp_path, "--host=0.0.0.0") as running:
        assert "is ready" in running.greeting
        await logged(running, "not announced by mDNS, and works all the same")
        async with browsing(network.desk) as browser:
            await holder.communicate(b"\n")
            await browser.until("Added", NAME)
        assert "zeroconf:" not in running.log
        assert await running.stop() == 0


async def logged(running: ServeProcess, words: str) -> None:
    """Wait until the log has these words."""
    async with asyncio.timeout(30):
        while words not in running.log:  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.05)
