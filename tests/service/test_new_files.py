"""What is new on a card over the service's restarts: it remembers what was there, and what it has published."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import press, saved_files, saving_service, sha256, until
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient

_SOON_S = 30


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


async def published(client: RpcClient, count: int) -> list[str]:
    """Wait until so many files were published, and a picture more; return all but that one."""
    async with asyncio.timeout(_SOON_S):
        while len(await _log(client)) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await client.call("capture_image")  # what a look finds is published before that
    return (await _log(client))[:-1]


async def _log(client: RpcClient) -> list[str]:
    events = (await client.call("get_events", since=0))["events"]
    return [each["params"]["file"]["path"] for each in events if each["event"] == "file_added"]


async def test_what_is_shot_while_the_server_is_down_is_published_at_its_next_start_and_once(
    camera: VirtualCameraProcess, state: Path, each_make: Make
) -> None:
    found = []
    async with running_service(state, [camera.port_string]) as service, service.client() as client:
        found.append(await published(client, 0))
    await press(camera)
    await press(camera)
    for expected in (2, 0):
        async with running_service(state, [camera.port_string]) as service, service.client() as client:
            found.append(await published(client, expected))

    assert found == [[], [each_make.path_of(7), each_make.path_of(8)], []]


@pytest.mark.needs(Need.UPLOAD)
async def test_an_upload_is_no_new_picture_after_a_restart(
    camera: VirtualCameraProcess, state: Path, each_make: Make
) -> None:
    found = []
    for data in ("aGVsbG8=", None):
        async with running_service(state, [camera.port_string]) as service, service.client() as client:
            if data:
                await client.call("upload_file", folder=each_make.folder, filename="POSTER.JPG", data_base64=data)
            found.append(await published(client, 1 if data else 0))

    assert found == [[f"{each_make.folder}/POSTER.JPG"], []]


@pytest.mark.needs(Need.CARD)
async def test_a_number_that_is_used_again_while_the_server_is_down_is_a_new_picture(
    camera: VirtualCameraProcess, tmp_path: Path, state: Path, each_make: Make
) -> None:
    again = tmp_path / "again.jpg"
    async with running_service(state, [camera.port_string]) as service, service.client() as client:
        await published(client, 0)
        again.write_bytes(b"another picture, of another size")
    camera.control({"put": each_make.jpeg_of(3), "from": str(again), "taken_at": "2031-11-30T12:00:00"})
    async with running_service(state, [camera.port_string]) as service, service.client() as client:
        found = await published(client, 1)

    assert found == [each_make.path_of(3)]


async def test_a_memory_that_is_lost_makes_no_unsaved_picture_old_and_none_twice(
    camera: VirtualCameraProcess, tmp_path: Path, state: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        taken: dict[str, Any] = await client.call("capture_image")
        await client.notification("file_saved")
    await press(camera)
    shutil.rmtree(state / ".cards")
    async with saving_service(tmp_path, camera) as (_, client):
        await until(lambda: f"{each_make.id()}/{each_make.saved.jpeg_of(7)}" in saved_files(tmp_path))
        async with asyncio.timeout(_SOON_S):
            while (await client.call("get_tethering"))["pending"]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    names = saved_files(tmp_path)
    assert taken["files"][0]["filename"] == each_make.jpeg_of(6)
    assert names == [f"{each_make.id()}/{name}" for name in (*each_make.samples, *map(each_make.saved.jpeg_of, (6, 7)))]
    assert len({sha256(tmp_path / "pictures" / name) for name in names}) == len(names)


@pytest.mark.needs(Need.CARD)
async def test_of_another_card_what_was_shot_after_the_clock_was_set_back_is_saved_and_the_rest_is_old(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    picture = tmp_path / "picture.jpg"
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        for file in (await client.call("list_files", recursive=True))["files"]:
            await client.call("delete_file", path=file["path"])
        for _ in range(3):
            await client.call("capture_image")
            await client.notification("file_saved")
    shutil.copy(tmp_path / "pictures" / each_make.saved.jpeg_of(6), picture)
    with VirtualCameraProcess(*camera.options) as other:  # the same body, with another card
        for name, taken_at in (("IMG_0021.JPG", "2015-01-01T00:05:00"), ("IMG_0020.JPG", "2015-06-01T00:00:00")):
            other.control({"put": name, "from": str(picture), "taken_at": taken_at})
        other.control({"set_property": "datetime", "value": each_make.clock(datetime(2015, 1, 1, 0, 10, tzinfo=UTC))})
        async with saving_service(tmp_path, other, name="{original}") as (_, client):
            await client.notification("file_saved", path="IMG_0021.JPG")
            await client.call("capture_image")
            await client.notification("file_saved")

    assert "IMG_0021.JPG" in saved_files(tmp_path)
    assert "IMG_0020.JPG" not in saved_files(tmp_path)


@pytest.mark.needs(Need.CARD)
async def test_what_a_virtual_camera_has_at_each_start_is_old_once_it_is_known(
    camera: VirtualCameraProcess, tmp_path: Path, state: Path, each_make: Make
) -> None:
    async with running_service(state, [camera.port_string]) as service, service.client() as client:
        await client.call("capture_image")
    for day in (1, 2):
        with VirtualCameraProcess(*camera.options) as other:  # the same body, started anew as `serve --virtual 1` does
            # Pictures of one second that have one size and one name are one picture to the service.
            other.control({"set_property": "datetime", "value": each_make.clock(datetime(2031, 1, day, tzinfo=UTC))})
            async with saving_service(tmp_path, other, name="{original}") as (_, client):
                await client.call("capture_image")
                await client.notification("file_saved")
                async with asyncio.timeout(_SOON_S):
                    while (await client.call("get_tethering"))["pending"]:  # noqa: ASYNC110
                        await asyncio.sleep(0.05)

    stem, _, ending = each_make.saved.jpeg_of(6).rpartition(".")
    assert saved_files(tmp_path) == [f"{stem}-1.{ending}", f"{stem}.{ending}"]


async def test_a_memory_that_is_damaged_is_named_with_its_camera_and_what_becomes_of_the_pictures(
    camera: VirtualCameraProcess, tmp_path: Path, state: Path, caplog: pytest.LogCaptureFixture, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
    memory = state / ".cards" / f"{each_make.id()}.sqlite"
    memory.write_bytes(b"")
    async with saving_service(tmp_path, camera) as (_, client):
        await until(lambda: len(saved_files(tmp_path)) == each_make.stock + 1)

    (warning,) = [text for text in caplog.messages if text.startswith(f"{memory}, ") and "was damaged" in text]
    assert f"the camera {each_make.id()} had on its card" in warning
    assert "Nothing has to be done" in warning
