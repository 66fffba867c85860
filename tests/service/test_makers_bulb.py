"""Bulb, make by make: an exposure is as long as is said, and none is begun that would be of another length."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAKES = ["nikon", "sony", "sony3", "canon", "canon-dslr", "fuji"]
TURNS_TO_BULB_BY_ITSELF = {"nikon"}


@pytest.fixture(params=MAKES)
def body(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


@pytest.fixture(params=[make for make in MAKES if make not in TURNS_TO_BULB_BY_ITSELF])
def waiting_body(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    """A body whose shutter has to be set to Bulb first."""
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


def status(camera: VirtualCameraProcess) -> dict[str, Any]:
    return camera.control({"status": True})


async def test_an_exposure_lasts_as_long_as_is_said(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        body.control({"set_property": "shutterspeed", "value": "Bulb"})
        captured = await client.call("capture_image", bulb_s=1)
        (file,) = captured["files"]
        exif = await client.call("get_metadata", path=file["path"])

    assert captured["exposure_s"] == pytest.approx(1, abs=0.4)
    assert exif["tags"]["exif"]["ExposureTime"] == pytest.approx(captured["exposure_s"], abs=0.3)


@pytest.mark.parametrize(("method", "params"), [("start_bulb", {}), ("capture_image", {"bulb_s": 1})])
async def test_a_shutter_that_is_at_a_time_is_not_held_open(
    waiting_body: VirtualCameraProcess, tmp_path: Path, method: str, params: dict[str, Any]
) -> None:
    async with running_service(tmp_path, [waiting_body.port_string]) as service, service.client() as client:
        error = await client.error(method, **params)
        frame = status(waiting_body)["frame"]
        waiting_body.control({"set_property": "shutterspeed", "value": "Bulb"})
        await client.call("capture_image", bulb_s=0.5)

    assert error.name == "not_supported"
    assert "set to 1/1" in error.message
    assert "Bulb" in error.data["remedy"]
    assert status(waiting_body)["frame"] == frame + 1


async def test_a_sequence_of_exposures_that_cannot_be_held_fails(
    waiting_body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [waiting_body.port_string]) as service, service.client() as client:
        before = status(waiting_body)["frame"]
        await client.call("subscribe", events=["sequence_ended"])
        await client.call("start_sequence", frames=2, interval_s=2, bulb_s=1)
        ended = await client.notification("sequence_ended")

    assert (ended["state"], ended["frames_taken"]) == ("failed", 0)
    assert status(waiting_body)["frame"] == before


@pytest.mark.parametrize("method", ["capture_image", "trigger_capture"])
async def test_a_release_at_bulb_is_refused(body: VirtualCameraProcess, tmp_path: Path, method: str) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        body.control({"set_property": "shutterspeed", "value": "Bulb"})
        before = status(body)["frame"]
        # The dial is seen with the next round of events or, where there are none, when libgphoto2 has forgotten it.
        await asyncio.sleep(2.5 if status(body)["model"] == "X-T4" else 0.3)
        error = await client.error(method)

    assert error.name == "not_supported"
    assert "ulb" in error.message
    assert status(body)["frame"] == before
    assert not status(body)["exposing"]
