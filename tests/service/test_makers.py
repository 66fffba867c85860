"""The service with bodies of other makers: what a client asks for happens, and what is said to have happened has."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from tests.rigs.saving import check_saved, saving_service
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMON = {"whitebalance": "Daylight", "iso": "400", "shutterspeed": "1/60"}
APERTURE = {"sony": {"f-number": "f/5.6"}, "fuji": {"f-number": "f/5.6"}, "canon": {"aperture": "8"}}


@pytest.fixture(params=["sony", "sony3", "canon", "canon-dslr", "fuji"])
def make(request: pytest.FixtureRequest) -> str:
    """The make of the body; its settings show a tenth of a second after they were set."""
    return str(request.param)


@pytest.fixture
def body(make: str) -> Iterator[VirtualCameraProcess]:
    """A body of another make than Nikon."""
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        yield camera


@pytest.fixture
def settings(make: str) -> dict[str, str]:
    """Some of its settings, with values that it has not at first."""
    return next(COMMON | own for name, own in APERTURE.items() if make.startswith(name))


async def test_a_setting_that_shows_later_is_seen_to_have_been_taken(
    body: VirtualCameraProcess, settings: dict[str, str], tmp_path: Path
) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        for name, value in settings.items():
            assert (await client.call("set_config", name=name, value=value))["value"] == value
        await client.call("set_configs", values={"whitebalance": "Tungsten", "iso": "200"})
        for name, value in (settings | {"whitebalance": "Tungsten", "iso": "200"}).items():
            assert (await client.call("get_config", name=name))["value"] == value


async def test_a_setting_that_the_body_has_not_taken_is_not_said_to_be_set(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        for name, value in {"whitebalance": "Daylight", "iso": "400"}.items():
            before = (await client.call("get_config", name=name))["value"]
            body.control({"ignores_sets": True})
            refused = await client.error("set_config", name=name, value=value)
            assert (refused.name, refused.data["actual"]) == ("config_not_applied", before)
            assert (await client.call("get_config", name=name))["value"] == before
            body.control({"ignores_sets": False})
            assert (await client.call("set_config", name=name, value=value))["value"] == value


async def test_a_bracket_of_settings_that_show_later_is_shot_whole(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        before = body.control({"status": True})["frame"]
        await client.call("subscribe", events=["sequence_ended"])
        steps = [{"settings": {"iso": iso}} for iso in ("100", "200", "400")]
        await client.call("start_sequence", frames=1, bracket=True, steps=steps)
        ended = await client.notification("sequence_ended")

    assert ended["state"] == "completed"
    assert body.control({"status": True})["frame"] == before + 3


async def test_a_picture_is_saved(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, body) as (_, client):
        (file,) = (await client.call("capture_image"))["files"]
        saved = await client.notification("file_saved")
        await check_saved(client, tmp_path, saved)

    assert saved["file"]["path"] == file["path"]


async def test_a_picture_is_there_when_it_is_written(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        await client.call("get_config", name="iso")
        body.control({"write_s": 1.0, "raw_later_s": 0})
        begun = time.monotonic()
        (file,) = (await client.call("capture_image"))["files"]
        assert time.monotonic() - begun > 1.0

    assert file["filename"].removeprefix("capt_") in body.control({"status": True})["written"]


async def test_a_picture_right_after_a_triggered_one_is_another_picture(
    body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        before = body.control({"status": True})["frame"]
        await client.call("trigger_capture")
        taken = await client.call("capture_image", timeout_s=20)
        await client.call("trigger_capture")
        fired = await client.call("capture_group", cameras=[(await client.call("list_cameras"))["cameras"][0]["id"]])

    numbers = [
        int(re.sub(r"\D", "", file["filename"])[-4:]) for file in (*taken["files"], *fired["cameras"][0]["files"])
    ]
    assert numbers == [before + 2, before + 4]
