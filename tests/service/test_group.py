"""Several cameras fired together: all or none, or those that can, and no group waits for another for ever."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

DRIVER_IS_BACK_S = 2.0  # after the exposure of 1/125 s, when the other camera has its picture


@pytest.fixture
def first(camera: VirtualCameraProcess) -> str:
    return camera.id


@pytest.fixture
def second(second_camera: VirtualCameraProcess) -> str:
    return second_camera.id


@pytest.fixture
async def group(two: RunningService) -> AsyncIterator[RpcClient]:
    async with two.client() as client:
        await client.call("subscribe", events=["group_captured", "camera_state_changed"])
        yield client


def shots(*cameras: VirtualCameraProcess) -> list[bool]:
    """Return for each camera whether it has ever released."""
    return [camera.control({"status": True})["released_at"] is not None for camera in cameras]


async def test_all_fire_at_one_instant_and_one_manifest_says_so(
    group: RpcClient, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, first: str, second: str
) -> None:
    manifest = await group.call("capture_group", cameras=[second, first])
    told = await group.notification("group_captured")

    assert [member["camera"] for member in manifest["cameras"]] == [second, first]
    assert all(len(member["files"]) == 1 and member["released_ms"] >= 0 for member in manifest["cameras"])
    assert manifest["complete"]
    assert [manifest[name] for name in ("fired", "failed", "files_per_camera", "fewer_files")] == [2, 0, 1, []]
    assert manifest["uncertainty_ms"] == 0, "one clock has measured both"
    assert "host" not in manifest["cameras"][0]
    offsets = [member["released_ms"] for member in manifest["cameras"]]
    assert manifest["skew_ms"] == pytest.approx(max(offsets) - min(offsets), abs=0.002)
    assert told["manifest"] == manifest
    assert shots(camera, second_camera) == [True, True]


async def test_when_one_is_lost_nothing_is_fired_and_the_error_says_which_and_why(
    group: RpcClient, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, first: str, second: str
) -> None:
    second_camera.control({"offline": True})
    await group.notification("camera_state_changed", state="lost", camera=second)

    error = await group.error("capture_group", cameras=[first, second])

    assert (error.name, [failure["camera"] for failure in error.data["failures"]]) == ("camera_lost", [second])
    assert "Nothing was fired" in error.message
    assert shots(camera, second_camera) == [False, False]
    assert (await group.call("capture_image", camera=first))["files"]


async def test_with_partial_the_others_fire(
    group: RpcClient, second_camera: VirtualCameraProcess, first: str, second: str
) -> None:
    second_camera.control({"offline": True})
    await group.notification("camera_state_changed", state="lost", camera=second)

    manifest = await group.call("capture_group", cameras=["usb:999,999", first, second], partial=True)

    names = [member.get("error", {}).get("name") for member in manifest["cameras"]]
    assert names == ["camera_not_found", None, "camera_lost"]
    assert manifest["cameras"][1]["files"]
    assert not manifest["complete"]
    assert (manifest["fired"], manifest["failed"]) == (1, 2)


async def test_with_partial_and_none_that_can_it_is_an_error(group: RpcClient) -> None:
    error = await group.error("capture_group", cameras=["usb:999,999", "usb:999,998"], partial=True)
    assert (error.name, len(error.data["failures"])) == ("camera_not_found", 2)


async def test_of_two_wrong_names_each_is_taken_for_another_camera(
    group: RpcClient, first: str, second: str, each_make: Make
) -> None:
    both = await group.error(
        "capture_group", cameras=[f"{each_make.model_id}-0000003", f"{each_make.model_id}-0000004"]
    )
    one = await group.error("capture_group", cameras=[first, f"{each_make.model_id}-000001"])

    remedies = [failure["error"]["remedy"] for failure in both.data["failures"]]
    assert {remedy.partition("?")[0] for remedy in remedies} == {f"Did you mean {each!r}" for each in (first, second)}
    assert one.data["remedy"].startswith(f"Did you mean {second!r}? ")


@pytest.mark.needs(Need.OPENED_WITHOUT_EVENTS)
async def test_a_camera_that_hangs_while_it_is_made_ready_keeps_the_others_from_firing(  # noqa: PLR0917
    group: RpcClient,
    camera: VirtualCameraProcess,
    second_camera: VirtualCameraProcess,
    first: str,
    second: str,
    each_make: Make,
) -> None:
    second_camera.control({"hang": each_make.events})
    error = await group.error("capture_group", cameras=[first, second])
    second_camera.control({"clear": True})

    assert error.name in {"camera_lost", "camera_timeout"}
    assert shots(camera, second_camera) == [False, False]
    assert (await group.call("capture_group", cameras=[first, second]))["complete"]


async def test_a_camera_that_is_removed_while_it_is_made_ready_is_told(
    two: RunningService, group: RpcClient, first: str, second: str, each_make: Make
) -> None:
    await group.call("set_config", name=each_make.shutter, value=each_make.time(5), camera=second)
    group.send("capture_image", camera=second)
    await group.notification("camera_state_changed", camera=second, state="busy")
    waiting = group.send("capture_group", cameras=[first, second])
    await group.call("list_cameras")

    two.cameras.unplug(two.cameras.resolve(second).source.port, "It was unplugged.")
    with pytest.raises(Exception, match="Nothing was fired") as caught:
        await asyncio.wait_for(waiting, 30)

    assert getattr(caught.value, "name", None) == "camera_lost"
    assert (await group.call("capture_image", camera=first))["files"]


async def test_one_that_fails_at_the_release_costs_the_others_nothing(
    group: RpcClient, second_camera: VirtualCameraProcess, first: str, second: str
) -> None:
    second_camera.fail_to_focus()

    manifest = await group.call("capture_group", cameras=[first, second])

    assert manifest["cameras"][0]["files"]
    assert manifest["cameras"][1]["error"]["name"] == "camera_error"
    assert "focus_mode" in manifest["cameras"][1]["error"]["remedy"]
    assert not {"released_ms", "may_have_released"} & set(manifest["cameras"][1]), "it was refused"
    assert not manifest["complete"]


async def test_one_that_loses_its_link_right_after_its_release_is_said_to_have_released(
    group: RpcClient, second_camera: VirtualCameraProcess, first: str, second: str, each_make: Make
) -> None:
    await group.call("subscribe", events=["file_added"])
    second_camera.control({"develop_s": 60})
    firing = group.send("capture_group", cameras=[first, second])
    await group.notification("file_added", camera=first)
    await asyncio.sleep(DRIVER_IS_BACK_S)
    second_camera.control({"drop": True})
    manifest = await asyncio.wait_for(firing, 60)

    good, lost = manifest["cameras"]
    assert lost["error"]["name"] == "camera_lost"
    assert "files" not in lost
    if each_make.name == "fuji":  # whose driver is at the release until the body says something
        assert (lost["may_have_released"], "released_ms" in lost) == (True, False)
    else:
        assert "may_have_released" not in lost
        assert manifest["skew_ms"] == pytest.approx(abs(lost["released_ms"] - good["released_ms"]), abs=0.002)
    assert [manifest[name] for name in ("complete", "fired", "failed")] == [False, 1, 1]


async def test_of_one_that_loses_its_link_while_it_is_told_to_release_nobody_knows(
    group: RpcClient, second_camera: VirtualCameraProcess, first: str, second: str, each_make: Make
) -> None:
    await group.call("subscribe", events=["file_added"])
    second_camera.control({"hang": each_make.release})
    firing = group.send("capture_group", cameras=[first, second])
    await group.notification("file_added", camera=first)
    second_camera.control({"drop": True})
    manifest = await asyncio.wait_for(firing, 60)

    lost = manifest["cameras"][1]
    has_begun = each_make.name != "sony"  # where the search for focus, which comes before, is the same operation
    assert (lost["error"]["name"], lost.get("may_have_released", False)) == ("camera_lost", has_begun)
    assert "released_ms" not in lost
    assert not shots(second_camera)[0], "as nobody could know"
    assert [manifest[name] for name in ("complete", "fired", "failed")] == [False, 1, 1]


async def test_a_worker_that_is_killed_in_the_exposure_costs_the_others_nothing(  # noqa: PLR0917
    two: RunningService,
    group: RpcClient,
    second_camera: VirtualCameraProcess,
    first: str,
    second: str,
    each_make: Make,
) -> None:
    await group.call("set_config", name=each_make.shutter, value=each_make.time(4), camera=second)
    firing = group.send("capture_group", cameras=[first, second])
    async with asyncio.timeout(10):
        while not shots(second_camera)[0]:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
    await asyncio.sleep(1)
    pid = two.cameras.resolve(second).worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    manifest = await asyncio.wait_for(firing, 30)

    assert manifest["cameras"][0]["files"]
    assert manifest["cameras"][1]["error"]["name"] == "driver_crashed"
    assert ("may_have_released" if each_make.holds_triggers else "released_ms") in manifest["cameras"][1]


async def test_one_that_delivers_nothing_in_time_holds_the_others_answer_no_longer(
    group: RpcClient, first: str, second: str, each_make: Make
) -> None:
    await group.call("subscribe", events=["file_added"])
    await group.call("set_config", name=each_make.shutter, value=each_make.time(5), camera=second)
    manifest = await group.call("capture_group", cameras=[first, second], timeout_s=2.5)
    late = await group.notification("file_added", camera=second)

    assert manifest["cameras"][0]["files"]
    assert manifest["cameras"][1]["error"]["message"] == "The picture was not there after 2.5 s."
    assert ("may_have_released" if each_make.holds_triggers else "released_ms") in manifest["cameras"][1]
    assert late["file"]["path"]
    assert (await group.call("capture_group", cameras=[first, second]))["complete"], "its turn is over"


async def test_a_camera_that_is_busy_for_longer_than_the_time_given_is_named(
    group: RpcClient, first: str, second: str, each_make: Make
) -> None:
    await group.call("set_config", name=each_make.shutter, value=each_make.time(5), camera=second)
    long = group.send("capture_image", camera=second)
    await group.notification("camera_state_changed", camera=second, state="busy")

    error = await group.error("capture_group", cameras=[first, second], timeout_s=0.5)

    assert (error.name, error.data["failures"][0]["camera"], error.data["retryable"]) == (
        "camera_timeout",
        second,
        True,
    )
    assert (await long)["files"]


async def test_overlapping_groups_of_two_clients_all_finish(tmp_path: Path, each_make: Make) -> None:
    with (
        VirtualCameraProcess("--make", each_make.name, "--serial", "1") as one,
        VirtualCameraProcess("--make", each_make.name, "--serial", "2") as two,
        VirtualCameraProcess("--make", each_make.name, "--serial", "3") as three,
    ):
        async with (
            running_service(tmp_path, [each.port_string for each in (one, two, three)]) as service,
            service.client() as first,
            service.client() as second,
        ):
            a, b, c = (each.id for each in (one, two, three))
            for camera in (a, b, c):
                await first.call("set_config", name=each_make.quality, value=each_make.jpeg, camera=camera)
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
    group: RpcClient, camera: VirtualCameraProcess, first: str
) -> None:
    twice = [await group.error("capture_group", cameras=[first, other]) for other in (first, camera.port_string)]
    empty = await group.error("capture_group", cameras=[])

    assert [error.name for error in (*twice, empty)] == ["invalid_params"] * 3


async def test_a_group_is_finished_though_its_client_is_gone(
    two: RunningService, group: RpcClient, first: str, second: str
) -> None:
    async with two.client() as client:
        client.send("capture_group", cameras=[first, second])
        await client.call("list_cameras")

    assert (await group.notification("group_captured"))["manifest"]["complete"]


async def test_whose_picture_has_fewer_files_than_most_is_named(tmp_path: Path, each_make: Make) -> None:
    options = [("--make", each_make.name, "--serial", str(number)) for number in (1, 2, 3)]
    with ExitStack() as running:
        bodies = [running.enter_context(VirtualCameraProcess(*each)) for each in options]
        async with running_service(tmp_path, [body.port_string for body in bodies]) as service, service.client() as one:
            for body, quality in zip(
                bodies, (each_make.raw_and_jpeg, each_make.jpeg, each_make.raw_and_jpeg), strict=True
            ):
                await one.call("set_config", name=each_make.quality, value=quality, camera=body.id)
            manifest = await one.call("capture_group", cameras=[body.id for body in bodies])

    assert manifest["complete"]
    assert (manifest["files_per_camera"], manifest["fewer_files"]) == (2, [bodies[1].id])


async def test_a_group_that_has_been_fired_cannot_be_cancelled_when_the_first_picture_is_there(
    group: RpcClient, first: str, second: str, each_make: Make
) -> None:
    await group.call("subscribe", events=["file_added"])
    await group.call("set_config", name=each_make.shutter, value=each_make.time(4), camera=second)
    firing = group.send("capture_group", cameras=[first, second])
    await group.notification("file_added", camera=first)
    (number,) = group._waiting
    stopped = await group.call("cancel_request", request_id=number)

    assert stopped["stopped"] == "cannot"
    assert (await firing)["complete"]
