"""The bus is away: who asks for a camera behind it is told, what is under way is finished, and is told of after."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections import deque
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract.types import EventName
from rpc_camera.rig.presence import SILENT_S
from tests.rigs.rig_hosts import LATE_S, TOLD_S, until_known
from tests.rigs.rpc_client import RpcError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

AT_ONCE_TRIES = 3
LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"


async def test_a_capture_is_given_up_within_two_seconds_and_finished_and_told_of_when_the_bus_is_back(
    rig: RigHosts, nats_server: NatsServer
) -> None:
    left, right = rig.clients["left"], rig.clients["right"]
    await left.call("subscribe", events=["file_added", "host_state_changed", "camera_state_changed"])
    await right.call("subscribe", events=["file_added"])
    capture = left.send("capture_image", camera=RIGHT, bulb_s=4)
    await left.notification("camera_state_changed", camera=RIGHT, state="busy")
    nats_server.kill()
    begun = time.monotonic()
    with pytest.raises(RpcError) as raised:
        await capture
    took_s = time.monotonic() - begun
    unreachable = await left.notification("host_state_changed")
    refused = await left.error("get_config", name="iso", camera=RIGHT)
    own = await left.call("get_config", name="iso", camera=LEFT)
    listed = await left.call("list_cameras")
    taken = await right.notification("file_added")
    nats_server.start()
    reachable = await left.notification("host_state_changed")
    told = await left.notification("file_added")

    assert (raised.value.name, raised.value.data["host"]) == ("host_unreachable", "right")
    assert took_s < TOLD_S + LATE_S
    assert (unreachable["host"], unreachable["state"]) == ("right", "unreachable")
    assert (refused.name, refused.data["host"]) == ("host_unreachable", "right")
    assert refused.message == "The host right cannot be reached: this one has no connection to the rig's bus."
    assert "NATS server" in refused.data["remedy"]
    assert own["name"] == "iso"
    assert [camera["id"] for camera in listed["cameras"]] == [LEFT]
    assert {host["host"]: host["reachable"] for host in listed["hosts"]} == {"left": True, "right": False}
    assert (told["file"], told["at"], told["host"]) == (taken["file"], taken["at"], "right")
    assert (reachable["host"], reachable["state"], reachable["restarted"]) == ("right", "reachable", False)


async def test_a_bus_that_restarts_at_once_is_noticed_by_nobody(rig: RigHosts, nats_server: NatsServer) -> None:
    left = rig.clients["left"]
    noticed: set[str] = set()
    for _ in range(AT_ONCE_TRIES):
        if not (noticed := await noticed_of_a_restart(left, nats_server)):
            return
        await until_known(left, {"left", "right"}, 2)
    pytest.fail(f"noticed: {noticed}")


async def noticed_of_a_restart(left: RpcClient, nats_server: NatsServer) -> set[str]:
    """Restart the bus in a capture; return what tells of it, as is right where that has taken a busy machine long."""
    since = (await left.call("subscribe", events=["file_added", "camera_state_changed"]))["last_seq"]
    capture = left.send("capture_image", camera=RIGHT, bulb_s=3)
    await left.notification("camera_state_changed", camera=RIGHT, state="busy")
    nats_server.kill()
    nats_server.start()
    try:
        taken = await asyncio.wait_for(capture, 20)
    except RpcError as error:
        return {error.name}
    told = await left.notification("file_added")
    while told["file"]["path"] != taken["files"][0]["path"]:  # that of an earlier try
        told = await left.notification("file_added")
    events = {event["event"] for event in (await left.call("get_events", since=since))["events"]}
    return events & {"host_state_changed", "host_events_lost"}


async def test_what_waited_for_the_camera_when_the_bus_was_lost_is_not_fired(
    rig: RigHosts, nats_server: NatsServer, right_camera: VirtualCameraProcess
) -> None:
    left, right = rig.clients["left"], rig.clients["right"]
    await right.call("subscribe", events=["file_added", "camera_state_changed"])
    stock = right_camera.files()
    exposing = asyncio.create_task(right.call("capture_image", camera=RIGHT, bulb_s=5))
    await right.notification("camera_state_changed", state="busy")
    waiting = left.send("capture_image", camera=RIGHT)
    await asyncio.sleep(0.3)
    nats_server.kill()
    with pytest.raises(RpcError) as raised:
        await waiting
    await exposing
    nats_server.start()
    await until_known(left, {"left", "right"}, 2)
    after = await left.call("capture_image", camera=RIGHT)

    assert raised.value.name == "host_unreachable"
    assert len(after["files"]) == 1
    assert right_camera.files() == stock + 2


async def test_a_command_that_the_disk_of_the_host_has_held_up_is_done_once(
    rig: RigHosts, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    left = rig.clients["left"]
    await left.call("capture_image", camera=RIGHT)
    stock = right_camera.files()
    with closing(sqlite3.connect(tmp_path / "right" / ".rig.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        asking = left.send("capture_image", camera=RIGHT)
        await asyncio.sleep(SILENT_S + 0.5)  # until its deadline is over, which was set by the last beat
        other.execute("ROLLBACK")
        taken = await asking

    assert len(taken["files"]) == 1
    assert right_camera.files() == stock + 1


async def test_events_of_an_outage_are_told_after_it_in_their_order(rig: RigHosts, nats_server: NatsServer) -> None:
    left, right = rig.clients["left"], rig.clients["right"]
    await left.call("subscribe", events=["file_added"])
    nats_server.kill()
    taken = [(await right.call("capture_image", camera=RIGHT))["files"][0]["path"] for _ in range(4)]
    nats_server.start()
    told = [(await left.notification("file_added"))["file"]["path"] for _ in range(4)]

    assert told == taken


async def test_without_the_bus_a_host_serves_its_own_cameras(rig: RigHosts, nats_server: NatsServer) -> None:
    nats_server.kill()
    listed = await rig.clients["left"].call("list_cameras")
    own = await rig.clients["left"].call("capture_image", camera=LEFT)
    nats_server.start()
    await until_known(rig.clients["left"], {"left", "right"}, 2)

    assert LEFT in {camera["id"] for camera in listed["cameras"]}
    assert own["camera"] == LEFT


async def test_events_that_a_host_has_forgotten_are_told_as_missing(
    rig: RigHosts, nats_server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, log = rig.clients["left"], rig.services["right"].cameras.events
    await left.call("subscribe", events=["file_added", "host_events_lost"])
    monkeypatch.setattr(log, "_events", deque(log.since(0, 1000).events, maxlen=3))
    nats_server.kill()
    for number in range(8):
        file = {"path": f"/{number}", "filename": "x", "mime_type": "image/jpeg"}
        log.emit(EventName.FILE_ADDED, RIGHT, file=file, origin="camera")
    nats_server.start()
    lost = await left.notification("host_events_lost")
    told = [(await left.notification("file_added"))["file"]["path"] for _ in range(3)]

    assert (lost["host"], lost["count"]) == ("right", 5)
    assert told == ["/5", "/6", "/7"]
