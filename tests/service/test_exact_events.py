"""Each file of the card is told once, in order, and each capture ends in the log, whatever goes wrong meanwhile."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.camera.identity import Source
from rpc_camera.camera.line.turns import Priority
from rpc_camera.errors import ServiceError
from tests.rigs.bulb import turn_to_bulb
from tests.rigs.dial import turn_to_burst
from tests.rigs.makes import Need
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.service import RunningService

STOCK = 5  # so many pictures has a new virtual camera taken, and shows them if it has a card
CARD_S = 30.0
NETWORK_CAMERA = "PTP/IP Camera"
COMMAND_ENDS = ("capture_completed", "capture_failed")


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that another process does and tells nobody."""
    async with asyncio.timeout(CARD_S):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def exposing(camera: VirtualCameraProcess) -> bool:
    return bool(camera.control({"status": True})["exposing"])


async def log(client: RpcClient) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = (await client.call("get_events", since=0))["events"]
    return events


def told(events: list[dict[str, Any]]) -> list[str]:
    return [event["params"]["file"]["path"] for event in events if event["event"] == "file_added"]


async def on_card(client: RpcClient) -> list[str]:
    """Return the pictures that are on the card beyond those of a new camera, in the order of their numbers."""
    files = (await client.call("list_files", recursive=True))["files"]
    new = [file for file in files if frame_of(file) > STOCK]
    return [file["path"] for file in sorted(new, key=lambda file: (frame_of(file), file["mime_type"] != "image/jpeg"))]


def frame_of(file: dict[str, Any]) -> int:
    """Return the number of a picture."""
    return int(re.sub(r"\D", "", file["filename"].partition(".")[0])[-4:])


async def exactly(client: RpcClient, pictures: int) -> list[dict[str, Any]]:
    """Wait until so many files are told, then see that they are those of the card; return the log."""
    async with asyncio.timeout(CARD_S):
        while len(told(await log(client))) < pictures:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await on_card(client)
    card = await on_card(client)  # whatever else the camera has to tell comes before its answer
    events = await log(client)
    assert told(events) == card
    assert len(card) == pictures
    return events


async def expose_for(client: RpcClient, make: Make, params: dict[str, object]) -> None:
    """Set the shutter to a second, or so that it can be held open."""
    await client.call("set_config", name=make.shutter, value=make.time(1))
    if "bulb_s" in params:
        await turn_to_bulb(client, make)


def names(events: list[dict[str, Any]], *wanted: str) -> list[str]:
    return [event["event"] for event in events if event["event"] in wanted]


async def settled(answer: asyncio.Future[Any]) -> str:
    """Return "done", or the name of the error."""
    try:
        await asyncio.wait_for(answer, CARD_S)
    except RpcError as error:
        return error.name
    return "done"


def kill_worker(service: RunningService) -> None:
    pid = service.cameras.cameras[0].worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("params", [{}, {"bulb_s": 0.2}])
async def test_raw_and_jpeg_are_told_before_the_capture_that_they_complete(
    client: RpcClient, params: dict[str, object], each_make: Make
) -> None:
    await client.call("set_config", name=each_make.quality, value=each_make.raw_and_jpeg)
    if params:
        await turn_to_bulb(client, each_make)
    taken = await client.call("capture_image", **params)

    events = await exactly(client, 2)
    assert names(events, "file_added", *COMMAND_ENDS) == ["file_added", "file_added", "capture_completed"]
    (completed,) = [event["params"] for event in events if event["event"] == "capture_completed"]
    assert (completed["files"], completed["captured_at"]) == (taken["files"], taken["captured_at"])
    assert completed.get("exposure_s") == taken.get("exposure_s")


@pytest.mark.parametrize("method", ["capture_image", "trigger_capture"])
@pytest.mark.parametrize("files", [1, 2])
async def test_every_file_of_a_burst_is_told_once(
    client: RpcClient, camera: VirtualCameraProcess, method: str, files: int, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.quality, value=each_make.quality_of(files))
    pictures = await turn_to_burst(camera, client, 3)
    await client.call(method)

    await exactly(client, files * pictures)


async def test_captures_of_several_clients_are_each_told_once(service: RunningService) -> None:
    async with service.client() as one, service.client() as other:
        answers = [client.send("capture_image") for _ in range(3) for client in (one, other)]
        for answer in answers:
            assert await settled(answer) == "done"

        events = await exactly(one, 6)
        assert names(events, "file_added", *COMMAND_ENDS) == ["file_added", "capture_completed"] * 6


@pytest.mark.parametrize("params", [{}, {"bulb_s": 1}])
async def test_the_capture_of_a_client_that_is_gone_is_completed(
    service: RunningService, camera: VirtualCameraProcess, params: dict[str, object], each_make: Make
) -> None:
    async with service.client() as client:
        await client.call("set_config", name=each_make.quality, value=each_make.raw_and_jpeg)
        await expose_for(client, each_make, params)
        client.send("capture_image", **params)
        await until(lambda: exposing(camera))

    async with service.client() as other:
        await other.call("subscribe", events=["capture_completed"])
        completed = await other.notification("capture_completed")
        events = await exactly(other, 2)

    assert [file["path"] for file in completed["files"]] == told(events)


