"""Shooting: every file of a picture, and nothing lost."""

from __future__ import annotations

import base64
import io
import os
import signal
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.rigs.makes import Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

EXIF_IFD, ISO_SPEED = 0x8769, 0x8827
RELEASE = "9207"
STORE_FULL = "0x200c"


@pytest.mark.full_size
async def test_a_capture_returns_the_file_on_the_card(client: RpcClient, each_make: Make) -> None:
    taken = await client.call("capture_image")

    (file,) = taken["files"]
    assert taken["camera"] == each_make.id()
    assert (file["filename"], file["mime_type"]) == (each_make.jpeg_of(6), "image/jpeg")
    assert file["path"] == each_make.path_of(6)
    assert file["size_bytes"] > 1_000_000


async def test_raw_and_jpeg_are_one_picture_of_two_files(client: RpcClient, each_make: Make) -> None:
    await client.call("subscribe", events=["file_added"])
    await client.call("set_config", name=each_make.quality, value=each_make.raw_and_jpeg)

    taken = await client.call("capture_image")
    told = [(await client.notification("file_added"))["file"]["path"] for _ in range(2)]

    assert [file["mime_type"] for file in taken["files"]] == ["image/jpeg", each_make.raw_mime]
    assert told == [file["path"] for file in taken["files"]]


async def test_each_capture_is_one_more_picture(client: RpcClient, each_make: Make) -> None:
    taken = [await client.call("capture_image") for _ in range(3)]

    assert [each["files"][0]["filename"] for each in taken] == [
        each_make.jpeg_of(6),
        each_make.jpeg_of(7),
        each_make.jpeg_of(8),
    ]


async def test_an_exposure_lasts_as_long_as_the_shutter_speed_says(client: RpcClient, each_make: Make) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
    before = time.monotonic()

    await client.call("capture_image")

    assert time.monotonic() - before >= 1.0


async def test_a_second_capture_waits_for_the_first(client: RpcClient, each_make: Make) -> None:
    first, second = client.send("capture_image"), client.send("capture_image")

    files = [(await answer)["files"][0]["filename"] for answer in (first, second)]

    assert files == [each_make.jpeg_of(6), each_make.jpeg_of(7)]


@pytest.mark.parametrize("method", ["set_config", "get_config", "list_files", "get_camera"])
async def test_what_is_sent_after_a_capture_comes_after_it(client: RpcClient, method: str) -> None:
    params = {"set_config": {"name": "iso", "value": "6400"}, "get_config": {"name": "iso"}}.get(method, {})
    order: list[str] = []
    capture, other = client.send("capture_image"), client.send(method, **params)
    capture.add_done_callback(lambda _: order.append("capture_image"))
    other.add_done_callback(lambda _: order.append(method))

    (file,) = (await capture)["files"]
    await other
    got = await client.call("download_image", path=file["path"])

    exif = Image.open(io.BytesIO(base64.b64decode(got["image_base64"]))).getexif().get_ifd(EXIF_IFD)
    assert order == ["capture_image", method]
    assert exif[ISO_SPEED] == 100


async def test_a_camera_is_busy_while_it_shoots(client: RpcClient) -> None:
    await client.call("subscribe", events=["camera_state_changed"])

    await client.call("capture_image")

    states = [(await client.notification("camera_state_changed"))["state"] for _ in range(2)]
    assert states == ["busy", "ready"]


