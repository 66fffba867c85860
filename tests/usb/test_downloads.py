"""Files that are under way when the cable is pulled."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.rigs.rpc_client import RpcError
from tests.rigs.saving import check_saved, press, saved_files, saving_service, until
from tests.service.test_file_links import fetch, link
from tests.usb.conftest import DATA, EVENTS, PATH

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.usb.emulated_usb import EmulatedUsb

ID, SECOND_ID = "z-virtual-0000001", "z-virtual-0000002"
HALF_WAY_BYTES = 6_000_000
RAW_PLUS_JPEG = 7


@pytest.fixture
async def url(usb: EmulatedUsb, camera: VirtualCameraProcess, service: RunningService, client: RpcClient) -> str:
    """The address of the file at PATH of the first camera, which is plugged into 1-1."""
    usb.plug("1-1", camera)
    await client.notification("camera_added")
    return await link(service, client, PATH)


@pytest.mark.parametrize("sent_bytes", [200_000, HALF_WAY_BYTES, 12_400_000])
async def test_a_download_goes_on_when_the_body_is_back_under_another_number(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient, url: str, sent_bytes: int
) -> None:
    usb.unplug_after("1-1", sent_bytes)
    async with fetch(url) as response:
        await client.notification("camera_removed")
        usb.plug("1-2", camera)
        whole = await response.read()

    assert whole == DATA


async def test_a_download_waits_for_its_own_body_and_reads_nothing_from_another(
    usb: EmulatedUsb, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, client: RpcClient, url: str
) -> None:
    usb.unplug_after("1-1", HALF_WAY_BYTES)
    async with fetch(url) as response:
        await client.notification("camera_removed")
        usb.plug("1-1", second_camera)
        await client.notification("camera_added", camera=SECOND_ID)
        usb.plug("1-2", camera)
        whole = await response.read()

    assert whole == DATA


async def test_a_download_of_a_body_that_does_not_come_back_is_cut_and_says_why(
    usb: EmulatedUsb, client: RpcClient, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.download._PATIENCE_S", 2.0)
    caplog.set_level(logging.INFO, "rpc_camera.camera.files.download")
    usb.unplug_after("1-1", HALF_WAY_BYTES)
    as_json = client.send("download_image", path=PATH, camera=ID)
    async with fetch(url) as response:
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()
    with pytest.raises(RpcError) as refused:
        await as_json

    assert f"{PATH} was cut: camera_lost: {ID} was unplugged." in caplog.text
    waits = f"{ID}: the download of {PATH} waits: {ID} was unplugged."
    assert 1 <= caplog.messages.count(waits) <= len(("over HTTP", "as JSON")), (
        "a line for each download, not for each try"
    )
    assert (refused.value.name, refused.value.data["retryable"]) == ("camera_lost", True)
    assert "cable" in refused.value.data["remedy"]


async def test_a_file_that_is_another_one_when_the_body_is_back_is_not_put_together_from_both(
    usb: EmulatedUsb, camera: VirtualCameraProcess, service: RunningService, client: RpcClient, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    source.write_bytes(DATA)
    camera.control({"put": "LONG.NEF", "from": str(source)})
    usb.plug("1-1", camera)
    await client.notification("camera_added")
    files = (await client.call("list_files", recursive=True))["files"]
    url = await link(service, client, next(file["path"] for file in files if file["filename"] == "LONG.NEF"))
    usb.unplug_after("1-1", HALF_WAY_BYTES)
    async with fetch(url) as response:
        await client.notification("camera_removed")
        source.write_bytes(DATA[::-1] + b"more")
        camera.control({"put": "LONG.NEF", "from": str(source)})
        usb.plug("1-1", camera)
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()

    async with fetch(url) as response:
        assert await response.read() == source.read_bytes()


async def test_a_raw_that_was_written_while_the_cable_was_out_is_found(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient
) -> None:
    usb.plug("1-1", camera)
    await client.notification("camera_added")
    camera.control({"set_property": "imagequality", "value": RAW_PLUS_JPEG, "write_s": 0.1, "raw_later_s": 1})
    before = camera.control({"status": True})["files"]
    capture = client.send("capture_image")
    jpeg = await client.notification("file_added")
    usb.unplug("1-1")
    with pytest.raises(RpcError, match="camera_lost"):
        await capture
    await until(lambda: camera.control({"status": True})["files"] == before + 2)
    usb.plug("1-1", camera)
    raw = await client.notification("file_added")

    assert [Path(each["file"]["path"]).suffix for each in (jpeg, raw)] == [".JPG", ".NEF"]
    assert Path(raw["file"]["path"]).stem == Path(jpeg["file"]["path"]).stem


async def test_pictures_are_saved_whole_and_once_though_the_cable_is_pulled_meanwhile(
    usb: EmulatedUsb, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    usb.plug("1-1", camera)
    async with saving_service(tmp_path, usb_devices=usb.devices) as (_, client):
        await client.call("subscribe", events=EVENTS)
        usb.unplug_after("1-1", 300_000)  # in the middle of the picture that is being saved
        await press(camera)
        await client.notification("camera_removed")
        await press(camera)
        usb.plug("1-1", camera)
        saved = [await client.notification("file_saved") for _ in range(2)]
        for each in saved:
            await check_saved(client, tmp_path, each)

        assert saved_files(tmp_path) == sorted({each["path"] for each in saved})
