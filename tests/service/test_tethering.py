"""Tethering: every new picture is saved on the server, whoever took it, under a name of its own."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.dial import begin_with_burst
from tests.rigs.makes import Need
from tests.rigs.saving import (
    check_saved,
    in_the_middle,
    parts,
    pictures,
    saved_files,
    saving_service,
    sha256,
    until,
    until_gone,
)
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

DELETE, WRITE_PROTECTED = "100b", "0x200d"


async def test_a_picture_of_a_client_is_saved_and_verified(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("capture_image")
        told = await client.notification("file_saved")
        await check_saved(client, tmp_path, told)
        state = await client.call("get_tethering")

    assert told["path"] == f"{camera.id}/{camera.make.saved.jpeg_of(6)}"
    assert told["duration_s"] > 0
    assert saved_files(tmp_path) == [f"{camera.id}/{camera.make.saved.jpeg_of(6)}"]
    assert (state["active"], state["saved"], state["pending"], state["failing"]) == (True, 1, 0, [])


async def test_a_picture_taken_by_hand_is_saved(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        camera.control({"press_shutter": True})
        await check_saved(client, tmp_path, await client.notification("file_saved"))


async def test_raw_and_jpeg_get_one_number(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, camera, name="{counter:05}") as (_, client):
        await client.call("capture_image")
        await client.call("set_config", name=camera.make.quality, value=camera.make.raw_and_jpeg)
        await client.call("capture_image")
        told = [await client.notification("file_saved") for _ in range(3)]
        for each in told:
            await check_saved(client, tmp_path, each)

    assert [each["path"] for each in told] == ["00001.JPG", "00002.JPG", f"00002.{camera.make.raw_suffix}"]


@pytest.mark.needs(Need.TARGET)
async def test_pictures_in_internal_memory_are_saved_raw_and_jpeg_under_one_number(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera, name="{counter}-{original}") as (_, client):
        await client.call("set_config", name="capturetarget", value="Internal RAM")
        await client.call("set_config", name=camera.make.quality, value=camera.make.raw_and_jpeg)
        for _ in range(2):
            await client.call("capture_image")
        told = [await client.notification("file_saved") for _ in range(4)]
        for each in told:
            await check_saved(client, tmp_path, each)

    assert [each["path"].partition("-")[0] for each in told] == ["1", "1", "2", "2"]
    assert [each["path"].rpartition(".")[2] for each in told] == ["jpg", camera.make.raw_suffix.lower()] * 2


@pytest.mark.needs(Need.TARGET)
async def test_raw_and_jpeg_in_memory_are_a_pair_after_a_worker_was_killed_too(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera, name="{counter}-{original}") as (service, client):
        told = []
        for _ in range(2):
            await client.call("set_config", name="capturetarget", value="Internal RAM")
            await client.call("set_config", name=camera.make.quality, value=camera.make.raw_and_jpeg)
            await client.call("capture_image")
            told += [await client.notification("file_saved") for _ in range(2)]
            pid = service.cameras.cameras[0].worker_pid
            assert pid
            os.kill(pid, signal.SIGKILL)
            await client.notification("camera_state_changed", state="lost")
            await client.notification("camera_state_changed", state="ready")

    assert [each["path"].partition("-")[0] for each in told] == ["1", "1", "2", "2"]


@pytest.mark.needs(Need.TWO_CARDS)
async def test_raw_and_jpeg_on_two_cards_get_one_number(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    camera.control({"second_card": "jpeg"})
    quality, raw_first = camera.make.split_quality
    camera.control({"set_property": quality, "value": raw_first})
    async with saving_service(tmp_path, camera, name="{counter}") as (_, client):
        await client.call("capture_image")
        for _ in range(2):
            await check_saved(client, tmp_path, await client.notification("file_saved"))

    assert set(saved_files(tmp_path)) == {"1.JPG", f"1.{camera.make.raw_suffix}"}


@pytest.mark.needs(Need.TWO_CARDS)
async def test_a_backup_on_the_second_card_is_saved_once_and_deleted_with_the_first(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    camera.control({"second_card": "backup"})
    camera.control({"set_property": camera.make.quality, "value": camera.make.raw_and_jpeg_code})
    stock = camera.files()
    async with saving_service(tmp_path, camera, name="{counter}-{original}") as (_, client):
        await client.call("start_tethering", delete_after=True)
        for _ in range(2):
            await client.call("capture_image")
        await until(lambda: camera.files() == stock and len(saved_files(tmp_path)) == 4)
        state = await client.call("get_tethering")

    names = {f"{number}-{name}" for number in (1, 2) for name in camera.make.saved.names_of(number + 5)}
    assert set(saved_files(tmp_path)) == names
    assert (state["saved"], state["failing"]) == (4, [])


async def test_old_pictures_are_not_saved(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        assert len((await client.call("list_files", recursive=True))["files"]) == camera.make.stock
        await client.call("capture_image")
        await client.notification("file_saved")

    assert saved_files(tmp_path) == [f"{camera.id}/{camera.make.saved.jpeg_of(6)}"]


@pytest.mark.needs(Need.UPLOAD)
async def test_what_a_client_stores_on_the_camera_is_not_saved_nor_deleted(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    stored = f"{camera.make.folder}/POSTER.JPG"
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("subscribe", events=["camera_state_changed"])
        await client.call("start_tethering", delete_after=True)
        await client.call("upload_file", folder=stored.rpartition("/")[0], filename="POSTER.JPG", data_base64="/9g=")
        await client.call("capture_image")
        told = await client.notification("file_saved")
        camera.control({"drop": True})  # the card is looked at again
        await client.notification("camera_state_changed", state="ready", previous="lost")
        await client.call("capture_image")
        again = await client.notification("file_saved")
        there = [file["path"] for file in (await client.call("list_files", recursive=True))["files"]]

    assert [told["path"], again["path"]] == [f"{camera.id}/{camera.make.saved.jpeg_of(frame)}" for frame in (6, 7)]
    assert stored in there


async def test_a_burst_is_saved_whole_and_in_order(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    pictures = begin_with_burst(camera, 12)
    async with saving_service(tmp_path, camera, name="{counter:02}") as (_, client):
        camera.control({"press_shutter": True})
        told = [(await client.notification("file_saved"))["path"] for _ in range(pictures)]

    assert told == [f"{number:02}.JPG" for number in range(1, pictures + 1)]


async def test_a_name_that_is_taken_gets_a_counter_for_both_files_and_nothing_is_overwritten(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        jpeg, raw = camera.make.saved.names_of(6)
        (pictures(tmp_path) / raw).write_text("mine")
        await client.call("set_config", name=camera.make.quality, value=camera.make.raw_and_jpeg)
        await client.call("capture_image")
        told = [(await client.notification("file_saved"))["path"] for _ in range(2)]

    assert told == [name.replace(".", "-1.") for name in (jpeg, raw)]
    assert (pictures(tmp_path) / raw).read_text() == "mine"


async def test_two_cameras_with_the_same_file_name_at_once(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera, second_camera, name="{original}") as (_, client):
        sent = [client.send("capture_image", camera=each) for each in (camera.id, second_camera.id)]
        told = [await client.notification("file_saved") for _ in range(2)]
        for each in sent:
            await each
        for one in told:
            await check_saved(client, tmp_path, one)

    name = camera.make.saved.jpeg_of(6)
    assert sorted(each["path"] for each in told) == [name.replace(".", "-1."), name]


@pytest.mark.full_size
@pytest.mark.needs(Need.BODY_FILES)
async def test_a_slow_camera_does_not_hold_anothers_pictures(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera, second_camera) as (_, client):
        await client.call("set_config", name=camera.make.quality, value=camera.make.raw, camera=camera.id)
        camera.control({"latency_s": 0.3})
        await client.call("capture_image", camera=camera.id)
        await in_the_middle(tmp_path)
        await client.call("capture_image", camera=second_camera.id)
        told = await client.notification("file_saved", camera=second_camera.id)
        behind = await client.call("get_tethering", camera=camera.id)
        camera.control({"clear": True})
        await check_saved(client, tmp_path, told)
        await until(lambda: len(saved_files(tmp_path)) == 2 and not parts(tmp_path))

    assert behind["pending"] == 1


@pytest.mark.needs(Need.CARD)
async def test_a_name_used_again_for_another_picture_is_saved_as_another(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    told: list[dict[str, Any]] = []
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        port = camera.port
        camera.stop()
        for size in (3, 6):
            card = tmp_path / f"card of {size}"
            card.mkdir()
            (card / "SAME.JPG").write_bytes(bytes(size))
            with VirtualCameraProcess(*camera.options, "--pictures", str(card), port=port):
                while True:
                    saved = await client.notification("file_saved")
                    if saved["file"]["filename"] == "SAME.JPG":
                        break
                told.append(saved)

    assert [each["path"] for each in told] == ["SAME.JPG", "SAME-1.JPG"]
    assert [each["size_bytes"] for each in told] == [3, 6]


# ---- start and stop


async def test_without_a_save_directory_it_is_told_how_to_start_the_server(client: RpcClient) -> None:
    for method in ("start_tethering", "stop_tethering", "get_tethering"):
        error = await client.error(method)
        assert (error.name, "--save-dir" in error.data["remedy"]) == ("not_supported", True)
    assert await client.call("list_tethering") == {"save_dir": None, "tetherings": []}


@pytest.mark.parametrize("template", ["/etc/{original}", "../{original}", "{nothing}", "%Q", "a\0b"])
async def test_a_template_that_cannot_be_used_is_told_at_once(
    camera: VirtualCameraProcess, tmp_path: Path, template: str
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        error = await client.error("start_tethering", name_template=template)

    assert error.name == "invalid_params"
    assert error.data["errors"][0]["path"] == "/name_template"
    assert "It takes {camera}" in error.data["errors"][0]["message"]


async def test_what_is_shot_while_stopped_is_old_when_it_begins_again(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        stopped = await client.call("stop_tethering")
        await client.call("capture_image")
        started = await client.call("start_tethering", name_template="new/{original}")
        await client.call("capture_image")
        told = await client.notification("file_saved")

    assert (stopped["active"], started["active"], started["name_template"]) == (False, True, "new/{original}")
    assert told["path"] == f"new/{camera.make.saved.jpeg_of(7)}"
    assert saved_files(tmp_path) == [told["path"]]


@pytest.mark.full_size
async def test_a_file_that_is_being_saved_is_finished_after_a_stop_and_the_others_after_the_next_start(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("set_config", name=camera.make.quality, value=camera.make.raw_and_jpeg)
        camera.control({"latency_s": 0.1})
        await client.call("capture_image")
        await in_the_middle(tmp_path)
        stopped = await client.call("stop_tethering")
        camera.control({"clear": True})
        first = await client.notification("file_saved")
        await until(lambda: not parts(tmp_path))
        waiting = await client.call("get_tethering")
        await client.call("start_tethering")
        second = await client.notification("file_saved")

    assert (stopped["active"], stopped["saving"]["filename"]) == (False, first["file"]["filename"])
    assert (waiting["pending"], waiting["saved"]) == (1, 1)
    assert {first["path"], second["path"]} == {f"{camera.id}/{name}" for name in camera.make.saved.names_of(6)}


async def test_start_and_stop_hold_after_a_restart(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("start_tethering", name_template="mine-{counter}", delete_after=True)
    async with saving_service(tmp_path, camera) as (_, client):
        went_on = await client.call("get_tethering")
        await client.call("stop_tethering")
    async with saving_service(tmp_path, camera) as (_, client):
        stopped = await client.call("get_tethering")

    assert (went_on["active"], went_on["name_template"], went_on["delete_after"]) == (True, "mine-{counter}", True)
    assert stopped["active"] is False


async def test_tethering_of_a_camera_that_is_away_is_listed(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, camera):
        pass
    async with saving_service(tmp_path) as (_, client):
        listed = await client.call("list_tethering")

    assert listed["save_dir"] == str(pictures(tmp_path))
    assert [each["camera"] for each in listed["tetherings"]] == [camera.id]


async def test_nothing_is_saved_by_a_server_without_a_save_directory(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path / "state", [camera.port_string]) as service, service.client() as client:
        await client.call("capture_image")

    assert not (tmp_path / "state" / ".tethering").exists()


# ---- deleting from the camera


async def test_a_picture_is_deleted_from_the_camera_once_it_is_saved(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    stock = camera.files()
    async with saving_service(tmp_path, camera, delete_after_save=True) as (_, client):
        await client.call("capture_image")
        told = await client.notification("file_saved")
        await until_gone(client, told["file"]["path"])

    assert camera.files() == stock
    assert sha256(pictures(tmp_path) / told["path"]) == told["sha256"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_picture_that_cannot_be_deleted_is_told_once_and_stays(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    stock = camera.files()
    async with saving_service(tmp_path, camera, delete_after_save=True) as (_, client):
        camera.control({"refuse": DELETE, "code": WRITE_PROTECTED})
        await client.call("capture_image")
        told = await client.notification("file_saved")
        failed = await client.notification("save_failed")
        camera.control({"clear": True})
        await client.call("capture_image")
        await client.notification("file_saved")
        await until(lambda: camera.files() == stock + 1)
        await check_saved(client, tmp_path, told)

    assert (failed["step"], failed["will_retry"], failed["file"]) == ("delete", False, told["file"])
    assert "on the camera" in failed["error"]["remedy"]
