"""The save directory's disk: without it nothing is saved or deleted, and with it all goes on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import (
    check_saved,
    in_the_middle,
    pictures,
    press,
    saved_files,
    saving_service,
    until,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.full_size
DELETE = "100b"


def unmount(tmp_path: Path) -> None:
    """Leave an empty mount point, as far as that goes without being root."""
    pictures(tmp_path).rename(tmp_path / "disk")
    pictures(tmp_path).mkdir()


def mount(tmp_path: Path) -> None:
    """Put the disk back, over what the mount point has."""
    pictures(tmp_path).rename(tmp_path / "below")
    (tmp_path / "disk").rename(pictures(tmp_path))


def below(tmp_path: Path) -> list[Path]:
    """Return what the disk hides."""
    return list((tmp_path / "below").iterdir())


@pytest.mark.needs(Need.BODY_FILES)
async def test_without_its_disk_nothing_is_saved_or_deleted_and_all_is_when_it_is_back(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
        await until(lambda: camera.files() == each_make.stock)
        unmount(tmp_path)
        await client.call("capture_image")
        failed = await client.notification("save_failed")
        failing = (await client.call("get_tethering"))["failing"]
        await client.call("capture_image")
        kept = camera.files()
        mount(tmp_path)
        for _ in range(2):
            await client.notification("file_saved")
        await until(lambda: camera.files() == each_make.stock)

    assert (failed["error"]["name"], failed["will_retry"]) == ("disk_error", True)
    assert failed["error"]["remedy"].startswith("Mount the disk of")
    assert [each["error"]["name"] for each in failing] == ["disk_error"]
    assert kept == each_make.stock + 2
    assert below(tmp_path) == []
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7), each_make.saved.jpeg_of(8)]


@pytest.mark.parametrize("is_there", [True, False])
async def test_a_server_that_starts_without_the_disk_waits_for_it(
    camera: VirtualCameraProcess, tmp_path: Path, is_there: bool, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
    unmount(tmp_path)
    if not is_there:
        pictures(tmp_path).rmdir()
    await press(camera)
    expected = [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7), each_make.saved.jpeg_of(8)]
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        async with asyncio.timeout(20):
            while not (failing := (await client.call("get_tethering"))["failing"]):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        mount(tmp_path)
        await until(lambda: saved_files(tmp_path) == expected)

    assert failing[0]["error"]["name"] == "disk_error"
    assert below(tmp_path) == []


@pytest.mark.needs(Need.BODY_FILES)
async def test_what_was_saved_is_not_deleted_from_the_camera_while_the_disk_is_away(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, delete_after_save=True) as (_, client):
        camera.control({"hang": DELETE})
        await client.call("capture_image")
        await client.notification("file_saved")
        await until(lambda: DELETE in camera.control({"status": True})["operations"])
        camera.control({"offline": True})
        await client.notification("camera_state_changed", state="lost")
        camera.control({"clear": True})
        unmount(tmp_path)
        camera.control({"offline": False})
        async with asyncio.timeout(20):
            while not any("file" not in each for each in (await client.call("get_tethering"))["failing"]):  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        kept = camera.files()
        mount(tmp_path)
        await until(lambda: camera.files() == each_make.stock)

    assert kept == each_make.stock + 1


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_picture_that_was_half_saved_is_saved_once_when_the_disk_is_back(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("set_config", name=each_make.quality, value=each_make.raw)
        camera.control({"latency_s": 0.1})
        await client.call("capture_image")
        await in_the_middle(tmp_path)
        unmount(tmp_path)
        camera.control({"clear": True})
        failed = await client.notification("save_failed")
        mount(tmp_path)
        await check_saved(client, tmp_path, await client.notification("file_saved"))

    assert failed["error"]["name"] == "disk_error"
    assert below(tmp_path) == []
    assert saved_files(tmp_path) == [each_make.saved.raw_of(6)]


async def test_a_folder_that_was_emptied_on_purpose_is_used_once_its_mark_is_given_up(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        unmount(tmp_path)
        await client.call("capture_image")
        failed = await client.notification("save_failed")
        (given_up,) = (tmp_path / "state" / ".tethering").rglob("save-dir.id")
        given_up.unlink()
        await client.notification("file_saved")

    assert f"delete {given_up}" in failed["error"]["remedy"]
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6)]
