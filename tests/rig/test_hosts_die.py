"""Hosts that are killed, or stand still, or are started anew: processes of their own, as their users run them."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract.contract import Contract
from tests.rigs.rig_hosts import LATE_S, TOLD_S, rig_of, until_known
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.virtual_camera import VirtualCameraProcess

RIGHT = "z-virtual-0000002"
TOKEN = "correct horse battery staple"


def host(folder: Path, nats_server: NatsServer, name: str, *arguments: str) -> ServeProcess:
    """Return a host that is not started yet."""
    rig = (f"--rig=nats://127.0.0.1:{nats_server.port}", f"--rig-host={name}", "--port=0", "--host=127.0.0.1")
    return ServeProcess(*rig, *arguments, state_dir=folder / name, API_TOKEN=TOKEN)


@asynccontextmanager
async def gateway(folder: Path, nats_server: NatsServer) -> AsyncIterator[RpcClient]:
    """Yield a client of a host without cameras, in this process."""
    async with rig_of(folder, nats_server, {"gateway": []}) as rig:
        yield rig.clients["gateway"]


@asynccontextmanager
async def client_of(process: ServeProcess) -> AsyncIterator[RpcClient]:
    """Yield a client of a host that is a process."""
    async with RpcClient(f"{process.url.replace('http', 'ws')}/rpc", Contract.load(), TOKEN) as client:
        yield client


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
async def test_a_host_that_dies_or_stands_still_in_mid_capture_is_told_within_two_seconds(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path, number: signal.Signals
) -> None:
    right = host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}")
    async with gateway(tmp_path, nats_server) as client, right:
        await until_known(client, {"gateway", "right"}, 1)
        await client.call("subscribe", events=["camera_state_changed", "host_state_changed"])
        capture = client.send("capture_image", bulb_s=10)
        await client.notification("camera_state_changed", state="busy")
        right.process.send_signal(number)
        begun = time.monotonic()
        with pytest.raises(RpcError) as raised:
            await capture
        took_s = time.monotonic() - begun
        told = await client.notification("host_state_changed", host="right")
        refused = await client.error("get_config", name="iso", camera=RIGHT)
        if number is signal.SIGSTOP:
            right.process.kill()

    assert (raised.value.name, raised.value.data["host"]) == ("host_unreachable", "right")
    assert took_s < TOLD_S + LATE_S
    assert told["state"] == "unreachable"
    assert (refused.name, refused.data["host"]) == ("host_unreachable", "right")


async def test_what_a_host_was_asked_while_it_stood_still_is_not_fired_when_it_goes_on(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    right = host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}")
    async with gateway(tmp_path, nats_server) as client, right:
        await until_known(client, {"gateway", "right"}, 1)
        await client.call("get_config", name="iso")
        files = right_camera.files()
        right.process.send_signal(signal.SIGSTOP)
        with pytest.raises(RpcError) as raised:
            await client.call("capture_image", camera=RIGHT)
        right.process.send_signal(signal.SIGCONT)
        await until_known(client, {"gateway", "right"}, 1)
        await asyncio.sleep(1)
        after_it = right_camera.files()
        await client.call("capture_image", camera=RIGHT)
        in_the_end = right_camera.files()

    assert raised.value.name == "host_unreachable"
    assert (after_it, in_the_end) == (files, files + 1)


async def test_what_waited_for_the_camera_when_its_host_stood_still_is_not_fired_when_it_goes_on(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    right = host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}")
    async with gateway(tmp_path, nats_server) as client, right:
        await until_known(client, {"gateway", "right"}, 1)
        stock = right_camera.files()
        async with client_of(right) as own:
            await own.call("subscribe", events=["camera_state_changed"])
            exposing = own.send("capture_image", bulb_s=4)
            await own.notification("camera_state_changed", state="busy")
            waiting = client.send("capture_image", camera=RIGHT)
            await asyncio.sleep(0.3)
            right.process.send_signal(signal.SIGSTOP)
            with pytest.raises(RpcError) as raised:
                await waiting
            right.process.send_signal(signal.SIGCONT)
            await exposing
            await own.call("get_config", name="iso")  # which waits behind it

    assert raised.value.name == "host_unreachable"
    assert right_camera.files() == stock + 1


async def test_what_waited_for_the_camera_when_its_caller_stood_still_is_not_fired(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    right = host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}")
    left = host(tmp_path, nats_server, "left", "--no-cameras")
    async with right, left, client_of(right) as own, client_of(left) as client:
        await until_known(client, {"left", "right"}, 1)
        stock = right_camera.files()
        await own.call("subscribe", events=["camera_state_changed"])
        exposing = own.send("capture_image", bulb_s=3)
        await own.notification("camera_state_changed", state="busy")
        waiting = client.send("capture_image", camera=RIGHT)
        await asyncio.sleep(1.7)
        left.process.send_signal(signal.SIGSTOP)
        await exposing
        await own.call("get_config", name="iso")
        after = right_camera.files()
        left.process.send_signal(signal.SIGCONT)
        with pytest.raises(RpcError) as raised:
            await waiting

    assert raised.value.name in {"cancelled", "host_unreachable"}
    assert after == right_camera.files() == stock + 1


async def test_what_waits_for_the_camera_longer_than_a_host_may_be_silent_is_fired(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    right = host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}")
    left = host(tmp_path, nats_server, "left", "--no-cameras")
    async with right, left, client_of(right) as own, client_of(left) as client:
        await until_known(client, {"left", "right"}, 1)
        await own.call("subscribe", events=["camera_state_changed"])
        exposing = own.send("capture_image", bulb_s=4)
        await own.notification("camera_state_changed", state="busy")
        waiting = client.send("capture_image", camera=RIGHT)
        while not exposing.done():
            await asyncio.sleep(0.6)
            left.process.send_signal(signal.SIGSTOP)  # its beats are late, and it is given up by nobody
            await asyncio.sleep(0.3)
            left.process.send_signal(signal.SIGCONT)
        taken = await waiting

    assert len(taken["files"]) == 1


async def test_a_host_that_is_started_anew_is_told_with_what_happened_meanwhile(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    camera = f"--camera={right_camera.port_string}"
    async with gateway(tmp_path, nats_server) as client:
        async with host(tmp_path, nats_server, "right", camera) as right:
            await until_known(client, {"gateway", "right"}, 1)
            await client.call("subscribe", events=["host_state_changed", "file_added"])
            await client.call("capture_image")
            await client.notification("file_added")
            right.process.kill()
            await right.ended()
            silent = await client.notification("host_state_changed", host="right")
        right_camera.control({"press_shutter": True})
        async with host(tmp_path, nats_server, "right", camera) as right:
            back = await client.notification("host_state_changed", host="right")
            missed = await client.notification("file_added")
            await until_known(client, {"gateway", "right"}, 1)
            taken = await client.call("capture_image")
            await right.stop()
        left = await client.notification("host_state_changed", host="right")
        gone = await client.error("get_camera", camera=RIGHT)

    assert silent["state"] == "unreachable"
    assert (back["state"], back["restarted"]) == ("reachable", True)
    assert missed["file"]["filename"] == "DSC_0007.JPG"
    assert taken["files"][0]["filename"] == "DSC_0008.JPG"
    assert left["state"] == "left"
    assert gone.name == "camera_not_found"


async def test_a_second_host_of_a_name_is_refused(nats_server: NatsServer, tmp_path: Path) -> None:
    async with gateway(tmp_path, nats_server) as client, host(tmp_path, nats_server, "twin", "--no-cameras") as twin:
        await until_known(client, {"gateway", "twin"}, 0)
        other = ServeProcess(
            f"--rig=nats://127.0.0.1:{nats_server.port}",
            "--rig-host=twin",
            "--port=0",
            "--no-cameras",
            state_dir=tmp_path / "other",
            API_TOKEN=TOKEN,
        )
        async with other:
            status = await other.ended()
        listed = await client.call("list_cameras")

    assert status == 2
    assert f"There is a host 'twin' in this rig already, at {twin.url.replace('localhost', '127.0.0.1')}" in other.log
    assert [each["reachable"] for each in listed["hosts"]] == [True, True]


async def test_the_greeting_names_the_rig_and_a_rig_without_a_bus_is_tried_again(
    nats_server: NatsServer, tmp_path: Path
) -> None:
    nats_server.kill()
    async with host(tmp_path, nats_server, "early", "--no-cameras") as early:
        contract = Contract.load()
        async with RpcClient(f"{early.url.replace('http', 'ws')}/rpc", contract, TOKEN) as client:
            alone = await client.call("list_cameras")
            async with asyncio.timeout(20):
                while "not in the rig yet" not in early.log:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            nats_server.start()
            async with gateway(tmp_path, nats_server) as other:
                await until_known(other, {"gateway", "early"}, 0)
                await until_known(client, {"gateway", "early"}, 0)
        log = early.log

    assert f"as early, by the NATS server at 127.0.0.1:{nats_server.port}" in early.greeting
    assert [each["host"] for each in alone["hosts"]] == ["early"]
    assert "Traceback" not in log
