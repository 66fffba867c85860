"""A group of cameras of several hosts, over the bus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"
LATE_MS = 10_000  # a worker that a busy machine does not run is seconds late, and the manifest says so


async def test_cameras_of_two_hosts_fire_at_one_instant_and_all_are_told(rig: RigHosts) -> None:
    for client in rig.clients.values():
        await client.call("subscribe", events=["group_captured"])
    manifest = await rig.clients["left"].call("capture_group", cameras=[LEFT, RIGHT])
    told = [await client.notification("group_captured") for client in rig.clients.values()]

    assert manifest["complete"]
    assert [(each["camera"], each["host"]) for each in manifest["cameras"]] == [(LEFT, "left"), (RIGHT, "right")]
    assert all(each["files"] for each in manifest["cameras"])
    assert 0 <= manifest["skew_ms"] < LATE_MS
    assert 0 < manifest["uncertainty_ms"] < 1000
    assert [each["manifest"] for each in told] == [manifest, manifest]


async def test_nothing_is_fired_where_one_is_not_there(rig: RigHosts) -> None:
    refused = await rig.clients["left"].error("capture_group", cameras=[LEFT, RIGHT, "z-virtual-0000009"])
    twice = await rig.clients["left"].error("capture_group", cameras=[LEFT, f"{LEFT}@left"])
    events = (await rig.clients["left"].call("get_events", since=0))["events"]

    assert refused.name == "camera_not_found"
    assert [each["camera"] for each in refused.data["failures"]] == ["z-virtual-0000009"]
    assert twice.name == "invalid_params"
    assert not [event for event in events if event["event"] == "file_added"]


async def test_without_the_bus_nothing_is_fired_or_what_can_be_reached(rig: RigHosts, nats_server: NatsServer) -> None:
    nats_server.kill()
    client = rig.clients["left"]
    refused = await client.error("capture_group", cameras=[LEFT, RIGHT])
    partial = await client.call("capture_group", cameras=[LEFT, RIGHT], partial=True)

    assert (refused.name, refused.data["host"]) == ("host_unreachable", "right")
    assert (partial["complete"], partial["fired"], partial["failed"]) == (False, 1, 1)
    assert [each.get("error", {}).get("name") for each in partial["cameras"]] == [None, "host_unreachable"]
