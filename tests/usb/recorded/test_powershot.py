"""A real Canon PowerShot SX200 IS, as umockdev's author has recorded it, through the whole service."""

from __future__ import annotations

import base64
import io
import os
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.rigs.service import running_service
from tests.service.test_file_links import fetch, link
from tests.usb.emulated_usb import UsbNumbers

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.usb.emulated_usb import EmulatedUsb

POWERSHOT = UsbNumbers(0x04A9, 0x31C0)
ID = "canon-powershot-sx200-is-c767f1c714174c309255f70e4a7b2ee2"
NAMES = ("IMG_0001.JPG", "IMG_0002.JPG")


@pytest.fixture(scope="module")
def recordings() -> Path:
    """The folder devices/cameras of umockdev's source."""
    folder = os.environ.get("RPC_CAMERA_RECORDINGS")
    assert folder, "RPC_CAMERA_RECORDINGS has to be the folder that .ci/debian_source has filled"
    return Path(folder)


@pytest.fixture(scope="module")
def originals(recordings: Path) -> dict[str, bytes]:
    """What was on the card, by name."""
    with tarfile.open(recordings / "test-photos.tar") as card:
        files = {Path(member.name).name: card.extractfile(member) for member in card if member.isfile()}
        return {name: files[name].read() for name in NAMES}  # type: ignore[union-attr]  # files have content


@pytest.fixture
async def service(usb: EmulatedUsb, recordings: Path, tmp_path: Path) -> AsyncIterator[RunningService]:
    usb.plug_recording("1-1", recordings / "canon-powershot-sx200.ioctl", POWERSHOT)
    async with running_service(tmp_path, usb_devices=usb.devices) as service:
        yield service


async def files(client: RpcClient) -> dict[str, dict[str, Any]]:
    return {file["filename"]: file for file in (await client.call("list_files", recursive=True))["files"]}


async def test_it_is_known_by_model_and_serial_number_and_says_what_it_cannot(client: RpcClient) -> None:
    (listed,) = (await client.call("list_cameras"))["cameras"]
    about = await client.call("get_camera")
    refused = await client.error("capture_image")

    assert (listed["id"], listed["name"], listed["state"]) == (ID, "Canon PowerShot SX200 IS", "ready")
    assert "capture_image" not in listed["abilities"]
    assert (about["manufacturer"], about["firmware"]) == ("Canon Inc.", "1-6.0.1.0")
    assert refused.name == "not_supported"


async def test_its_files_are_listed_as_they_are(client: RpcClient, originals: dict[str, bytes]) -> None:
    listed = await files(client)

    assert {name: file["size_bytes"] for name, file in listed.items()} == {
        name: len(original) for name, original in originals.items()
    }
    assert {(file["width"], file["height"], file["mime_type"]) for file in listed.values()} == {
        (640, 480, "image/jpeg")
    }


@pytest.mark.parametrize("name", NAMES)
async def test_a_picture_arrives_byte_by_byte_with_thumbnail_and_metadata(
    service: RunningService, client: RpcClient, originals: dict[str, bytes], name: str
) -> None:
    path = (await files(client))[name]["path"]
    async with fetch(await link(service, client, path)) as response:
        over_http = await response.read()
    as_json = await client.call("download_image", path=path)
    part = await client.call("read_file", path=path, offset=1000, length=2000)
    thumbnail = await client.call("get_thumbnail", path=path)
    metadata = await client.call("get_metadata", path=path)

    assert over_http == base64.b64decode(as_json["image_base64"]) == originals[name]
    assert base64.b64decode(part["data_base64"]) == originals[name][1000:3000]
    assert Image.open(io.BytesIO(base64.b64decode(thumbnail["image_base64"]))).size == (160, 120)
    assert metadata["tags"]["image"]["Model"] == "Canon PowerShot SX200 IS"


async def test_it_is_the_same_camera_in_another_socket(
    usb: EmulatedUsb, recordings: Path, client: RpcClient, originals: dict[str, bytes]
) -> None:
    usb.unplug("1-1")
    await client.notification("camera_removed")
    port = usb.plug_recording("1-2", recordings / "canon-powershot-sx200.ioctl", POWERSHOT)
    added = await client.notification("camera_added")

    assert (added["camera"], added["info"]["port"]) == (ID, port)
    assert list(await files(client)) == list(originals)
