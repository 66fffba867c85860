"""A ledger that is damaged, or gone in part: nothing is lost, nothing saved twice, and no other camera notices."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.rigs.ledgers import beside, forget_cards, ledger_of, names_of, saved_names, settled
from tests.rigs.makes import Need
from tests.rigs.saving import pictures, press, saved_files, saving_service, sha256, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.virtual_camera import VirtualCameraProcess


def keep_as_after_a_kill(tmp_path: Path) -> None:
    """Copy the ledgers while they are in use."""
    shutil.copytree(tmp_path / "state" / ".tethering", tmp_path / "killed")


def put_back(tmp_path: Path) -> None:
    """Have the ledgers be as the kill has left them."""
    shutil.rmtree(tmp_path / "state" / ".tethering")
    (tmp_path / "killed").rename(tmp_path / "state" / ".tethering")


def empty(ledger: Path) -> None:
    ledger.write_bytes(b"")


def overwrite(ledger: Path) -> None:
    ledger.write_bytes(b"\xff" * ledger.stat().st_size)


def cut(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes()[:9000])


def without_tables(ledger: Path) -> None:
    ledger.unlink()
    with closing(sqlite3.connect(ledger)) as db:
        db.execute("CREATE TABLE other (one INTEGER)")


@pytest.mark.parametrize("damage", [empty, overwrite, cut, without_tables])
@pytest.mark.needs(Need.CARD)
async def test_after_a_damage_the_card_is_compared_by_content_and_other_cameras_go_on(  # noqa: PLR0917
    camera: VirtualCameraProcess,
    second_camera: VirtualCameraProcess,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    damage: Callable[[Path], None],
    each_make: Make,
) -> None:
    async with saving_service(tmp_path, camera, second_camera, name="{camera}/{original}") as (_, client):
        await client.call("capture_image", camera=each_make.id())
        await client.notification("file_saved")
        await client.call("capture_image", camera=each_make.id("0000002"))
        await client.notification("file_saved")
    before = {name: sha256(pictures(tmp_path) / name) for name in saved_files(tmp_path)}
    damage(ledger_of(tmp_path))
    forget_cards(tmp_path)
    damaged = ledger_of(tmp_path).read_bytes()
    await press(camera)
    caplog.clear()
    async with saving_service(tmp_path, camera, second_camera, name="{camera}/{original}") as (_, client):
        await client.call("capture_image", camera=each_make.id("0000002"))
        state = await settled(client, camera=each_make.id())
        other = await settled(client, camera=each_make.id("0000002"))
        names = await saved_names(client)

    warnings = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert any(each_make.id() in text and ledger_of(tmp_path).name in text and "damaged-1" in text for text in warnings)
    assert beside(ledger_of(tmp_path), ".damaged-1").read_bytes() == damaged
    assert sorted(names) == sorted(
        [*each_make.samples, each_make.jpeg_of(7), each_make.jpeg_of(7)]
    )  # DSC_0006.JPG was saved before
    assert state["saved"] == 6
    assert other["saved"] == 2
    expected = [f"{each_make.id()}/{name}" for name in [*each_make.samples, each_make.jpeg_of(6), each_make.jpeg_of(7)]]
    assert saved_files(tmp_path) == sorted(
        [
            *expected,
            f"{each_make.id('0000002')}/{each_make.jpeg_of(6)}",
            f"{each_make.id('0000002')}/{each_make.jpeg_of(7)}",
        ]
    )
    assert all(sha256(pictures(tmp_path) / name) == digest for name, digest in before.items())


@pytest.mark.parametrize("is_emptied", [False, True])
async def test_a_lost_wal_makes_no_unsaved_picture_old_and_none_is_saved_twice(
    camera: VirtualCameraProcess, tmp_path: Path, is_emptied: bool, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
        keep_as_after_a_kill(tmp_path)
    await press(camera)
    put_back(tmp_path)
    wal = beside(ledger_of(tmp_path), "-wal")
    wal.write_bytes(b"") if is_emptied else wal.unlink()
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await settled(client)
        names = await saved_names(client)

    assert names == [each_make.jpeg_of(7)]
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]


async def test_a_kill_is_no_damage(camera: VirtualCameraProcess, tmp_path: Path, each_make: Make) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
        keep_as_after_a_kill(tmp_path)
    put_back(tmp_path)
    await press(camera)
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await until(lambda: each_make.saved.jpeg_of(7) in saved_files(tmp_path))
        await settled(client)

    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]
    assert [path for path in ledger_of(tmp_path).parent.iterdir() if "damaged" in path.name] == []


@pytest.mark.full_size
@pytest.mark.needs(Need.CARD)
async def test_a_comparison_that_is_interrupted_goes_on(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
    empty(ledger_of(tmp_path))
    forget_cards(tmp_path)
    camera.control({"latency_s": 0.05})
    troubles = []
    for count in (2, 4):
        async with saving_service(tmp_path, camera, name="{original}") as (_, client):
            troubles.append((await client.call("get_tethering"))["failing"][0])
            await until(lambda count=count: sum(name in each_make.samples for name in saved_files(tmp_path)) >= count)  # type: ignore[misc]
    camera.control({"clear": True})
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await settled(client)

    assert [each["error"]["name"] for each in troubles] == ["disk_error", "disk_error"]
    assert str(ledger_of(tmp_path)) in troubles[1]["error"]["message"]
    assert saved_files(tmp_path) == [*each_make.samples, each_make.jpeg_of(6)]
    assert len([path for path in ledger_of(tmp_path).parent.iterdir() if "damaged" in path.name]) == 1


@pytest.mark.needs(Need.CARD)
async def test_what_was_saved_is_deleted_from_the_camera_after_a_damage_and_a_changed_file_is_no_proof(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        for _ in range(2):
            await client.call("capture_image")
            await client.notification("file_saved")
    again = each_make.jpeg_of(7).replace(".", "-1.")
    changed = pictures(tmp_path) / each_make.jpeg_of(7)
    data = bytearray(changed.read_bytes())
    data[5000] ^= 1
    changed.write_bytes(data)
    empty(ledger_of(tmp_path))
    forget_cards(tmp_path)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        await until(lambda: camera.files() == len([*each_make.samples, each_make.jpeg_of(7)]))
        await settled(client)
        names = await saved_names(client)
        await until(lambda: camera.files() == len(names))
        added, kept = await names_of(client, "file_added"), await names_of(client, "save_failed")

    assert sorted(names) == [*each_make.samples, each_make.jpeg_of(7)]
    assert added == names == kept  # nobody knows whether these were old, so they are not deleted
    assert saved_files(tmp_path) == [
        *each_make.samples,
        each_make.jpeg_of(6),
        again,
        each_make.jpeg_of(7),
    ]


@pytest.mark.needs(Need.CARD)
async def test_what_was_old_before_the_damage_is_neither_saved_nor_deleted(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
    empty(ledger_of(tmp_path))
    await press(camera)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        await until(lambda: camera.files() == len(each_make.samples))
        await settled(client)
        files = (await client.call("list_files", recursive=True))["files"]

    assert [file["filename"] for file in files] == each_make.samples
    assert saved_files(tmp_path) == [each_make.jpeg_of(6), each_make.jpeg_of(7)]


async def test_what_was_shot_meanwhile_is_saved_where_the_ledger_was_removed(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
    ledger_of(tmp_path).unlink()
    await press(camera)
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await until(lambda: each_make.saved.jpeg_of(7) in saved_files(tmp_path))
        await settled(client)

    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]


async def test_a_camera_whose_tethering_was_stopped_stays_so_where_the_damaged_ledger_says_it(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("start_tethering", name_template="{original}")
        await client.call("stop_tethering")
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("get_tethering")
        keep_as_after_a_kill(tmp_path)
    put_back(tmp_path)
    beside(ledger_of(tmp_path), "-wal").unlink()
    async with saving_service(tmp_path, camera) as (_, client):
        state = await client.call("get_tethering")

    assert (state["active"], state["name_template"]) == (False, "{original}")
    assert "its -wal is gone" in state["failing"][0]["error"]["message"]
    assert saved_files(tmp_path) == []


async def test_a_ledger_that_cannot_be_used_for_a_while_is_reported_and_used_again(
    camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, second_camera) as (_, client):
        await client.call("capture_image", camera=each_make.id())
        await client.notification("file_saved")
    ledger = ledger_of(tmp_path)
    ledger.rename(tmp_path / "away")
    ledger.mkdir()  # it is there, and cannot be read
    await press(camera)
    async with saving_service(tmp_path, camera, second_camera) as (_, client):
        await client.call("capture_image", camera=each_make.id("0000002"))
        await client.notification("file_saved", camera=each_make.id("0000002"))
        (trouble,) = (await client.call("get_tethering", camera=each_make.id()))["failing"]
        refusal = await client.error("start_tethering", camera=each_make.id())
        assert saved_files(tmp_path) == [
            f"{each_make.id()}/{each_make.saved.jpeg_of(6)}",
            f"{each_make.id('0000002')}/{each_make.saved.jpeg_of(6)}",
        ]
        ledger.rmdir()
        (tmp_path / "away").rename(ledger)
        await client.notification("file_saved", camera=each_make.id())
        await settled(client, camera=each_make.id())

    assert trouble["error"]["name"] == "disk_error"
    assert str(ledger) in trouble["error"]["message"]
    assert str(ledger) in refusal.message
    assert saved_files(tmp_path) == [
        f"{each_make.id()}/{each_make.saved.jpeg_of(6)}",
        f"{each_make.id()}/{each_make.saved.jpeg_of(7)}",
        f"{each_make.id('0000002')}/{each_make.saved.jpeg_of(6)}",
    ]


async def test_a_ledger_that_is_damaged_while_it_is_used_is_replaced(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        ledger = ledger_of(tmp_path)
        with ledger.open("r+b") as file:
            file.write(b"\xff" * ledger.stat().st_size)
        beside(ledger, "-wal").write_bytes(b"")
        await client.call("capture_image")
        await client.notification("file_saved", path=each_make.saved.jpeg_of(7))
        await settled(client)

    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]
