"""The EXIF of pictures that were just taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.full_size
READ_PART = "101b"


async def test_a_raw_tells_the_same_as_its_jpeg_without_being_fetched(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("set_config", name="imagequality", value="NEF+Fine")
    files = {file["filename"][-3:]: file for file in (await client.call("capture_image"))["files"]}
    raw, small = [await client.call("get_metadata", path=files[kind]["path"]) for kind in ("NEF", "JPG")]

    assert raw["mime_type"] == "image/x-nikon-nef"
    assert raw["tags"]["exif"] == small["tags"]["exif"]
    assert raw["tags"]["image"]["Model"] == small["tags"]["image"]["Model"]
    assert files["NEF"]["size_bytes"] > 10 << 20
    assert camera.control({"status": True})["operations"].count(READ_PART) <= 4


async def test_a_picture_in_internal_memory_is_read_as_well(client: RpcClient) -> None:
    await client.call("set_config", name="capturetarget", value="Internal RAM")
    (taken,) = (await client.call("capture_image"))["files"]

    told = await client.call("get_metadata", path=taken["path"])

    assert told["tags"]["exif"]["FNumber"] > 0
