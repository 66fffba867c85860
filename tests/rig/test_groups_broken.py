"""A group while a host, the gateway or the bus dies: what was released is finished, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract.contract import Contract
from tests.rig.test_hosts_die import TOKEN, gateway, host
from tests.rigs.rig_hosts import pictures_told, rig_of, until_known
from tests.rigs.rpc_client import RpcClient, RpcError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.virtual_camera import VirtualCameraProcess

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"


async def until_fired(camera: VirtualCameraProcess, files: int) -> None:
    """Wait until a body has taken a picture."""
    async with asyncio.timeout(30):
        while camera.files() <= files:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.02)


async def test_a_host_that_dies_after_the_release_costs_the_others_nothing(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    right_camera.control({"develop_s": 20})
    hosts = {"left": [left_camera.port_string]}
    right = host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}")
    async with rig_of(tmp_path, nats_server, hosts) as rig, right:
        client = rig.clients["left"]
        await until_known(client, {"left", "right"}, 2)
        await client.call("subscribe", events=["file_added"])
        group = client.send("capture_group", cameras=[LEFT, RIGHT], timeout_s=8)
        await client.notification("file_added", camera=LEFT)
        right.process.kill()
        manifest = await asyncio.wait_for(group, 30)

    by_camera = {each["camera"]: each for each in manifest["cameras"]}
    assert (manifest["complete"], manifest["fired"], manifest["failed"]) == (False, 1, 1)
    assert len(by_camera[LEFT]["files"]) == 1
    assert by_camera[RIGHT]["error"]["name"] in {"outcome_unknown", "host_unreachable"}


async def test_a_gateway_that_dies_after_the_release_leaves_every_picture_and_every_camera_free(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    hosts = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts) as rig:
        files = left_camera.files(), right_camera.files()
        async with host(tmp_path, nats_server, "gateway", "--no-cameras") as process:
            url = process.url.replace("http", "ws").replace("localhost", "127.0.0.1")
            async with RpcClient(f"{url}/rpc", Contract.load(), TOKEN) as client:
                await until_known(client, {"gateway", "left", "right"}, 2)
                group = client.send("capture_group", cameras=[LEFT, RIGHT])
                await until_fired(left_camera, files[0])
                process.process.kill()
                await asyncio.gather(group, return_exceptions=True)
        await until_fired(right_camera, files[1])
        taken = [await rig.clients["left"].call("capture_image", camera=camera) for camera in (LEFT, RIGHT)]
        told = await pictures_told(rig.clients["left"], 4)

    assert [len(each["files"]) for each in taken] == [1, 1]
    assert told == [LEFT, LEFT, RIGHT, RIGHT]


async def test_a_gateway_that_dies_before_the_release_fires_nothing_and_the_turns_are_given_up(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    hosts = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts) as rig:
        right = rig.clients["right"]
        await right.call("subscribe", events=["progress"])
        exposing = right.send("capture_image", camera=RIGHT, bulb_s=300)
        progress = await right.notification("progress", stage="exposing")
        files = left_camera.files()
        async with host(tmp_path, nats_server, "gateway", "--no-cameras") as process:
            url = process.url.replace("http", "ws").replace("localhost", "127.0.0.1")
            async with RpcClient(f"{url}/rpc", Contract.load(), TOKEN) as client:
                await until_known(client, {"gateway", "left", "right"}, 2)
                group = client.send("capture_group", cameras=[LEFT, RIGHT])
                await asyncio.sleep(1)
                process.process.kill()
                await asyncio.gather(group, return_exceptions=True)
        await right.call("cancel_request", request_id=progress["request_id"])
        await asyncio.gather(exposing, return_exceptions=True)
        async with asyncio.timeout(30):
            taken = await rig.clients["left"].call("capture_image", camera=LEFT)

    assert len(taken["files"]) == 1
    assert left_camera.files() == files + 1


async def test_a_bus_that_is_lost_after_the_release_and_comes_back_gives_the_manifest(
    rig: RigHosts, nats_server: NatsServer, right_camera: VirtualCameraProcess
) -> None:
    right_camera.control({"develop_s": 5})
    client = rig.clients["left"]
    await client.call("subscribe", events=["file_added"])
    group = client.send("capture_group", cameras=[LEFT, RIGHT], timeout_s=30)
    await client.notification("file_added", camera=LEFT)
    nats_server.kill()
    await asyncio.sleep(2.5)
    nats_server.start()
    manifest = await asyncio.wait_for(group, 60)

    assert manifest["complete"]
    assert [len(each["files"]) for each in manifest["cameras"]] == [1, 1]


async def test_a_group_of_a_host_that_dies_while_it_is_made_ready_fires_nothing(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    right = host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}")
    async with gateway(tmp_path, nats_server) as client, right:
        await until_known(client, {"gateway", "right"}, 1)
        await client.call("subscribe", events=["progress"])
        exposing = client.send("capture_image", bulb_s=300)
        await client.notification("progress", stage="exposing")
        group = client.send("capture_group", cameras=[RIGHT])
        await asyncio.sleep(0.5)
        right.process.kill()
        with pytest.raises(RpcError) as raised:
            await asyncio.wait_for(group, 20)
        await asyncio.gather(exposing, return_exceptions=True)

    assert (raised.value.name, raised.value.data["host"]) == ("host_unreachable", "right")
