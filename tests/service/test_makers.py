"""The service with bodies of other makers: what a client asks for happens, and what is said to have happened has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.saving import check_saved, saving_service
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SETTINGS = {"whitebalance": "Daylight", "iso": "400", "f-number": "f/5.6", "shutterspeed": "1/60"}


@pytest.fixture(params=["sony", "sony3", "fuji"])
def alpha(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    """A body without a card; its settings show a tenth of a second after they were set."""
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


async def test_a_setting_that_shows_later_is_seen_to_have_been_taken(
    alpha: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        for name, value in SETTINGS.items():
            assert (await client.call("set_config", name=name, value=value))["value"] == value
        await client.call("set_configs", values={"whitebalance": "Shade", "iso": "200"})
        for name, value in (SETTINGS | {"whitebalance": "Shade", "iso": "200"}).items():
            assert (await client.call("get_config", name=name))["value"] == value


async def test_a_bracket_of_settings_that_show_later_is_shot_whole(alpha: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        before = alpha.control({"status": True})["frame"]
        await client.call("subscribe", events=["sequence_ended"])
        steps = [{"settings": {"iso": iso}} for iso in ("100", "200", "400")]
        await client.call("start_sequence", frames=1, bracket=True, steps=steps)
        ended = await client.notification("sequence_ended")

    assert ended["state"] == "completed"
    assert alpha.control({"status": True})["frame"] == before + 3


async def test_a_picture_of_a_body_without_a_card_is_saved(alpha: VirtualCameraProcess, tmp_path: Path) -> None:
    async with saving_service(tmp_path, alpha) as (_, client):
        (file,) = (await client.call("capture_image"))["files"]
        saved = await client.notification("file_saved")
        await check_saved(client, tmp_path, saved)

    assert saved["file"]["path"] == file["path"]
