"""What a camera reports of a file's size is no proof of where it ends."""

from __future__ import annotations

import asyncio
import struct
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import pictures, saved_files, saving_service, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.full_size
NAME = "MVI_0001.MP4"


def film(content: bytes) -> bytes:
    """Return a film as far as its structure goes."""
    boxes = [(b"ftyp", b"isom\0\0\0\0"), (b"mdat", content), (b"moov", bytes(100))]
    return b"".join(struct.pack(">I4s", 8 + len(data), kind) + data for kind, data in boxes)


def put(camera: VirtualCameraProcess, tmp_path: Path, data: bytes, **more: object) -> None:
    (tmp_path / "source").write_bytes(data)
    camera.control({"put": NAME, "from": str(tmp_path / "source"), **more})


@pytest.mark.parametrize("has_structure", [True, False])
@pytest.mark.needs(Need.CARD)
async def test_a_film_that_grows_after_it_was_reported_is_saved_whole(
    camera: VirtualCameraProcess, tmp_path: Path, has_structure: bool, each_make: Make
) -> None:
    whole = film(b"frame" * 600_000) if has_structure else b"frame" * 600_000
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        put(camera, tmp_path, whole[:1_200_000])
        async with asyncio.timeout(20):
            while "1008" not in camera.control({"status": True})["operations"]:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        put(camera, tmp_path, whole)
        await client.notification("file_saved")
        saved = (pictures(tmp_path) / NAME).read_bytes()
        if has_structure:
            await until(lambda: camera.files() == each_make.stock)
        else:
            kept = await client.notification("save_failed", step="delete")
            assert "nothing in it shows" in kept["error"]["message"]

    assert saved == whole
    assert saved_files(tmp_path) == [NAME]


@pytest.mark.parametrize("reported", [0, 0xFFFFFFFF])
@pytest.mark.needs(Need.CARD)
async def test_a_film_without_a_size_is_not_saved_until_it_has_one(
    camera: VirtualCameraProcess, tmp_path: Path, reported: int, each_make: Make
) -> None:
    whole = film(b"frame" * 100_000)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        put(camera, tmp_path, whole, reported_bytes=reported)
        failed = await client.notification("save_failed")
        assert saved_files(tmp_path) == []
        camera.control({"put": NAME, "reported_bytes": len(whole)})
        camera.control({"drop": True})
        await client.notification("file_saved")
        await until(lambda: camera.files() == each_make.stock)

    assert (failed["error"]["name"], failed["will_retry"]) == ("file_unavailable", True)
    assert (pictures(tmp_path) / NAME).read_bytes() == whole


@pytest.mark.needs(Need.CARD)
async def test_a_film_whose_size_is_cut_is_not_saved_in_part_and_stays(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    whole = film(b"frame" * 300_000)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        put(camera, tmp_path, whole, reported_bytes=1_100_000)
        failed = await client.notification("save_failed")
        await client.call("capture_image")
        await client.notification("file_saved")
        await until(lambda: camera.files() == each_make.stock + 1)

    assert "goes on beyond" in failed["error"]["message"]
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6)]


@pytest.mark.needs(Need.CARD)
async def test_a_raw_whose_header_shows_its_end_is_saved_and_deleted_in_the_same_session(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    jpeg, cfa = b"\xff\xd8\xff" + bytes(5000) + b"\xff\xd9", bytes(900_000)
    head = b"FUJIFILMCCD-RAW ".ljust(84, b"\0") + struct.pack(">6I", 160, 5005, 5165, 100, 5265, len(cfa))
    whole = head.ljust(160, b"\0") + jpeg + bytes(100) + cfa
    (tmp_path / "source").write_bytes(whole)
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (service, client):
        pid = service.cameras.cameras[0].worker_pid
        camera.control({"put": "DSCF0001.RAF", "from": str(tmp_path / "source")})
        await client.notification("file_saved")
        await until(lambda: camera.files() == each_make.stock)
        assert service.cameras.cameras[0].worker_pid == pid

    assert (pictures(tmp_path) / "DSCF0001.RAF").read_bytes() == whole
