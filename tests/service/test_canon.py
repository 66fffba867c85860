"""The service with a Canon EOS: an R body, and a reflex."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

SMALL, RAW = 0xD3FF, 0x0CFF
SET_SETTING, DRIVE_LENS, EVENTS, HALF_PRESS = "9110", "9155", "9116", "9128"
OPENED_S = 1.0
IDLE_AFTER_S = 7.5


@pytest.fixture(params=["canon", "canon-dslr"])
def eos(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    """A body with a card; its pictures are small."""
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        camera.control({"set_property": "imageformat", "value": SMALL})
        yield camera


@pytest.fixture
async def client(eos: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RpcClient]:
    async with serving(eos, tmp_path) as client:
        yield client


@asynccontextmanager
async def serving(eos: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RpcClient]:
    """Run the service with the camera, for a client."""
    async with running_service(tmp_path, [eos.port_string]) as service, service.client() as client:
        yield client


def status(eos: VirtualCameraProcess) -> dict[str, Any]:
    return eos.control({"status": True})


# ---- settings


async def test_settings_that_the_body_ignores_are_refused_together(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    eos.control({"ignores_sets": True})
    refused = await client.error("set_configs", values={"aperture": "8", "iso": "400"})
    assert refused.name == "config_not_applied"
    assert refused.data["restored"] == ["aperture"]


@pytest.mark.parametrize(
    ("name", "value"), [("artist", "Ansel"), ("datetime", "2026-01-31T12:00:00Z"), ("imageformat", "RAW + L")]
)
async def test_a_setting_is_proven_by_the_body(client: RpcClient, name: str, value: str) -> None:
    begun = time.monotonic()
    assert (await client.call("set_config", name=name, value=value))["value"]
    assert time.monotonic() - begun < 0.8


async def test_a_setting_that_is_what_it_was_is_set_at_once(eos: VirtualCameraProcess, client: RpcClient) -> None:
    eos.control({"settle_s": 0.9})
    took_s = []
    for value in ("100", "200"):
        begun = time.monotonic()
        assert (await client.call("set_config", name="iso", value=value))["value"] == value
        took_s.append(time.monotonic() - begun)
    assert took_s[0] < took_s[1] - 0.4


# ---- pictures


async def test_while_it_is_opened_no_picture_is_sent_elsewhere_than_to_the_card(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    assert (await client.call("get_config", name="capturetarget"))["value"] == "Memory card"
    assert SET_SETTING not in status(eos)["counts"]


async def test_without_a_card_pictures_go_to_the_computer_until_there_is_one(
    eos: VirtualCameraProcess, tmp_path: Path
) -> None:
    eos.control({"card": "remove"})
    async with serving(eos, tmp_path) as client:
        assert (await client.call("get_config", name="capturetarget"))["value"] == "Internal RAM"
        assert (await client.call("capture_image"))["files"]
        eos.control({"card": "insert"})
        async with asyncio.timeout(10):
            while (await client.call("get_config", name="capturetarget"))["value"] != "Memory card":  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        (file,) = (await client.call("capture_image"))["files"]
        assert file["path"].startswith("/store_")


async def test_a_picture_that_is_shot_by_hand_while_a_release_is_refused_is_in_no_answer(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    await client.call("subscribe", events=["file_added"])
    await client.call("set_exposure", shutter_s=0.5)
    eos.control({"press_shutter": True})
    answer = await client.call("capture_image")
    added = [await client.notification("file_added") for _ in range(2)]

    by_hand, released = status(eos)["written"]
    assert [file["filename"] for file in answer["files"]] == [released]
    assert {each["file"]["filename"]: each["origin"] for each in added} == {
        by_hand: "camera",
        released: "capture_image",
    }


async def test_a_picture_that_is_shot_by_hand_while_a_release_focuses_is_found(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    await client.call("subscribe", events=["file_added"])
    await client.call("get_config", name="iso")
    eos.control({"focus_s": 2.0})
    capture = client.send("capture_image")
    async with asyncio.timeout(10):
        while HALF_PRESS not in status(eos)["counts"]:  # noqa: ASYNC110 - the body reports nothing of it
            await asyncio.sleep(0.01)
    eos.control({"press_shutter": True})
    answer = await capture
    added = [await client.notification("file_added") for _ in range(2)]

    by_hand, released = status(eos)["written"]
    assert [file["filename"] for file in answer["files"]] == [released]
    assert {each["file"]["filename"]: each["origin"] for each in added} == {
        released: "capture_image",
        by_hand: "camera",
    }


async def test_a_raw_and_a_jpeg_on_two_cards_are_one_picture(eos: VirtualCameraProcess, tmp_path: Path) -> None:
    eos.control({"second_card": "jpeg"})
    eos.control({"set_property": "imageformatcf", "value": RAW})
    eos.control({"write_s": 0, "raw_later_s": 1.5})
    async with serving(eos, tmp_path) as client:
        captured = await client.call("capture_image")
    storages = {file["path"].split("/")[1]: file["filename"].rpartition(".")[2] for file in captured["files"]}
    assert storages["store_00020001"] == "JPG"
    assert storages["store_00010001"] in {"CR2", "CR3"}


async def test_a_card_that_gets_no_file_is_not_waited_for_again(eos: VirtualCameraProcess, tmp_path: Path) -> None:
    eos.control({"second_card": "nothing"})
    eos.control({"set_property": "imageformatcf", "value": RAW})
    async with serving(eos, tmp_path) as client:
        assert len((await client.call("capture_image", timeout_s=5))["files"]) == 1
        begun = time.monotonic()
        assert len((await client.call("capture_image"))["files"]) == 1
        assert time.monotonic() - begun < 3


async def test_a_picture_in_memory_has_the_files_of_its_own_format(eos: VirtualCameraProcess, tmp_path: Path) -> None:
    eos.control({"second_card": "nothing"})
    eos.control({"set_property": "imageformatcf", "value": RAW})
    async with serving(eos, tmp_path) as client:
        await client.call("set_config", name="capturetarget", value="Internal RAM")
        begun = time.monotonic()
        assert len((await client.call("capture_image"))["files"]) == 1
        assert time.monotonic() - begun < 3


# ---- focus


async def test_the_lens_is_driven_with_live_view_off(eos: VirtualCameraProcess, client: RpcClient) -> None:
    before = status(eos)["focus_position"]
    await client.call("drive_focus", steps=2)
    after = status(eos)
    assert after["focus_position"] > before
    assert not after["live_view"]
    assert (await client.call("get_config", name="output"))["value"] == "Off"


async def test_the_lens_is_driven_while_somebody_watches(eos: VirtualCameraProcess, client: RpcClient) -> None:
    before = status(eos)["focus_position"]
    await client.call("start_preview", binary=True)
    for _ in range(3):
        await client.notification("preview_frame")
        await client.call("drive_focus", steps=-2)
    assert status(eos)["focus_position"] < before
    assert status(eos)["live_view"]


async def test_live_view_is_not_ended_by_a_lens_that_cannot_be_driven(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    await client.call("set_config", name="viewfinder", value=True)
    eos.control({"refuse": DRIVE_LENS, "code": "0x2002"})
    assert (await client.error("drive_focus", steps=1)).name == "camera_error"
    assert status(eos)["live_view"]


async def test_the_picture_after_the_lens_was_driven_is_taken_as_it_stands(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    focused = status(eos)["focus_position"]
    await client.call("drive_focus", steps=3)
    driven = status(eos)["focus_position"]
    await client.call("capture_image")
    assert status(eos)["focus_position"] == driven != focused
    await client.call("capture_image")
    assert status(eos)["focus_position"] == focused


async def test_who_focuses_anew_does_not_keep_what_was_driven(eos: VirtualCameraProcess, client: RpcClient) -> None:
    await client.call("drive_focus", steps=3)
    await client.call("autofocus")
    eos.control({"focus_s": 0.1, "focus_fails": True})
    assert "focus" in (await client.error("capture_image")).message.lower()


async def test_a_sequence_shoots_at_each_focus(eos: VirtualCameraProcess, client: RpcClient) -> None:
    before = status(eos)["focus_position"]
    await client.call("drive_focus", steps=1)
    step = status(eos)["focus_position"] - before
    await client.call("subscribe", events=["sequence_ended"])
    await client.call("start_sequence", frames=3, focus_steps=1)
    ended = await client.notification("sequence_ended")
    assert (ended["state"], ended["frames_taken"]) == ("completed", 3)
    assert status(eos)["focus_position"] in {before + 3 * step, before + 4 * step}


# ---- events


async def changes(client: RpcClient) -> list[tuple[str, Any]]:
    """The changed settings that were reported so far, and their values."""
    events = (await client.call("get_events", since=0))["events"]
    return [
        (event["params"]["name"], event["params"]["value"]) for event in events if event["event"] == "config_changed"
    ]


async def test_what_is_set_at_the_opening_is_no_change(eos: VirtualCameraProcess, client: RpcClient) -> None:
    await client.call("get_camera")
    await asyncio.sleep(OPENED_S)
    assert not await changes(client)
    await client.call("subscribe", events=["config_changed", "camera_state_changed"])
    eos.control({"drop": True})
    await client.notification("camera_state_changed", state="ready")
    await asyncio.sleep(OPENED_S)
    assert not await changes(client)
    eos.control({"set_property": "whitebalance", "value": 1})
    await client.notification("config_changed", name="whitebalance")
    assert await changes(client) == [("whitebalance", "Daylight")]


async def test_the_clock_is_reported_under_its_name(eos: VirtualCameraProcess, client: RpcClient) -> None:
    await client.call("subscribe", events=["config_changed"])
    await client.call("get_camera")
    await asyncio.sleep(OPENED_S)
    eos.control({"set_property": "datetime", "value": 1_700_000_000})
    assert "2023-11-14T22:13:2" in str((await client.notification("config_changed"))["value"])
    assert [name for name, _ in await changes(client)] == ["datetime"]


async def test_a_body_with_which_nothing_goes_on_is_asked_seldom_and_its_own_pictures_are_seen(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    await client.call("subscribe", events=["file_added"])
    in_use = await asked(eos, 1.0)
    await asyncio.sleep(IDLE_AFTER_S)
    idle = await asked(eos, 2.0) / 2
    eos.control({"press_shutter": True})
    await client.notification("file_added")
    awake = await asked(eos, 1.0)

    assert idle < 6
    assert min(in_use, awake) > idle + 1  # on a slow machine, it is asked less often than ten times a second


async def asked(eos: VirtualCameraProcess, seconds: float) -> int:
    """Return how often the body was asked for events meanwhile."""
    before = status(eos)["counts"][EVENTS]
    await asyncio.sleep(seconds)
    return int(status(eos)["counts"][EVENTS] - before)
