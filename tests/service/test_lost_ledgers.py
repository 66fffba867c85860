"""A ledger that was removed or put back from a copy: the save directory knows of it, and it is as after a damage."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.ledgers import forget_cards, ledger_of, names_of, saved_names, settled
from tests.rigs.makes import Need
from tests.rigs.saving import pictures, press, saved_files, saving_service, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.virtual_camera import VirtualCameraProcess


def remove_ledger(tmp_path: Path) -> None:
    ledger_of(tmp_path).unlink()


def remove_ledger_and_cards(tmp_path: Path) -> None:
    remove_ledger(tmp_path)
    forget_cards(tmp_path)


def remove_state(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "state")


async def save_one(tmp_path: Path, camera: VirtualCameraProcess, **options: Any) -> None:
    async with saving_service(tmp_path, camera, name="{original}", **options) as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")


@pytest.mark.needs(Need.CARD)
async def test_where_the_ledger_was_removed_what_was_old_stays_so_and_the_rest_is_saved_once(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    remove_ledger(tmp_path)
    await press(camera)
    caplog.set_level(logging.INFO)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        await until(lambda: camera.files() == len(each_make.samples))
        await settled(client)
        await until(lambda: "is compared" in caplog.text)
        names = await saved_names(client)

    assert names == [each_make.jpeg_of(7)]
    assert saved_files(tmp_path) == [each_make.jpeg_of(6), each_make.jpeg_of(7)]
    assert (
        f"{each_make.id()}: its card is compared with what is saved: 1 files were saved before, 1 are saved now, 5 were"
        in (caplog.text)
    )


@pytest.mark.parametrize("remove", [remove_ledger_and_cards, remove_state])
@pytest.mark.needs(Need.CARD)
async def test_where_nobody_knows_what_was_old_all_that_is_not_there_is_added_saved_and_left_on_the_card(
    camera: VirtualCameraProcess,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    remove: Callable[[Path], None],
    each_make: Make,
) -> None:
    await save_one(tmp_path, camera)
    remove(tmp_path)
    await press(camera)
    caplog.set_level(logging.INFO)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        await until(lambda: saved_files(tmp_path) == [*each_make.samples, each_make.jpeg_of(6), each_make.jpeg_of(7)])
        await settled(client)
        await until(lambda: "is compared" in caplog.text)
        await client.call("capture_image")
        await client.notification("file_saved", path=each_make.jpeg_of(8))
        await until(
            lambda: camera.files() == len([*each_make.samples, each_make.jpeg_of(7)])
        )  # each_make.jpeg_of(6) was saved before, each_make.jpeg_of(8) is new
        added, names = await names_of(client, "file_added"), await saved_names(client)

    assert sorted(names) == [*each_make.samples, each_make.jpeg_of(7), each_make.jpeg_of(8)]
    assert added == names
    assert "1 files were saved before, 6 are saved now, 0 were left alone as old" in caplog.text
    assert saved_files(tmp_path) == [
        *each_make.samples,
        each_make.jpeg_of(6),
        each_make.jpeg_of(7),
        each_make.jpeg_of(8),
    ]


@pytest.mark.full_size
@pytest.mark.needs(Need.CARD)
async def test_a_ledger_that_is_gone_is_named_with_where_it_was_looked_for_until_the_card_is_compared(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    ledger = ledger_of(tmp_path)
    remove_state(tmp_path)
    camera.control({"latency_s": 0.05})
    troubles = []
    for count in (1, 3):  # a server that ends in the middle forgets nothing
        async with saving_service(tmp_path, camera, name="{original}") as (_, client):
            await until(lambda count=count: len(saved_files(tmp_path)) > count)  # type: ignore[misc]
            troubles += (await client.call("get_tethering"))["failing"]
    camera.control({"clear": True})
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await settled(client)

    warnings = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert len([text for text in warnings if str(ledger) in text and "it is not there" in text]) == 3
    messages = {each["error"]["message"] for each in troubles}
    assert len(messages) == 1
    assert f"The ledger of {each_make.id()}, the list of its saved pictures" in messages.pop()
    assert saved_files(tmp_path) == [*each_make.samples, each_make.jpeg_of(6)]
    assert [path.name for path in ledger.parent.iterdir() if "damaged" in path.name] == []


async def test_a_state_directory_that_is_put_back_from_a_copy_saves_nothing_twice(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    shutil.copytree(tmp_path / "state", tmp_path / "copy")
    await save_one(tmp_path, camera)
    remove_state(tmp_path)
    (tmp_path / "copy").rename(tmp_path / "state")
    await press(camera)
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await until(lambda: len(saved_files(tmp_path)) == 3)
        await settled(client)
        names = await saved_names(client)

    assert names == [each_make.jpeg_of(8)]
    assert "a copy that was put back" in caplog.text
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7), each_make.saved.jpeg_of(8)]


@pytest.mark.needs(Need.CARD)
async def test_two_servers_that_take_turns_with_one_save_directory_save_each_picture_once(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    states = [tmp_path / "state", tmp_path / "other"]
    for _ in range(2):
        states[0].rename(tmp_path / "away")
        if states[1].exists():
            states[1].rename(states[0])
        async with saving_service(tmp_path, camera, name="{original}") as (_, client):
            await client.call("capture_image")
            await settled(client)
        (tmp_path / "away").rename(states[1])

    assert saved_files(tmp_path) == [
        *each_make.samples,
        each_make.jpeg_of(6),
        each_make.jpeg_of(7),
        each_make.jpeg_of(8),
    ]


async def test_what_another_server_has_saved_while_the_camera_was_there_is_known_when_it_is_back(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
        camera.control({"offline": True})
        await client.notification("camera_state_changed", state="lost")
        (entry,) = pictures(tmp_path).glob(f".rpc-camera-folder-*/{each_make.id()}.*")
        entry.rename(entry.with_name(f"{each_make.id()}.another-token.another-memory"))
        await press(camera)
        camera.control({"offline": False})
        await client.notification("file_saved", path=each_make.saved.jpeg_of(7))
        await settled(client)
        names = await saved_names(client)

    assert names == [each_make.jpeg_of(6), each_make.jpeg_of(7)]
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]
    assert "another server has saved there since" in caplog.text


async def test_a_loss_is_noticed_though_the_disk_comes_later(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    remove_ledger(tmp_path)
    pictures(tmp_path).rename(tmp_path / "disk")
    pictures(tmp_path).mkdir()
    await press(camera)
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        (trouble,) = (await client.call("get_tethering"))["failing"]
        pictures(tmp_path).rmdir()
        (tmp_path / "disk").rename(pictures(tmp_path))
        await until(lambda: saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)])
        await settled(client)

    assert trouble["error"]["remedy"].startswith("Mount the disk of")
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]


async def test_a_camera_that_was_never_in_the_save_directory_begins_anew(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    remove_state(tmp_path)
    async with saving_service(tmp_path, second_camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
        state = await settled(client, camera=each_make.id("0000002"))

    assert state["saved"] == 1
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6).replace(".", "-1."), each_make.saved.jpeg_of(6)]


@pytest.mark.full_size
@pytest.mark.needs(Need.CARD)
async def test_what_a_client_asks_for_while_the_card_is_compared_holds(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    remove_state(tmp_path)
    camera.control({"latency_s": 0.05})
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        state = await client.call("start_tethering", name_template="again/{original}")
        camera.control({"clear": True})
        await settled(client)

    assert state["name_template"] == "again/{original}"
    assert f"again/{each_make.samples[-1]}" in saved_files(tmp_path)


@pytest.mark.needs(Need.CARD)
async def test_a_memory_of_the_card_that_is_lost_is_explained_and_finds_are_added_saved_and_left_on_the_card(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture, each_make: Make
) -> None:
    await save_one(tmp_path, camera)
    forget_cards(tmp_path)
    caplog.set_level(logging.INFO)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        await until(lambda: saved_files(tmp_path) == [*each_make.samples, each_make.jpeg_of(6)])
        await settled(client)
        await until(lambda: "is compared" in caplog.text)
        added, names = await names_of(client, "file_added"), await saved_names(client)

    assert added == names == each_make.samples
    assert camera.files() == len([*each_make.samples, each_make.jpeg_of(6)])
    assert f"{each_make.id()}: what the service had noted of the files on its card" in caplog.text
    assert "1 files were saved before, 5 are saved now, 0 were left alone as old" in caplog.text
