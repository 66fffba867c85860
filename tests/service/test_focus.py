"""Focus by steps and by the body's own means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.makes import Need
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.needs(Need.NIKON_LENS)

ID = "z-virtual-0000001"
READY, OUT_OF_FOCUS = "90c8", "0xa002"


def status(camera: VirtualCameraProcess) -> dict[str, Any]:
    return camera.control({"status": True})


@pytest.mark.parametrize("steps", [-200, 300, 0])
async def test_the_lens_moves_by_steps(client: RpcClient, camera: VirtualCameraProcess, steps: int) -> None:
    before = status(camera)["focus_position"]

    assert await client.call("drive_focus", steps=steps) == {"camera": ID, "steps": steps}
    assert status(camera)["focus_position"] == before + steps


async def test_live_view_is_on_only_for_the_movement(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("drive_focus", steps=-200)

    assert status(camera)["live_view_frames"] > 0
    assert not status(camera)["live_view"]


async def test_live_view_that_is_on_stays_on(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("set_config", name="viewfinder", value=True)
    await client.call("drive_focus", steps=-200)

    assert status(camera)["live_view"]


async def test_focus_can_be_driven_while_somebody_watches(client: RpcClient, camera: VirtualCameraProcess) -> None:
    before = status(camera)["focus_position"]
    await client.call("start_preview", binary=True)
    for _ in range(5):
        await client.call("drive_focus", steps=-10)
        await client.notification("preview_frame")

    assert status(camera)["focus_position"] == before - 50
    assert status(camera)["live_view"]


async def test_the_end_of_the_way_is_told(client: RpcClient) -> None:
    error = await client.error("drive_focus", steps=30000)

    assert (error.name, error.data["retryable"]) == ("camera_error", False)
    assert "limit" in error.message
    assert "the other way" in error.data["remedy"]
    await client.call("drive_focus", steps=-100)


async def test_the_camera_focuses(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("drive_focus", steps=-500)
    there = status(camera)["focus_position"]

    assert await client.call("autofocus") == {"camera": ID, "focused": True}
    assert status(camera)["focus_position"] != there


async def test_no_focus_found_is_told(client: RpcClient, camera: VirtualCameraProcess) -> None:
    camera.control({"refuse": READY, "code": OUT_OF_FOCUS, "times": 1})
    error = await client.error("autofocus")

    assert (error.name, error.data["retryable"]) == ("camera_error", True)
    assert "Out of Focus" in error.message
    assert "contrast" in error.data["remedy"]


async def test_manual_focus_is_told_with_what_to_do(client: RpcClient) -> None:
    await client.call("set_config", name="focusmode", value="Manual")
    error = await client.error("autofocus")

    assert error.name == "camera_error"
    assert '"Manual"' in error.message
    assert "focus_mode" in error.data["remedy"]


async def test_a_camera_without_a_lens_motor_says_so(tmp_path: Path) -> None:
    (tmp_path / "card").mkdir()
    async with (
        running_service(tmp_path / "state", [f"disk:{tmp_path / 'card'}"]) as service,
        service.client() as client,
    ):
        for method, params in (("drive_focus", {"steps": 1}), ("autofocus", {}), ("start_preview", {})):
            error = await client.error(method, **params)
            assert error.name == "not_supported"
            assert error.data["remedy"]
