"""Cameras that come and go: inotify on a stand-in for /dev/bus/usb, and libgphoto2's own virtual USB camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from rpc_camera.camera.identity import Source
from tests.rigs.cut_cable import CutCable
from tests.rigs.makes import Need
from tests.rigs.ports import hold_port
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make

CAMERA = "vc-0-1"
NETWORK_CAMERA = "PTP/IP Camera"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    devices = tmp_path / "usb"
    (devices / "001").mkdir(parents=True)
    return devices


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "vusb"
    folder.mkdir()
    Image.new("RGB", (320, 240), "green").save(folder / "A.JPG")
    return folder


async def test_a_camera_that_is_plugged_in_appears_and_works(
    usb: Path, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_service(tmp_path / "state", usb_devices=usb) as service, service.client() as client:
        await client.call("subscribe", events=["camera_added"])
        assert (await client.call("list_cameras"))["cameras"] == []

        monkeypatch.setenv("VCAMERADIR", str(pictures))
        (usb / "001" / "002").touch()
        added = await client.notification("camera_added")

        assert (added["camera"], added["info"]["port"]) == (CAMERA, "usb:001,001")
        taken = await client.call("capture_image")
        assert (await client.call("download_image", path=taken["files"][0]["path"]))["size_bytes"] > 0


async def test_a_camera_that_is_pulled_is_gone_and_keeps_its_name_and_settings_when_it_returns(
    usb: Path, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VCAMERADIR", str(pictures))
    async with running_service(tmp_path / "state", usb_devices=usb) as service, service.client() as client:
        await client.call("subscribe", events=["camera_added", "camera_removed"])
        await client.call("select_camera", camera=CAMERA)
        await client.call("set_config", name="capturetarget", value="Internal RAM")

        monkeypatch.delenv("VCAMERADIR")
        (usb / "001" / "002").touch()
        removed = await client.notification("camera_removed")
        error = await client.error("capture_image")
        listed = await client.call("list_cameras")

        monkeypatch.setenv("VCAMERADIR", str(pictures))
        (usb / "002").mkdir()
        added = await client.notification("camera_added")

        assert (removed["camera"], added["camera"]) == (CAMERA, CAMERA)
        assert (error.name, listed["cameras"]) == ("camera_lost", [])
        assert (await client.call("get_config", name="capturetarget"))["value"] == "Internal RAM"


async def test_a_bus_that_appears_is_watched_as_well(
    usb: Path, pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_service(tmp_path / "state", usb_devices=usb) as service, service.client() as client:
        await client.call("subscribe", events=["camera_added", "camera_removed"])
        monkeypatch.setenv("VCAMERADIR", str(pictures))
        (usb / "003").mkdir()
        await client.notification("camera_added")

        monkeypatch.delenv("VCAMERADIR")
        (usb / "003" / "001").touch()

        assert (await client.notification("camera_removed"))["camera"] == CAMERA


async def test_the_usb_camera_does_what_it_can_and_says_what_it_cannot(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VCAMERADIR", str(pictures))
    async with running_service(tmp_path / "state") as service, service.client() as client:
        files = (await client.call("list_files", recursive=True))["files"]
        whole = await client.call("download_image", path=files[0]["path"])
        ignored = await client.error("set_config", name="datetime", value="2026-01-31T12:00:00Z")
        taken = [(await client.call("capture_image"))["files"][0]["filename"] for _ in range(2)]

    assert whole["size_bytes"] == (pictures / "A.JPG").stat().st_size
    assert ignored.name == "config_not_applied"
    assert len(set(taken)) == 2


@pytest.mark.needs(Need.TARGET)
async def test_a_body_that_comes_back_on_another_port_keeps_its_id_its_settings_and_its_selection(
    tmp_path: Path, each_make: Make
) -> None:
    # libgphoto2's virtual USB camera has one port only; so the registry is told what discovery would find of a body
    # that is pulled out of one socket and put into another.
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as here:
        async with running_service(tmp_path) as service, service.client() as client:
            await client.call("subscribe", events=["camera_added", "camera_removed"])
            service.cameras.plug(Source(here.port_string, NETWORK_CAMERA, removable=True))
            await client.notification("camera_added")
            await client.call("select_camera", camera=each_make.id())
            await client.call("set_config", name="capturetarget", value="Internal RAM")

            here.stop()
            service.cameras.unplug(service.cameras.cameras[0].source.port, "It was unplugged.")
            with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as there:
                service.cameras.plug(Source(there.port_string, NETWORK_CAMERA, removable=True))
                target = await client.call("get_config", name="capturetarget")
                added = await client.notification("camera_added")

                assert there.port_string != here.port_string
                assert (added["camera"], added["info"]["port"]) == (each_make.id(), there.port_string)
                assert target["value"] == "Internal RAM"


async def test_a_network_camera_that_comes_at_another_address_of_its_own_keeps_its_id_and_live_view(
    tmp_path: Path, each_make: Make
) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as here, hold_port() as held:
        second_port = held.getsockname()[1]
        elsewhere = f"ptpip:127.0.0.1:{second_port}:{second_port}"
        async with running_service(tmp_path, [here.port_string, elsewhere]) as service, service.client() as client:
            await client.call("subscribe", events=["camera_added", "camera_removed"])
            await client.call("start_preview", camera=each_make.id(), binary=True, max_fps=5)
            here.stop()
            removed = client.notification("camera_removed", camera=each_make.id())
            with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001", port=second_port):
                assert "has come to" in (await removed)["reason"]
                added = await client.notification("camera_added", camera=each_make.id())
                await client.notification("preview_frame", camera=each_make.id())
                taken_there = await client.call("capture_image", camera=each_make.id())
                ports = {camera["port"]: camera["id"] for camera in (await client.call("list_cameras"))["cameras"]}

    assert added["info"]["port"] == elsewhere
    assert taken_there["files"]
    assert ports[elsewhere] == each_make.id() != ports[here.port_string]


async def test_a_network_camera_that_nobody_has_missed_yet_is_no_twin_at_another_address(
    tmp_path: Path, each_make: Make
) -> None:
    with (
        VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as here,
        VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as there,
    ):
        async with CutCable(here.port) as cable:
            before = f"ptpip:127.0.0.1:{cable.port}:{cable.port}"
            async with running_service(tmp_path, [before]) as service, service.client() as client:
                await client.call("get_config", name="iso", camera=each_make.id())
                await client.call("subscribe", events=["camera_added"])
                cable.forget()
                here.stop()
                service.cameras.add([there.port_string])
                added = await client.notification("camera_added")
                listed = {camera["port"]: camera for camera in (await client.call("list_cameras"))["cameras"]}

    assert added["camera"] == each_make.id()
    assert listed[there.port_string]["id"] == each_make.id() != listed[before]["id"]
