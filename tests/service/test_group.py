"""Several cameras fired together: all or none, or those that can, and no group waits for another for ever."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

FIRST, SECOND = "z-virtual-0000001", "z-virtual-0000002"
RELEASE, EVENTS = "9207", "90c7"


@pytest.fixture
async def group(two: RunningService) -> AsyncIterator[RpcClient]:
    async with two.client() as client:
        await client.call("subscribe", events=["group_captured", "camera_state_changed"])
        yield client


def shots(*cameras: VirtualCameraProcess) -> list[bool]:
    """Return for each camera whether it has ever released."""
    return [camera.control({"status": True})["released_at"] is not None for camera in cameras]


async def test_all_fire_at_one_instant_and_one_manifest_says_so(
    group: RpcClient, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, each_make: Make
) -> None:
    manifest = await group.call("capture_group", cameras=[each_make.id("0000002"), each_make.id()])
    told = await group.notification("group_captured")

    assert [member["camera"] for member in manifest["cameras"]] == [each_make.id("0000002"), each_make.id()]
    assert all(len(member["files"]) == 1 and member["released_ms"] >= 0 for member in manifest["cameras"])
    assert manifest["complete"]
    offsets = [member["released_ms"] for member in manifest["cameras"]]
    assert manifest["skew_ms"] == pytest.approx(max(offsets) - min(offsets), abs=0.002)
    assert told["manifest"] == manifest
    assert shots(camera, second_camera) == [True, True]


async def test_when_one_is_lost_nothing_is_fired_and_the_error_says_which_and_why(
    group: RpcClient, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, each_make: Make
) -> None:
    second_camera.control({"offline": True})
    await group.notification("camera_state_changed", state="lost", camera=each_make.id("0000002"))

    error = await group.error("capture_group", cameras=[each_make.id(), each_make.id("0000002")])

    assert (error.name, [failure["camera"] for failure in error.data["failures"]]) == (
        "camera_lost",
        [each_make.id("0000002")],
    )
    assert "Nothing was fired" in error.message
    assert shots(camera, second_camera) == [False, False]
    assert (await group.call("capture_image", camera=each_make.id()))["files"]


async def test_with_partial_the_others_fire(
    group: RpcClient, second_camera: VirtualCameraProcess, each_make: Make
) -> None:
    second_camera.control({"offline": True})
    await group.notification("camera_state_changed", state="lost", camera=each_make.id("0000002"))

    manifest = await group.call(
        "capture_group", cameras=["usb:999,999", each_make.id(), each_make.id("0000002")], partial=True
    )

    names = [member.get("error", {}).get("name") for member in manifest["cameras"]]
    assert names == ["camera_not_found", None, "camera_lost"]
    assert manifest["cameras"][1]["files"]
    assert not manifest["complete"]


async def test_with_partial_and_none_that_can_it_is_an_error(group: RpcClient) -> None:
    error = await group.error("capture_group", cameras=["usb:999,999", "usb:999,998"], partial=True)
    assert (error.name, len(error.data["failures"])) == ("camera_not_found", 2)


async def test_of_two_wrong_names_each_is_taken_for_another_camera(group: RpcClient, each_make: Make) -> None:
    both = await group.error("capture_group", cameras=["z-virtual-0000003", "z-virtual-0000004"])
    one = await group.error("capture_group", cameras=[each_make.id(), "z-virtual-000001"])

    remedies = [failure["error"]["remedy"] for failure in both.data["failures"]]
    assert {remedy.partition("?")[0] for remedy in remedies} == {
        f"Did you mean {each!r}" for each in (each_make.id(), each_make.id("0000002"))
    }
    assert one.data["remedy"].startswith(f"Did you mean {each_make.id('0000002')!r}? ")


async def test_a_camera_that_hangs_while_it_is_made_ready_keeps_the_others_from_firing(
    group: RpcClient, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, each_make: Make
) -> None:
    second_camera.control({"hang": EVENTS})
    error = await group.error("capture_group", cameras=[each_make.id(), each_make.id("0000002")])
    second_camera.control({"clear": True})

    assert error.name in {"camera_lost", "camera_timeout"}
    assert shots(camera, second_camera) == [False, False]
    assert (await group.call("capture_group", cameras=[each_make.id(), each_make.id("0000002")]))["complete"]


async def test_a_camera_that_is_removed_while_it_is_made_ready_is_told(
    two: RunningService, group: RpcClient, each_make: Make
) -> None:
    await group.call("set_config", name=each_make.shutter, value=each_make.time(5), camera=each_make.id("0000002"))
    group.send("capture_image", camera=each_make.id("0000002"))
    await group.notification("camera_state_changed", camera=each_make.id("0000002"), state="busy")
    waiting = group.send("capture_group", cameras=[each_make.id(), each_make.id("0000002")])
    await group.call("list_cameras")

    two.cameras.unplug(two.cameras.resolve(each_make.id("0000002")).source.port, "It was unplugged.")
    with pytest.raises(Exception, match="Nothing was fired") as caught:
        await asyncio.wait_for(waiting, 30)

    assert getattr(caught.value, "name", None) == "camera_lost"
    assert (await group.call("capture_image", camera=each_make.id()))["files"]


async def test_one_that_fails_at_the_release_costs_the_others_nothing(
    group: RpcClient, second_camera: VirtualCameraProcess, each_make: Make
) -> None:
    second_camera.control({"refuse": each_make.release, "code": "0x200c"})

    manifest = await group.call("capture_group", cameras=[each_make.id(), each_make.id("0000002")])

    assert manifest["cameras"][0]["files"]
    assert manifest["cameras"][1]["error"]["name"] == "storage_full"
    assert not manifest["complete"]


async def test_a_worker_that_is_killed_in_the_exposure_costs_the_others_nothing(
    two: RunningService, group: RpcClient, each_make: Make
) -> None:
    await group.call("set_config", name=each_make.shutter, value=each_make.time(3), camera=each_make.id("0000002"))
    firing = group.send("capture_group", cameras=[each_make.id(), each_make.id("0000002")])
    await group.notification("camera_state_changed", camera=each_make.id("0000002"), state="busy")
    pid = two.cameras.resolve(each_make.id("0000002")).worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    manifest = await asyncio.wait_for(firing, 30)

    assert manifest["cameras"][0]["files"]
    assert manifest["cameras"][1]["error"]["name"] == "driver_crashed"


async def test_one_that_delivers_nothing_in_time_holds_the_others_answer_no_longer(
    group: RpcClient, each_make: Make
) -> None:
    await group.call("subscribe", events=["file_added"])
    await group.call("set_config", name=each_make.shutter, value=each_make.time(5), camera=each_make.id("0000002"))
    manifest = await group.call("capture_group", cameras=[each_make.id(), each_make.id("0000002")], timeout_s=2.5)
    late = await group.notification("file_added", camera=each_make.id("0000002"))

    assert manifest["cameras"][0]["files"]
    assert manifest["cameras"][1]["error"]["message"] == "The picture was not there after 2.5 s."
    assert late["file"]["path"]
    assert (await group.call("capture_group", cameras=[each_make.id(), each_make.id("0000002")]))["complete"], (
        "its turn is over"
    )


async def test_a_camera_that_is_busy_for_longer_than_the_time_given_is_named(group: RpcClient, each_make: Make) -> None:
    await group.call("set_config", name=each_make.shutter, value=each_make.time(5), camera=each_make.id("0000002"))
    long = group.send("capture_image", camera=each_make.id("0000002"))
    await group.notification("camera_state_changed", camera=each_make.id("0000002"), state="busy")

    error = await group.error("capture_group", cameras=[each_make.id(), each_make.id("0000002")], timeout_s=0.5)

    assert (error.name, error.data["failures"][0]["camera"], error.data["retryable"]) == (
        "camera_timeout",
        each_make.id("0000002"),
        True,
    )
    assert (await long)["files"]


async def test_overlapping_groups_of_two_clients_all_finish(tmp_path: Path) -> None:
    with (
        VirtualCameraProcess("--serial", "1") as one,
        VirtualCameraProcess("--serial", "2") as two,
        VirtualCameraProcess("--serial", "3") as three,
    ):
        async with (
            running_service(tmp_path, [each.port_string for each in (one, two, three)]) as service,
            service.client() as first,
            service.client() as second,
        ):
            a, b, c = (f"z-virtual-{number}" for number in (1, 2, 3))
            for camera in (a, b, c):
                await first.call("set_config", name="imagesize", value="2000x1500", camera=camera)
            sent = [
                client.send("capture_group", cameras=cameras)
                for _ in range(2)
                for client, cameras in ((first, [a, b]), (second, [c, b]), (first, [c, a]), (second, [b, a, c]))
            ]
            manifests = await asyncio.wait_for(asyncio.gather(*sent), 60)

    assert [manifest["complete"] for manifest in manifests] == [True] * 8
    files = [file["path"] for each in manifests for file in each["cameras"][0]["files"]]
    assert len(files) == 8


async def test_a_camera_twice_is_refused_by_whatever_name(
    group: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    twice = [
        await group.error("capture_group", cameras=[each_make.id(), other])
        for other in (each_make.id(), camera.port_string)
    ]
    empty = await group.error("capture_group", cameras=[])

    assert [error.name for error in (*twice, empty)] == ["invalid_params"] * 3


async def test_a_group_is_finished_though_its_client_is_gone(
    two: RunningService, group: RpcClient, each_make: Make
) -> None:
    async with two.client() as client:
        client.send("capture_group", cameras=[each_make.id(), each_make.id("0000002")])
        await client.call("list_cameras")

    assert (await group.notification("group_captured"))["manifest"]["complete"]
