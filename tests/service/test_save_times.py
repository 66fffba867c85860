"""A picture whose time the camera corrects is the same picture; a name that is used again is another."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import saved_files, saving_service, sha256, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.virtual_camera import VirtualCameraProcess

NAME = "DSC_0100.JPG"
WRONG, RIGHT = "1979-11-30T00:00:00", "2026-11-28T12:00:00"


def jpeg(content: bytes) -> bytes:
    return b"\xff\xd8\xff" + content + b"\xff\xd9"


def put(camera: VirtualCameraProcess, tmp_path: Path, data: bytes, taken_at: str) -> None:
    (tmp_path / "source").write_bytes(data)
    camera.control({"put": NAME, "from": str(tmp_path / "source"), "taken_at": taken_at})


@pytest.mark.parametrize("is_same", [True, False])
@pytest.mark.needs(Need.CARD)
async def test_a_time_that_changes_later_makes_no_second_picture_unless_the_content_does(
    camera: VirtualCameraProcess, tmp_path: Path, is_same: bool, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="%Y/{counter}-{original}") as (_, client):
        put(camera, tmp_path, jpeg(b"first"), WRONG)
        await client.notification("file_saved")
        put(camera, tmp_path, jpeg(b"first" if is_same else b"other"), RIGHT)
        camera.control({"drop": True})
        await client.notification("camera_state_changed", state="ready", previous="lost")
        await client.call("capture_image")
        await client.notification("file_saved", path=f"2026/{2 if is_same else 3}-{each_make.saved.jpeg_of(6)}")
        async with asyncio.timeout(10):
            while (state := await client.call("get_tethering"))["pending"]:  # noqa: ASYNC110
                await asyncio.sleep(0.05)

    others = [] if is_same else [f"2026/2-{NAME}"]
    assert saved_files(tmp_path) == sorted(
        [f"1979/1-{NAME}", *others, f"2026/{2 if is_same else 3}-{each_make.saved.jpeg_of(6)}"]
    )
    assert (state["pending"], state["failing"]) == (0, [])


@pytest.mark.parametrize("is_same", [True, False])
@pytest.mark.needs(Need.CARD)
async def test_a_picture_whose_time_changes_before_it_is_deleted_is_deleted_by_its_content(
    camera: VirtualCameraProcess, tmp_path: Path, is_same: bool, each_make: Make
) -> None:
    data = jpeg(b"first")
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        camera.control({"hang": "100b"})
        put(camera, tmp_path, data, WRONG)
        await client.notification("file_saved")
        await until(lambda: "100b" in camera.control({"status": True})["operations"])
        camera.control({"offline": True})
        put(camera, tmp_path, data if is_same else jpeg(b"other"), RIGHT)
        camera.control({"clear": True, "offline": False})
        await until(lambda: camera.files() == each_make.stock)
        if not is_same:
            await client.notification("file_saved")

    expected = {NAME} if is_same else {NAME, NAME.replace(".", "-1.")}
    assert set(saved_files(tmp_path)) == expected
    assert {sha256(tmp_path / "pictures" / name) for name in expected} >= {sha256(tmp_path / "source")}
