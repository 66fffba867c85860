"""The service with a Fujifilm, whose pictures lie in memory and which has to be polled for everything."""

from __future__ import annotations

import asyncio
import base64
import io
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.rigs.makes import BURST_PICTURES
from tests.rigs.rpc_client import RpcError
from tests.rigs.saving import sha256, until
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

ID = "x-t4-0000001"
RAW_AND_FINE = 4
UNSAID_S = 0.35  # less than another file is waited for that no quality names
SETTINGS = {"iso": "800", "f-number": "f/8", "shutterspeed": "2m", "imageformat": "RAW", "focusmode": "Manual"}


@pytest.fixture
def fuji() -> Iterator[VirtualCameraProcess]:
    """A Fujifilm; its settings show a tenth of a second after they were set."""
    with VirtualCameraProcess("--make", "fuji", "--serial", "0000001") as camera:
        yield camera


@pytest.fixture
async def service(fuji: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    """The service with that camera."""
    async with running_service(tmp_path, [fuji.port_string]) as running:
        yield running


@pytest.fixture
async def client(service: RunningService) -> AsyncIterator[RpcClient]:
    """A client of it."""
    async with service.client() as connected:
        yield connected


async def test_it_opens_and_lists_its_settings(client: RpcClient) -> None:
    camera = await client.call("get_camera")
    assert (camera["id"], camera["model"], camera["state"]) == (ID, "X-T4", "ready")
    names = {widget["name"] for widget in (await client.call("list_config"))["widgets"]}
    assert {"iso", "f-number", "shutterspeed", "imageformat", "whitebalance", "manualfocusdrive"} <= names


async def test_a_raw_picture_is_taken_downloaded_and_deleted(
    client: RpcClient, fuji: VirtualCameraProcess, tmp_path: Path
) -> None:
    fuji.control({"set_property": "imageformat", "value": RAW_AND_FINE})
    files = (await client.call("capture_image"))["files"]
    assert [file["mime_type"] for file in files] == ["image/jpeg", "image/x-fuji-raf"]
    for file in files:
        downloaded = await client.call("download_image", path=file["path"])
        (tmp_path / "picture").write_bytes(base64.b64decode(downloaded["image_base64"]))
        assert downloaded["sha256"] == sha256(tmp_path / "picture")
        metadata = await client.call("get_metadata", path=file["path"])
        assert metadata["tags"]["image"]["Model"] == "X-T4"
        await client.call("delete_file", path=file["path"])
    assert not (await client.call("list_files"))["files"]


async def test_a_picture_shot_on_the_body_is_reported(client: RpcClient, fuji: VirtualCameraProcess) -> None:
    await client.call("subscribe", events=["file_added"])
    fuji.control({"press_shutter": True})
    added = await client.notification("file_added")
    assert (added["origin"], added["file"]["path"][:15]) == ("camera", "/store_10000001")


async def test_live_view_runs_between_pictures(client: RpcClient) -> None:
    await client.call("start_preview")
    first = await client.notification("preview_frame")
    assert Image.open(io.BytesIO(base64.b64decode(first["image_base64"]))).size == (640, 480)
    await client.call("capture_image")
    after = await client.notification("preview_frame")
    assert after["sequence"] > first["sequence"]


@pytest.mark.parametrize("settle_s", [0.05, 0.3])
async def test_a_setting_is_seen_to_have_been_taken_though_the_body_reports_none(
    client: RpcClient, fuji: VirtualCameraProcess, settle_s: float
) -> None:
    fuji.control({"settle_s": settle_s})
    for name, value in SETTINGS.items():
        assert (await client.call("set_config", name=name, value=value))["value"] == value
    await client.call("set_configs", values={"iso": "200", "shutterspeed": "1/125"})
    assert (await client.call("get_config", name="iso"))["value"] == "200"


async def test_a_setting_that_the_body_does_not_take_is_not_told_as_taken(
    client: RpcClient, fuji: VirtualCameraProcess
) -> None:
    fuji.control({"settle_s": 5})
    with pytest.raises(RpcError) as refused:
        await client.call("set_config", name="iso", value="800")
    assert (refused.value.name, refused.value.data["actual"]) == ("config_not_applied", "100")


async def test_a_body_that_insists_on_control_takes_settings(client: RpcClient, fuji: VirtualCameraProcess) -> None:
    fuji.control({"strict": True})
    assert (await client.call("set_config", name="iso", value="800"))["value"] == "800"
    await client.call("set_configs", values={"iso": "200", "f-number": "f/8"})
    assert (await client.call("capture_image"))["files"]
    assert (await client.call("set_config", name="f-number", value="f/4"))["value"] == "f/4"


async def test_who_is_in_control_can_be_set_and_stays(client: RpcClient) -> None:
    assert (await client.call("set_config", name="prioritymode", value="USB"))["value"] == "USB"
    await client.call("capture_image")
    await asyncio.sleep(2.5)  # longer than the driver remembers it
    assert (await client.call("get_config", name="prioritymode"))["value"] == "USB"
    assert (await client.call("set_config", name="prioritymode", value="Camera"))["value"] == "Camera"
    await client.call("set_config", name="iso", value="400")
    await asyncio.sleep(2.5)
    assert (await client.call("get_config", name="prioritymode"))["value"] == "Camera"


async def test_at_bulb_only_bulb_opens_the_shutter(client: RpcClient) -> None:
    await client.call("set_config", name="shutterspeed", value="bulb")
    for method in ("capture_image", "trigger_capture"):
        with pytest.raises(RpcError) as refused:
            await client.call(method)
        assert refused.value.name == "not_supported"
    taken = await client.call("capture_image", bulb_s=1)
    metadata = await client.call("get_metadata", path=taken["files"][0]["path"])
    assert abs(metadata["tags"]["exif"]["ExposureTime"] - taken["exposure_s"]) < 0.1
    assert 0.9 < taken["exposure_s"] < 1.3


async def test_at_a_time_a_bulb_exposure_is_refused(client: RpcClient, fuji: VirtualCameraProcess) -> None:
    made = fuji.control({"status": True})["frame"]
    with pytest.raises(RpcError) as refused:
        await client.call("start_bulb")
    assert refused.value.name == "not_supported"
    assert fuji.control({"status": True})["frame"] == made


@pytest.mark.parametrize("method", ["capture_image", "trigger_capture", "autofocus"])
async def test_without_focus_it_is_said_and_the_camera_is_free(
    client: RpcClient, fuji: VirtualCameraProcess, method: str
) -> None:
    fuji.control({"focus_s": 0.1, "focus_fails": True})
    begun = time.monotonic()
    with pytest.raises(RpcError) as refused:
        await client.call(method)
    assert (refused.value.name, refused.value.data["retryable"]) == ("camera_error", True)
    assert "contrast" in refused.value.data["remedy"]
    fuji.control({"focus_s": 0.1, "focus_fails": False})
    assert (await client.call("capture_image"))["files"]
    assert time.monotonic() - begun < 5


async def test_the_lens_is_driven_by_steps_though_the_body_takes_positions(
    client: RpcClient, fuji: VirtualCameraProcess
) -> None:
    await client.call("set_config", name="focusmode", value="Manual")
    before = fuji.control({"status": True})["focus_position"]
    for steps in (50, 50, -2):
        await client.call("drive_focus", steps=steps)
    assert fuji.control({"status": True})["focus_position"] == before + 98


async def test_in_autofocus_the_lens_is_not_driven(client: RpcClient, fuji: VirtualCameraProcess) -> None:
    before = fuji.control({"status": True})["focus_position"]
    with pytest.raises(RpcError) as refused:
        await client.call("drive_focus", steps=50)
    assert "Single-Servo AF" in refused.value.message
    assert fuji.control({"status": True})["focus_position"] == before


async def test_at_the_end_of_its_way_the_lens_is_said_to_be(client: RpcClient, fuji: VirtualCameraProcess) -> None:
    await client.call("set_config", name="focusmode", value="Manual")
    with pytest.raises(RpcError) as refused:
        await client.call("drive_focus", steps=-30000)
    assert refused.value.name == "camera_error"
    assert "end of its way" in refused.value.message
    assert fuji.control({"status": True})["focus_position"] == 0


async def test_live_view_ends_with_its_last_viewer(client: RpcClient, fuji: VirtualCameraProcess) -> None:
    for _ in range(2):
        await client.call("start_preview")
        await client.notification("preview_frame")
        assert fuji.control({"status": True})["live_view"]
        await client.call("stop_preview")
        await until(lambda: not fuji.control({"status": True})["live_view"])
    operations = fuji.control({"status": True})["operations"]
    assert operations.count("1018") == operations.count("101c") == 2


async def test_a_body_that_is_strict_is_released_outside_live_view(
    client: RpcClient, fuji: VirtualCameraProcess
) -> None:
    fuji.control({"strict": True})
    await client.call("start_preview")
    first = await client.notification("preview_frame")
    assert (await client.call("capture_image"))["files"]
    assert (await client.notification("preview_frame"))["sequence"] > first["sequence"]


async def test_raw_and_the_finest_jpeg_are_one_picture_of_two_files(
    client: RpcClient, fuji: VirtualCameraProcess
) -> None:
    await client.call("set_config", name="imageformat", value="Unknown value 0007")
    fuji.control({"write_s": 0, "raw_later_s": 4})
    assert len((await client.call("capture_image"))["files"]) == 2


async def test_a_picture_is_answered_when_the_last_file_that_its_quality_names_is_there(
    client: RpcClient, fuji: VirtualCameraProcess
) -> None:
    waited_s = []
    for _ in range(3):
        assert len((await client.call("capture_image"))["files"]) == 1
        waited_s.append(time.monotonic() - fuji.control({"status": True})["contents"][-1]["written_at"])

    assert min(waited_s) < UNSAID_S


async def test_a_burst_of_which_nobody_says_how_long_it_is_is_waited_for(client: RpcClient) -> None:
    await client.call("set_config", name="capturemode", value="Continuous low speed")
    assert len((await client.call("capture_image"))["files"]) == BURST_PICTURES


async def test_a_time_of_minutes_is_no_bulb(client: RpcClient) -> None:
    await client.call("set_config", name="shutterspeed", value="2m")
    with pytest.raises(RpcError) as refused:
        await client.call("start_bulb")
    assert refused.value.name == "not_supported"


async def test_an_idle_body_is_left_in_peace_and_a_picture_shot_on_it_soon_reported(
    client: RpcClient, fuji: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["file_added"])
    await asyncio.sleep(6)  # after the opening, there may be events for a while
    before = fuji.control({"status": True})["counts"]
    await asyncio.sleep(3)
    after = fuji.control({"status": True})["counts"]
    assert after["1016"] - before["1016"] <= 3 * 3
    assert after["1007"] - before["1007"] <= 3 * 3
    fuji.control({"develop_s": 0})
    begun = time.monotonic()
    fuji.control({"press_shutter": True})
    await client.notification("file_added")
    assert time.monotonic() - begun < 1.5


async def test_after_a_broken_link_it_is_back_and_reports_no_picture_again(
    client: RpcClient, fuji: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["file_added", "camera_state_changed"])
    (first,) = (await client.call("capture_image"))["files"]
    assert (await client.notification("file_added"))["file"]["path"] == first["path"]
    fuji.control({"drop": True})
    while (await client.notification("camera_state_changed"))["state"] != "ready":
        pass
    (second,) = (await client.call("capture_image"))["files"]
    assert (await client.notification("file_added"))["file"]["path"] == second["path"] != first["path"]
    assert len((await client.call("list_files", recursive=True))["files"]) == 2