async def test_a_trigger_returns_before_a_long_exposure_is_over_and_the_picture_follows(
    client: RpcClient, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added"])
    await client.call("set_config", name=each_make.shutter, value=each_make.time(2))

    triggered = await client.call("trigger_capture")
    (listed,) = (await client.call("list_cameras"))["cameras"]

    assert listed["state"] == ("busy" if each_make.holds_triggers else "ready")
    assert triggered["confirmed"] is not each_make.holds_triggers
    added = await client.notification("file_added")
    assert added["file"]["filename"] == each_make.jpeg_of(6)
    exposed = datetime.fromisoformat(added["at"]) - datetime.fromisoformat(triggered["triggered_at"])
    assert exposed > timedelta(seconds=2)


@pytest.mark.needs(Need.NIKON_SETTINGS)
async def test_a_release_that_only_raises_the_mirror_says_so_and_the_next_one_takes_the_picture(
    client: RpcClient, each_make: Make
) -> None:
    await client.call("set_capture_settings", drive="mirror_up")

    error = await client.error("capture_image", timeout_s=1)
    (file,) = (await client.call("capture_image"))["files"]

    assert (error.name, file["filename"]) == ("camera_timeout", each_make.jpeg_of(6))
    assert "set_capture_settings" in error.data["remedy"]


async def test_a_trigger_refused_later_is_told_as_an_event(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("subscribe", events=["capture_failed"])
    camera.fail_to_focus(0.8)  # a trigger can be confirmed within 0.3 s

    triggered = await client.call("trigger_capture")

    assert triggered["confirmed"] is False
    assert (await client.notification("capture_failed"))["error"]["name"] == "camera_error"


async def test_a_picture_without_focus_is_refused_with_a_remedy(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    camera.fail_to_focus()

    error = await client.error("capture_image")

    assert error.name == "camera_error"
    assert "focus_mode" in error.data["remedy"]


@pytest.mark.full_size
@pytest.mark.needs(Need.CARD)
async def test_a_full_card_refuses_the_picture_and_keeps_those_it_has(tmp_path: Path, each_make: Make) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--card-size-mb", "5") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            before = await client.call("list_files", recursive=True)
            error = await client.error("capture_image")

            assert error.name == "storage_full"
            assert await client.call("list_files", recursive=True) == before


async def test_a_capture_that_takes_too_long_is_an_error_and_its_picture_is_told_all_the_same(
    client: RpcClient, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added"])
    await client.call("set_config", name=each_make.shutter, value=each_make.time(2))

    error = await client.error("capture_image", timeout_s=0.5)

    assert error.name == "camera_timeout"
    added = await client.notification("file_added")
    assert (added["file"]["filename"], added["origin"]) == (each_make.jpeg_of(6), "capture_image")


async def test_a_picture_taken_by_hand_is_told(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added"])

    camera.control({"press_shutter": True})

    added = await client.notification("file_added")
    assert (added["file"]["filename"], added["origin"]) == (each_make.jpeg_of(6), "camera")


async def test_the_capture_of_a_client_that_went_away_is_finished_and_in_the_log(
    service: RunningService, each_make: Make
) -> None:
    async with service.client() as client:
        await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
        client.send("capture_image")
        await client.call("list_cameras")  # by its answer, the capture has been taken as well

    async with service.client() as other:
        await other.call("subscribe", events=["file_added"])
        added = await other.notification("file_added")
        logged = await other.call("get_events", since=0)

    assert added["origin"] == "capture_image"
    assert added in [event["params"] for event in logged["events"]]


def kill_worker(service: RunningService) -> None:
    pid = service.cameras.cameras[0].worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)


@pytest.mark.needs(Need.MEMORY)
async def test_pictures_in_internal_memory_outlive_the_worker(service: RunningService, each_make: Make) -> None:
    async with service.client() as client:
        await client.call("set_config", name="capturetarget", value=each_make.memory)
        taken = await client.call("capture_image")
        (file,) = taken["files"]
        before = await client.call("download_image", path=file["path"])

        await client.call("subscribe", events=["camera_state_changed"])
        kill_worker(service)
        await client.notification("camera_state_changed", state="lost")
        after = await client.call("download_image", path=file["path"])
        again = await client.call("capture_image")

        assert after["sha256"] == before["sha256"]
        assert again["files"][0]["path"] != file["path"]
        listed = await client.call("list_files", folder="/")
        assert {each["path"] for each in listed["files"]} == {file["path"], again["files"][0]["path"]}
        await client.call("delete_file", path=file["path"])
        assert (await client.error("get_file_info", path=file["path"])).name == "file_not_found"


@pytest.mark.full_size
@pytest.mark.needs(Need.MEMORY)
async def test_a_picture_in_internal_memory_is_not_lost_where_the_disk_takes_none(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    no_folder = tmp_path / "file"
    no_folder.touch()
    async with running_service(no_folder, [camera.port_string]) as service, service.client() as client:
        await client.call("set_config", name="capturetarget", value=each_make.memory)
        (file,) = (await client.call("capture_image"))["files"]
        listed = (await client.call("list_files"))["files"]
        got = await client.call("download_image", path=file["path"])
        await client.call("delete_file", path=file["path"])
        left = (await client.call("list_files"))["files"]

    assert [each["path"] for each in listed] == [file["path"]]
    assert got["size_bytes"] == file["size_bytes"] > 1_000_000
    assert left == []


async def test_other_cameras_are_not_kept_waiting(two: RunningService, each_make: Make) -> None:
    async with two.client() as one, two.client() as other:
        await one.call("set_config", name=each_make.shutter, value=each_make.time(15), camera=each_make.id())
        long = one.send("capture_image", camera=each_make.id())

        same_connection = await one.call("get_config", name="iso", camera=each_make.id("0000002"))
        other_connection = await other.call("capture_image", camera=each_make.id("0000002"))

        assert not long.done()
        assert same_connection["value"] == "100"
        assert other_connection["files"]
