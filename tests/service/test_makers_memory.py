"""Pictures from the memory of bodies of all makes: kept on the server's disk, with the thumbnail that is in them."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("make", "memory"),
    [
        ("nikon", "Internal RAM"),
        ("canon", "Internal RAM"),
        ("canon-dslr", "Internal RAM"),
        ("sony", "sdram"),
        ("sony3", "sdram"),
    ],
)
async def test_a_picture_from_memory_has_its_own_thumbnail(tmp_path: Path, make: str, memory: str) -> None:
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            await client.call("set_config", name="capturetarget", value=memory)
            for file in (await client.call("capture_image"))["files"]:
                thumbnail = await client.call("get_thumbnail", path=file["path"])
                assert file["path"].startswith("/capt")
                assert Image.open(io.BytesIO(base64.b64decode(thumbnail["image_base64"]))).size == (160, 120)
