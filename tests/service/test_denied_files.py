"""A camera that denies a picture has not always lost it: refused listings, and cards that are taken out."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import check_saved, in_the_middle, press, saved_files, saving_service

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.full_size


def names_of(make: Make) -> list[str]:
    return [make.raw_of(frame) for frame in (6, 7, 8)]


async def shoot_three(client: RpcClient, camera: VirtualCameraProcess, tmp_path: Path) -> None:
    """Have the first of three pictures being saved, and the others pending."""
    await client.call("set_config", name=camera.make.quality, value=camera.make.raw)
    camera.control({"latency_s": 0.1})
    await client.call("capture_image")
    await in_the_middle(tmp_path)
    for _ in range(2):
        await press(camera)
    await until_pending(client, 3)


async def until_pending(client: RpcClient, count: int) -> None:
    while (await client.call("get_tethering"))["pending"] != count:  # noqa: ASYNC110
        await asyncio.sleep(0.02)


async def check_all_saved(client: RpcClient, tmp_path: Path, make: Make) -> None:
    """Wait until all three are saved, in any order, and check each."""
    missing = set(names_of(make))
    while missing:
        saved = await client.notification("file_saved")
        if saved["path"] in missing:
            await check_saved(client, tmp_path, saved)
            missing.remove(saved["path"])


async def failures(client: RpcClient) -> list[tuple[str, bool]]:
    events = (await client.call("get_events", since=0))["events"]
    return [
        (event["params"]["error"]["name"], event["params"]["will_retry"])
        for event in events
        if event["event"] == "save_failed"
    ]


@pytest.mark.needs(Need.BODY_FILES)
@pytest.mark.parametrize(("operation", "times"), [("listing", 4), ("1008", 1)])
async def test_refused_listings_after_a_reconnection_make_no_pending_picture_deleted(
    camera: VirtualCameraProcess, tmp_path: Path, operation: str, times: int, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await shoot_three(client, camera, tmp_path)
        camera.control({"offline": True})
        await client.notification("camera_state_changed", state="lost")
        camera.control({"clear": True})
        refused = each_make.listing if operation == "listing" else operation
        camera.control({"refuse": refused, "code": "0x2002", "times": times})
        camera.control({"offline": False})
        await check_all_saved(client, tmp_path, each_make)
        failed = await failures(client)

    assert set(names_of(each_make)) <= set(saved_files(tmp_path))
    assert all(name != "file_not_found" and will_retry for name, will_retry in failed)


@pytest.mark.needs(Need.CARD)
async def test_pictures_on_a_card_that_is_taken_out_are_saved_when_it_is_back(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}") as (_, client):
        await shoot_three(client, camera, tmp_path)
        camera.control({"clear": True, "card": "remove"})
        while (failed := await client.notification("save_failed"))["error"]["name"] != "file_unavailable":
            assert failed["will_retry"]
        await until_pending(client, 3)
        camera.control({"card": "insert"})
        await check_all_saved(client, tmp_path, each_make)
        reasons = await failures(client)

    assert "card is not in the camera" in failed["error"]["message"]
    assert all(name != "file_not_found" and will_retry for name, will_retry in reasons)
    assert saved_files(tmp_path) == names_of(each_make)
