"""Hosts without clients hear the beats of the others rarely: they know each other all the same, and give up as soon."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from rpc_camera.rig import attention, membership
from rpc_camera.rig.messages import beat_subject
from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_url import NatsAddress
from rpc_camera.serve.rig_options import RigOptions
from tests.rigs.cut_cable import CutCable
from tests.rigs.listeners import has_listeners, until_unheard
from tests.rigs.rig_hosts import rig_of, until_known
from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

RIGHT = "z-virtual-0000002"
EVERYBODY = beat_subject("nobody")
TOLD_S = 2.0
LATE_S = 1.0  # of a busy machine


@pytest.fixture(autouse=True)
def soon_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attention, "LINGER_S", 0.3)
    monkeypatch.setattr(membership, "_LOOK_S", 0.1)


@pytest.fixture
async def cable(nats_server: NatsServer) -> AsyncIterator[CutCable]:
    async with CutCable(nats_server.port) as cable:
        yield cable


@pytest.fixture
async def left(
    nats_server: NatsServer, cable: CutCable, right_camera: VirtualCameraProcess, tmp_path: Path
) -> AsyncIterator[RpcClient]:
    """A client of a host without cameras, which has the cable to the bus; both hosts are at rest."""
    access = NatsAccess((NatsAddress("127.0.0.1", cable.port),))
    (tmp_path / "left").mkdir()
    async with (
        rig_of(tmp_path, nats_server, {"right": [right_camera.port_string]}),
        running_service(tmp_path / "left", rig=RigOptions(host="left", access=access, has_cameras=False)) as service,
        service.client() as client,
    ):
        await until_known(client, {"left", "right"}, 1)
        await until_unheard(nats_server, EVERYBODY)
        yield client


async def test_hosts_at_rest_hear_no_beats_but_rare_ones_and_know_who_is_there(
    rig: RigHosts, nats_server: NatsServer, request: pytest.FixtureRequest
) -> None:
    if request.node.callspec.params["rig"] != "permissions":
        await until_unheard(nats_server, EVERYBODY)
    await asyncio.sleep(12)  # two rare beats
    listed = await rig.clients["left"].call("list_cameras")
    told = (await rig.clients["left"].call("get_events", since=0))["events"]

    assert len(listed["cameras"]) == 2
    assert {host["host"]: host["reachable"] for host in listed["hosts"]} == {"left": True, "right": True}
    states = [each["params"]["state"] for each in told if each["event"] == "host_state_changed"]
    assert "unreachable" not in states


async def test_who_asks_hears_all_beats_from_then_on(left: RpcClient, nats_server: NatsServer) -> None:
    before = await has_listeners(nats_server, EVERYBODY)
    await left.call("subscribe", events=["file_added"])

    assert not before
    assert await has_listeners(nats_server, EVERYBODY)


async def test_a_host_that_was_cut_off_while_nobody_asked_is_missed_within_two_seconds_of_the_first_question(
    left: RpcClient, cable: CutCable
) -> None:
    cable.cut()
    await asyncio.sleep(0.5)
    begun = time.monotonic()
    refused = await left.error("get_config", name="iso", camera=RIGHT)
    took_s = time.monotonic() - begun
    listed = await left.call("list_cameras")
    cable.mend()
    await until_known(left, {"left", "right"}, 1)

    assert (refused.name, refused.data["host"]) == ("host_unreachable", "right")
    assert took_s < TOLD_S + LATE_S
    assert {host["host"]: host["reachable"] for host in listed["hosts"]} == {"left": True, "right": False}


async def test_a_host_at_rest_does_what_has_waited_for_long_if_the_caller_still_waits(
    left: RpcClient, right_camera: VirtualCameraProcess
) -> None:
    files = right_camera.files()
    exposing, waiting = (left.send("capture_image", camera=RIGHT, **params) for params in ({"bulb_s": 4}, {}))
    taken = [await exposing, await waiting]

    assert [len(each["files"]) for each in taken] == [1, 1]
    assert right_camera.files() == files + 2


async def test_a_host_at_rest_does_not_fire_what_its_caller_has_given_up(
    left: RpcClient, cable: CutCable, right_camera: VirtualCameraProcess
) -> None:
    files = right_camera.files()
    await left.call("subscribe", events=["camera_state_changed"])
    exposing = left.send("capture_image", camera=RIGHT, bulb_s=5)
    await left.notification("camera_state_changed", camera=RIGHT, state="busy")
    waiting = left.send("capture_image", camera=RIGHT)
    await asyncio.sleep(0.5)
    cable.cut()
    for capture in (exposing, waiting):
        with pytest.raises(RpcError, match="host_unreachable"):
            await capture
    async with asyncio.timeout(20):
        while right_camera.files() == files:  # noqa: ASYNC110 - in another process
            await asyncio.sleep(0.1)
    await asyncio.sleep(2)

    assert right_camera.files() == files + 1
