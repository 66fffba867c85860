"""The EXIF of pictures that were just taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.full_size
READ_PART = "101b"


async def test_a_raw_tells_the_same_as_its_jpeg_without_being_fetched(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.quality, value=each_make.raw_and_jpeg)
    files = {file["filename"][-3:]: file for file in (await client.call("capture_image"))["files"]}
    kinds = (each_make.raw_suffix, "JPG")
    raw, small = [await client.call("get_metadata", path=files[kind]["path"]) for kind in kinds]

    assert raw["mime_type"] == each_make.raw_mime
    assert raw["tags"]["exif"] == small["tags"]["exif"]
    assert raw["tags"]["image"]["Model"] == small["tags"]["image"]["Model"]
    assert files[each_make.raw_suffix]["size_bytes"] > 4 << 20
    assert camera.control({"status": True})["operations"].count(READ_PART) <= 4


@pytest.mark.needs(Need.MEMORY)
async def test_a_picture_in_internal_memory_is_read_as_well(client: RpcClient, each_make: Make) -> None:
    await client.call("set_config", name="capturetarget", value=each_make.memory)
    (taken,) = (await client.call("capture_image"))["files"]

    told = await client.call("get_metadata", path=taken["path"])

    assert told["tags"]["exif"]["FNumber"] > 0
