"""Focus, make by make: whether it was found is known, and a picture that is not taken for want of it is refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SONYS, CANONS = ["sony", "sony3"], ["canon", "canon-dslr"]
AT_ONCE_S = 1.5
SOON_S = 6.0
AF_C = 0x8004


@pytest.fixture(params=["nikon", *SONYS, *CANONS])
def body(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


@pytest.fixture(params=[*SONYS, *CANONS])
def careful_body(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    """A body that takes no picture without focus."""
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


@pytest.fixture(params=SONYS)
def alpha(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


def status(camera: VirtualCameraProcess) -> dict[str, Any]:
    return camera.control({"status": True})


async def test_focus_that_is_found_is_reported_when_it_is(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        begun = time.monotonic()
        result = await client.call("autofocus")
        took_s = time.monotonic() - begun

    assert result["focused"] is True
    assert took_s < AT_ONCE_S


async def test_focus_that_is_not_found_is_an_error_that_says_so(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        body.control({"focus_s": 0.1, "focus_fails": True})
        error = await client.error("autofocus")
        body.control({"focus_s": 0.1})
        assert (await client.call("autofocus"))["focused"] is True

    assert (error.name, error.data["retryable"]) == ("camera_error", True)
    assert "focus" in error.message.lower()
    assert "contrast" in error.data["remedy"]


async def test_a_picture_that_is_not_taken_for_want_of_focus_is_refused_soon(
    careful_body: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [careful_body.port_string]) as service, service.client() as client:
        careful_body.control({"focus_s": 0.1, "focus_fails": True})
        before = status(careful_body)["frame"]
        begun = time.monotonic()
        error = await client.error("capture_image")
        refused_s = time.monotonic() - begun
        await client.call("get_config", name="iso")
        free_s = time.monotonic() - begun

    assert (error.name, error.data["retryable"]) == ("camera_error", True)
    assert "focus" in error.message.lower()
    assert "contrast" in error.data["remedy"]
    assert status(careful_body)["frame"] == before
    assert refused_s < SOON_S
    assert free_s - refused_s < AT_ONCE_S


async def test_a_release_that_finds_no_focus_is_reported_as_failed(alpha: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        await client.call("subscribe", events=["capture_failed"])
        alpha.control({"focus_s": 0.5, "focus_fails": True})
        before = status(alpha)["frame"]
        assert (await client.call("trigger_capture"))["confirmed"] is False
        failed = await client.notification("capture_failed")

    assert "focus" in failed["error"]["message"].lower()
    assert status(alpha)["frame"] == before


async def test_a_picture_that_is_taken_without_focus_is_delivered(alpha: VirtualCameraProcess, tmp_path: Path) -> None:
    """In AF-C, a body releases whether it has focus or not."""
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        alpha.control({"set_property": "focusmode", "value": AF_C})
        alpha.control({"focus_s": 0.1, "focus_fails": True})
        assert len((await client.call("capture_image"))["files"]) == 1


async def test_a_picture_in_focus_is_taken_once(alpha: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        before = status(alpha)["frame"]
        await client.call("subscribe", events=["file_added"])
        await client.call("capture_image")
        await client.call("trigger_capture")
        await client.notification("file_added")
        await client.notification("file_added")

    assert status(alpha)["frame"] == before + 2


async def test_a_lens_that_moves_in_manual_focus_only_is_not_said_to_have_moved(
    alpha: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        before = status(alpha)["focus_position"]
        error = await client.error("drive_focus", steps=3)
        assert status(alpha)["focus_position"] == before
        await client.call("set_config", name="focusmode", value="Manual")
        await client.call("drive_focus", steps=3)

    assert error.name == "camera_error"
    assert "Automatic" in error.message
    assert "`manual`" in error.data["remedy"]
    assert status(alpha)["focus_position"] > before
