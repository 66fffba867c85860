"""A camera shows itself: on every make something is to be seen, and all is as it was afterwards."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.makes import MAKES, Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

SOON_S = 10.0
SONYS = ("sony", "sony3")
MANUAL, WITH_STEPS_OF_ITS_OWN = 1, 0x8006


@pytest.fixture(params=MAKES)
def body(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


@pytest.fixture(params=SONYS)
def alpha(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


def status(camera: VirtualCameraProcess) -> dict[str, Any]:
    return camera.control({"status": True})


async def until(camera: VirtualCameraProcess, **wanted: object) -> None:
    """Wait until the body's status has all that is wanted."""
    async with asyncio.timeout(SOON_S):
        while not wanted.items() <= status(camera).items():  # noqa: ASYNC110 - the camera is another process
            await asyncio.sleep(0.02)


async def test_every_make_shows_itself_and_is_as_before(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        before = status(body)
        shown = await client.call("identify_camera", duration_s=0.5)
        after = status(body)
        if Need.LIVE_VIEW_ENDS in body.make.abilities:
            await until(body, live_view=False)

    assert shown["camera"] == body.id
    if shown["by"] == "live_view":
        assert after["live_view_frames"] > before["live_view_frames"]
        assert Need.LIVE_VIEW_ENDS in body.make.abilities
    else:
        assert after["focus_movements"] > before["focus_movements"]
        assert body.make.name in SONYS
    assert after["focus_position"] == before["focus_position"]
    assert after["released_at"] is None


@pytest.mark.needs(Need.LIVE_VIEW_ENDS)
async def test_live_view_is_seen_for_that_long(client: RpcClient, camera: VirtualCameraProcess) -> None:
    showing = client.send("identify_camera")
    await until(camera, live_view=True)
    await asyncio.sleep(1)
    assert not showing.done()
    assert status(camera)["live_view"]

    assert (await showing)["by"] == "live_view"
    await until(camera, live_view=False)


@pytest.mark.needs(Need.LIVE_VIEW_ENDS)
async def test_a_body_that_is_watched_goes_dark_and_comes_back(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("subscribe", events=["preview_state_changed"])
    await client.call("start_preview", binary=True)
    await client.notification("preview_frame")
    showing = client.send("identify_camera", duration_s=1)
    told = await client.notification("preview_state_changed", state="paused")
    await until(camera, live_view=False)

    assert "shows itself" in told["reason"]
    assert (await showing)["by"] == "live_view"
    await client.notification("preview_state_changed", state="running")
    assert status(camera)["live_view"]


@pytest.mark.parametrize("mode", [MANUAL, WITH_STEPS_OF_ITS_OWN])
async def test_a_lens_that_is_set_by_hand_goes_to_and_fro(
    alpha: VirtualCameraProcess, tmp_path: Path, mode: int
) -> None:
    alpha.control({"set_property": "focusmode", "value": mode})
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        before = status(alpha)
        showing = client.send("identify_camera", duration_s=2)
        positions = set()
        while not showing.done():
            positions.add(status(alpha)["focus_position"])
            await asyncio.sleep(0.005)

    assert (await showing)["by"] == "focus"
    assert min(positions) < before["focus_position"] == max(positions) == status(alpha)["focus_position"]


async def test_where_nothing_would_be_seen_it_is_refused_with_what_to_do_instead(
    alpha: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        alpha.control({"refuse": "9207", "code": "0x2002"})
        error = await client.error("identify_camera", duration_s=0.5)

    assert error.name == "not_supported"
    assert "Nothing would be seen" in error.message
    assert "serial number" in error.data["remedy"]


@pytest.mark.needs(Need.NIKON_LENS)
async def test_live_view_that_is_refused_is_left_and_the_lens_tried(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    camera.control({"battery": 2})  # too low for live view, without which a Nikon moves no lens
    error = await client.error("identify_camera", duration_s=0.5)

    assert error.name == "not_supported"


@pytest.mark.needs(Need.BULB_FROM_ANY_TIME)
async def test_a_sequence_and_a_bulb_exposure_are_not_disturbed(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    started = (await client.call("start_sequence", frames=3, interval_s=60))["sequence"]["sequence_id"]
    in_sequence = await client.error("identify_camera")
    await client.call("stop_sequence", sequence_id=started)
    await client.call("start_bulb", max_s=60)
    in_bulb = await client.error("identify_camera")
    frames = status(camera)["live_view_frames"]
    await client.call("stop_bulb")

    assert (in_sequence.name, in_sequence.data["sequence_id"]) == ("camera_busy", started)
    assert (in_bulb.name, frames) == ("camera_busy", 0)
    assert "stop_bulb" in in_bulb.data["remedy"]


@pytest.mark.needs(Need.LIVE_VIEW_ENDS)
async def test_it_is_not_shown_twice_at_once_and_can_be_cancelled(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["progress"])
    showing = client.send("identify_camera", duration_s=60)
    number = (await client.notification("progress", stage="identifying"))["request_id"]
    await until(camera, live_view=True)
    twice = await client.error("identify_camera")
    assert (await client.call("cancel_request", request_id=number))["stopped"] == "at_once"
    with pytest.raises(Exception, match="cancelled"):
        await showing

    assert twice.name == "camera_busy"
    await until(camera, live_view=False)


@pytest.mark.needs(Need.LIVE_VIEW_ENDS)
async def test_a_picture_can_be_taken_meanwhile(client: RpcClient, camera: VirtualCameraProcess) -> None:
    showing = client.send("identify_camera", duration_s=2)
    await until(camera, live_view=True)
    assert (await client.call("capture_image"))["files"]
    assert not showing.done()
    assert (await showing)["by"] == "live_view"
