"""Cards with many files: calls do not wait for the look at them, and no picture is lost, told twice or mixed up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import press, saved_files, saving_service, until
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.needs(Need.CARD)
FILES = 500
PER_FOLDER = 300
FIRST = 1001
NEXT = FIRST + FILES
LATENCY_S = 0.01
_SOON_S = 30


@pytest.fixture
def full(camera: VirtualCameraProcess) -> VirtualCameraProcess:
    """A camera with many files in two folders, the newest of which is not full."""
    camera.control({"fill": FILES, "from_frame": FIRST, "per_folder": PER_FOLDER})
    return camera


def path_of(make: Make, frame: int) -> str:
    return make.path_of(frame).replace("/101", "/103")


def described(camera: VirtualCameraProcess) -> int:
    """Return how many files the camera has described, one by one or in a list of a folder."""
    counts = camera.control({"status": True})["counts"]
    return int(counts.get("1008", 0) + counts.get("9109", 0))


async def added(client: RpcClient) -> list[tuple[str, str]]:
    """Return the files that were published, in order, with their origins."""
    events = (await client.call("get_events", since=0))["events"]
    return [
        (each["params"]["file"]["path"], each["params"]["origin"]) for each in events if each["event"] == "file_added"
    ]


async def published(client: RpcClient, count: int) -> list[tuple[str, str]]:
    """Wait until so many files are published, and a moment more."""
    async with asyncio.timeout(_SOON_S):
        while len(await added(client)) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    return await added(client)


async def in_the_middle_of_a_look(camera: VirtualCameraProcess) -> None:
    before = described(camera)
    await until(lambda: described(camera) >= before + (20 if camera.make.listing == "1007" else 1))


async def test_a_capture_at_once_after_the_start_has_its_file_and_nothing_else_is_new(
    full: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    new = path_of(each_make, NEXT)
    async with running_service(tmp_path, [full.port_string]) as service, service.client() as client:
        taken = await client.call("capture_image")
        assert [file["path"] for file in taken["files"]] == [new]
        assert await published(client, 1) == [(new, "capture_image")]
    await press(full)
    async with running_service(tmp_path, [full.port_string]) as service, service.client() as client:
        taken = await client.call("capture_image")
        events = await published(client, 2)

    assert [file["path"] for file in taken["files"]] == [path_of(each_make, NEXT + 2)]
    assert events == [(path_of(each_make, NEXT + 1), "camera"), (path_of(each_make, NEXT + 2), "capture_image")]


async def test_settings_are_read_at_once_after_the_start_and_the_look_comes_after_them(
    full: VirtualCameraProcess, tmp_path: Path, each_make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, seconds in (("_QUIET_S", 2.0), ("_QUIET_WITHIN_S", 60.0)):  # time for a busy machine to answer
        monkeypatch.setattr(f"rpc_camera.camera.files.arrivals.{name}", seconds)
    full.control({"latency_s": LATENCY_S})
    async with running_service(tmp_path, [full.port_string]) as service, service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        before = described(full)
        for _ in range(5):
            assert (await client.call("get_config", name=each_make.shutter))["value"]
        assert described(full) == before
        await in_the_middle_of_a_look(full)


async def test_tethering_that_begins_at_once_saves_what_is_shot_meanwhile_and_nothing_that_was_there(
    full: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    full.control({"latency_s": LATENCY_S})
    pressing = asyncio.create_task(_press_in_the_middle(full))
    async with saving_service(tmp_path, full, name="{original}") as (_, client):
        state = await client.call("start_tethering", name_template="saved-{original}")
        assert state["started_at"]
        await pressing
        full.control({"latency_s": 0})
        await client.call("capture_image")
        for _ in range(2):
            await client.notification("file_saved")

    assert saved_files(tmp_path) == [f"saved-{each_make.jpeg_of(frame)}" for frame in (NEXT, NEXT + 1)]


async def _press_in_the_middle(camera: VirtualCameraProcess) -> None:
    await in_the_middle_of_a_look(camera)
    await press(camera)


async def test_what_is_shot_by_hand_during_a_look_comes_after_what_that_finds(
    full: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    await _begin_and_miss_one(full, tmp_path)
    full.control({"latency_s": LATENCY_S})
    async with running_service(tmp_path, [full.port_string]) as service, service.client() as client:
        await _press_in_the_middle(full)
        full.control({"latency_s": 0})
        events = await published(client, 2)

    assert events == [(path_of(each_make, NEXT + number), "camera") for number in (1, 2)]


async def test_a_camera_that_is_unplugged_in_the_middle_of_a_look_has_all_found_when_it_is_back(
    full: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    await _begin_and_miss_one(full, tmp_path)
    full.control({"latency_s": LATENCY_S})
    async with running_service(tmp_path, [full.port_string]) as service, service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        await in_the_middle_of_a_look(full)
        full.control({"offline": True})
        await client.notification("camera_state_changed", state="lost")
        await press(full)
        full.control({"latency_s": 0, "offline": False})
        events = await published(client, 2)

    assert events == [(path_of(each_make, NEXT + number), "camera") for number in (1, 2)]


async def _begin_and_miss_one(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    """Have the card known, and a picture shot while there is no server."""
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        await client.call("capture_image")
    await press(camera)


@pytest.mark.needs(Need.TWO_CARDS)
async def test_raw_and_jpeg_on_two_cards_that_are_shot_at_once_are_one_picture_each_once(
    full: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    full.control({"second_card": "jpeg"})
    name, value = each_make.split_quality
    full.control({"set_property": name, "value": value})
    async with running_service(tmp_path, [full.port_string]) as service, service.client() as client:
        taken: dict[str, Any] = await client.call("capture_image")
        events = await published(client, 2)

    names = {file["filename"] for file in taken["files"]}
    assert names == set(each_make.names_of(NEXT))
    assert len({file["path"].split("/")[1] for file in taken["files"]}) == 2
    assert sorted(events) == sorted((file["path"], "capture_image") for file in taken["files"])
