"""What only a Sony does: its pictures lie in its memory under the names that it has given them, and no card is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.saving import saved_files, saving_service
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RAW_AND_JPEG = 0x13


@pytest.fixture(params=["sony", "sony3"])
def alpha(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


def status(camera: VirtualCameraProcess) -> dict[str, Any]:
    return camera.control({"status": True})


async def test_raw_and_jpeg_are_one_picture(alpha: VirtualCameraProcess, tmp_path: Path) -> None:
    alpha.control({"set_property": "imagequality", "value": RAW_AND_JPEG})
    async with saving_service(tmp_path, alpha, name="{counter}-{original}") as (_, client):
        captured = [await client.call("capture_image") for _ in range(2)]
        for _ in range(4):
            await client.notification("file_saved")

    jpeg, raw = (f"capt_{name}" for name in status(alpha)["written"][:2])
    assert [file["filename"] for file in captured[0]["files"]] == [jpeg, raw]
    pictures = ["1", "1", "2", "2"]
    assert [name.partition("-")[0] for name in saved_files(tmp_path) if not name.startswith(".")] == pictures


async def test_a_raw_that_comes_after_the_next_release_is_of_its_own_picture(
    alpha: VirtualCameraProcess, tmp_path: Path
) -> None:
    alpha.control({"set_property": "imagequality", "value": RAW_AND_JPEG})
    alpha.control({"write_s": 0, "raw_later_s": 2})
    async with running_service(tmp_path, [alpha.port_string]) as service, service.client() as client:
        await client.call("subscribe", events=["file_added"])
        await client.call("trigger_capture")
        await client.notification("file_added")
        captured = await client.call("capture_image", timeout_s=20)

    stems = {file["filename"].partition(".")[0] for file in captured["files"]}
    assert stems == {f"capt_{status(alpha)['written'][-1].partition('.')[0]}"}
    assert len(captured["files"]) == 2
