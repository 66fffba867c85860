"""Bodies that are plugged in, pulled, and plugged in elsewhere."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.rigs.rpc_client import RpcError
from tests.rigs.saving import until
from tests.rigs.service import running_service
from tests.usb.conftest import DATA
from tests.usb.emulated_usb import LISTED, UNLISTED

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.usb.emulated_usb import EmulatedUsb, UsbNumbers

ID, SECOND_ID = "z-virtual-0000001", "z-virtual-0000002"
FOLDER = "/store_00010001/DCIM/100VIRTL"
RELEASE = "9207"
WAS_UNPLUGGED = "It was unplugged or switched off."
MODELS = pytest.mark.parametrize("model", [LISTED, UNLISTED], ids=["a model that is listed", "one that is not"])


@MODELS
async def test_a_camera_that_is_there_at_the_start_works(
    usb: EmulatedUsb, camera: VirtualCameraProcess, model: UsbNumbers, tmp_path: Path
) -> None:
    port = usb.plug("1-1", camera, model)
    async with running_service(tmp_path, usb_devices=usb.devices) as service, service.client() as client:
        (listed,) = (await client.call("list_cameras"))["cameras"]
        iso = await client.call("set_config", name="iso", value="400")
        picture = (await client.call("capture_image"))["files"][0]["path"]
        whole = await client.call("download_image", path=picture)

    assert (listed["id"], listed["port"], listed["state"]) == (ID, port, "ready")
    assert iso["value"] == "400"
    assert base64.b64decode(whole["image_base64"])[:2] == b"\xff\xd8"


async def test_a_file_gets_onto_the_card_as_it_is(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient
) -> None:
    usb.plug("1-1", camera, UNLISTED)
    await client.notification("camera_added")
    for size_bytes in (1, 500, 512, 100_000):  # a container of 512 bytes is one of those that end with a full packet
        stored = await client.call(
            "upload_file",
            folder=FOLDER,
            filename=f"{size_bytes}.JPG",
            data_base64=base64.b64encode(DATA[:size_bytes]).decode(),
        )
        back = await client.call("download_image", path=stored["path"])
        assert base64.b64decode(back["image_base64"]) == DATA[:size_bytes]


async def test_a_body_that_is_plugged_in_appears_and_works(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient
) -> None:
    port = usb.plug("1-1", camera)
    added = await client.notification("camera_added")

    assert (added["camera"], added["info"]["port"], added["info"]["state"]) == (ID, port, "ready")
    assert (await client.call("capture_image"))["files"]


@MODELS
async def test_a_body_that_is_pulled_is_gone_and_requests_say_what_to_do(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient, model: UsbNumbers
) -> None:
    usb.plug("1-1", camera, model)
    await client.notification("camera_added")
    await client.call("select_camera", camera=ID)
    usb.unplug("1-1")
    removed = await client.notification("camera_removed")
    error = await client.error("capture_image")
    without = await client.error("capture_image", camera="usb:001,099")

    assert (removed["camera"], removed["reason"]) == (ID, WAS_UNPLUGGED)
    assert (error.name, error.data["camera"], error.data["retryable"]) == ("camera_lost", ID, True)
    assert "cable" in error.data["remedy"]
    assert without.name == "camera_not_found"
    assert (await client.call("list_cameras"))["cameras"] == []


async def test_a_request_in_work_ends_with_the_body_that_is_pulled(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient
) -> None:
    usb.plug("1-1", camera)
    await client.notification("camera_added")
    camera.control({"hang": RELEASE})
    waiting = [client.send("capture_image"), client.send("get_config", name="iso")]
    await until(lambda: camera.control({"status": True})["operations"][-1] == RELEASE)
    usb.unplug("1-1")

    for each in waiting:
        with pytest.raises(RpcError) as refused:
            await each
        assert (refused.value.name, refused.value.data["retryable"]) == ("camera_lost", True)


async def test_a_body_that_is_back_under_another_number_is_the_same_camera(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient
) -> None:
    before = usb.plug("1-1", camera)
    await client.notification("camera_added")
    await client.call("select_camera", camera=ID)
    await client.call("set_config", name="capturetarget", value="Internal RAM")
    usb.unplug("1-1")
    after = usb.plug("1-1", camera)
    removed = await client.notification("camera_removed")
    added = await client.notification("camera_added")

    assert before != after
    assert (removed["camera"], added["camera"], added["info"]["port"]) == (ID, ID, after)
    assert (await client.call("get_config", name="capturetarget"))["value"] == "Internal RAM"
    assert (await client.call("capture_image"))["files"][0]["path"].count("/") == 1


async def test_two_bodies_work_at_once_and_one_that_is_pulled_is_nothing_to_the_other(
    usb: EmulatedUsb, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, client: RpcClient
) -> None:
    usb.plug("1-1", camera)
    usb.plug("1-2", second_camera)
    added = {(await client.notification("camera_added"))["camera"] for _ in range(2)}
    taken = [client.send("capture_image", camera=each) for each in (ID, SECOND_ID)]
    assert [len((await each)["files"]) for each in taken] == [1, 1]
    camera.control({"hang": RELEASE})
    waiting = client.send("capture_image", camera=ID)
    usb.unplug("1-1")
    with pytest.raises(RpcError, match="camera_lost"):
        await waiting
    await client.notification("camera_removed")

    assert added == {ID, SECOND_ID}
    assert (await client.call("capture_image"))["files"]
    states = [params["state"] for name, params in _notifications(client) if name == "camera_state_changed"]
    assert set(states) <= {"busy", "ready"}  # with its own picture


async def test_bodies_that_change_places_keep_their_ids(
    usb: EmulatedUsb, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, client: RpcClient
) -> None:
    usb.plug("1-1", camera)
    usb.plug("1-2", second_camera)
    for _ in range(2):
        await client.notification("camera_added")
    for socket in ("1-1", "1-2"):
        usb.unplug(socket)
    ports = {SECOND_ID: usb.plug("1-1", second_camera), ID: usb.plug("1-2", camera)}
    for _ in range(2):
        await client.notification("camera_added")

    assert {each["id"]: each["port"] for each in (await client.call("list_cameras"))["cameras"]} == ports
    for each in (ID, SECOND_ID):
        assert (await client.call("capture_image", camera=each))["files"]


@MODELS
async def test_a_body_that_has_gone_is_lost_and_nothing_else_when_it_is_opened(
    usb: EmulatedUsb, camera: VirtualCameraProcess, model: UsbNumbers, tmp_path: Path
) -> None:
    port = usb.plug("1-1", camera, model)
    nothing = tmp_path / "nothing"  # so the service does not notice that it is pulled, and tries to open it again
    async with running_service(tmp_path, usb_devices=nothing) as service, service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        usb.unplug("1-1")
        changed = await client.notification("camera_state_changed")
        errors = [await client.error("get_config", name="iso") for _ in range(3)]
        (listed,) = (await client.call("list_cameras"))["cameras"]

    assert changed["state"] == listed["state"] == "lost"
    for error in errors:
        assert (error.name, error.data["retryable"]) == ("camera_lost", True)
        assert error.message == f"There is no camera on {port} any more: it was unplugged or switched off."


async def test_a_camera_that_another_program_holds_is_claimed_and_works_when_it_is_free(
    usb: EmulatedUsb, camera: VirtualCameraProcess, client: RpcClient
) -> None:
    usb.plug("1-1", camera)
    usb.claim("1-1", elsewhere=True)
    added = await client.notification("camera_added")
    error = await client.error("get_config", name="iso")
    usb.claim("1-1", elsewhere=False)

    assert added["info"]["state"] == "failed"
    assert (error.name, error.data["retryable"]) == ("camera_claimed", True)
    assert "gvfs" in error.data["remedy"]
    assert (await client.call("capture_image"))["files"]


async def test_a_body_with_a_loose_plug_ends_as_one_healthy_camera(
    usb: EmulatedUsb, camera: VirtualCameraProcess, service: RunningService, client: RpcClient
) -> None:
    for _ in range(10):
        usb.plug("1-1", camera)
        usb.unplug("1-1")
    await _check_one_is_healthy(service, client, usb.plug("1-1", camera))


async def test_a_body_that_is_pulled_each_time_while_it_is_opened_ends_as_one_healthy_camera(
    usb: EmulatedUsb, camera: VirtualCameraProcess, service: RunningService, client: RpcClient
) -> None:
    for sent_bytes in (0, 100, 300):
        usb.plug("1-1", camera)
        usb.unplug_after("1-1", sent_bytes)
        await client.notification("camera_removed")
    await _check_one_is_healthy(service, client, usb.plug("1-1", camera))


async def _check_one_is_healthy(service: RunningService, client: RpcClient, port: str) -> None:
    await client.notification("camera_added", camera=ID)
    (listed,) = (await client.call("list_cameras"))["cameras"]

    assert (listed["id"], listed["port"], listed["state"]) == (ID, port, "ready")
    assert (await client.call("capture_image"))["files"]
    await until(lambda: _workers() == [service.cameras.cameras[0].worker_pid])


def _notifications(client: RpcClient) -> list[tuple[str, dict[str, object]]]:
    return [client.notifications.get_nowait() for _ in range(client.notifications.qsize())]


def _workers() -> list[int]:
    """Return the process ids of the workers that this process has started."""
    children = Path("/proc/thread-self/children").read_text().split()
    return [int(child) for child in children if Path(f"/proc/{child}/comm").read_text().startswith("usb:")]
