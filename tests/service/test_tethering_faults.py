"""Nothing is lost: pulled cables, killed workers, full disks, pictures that nobody saw, links that lead elsewhere."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import (
    check_saved,
    in_the_middle,
    no_room_for_more_than,
    parts,
    pictures,
    press,
    saved_files,
    saving_service,
    sha256,
    until,
)

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.full_size
SLOW = {"latency_s": 0.1}


async def shoot_slowly(client: RpcClient, camera: VirtualCameraProcess, tmp_path: Path) -> None:
    """Take a large picture, and wait until it is being saved, which takes a while."""
    await client.call("set_config", name=camera.make.quality, value=camera.make.raw)
    camera.control({**SLOW})
    await client.call("capture_image")
    await in_the_middle(tmp_path)


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_cable_that_is_pulled_in_the_middle_loses_nothing(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await shoot_slowly(client, camera, tmp_path)
        camera.control({"drop": True})
        camera.control({"clear": True})
        await check_saved(client, tmp_path, await client.notification("file_saved"))

    assert saved_files(tmp_path) == [f"{each_make.id()}/{each_make.saved.raw_of(6)}"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_camera_that_is_switched_off_in_the_middle_loses_nothing(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await shoot_slowly(client, camera, tmp_path)
        camera.control({"offline": True})
        await client.notification("camera_state_changed", state="lost")
        camera.control({"clear": True})
        await press(camera)
        assert saved_files(tmp_path) == [str(part.relative_to(pictures(tmp_path))) for part in parts(tmp_path)]
        camera.control({"offline": False})
        told = [await client.notification("file_saved") for _ in range(2)]
        for each in told:
            await check_saved(client, tmp_path, each)

    assert saved_files(tmp_path) == [
        f"{each_make.id()}/{each_make.saved.raw_of(6)}",
        f"{each_make.id()}/{each_make.saved.raw_of(7)}",
    ]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (service, client):
        await shoot_slowly(client, camera, tmp_path)
        pid = service.cameras.cameras[0].worker_pid
        assert pid
        os.kill(pid, signal.SIGKILL)
        camera.control({"clear": True})
        await check_saved(client, tmp_path, await client.notification("file_saved"))

    assert saved_files(tmp_path) == [f"{each_make.id()}/{each_make.saved.raw_of(6)}"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_server_that_is_stopped_in_the_middle_saves_the_picture_when_it_is_back(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await shoot_slowly(client, camera, tmp_path)
    assert [name for name in saved_files(tmp_path) if not name.rpartition("/")[2].startswith(".")] == []
    camera.control({"clear": True})
    await press(camera)  # and one that is shot by hand meanwhile

    async with saving_service(tmp_path, camera) as (_, client):
        await until(lambda: len(saved_files(tmp_path)) == 2 and not parts(tmp_path))
        state = await settled(client)

    assert saved_files(tmp_path) == [
        f"{each_make.id()}/{each_make.saved.raw_of(6)}",
        f"{each_make.id()}/{each_make.saved.raw_of(7)}",
    ]
    assert (state["saved"], state["pending"]) == (2, 0)


async def settled(client: RpcClient) -> dict[str, object]:
    """Return the tethering once nothing waits."""
    async with asyncio.timeout(30):
        while (state := await client.call("get_tethering"))["pending"]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    return dict(state)


async def test_what_is_saved_is_not_saved_again_after_a_restart(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, camera, name="{counter}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved")
    async with saving_service(tmp_path, camera, name="{counter}") as (_, client):
        await client.call("capture_image")
        await client.notification("file_saved", path="2.JPG")

    assert saved_files(tmp_path) == ["1.JPG", "2.JPG"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_picture_that_is_deleted_before_it_is_saved_is_told_and_given_up(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await shoot_slowly(client, camera, tmp_path)
        taken = await client.call("capture_image")
        await client.call("delete_file", path=taken["files"][0]["path"])
        camera.control({"clear": True})
        await client.notification("file_saved")
        failed = await client.notification("save_failed")
        state = await client.call("get_tethering")

    assert (failed["file"]["filename"], failed["will_retry"]) == (each_make.raw_of(7), False)
    assert failed["error"]["name"] == "file_not_found"
    assert "card reader" in failed["error"]["remedy"]
    assert (state["failing"], state["saved"]) == ([], 1)


# ---- the server's disk


async def test_a_full_disk_is_told_once_and_all_is_saved_when_there_is_room(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (service, client):
        with no_room_for_more_than(1_000_000, service):
            await client.call("capture_image")
            failed = await client.notification("save_failed")
            for _ in range(3):
                await shoot(client, camera)
            await until_pending(client, 4)
            await tried(client, 2)
            failing = await client.call("get_tethering")
            assert saved_files(tmp_path) == []
        told = [await client.notification("file_saved") for _ in range(4)]
        events = (await client.call("get_events", since=0))["events"]
        for each in told:
            await check_saved(client, tmp_path, each)

    filenames = sorted(each["file"]["filename"] for each in told)  # whichever is tried when there is room comes first
    assert filenames == [each_make.jpeg_of(number) for number in range(6, 10)]
    assert saved_files(tmp_path) == [f"{each_make.id()}/{each_make.saved.jpeg_of(number)}" for number in range(6, 10)]
    assert (failed["error"]["name"], failed["will_retry"], failed["step"]) == ("storage_full", True, "save")
    assert "Free space" in failed["error"]["remedy"]
    assert failing["failing"][0]["file"]["filename"] == each_make.jpeg_of(6)
    assert [event["event"] for event in events].count("save_failed") == 1


async def shoot(client: RpcClient, camera: VirtualCameraProcess) -> None:
    """Take a picture: by hand on a body that gives each away once, of which none more is taken that could be lost."""
    if Need.BODY_FILES in camera.make.abilities:
        await client.call("capture_image")
    else:
        refused = await client.error("capture_image")
        assert (refused.name, "wait for room" in refused.message) == ("storage_full", True)
        await press(camera)


async def until_pending(client: RpcClient, count: int) -> None:
    """Wait until so many files wait to be saved."""
    async with asyncio.timeout(30):
        while (await client.call("get_tethering"))["pending"] < count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_to_start_again_does_not_wait_for_the_next_try_on_a_full_disk(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera) as (service, client):
        with no_room_for_more_than(1_000_000, service):
            await client.call("set_config", name=each_make.quality, value=each_make.raw)
            await client.call("capture_image")
            await tried(client, 4)  # the next one comes in 10 s
            for _ in range(2):
                await client.call("stop_tethering")
                await asyncio.wait_for(client.call("start_tethering"), 8)
        await client.call("start_tethering")  # it has everything tried again
        await client.notification("file_saved")


async def tried(client: RpcClient, times: int) -> None:
    """Wait until what fails was tried so often."""
    async with asyncio.timeout(30):
        while all(each["tries"] < times for each in (await client.call("get_tethering"))["failing"]):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_full_state_directory_is_reported_for_each_picture_and_all_are_saved_when_there_is_room(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        with closing(sqlite3.connect(tmp_path / "state" / ".cards" / f"{each_make.id()}.sqlite")) as db:
            db.execute("CREATE TRIGGER no_room BEFORE INSERT ON files BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
            for _ in range(2):
                await client.call("capture_image")
            failed = [await client.notification("save_failed") for _ in range(2)]
            pending = (await client.call("get_tethering"))["pending"]
            db.execute("DROP TRIGGER no_room")
        saved = [(await client.notification("file_saved"))["path"] for _ in range(2)]

    assert [each["file"]["filename"] for each in failed] == [each_make.jpeg_of(6), each_make.jpeg_of(7)]
    assert {(each["error"]["name"], each["will_retry"]) for each in failed} == {("storage_full", True)}
    assert pending == 2
    assert saved == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]


async def test_a_save_directory_that_vanishes_is_told_and_used_again_when_it_is_back(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        pictures(tmp_path).rename(tmp_path / "away")
        for _ in range(2):
            await client.call("capture_image")
        failed = await client.notification("save_failed")
        (tmp_path / "away").rename(pictures(tmp_path))
        for _ in range(2):
            await check_saved(client, tmp_path, await client.notification("file_saved"))
        events = (await client.call("get_events", since=0))["events"]

    assert [event["event"] for event in events].count("save_failed") == 1
    assert (failed["error"]["name"], failed["will_retry"]) == ("disk_error", True)


async def test_a_link_in_the_save_directory_is_not_followed(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    async with saving_service(tmp_path, camera) as (_, client):
        (pictures(tmp_path) / each_make.id()).symlink_to(outside)
        await client.call("capture_image")
        failed = await client.notification("save_failed")
        await client.call("start_tethering", name_template="elsewhere/{original}")
        told = await client.notification("file_saved")

    assert failed["error"]["name"] == "disk_error"
    assert "symbolic link" in failed["error"]["message"]
    assert told["path"] == f"elsewhere/{each_make.saved.jpeg_of(6)}"
    assert list(outside.iterdir()) == []


async def test_a_final_name_that_is_a_link_is_left_alone(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    outside = tmp_path / "outside"
    outside.write_text("mine")
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        (pictures(tmp_path) / each_make.saved.jpeg_of(6)).symlink_to(outside)
        await client.call("capture_image")
        told = await client.notification("file_saved")

    assert told["path"] == each_make.saved.jpeg_of(6).replace(".", "-1.")
    assert outside.read_text() == "mine"
    assert sha256(pictures(tmp_path) / told["path"]) == told["sha256"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_picture_is_written_into_its_place_and_nowhere_else(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (service, client):
        before = unnamed_files(service)
        await shoot_slowly(client, camera, tmp_path)
        grown = [parts(tmp_path)[0].stat().st_size]
        unnamed: set[tuple[int, int]] = set()
        while len(grown) < 3:
            unnamed |= unnamed_files(service) - before
            await asyncio.sleep(0.01)
            if (size_bytes := parts(tmp_path)[0].stat().st_size) > grown[-1]:
                grown.append(size_bytes)
        camera.control({"clear": True})
        await check_saved(client, tmp_path, await client.notification("file_saved"))

    assert unnamed == set()


def unnamed_files(service: RunningService) -> set[tuple[int, int]]:
    """Return device and inode of each file without a name that the server or its worker has open."""
    found = set()
    for pid in (os.getpid(), service.cameras.cameras[0].worker_pid):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # it was closed meanwhile
                status = descriptor.stat()
                if stat.S_ISREG(status.st_mode) and not status.st_nlink:
                    found.add((status.st_dev, status.st_ino))
    return found


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_client_that_downloads_the_same_picture_costs_no_second_reading(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera) as (service, client):
        await shoot_slowly(client, camera, tmp_path)
        downloads = service.cameras.cameras[0].downloads
        (saving,) = downloads._shared.values()
        async with downloads._sharing(saving.version) as shared:
            assert shared is saving
            assert shared.readers == 2
            camera.control({"clear": True})
            told = await client.notification("file_saved")
            assert (await shared.digest()).hex() == told["sha256"]