async def test_the_failure_of_a_capture_whose_client_is_gone_is_told(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with service.client() as other:
        await other.call("subscribe", events=["capture_failed"])
        camera.fail_to_focus(0.8)  # when the client is gone
        async with service.client() as client:
            client.send("capture_image")
            await client.call("list_cameras")
        failed = await other.notification("capture_failed")

        assert failed["error"]["name"] == "camera_error"
        assert names(await log(other), *COMMAND_ENDS) == ["capture_failed"]


async def test_what_is_refused_before_its_turn_is_no_capture_that_failed(client: RpcClient, each_make: Make) -> None:
    await turn_to_bulb(client, each_make)
    await client.call("start_bulb")
    assert (await client.error("capture_image")).name == "camera_busy"
    await client.call("stop_bulb")

    assert names(await log(client), *COMMAND_ENDS) == ["capture_completed"]


@pytest.mark.parametrize("earlier", [0, 1])
@pytest.mark.parametrize("files", [1, 2])
@pytest.mark.parametrize("fault", ["killed", "drop"])
@pytest.mark.parametrize("params", [{}, {"bulb_s": 60}])
async def test_the_files_of_a_capture_that_lost_its_worker_or_link_are_told_once(  # noqa: PLR0917
    service: RunningService,
    camera: VirtualCameraProcess,
    params: dict[str, object],
    fault: str,
    files: int,
    earlier: int,
    each_make: Make,
) -> None:
    async with service.client() as client:
        for _ in range(earlier):
            await client.call("capture_image")
        await client.call("set_config", name=each_make.quality, value=each_make.quality_of(files))
        await expose_for(client, each_make, params)
        capture = client.send("capture_image", **params)
        await until(lambda: exposing(camera))
        if fault == "killed":
            kill_worker(service)
        else:
            camera.control({"drop": True})

        assert await settled(capture) in {"driver_crashed", "camera_lost"}
        events = await exactly(client, earlier + files)
        assert names(events, *COMMAND_ENDS) == [*["capture_completed"] * earlier, "capture_failed"]
        await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
        await client.call("capture_image")
        await exactly(client, earlier + 2 * files)


async def test_captures_go_on_exactly_while_the_link_drops_again_and_again(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    taken = 1
    await client.call("capture_image")
    for _ in range(4):
        camera.control({"drop": True})
        taken += await settled(client.send("capture_image")) == "done"

    await exactly(client, taken)


@pytest.mark.full_size
async def test_a_slow_camera_tells_no_file_twice(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"latency_s": 0.05})
    await client.call("set_config", name=each_make.quality, value=each_make.raw_and_jpeg)
    for _ in range(2):
        await client.call("capture_image")
    camera.control({"clear": True})

    await exactly(client, 4)


async def test_a_camera_that_was_switched_off_in_mid_capture_tells_the_picture_when_it_is_back(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
    capture = client.send("capture_image")
    await until(lambda: exposing(camera))
    camera.control({"offline": True})
    assert await settled(capture) == "camera_lost"
    await until(lambda: not exposing(camera))
    camera.control({"offline": False})

    await exactly(client, 1)


async def test_pictures_shot_by_hand_while_the_camera_was_away_are_told_when_it_is_back(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("capture_image")
    camera.control({"offline": True})
    for _ in range(3):
        camera.control({"press_shutter": True})
        await until(lambda: not exposing(camera))
    camera.control({"offline": False})

    await exactly(client, 4)


@pytest.mark.needs(Need.UPLOAD)
async def test_a_picture_by_the_name_of_an_upload_that_broke_off_is_told(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("capture_image")
    camera.control({"upload": "cut", "after_bytes": 1000})
    data = base64.b64encode(bytes(100_000)).decode()
    refused = await client.error(
        "upload_file", folder=each_make.folder, filename=each_make.jpeg_of(7), data_base64=data
    )
    camera.control({"offline": True})
    camera.control({"press_shutter": True})
    await until(lambda: not exposing(camera))
    camera.control({"offline": False})

    events = await exactly(client, 2)
    assert refused.name == "camera_lost"
    assert told(events)[1] == each_make.path_of(7)


async def test_pictures_that_were_missed_are_told_before_those_that_a_client_takes_next(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("capture_image")
    camera.control({"offline": True})
    camera.control({"press_shutter": True})
    await until(lambda: written(camera) == 2)
    camera.control({"offline": False})
    await taken(client)

    events = await exactly(client, 3)
    assert names(events, "file_added", *COMMAND_ENDS)[-3:] == ["file_added", "file_added", "capture_completed"]


async def taken(client: RpcClient) -> None:
    """Take a picture; one that is refused, as the worker ends that lost the camera, is asked for again at once."""
    async with asyncio.timeout(CARD_S):
        while True:
            try:
                await client.call("capture_image")
            except RpcError as refused:
                if refused.name != "camera_lost":
                    raise
            else:
                return


def written(camera: VirtualCameraProcess) -> int:
    """Return how many files the body has made."""
    return len(camera.control({"status": True})["written"])


async def test_a_picture_that_was_missed_is_told_though_a_crowd_of_downloads_waits(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("capture_image")
    (present,) = service.cameras.cameras
    camera.control({"offline": True})
    camera.control({"press_shutter": True})
    crowd = []
    with suppress(ServiceError):  # the line is full then
        while True:
            crowd.append(present.line.reserve(Priority.CHUNK))
    await until(lambda: written(camera) == 2)
    camera.control({"offline": False})
    await until(lambda: present.line.is_up)
    await asyncio.sleep(0.2)
    for turn in crowd:
        turn.leave()

    await exactly(client, 2)


@pytest.mark.needs(Need.CARD)
async def test_a_picture_that_was_missed_is_found_beside_a_folder_of_another_kind(
    tmp_path: Path, each_make: Make
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "BIRD.JPG").write_bytes(b"not looked into")
    with VirtualCameraProcess(
        "--make", each_make.name, "--pictures", str(mine)
    ) as body:  # in 900MYPIX, which sorts behind the body's own
        async with running_service(tmp_path / "state", [body.port_string]) as service, service.client() as client:
            (present,) = service.cameras.cameras
            await client.call("list_files", recursive=True)
            await present.line.idle()  # what is shot before the first look at a new camera is old
            body.control({"offline": True})
            body.control({"press_shutter": True})
            await until(lambda: written(body) == 1)
            body.control({"offline": False})
            await until(lambda: present.line.is_up)
            async with asyncio.timeout(CARD_S):
                while not (paths := told(await log(client))):  # noqa: ASYNC110 - the log is what is asked
                    await asyncio.sleep(0.05)

    assert [path.rpartition("/")[2] for path in paths] == [each_make.jpeg_of(6)]


@pytest.mark.needs(Need.CARD)
async def test_what_was_told_is_not_told_again_of_a_card_that_was_put_in_while_the_link_was_lost(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("capture_image")
    camera.control({"card": "remove"})
    await asyncio.sleep(1)  # until it has been told, and looked at
    camera.control({"offline": True})
    camera.control({"card": "insert"})
    camera.control({"offline": False})
    await asyncio.sleep(1)
    await client.call("capture_image")

    await exactly(client, 2)


@pytest.mark.needs(Need.CARD)
async def test_what_is_on_a_card_that_is_put_in_is_old(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("capture_image")
    camera.control({"card": "remove"})
    await client.error("capture_image")
    camera.control({"card": "insert"})
    await until_captured(client)
    camera.control({"drop": True})
    await client.call("capture_image")

    await exactly(client, 3)


async def until_captured(client: RpcClient) -> None:
    """Take a picture as soon as the camera, which has just got its card back, does it."""
    async with asyncio.timeout(CARD_S):
        while await settled(client.send("capture_image")) != "done":  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_picture_is_told_by_a_body_that_was_pulled_out_in_mid_capture_and_plugged_in_elsewhere(
    tmp_path: Path, each_make: Make
) -> None:
    # As discovery would tell it; see test_hot_plug.py.
    with VirtualCameraProcess("--make", each_make.name, "--serial", "1") as body:
        async with running_service(tmp_path) as service, service.client() as client:
            await client.call("subscribe", events=["camera_added"])
            service.cameras.plug(Source(body.port_string, NETWORK_CAMERA, removable=True))
            await client.notification("camera_added")
            await client.call("select_camera", camera=body.id)
            await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
            capture = client.send("capture_image")
            await until(lambda: exposing(body))

            service.cameras.unplug(service.cameras.cameras[0].source.port, "It was unplugged.")
            assert await settled(capture) == "camera_lost"
            await until(lambda: not exposing(body))
            service.cameras.plug(Source(body.port_string, NETWORK_CAMERA, removable=True))
            await client.notification("camera_added")

            await exactly(client, 1)


@pytest.mark.parametrize("times", [1, 3])
async def test_a_picture_that_was_missed_is_found_though_the_camera_refuses_to_list_its_folders(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, times: int
) -> None:
    (present,) = service.cameras.cameras
    await client.call("capture_image")
    camera.control({"offline": True})
    camera.control({"press_shutter": True})
    await until(lambda: written(camera) == 2)
    camera.control({"refuse": "1007", "code": "0x2019", "times": times})
    camera.control({"offline": False})
    await until(lambda: present.line.is_up)

    await exactly(client, 2)


@pytest.mark.needs(Need.CARD)
async def test_a_folder_that_was_refused_once_is_not_empty_afterwards(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"refuse": "1007", "code": "0x2002", "times": 1})
    with suppress(RpcError):  # the service's own look at the card may be the one that is refused
        await client.call("list_files", recursive=True)

    assert len((await client.call("list_files", recursive=True))["files"]) == each_make.stock
