"""Crashes, hangs and pulled cables: told at once, confined to one camera, mended by themselves."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.rigs.makes import Need
from tests.rigs.pictures import any_picture
from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

OTHER_SERIAL = "0000002"
THUMBNAIL = "100a"


def worker_pid(service: RunningService, number: int = 0) -> int:
    pid = service.cameras.cameras[number].worker_pid
    assert pid
    return pid


def freeze(camera: VirtualCameraProcess) -> None:
    """Have it answer neither whether there is anything new nor which storages it has."""
    for operation in (camera.make.events, "1004", "1005"):
        camera.control({"hang": operation})


async def test_callers_learn_of_a_killed_worker_at_once_and_why(service: RunningService, each_make: Make) -> None:
    async with service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        await client.call("set_config", name=each_make.shutter, value=each_make.time(5))
        capture, waiting = client.send("capture_image"), client.send("get_config", name="iso")
        await client.notification("camera_state_changed", state="busy")

        os.kill(worker_pid(service), signal.SIGKILL)
        error = await rejected(capture)

        assert (error.name, error.data["retryable"]) == ("driver_crashed", True)
        assert "SIGKILL" in error.message
        assert (await waiting)["value"] == "100"  # it had not been begun: the new worker does it


async def test_a_crash_is_told_within_100_ms_or_so(service: RunningService, each_make: Make) -> None:
    # The bound of the design, with a tenfold margin for a shared machine.
    async with service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        await client.call("set_config", name=each_make.shutter, value=each_make.time(5))
        capture = client.send("capture_image")
        await client.notification("camera_state_changed", state="busy")

        killed = time.monotonic()
        os.kill(worker_pid(service), signal.SIGKILL)
        await rejected(capture)

        assert time.monotonic() - killed < 1.0


async def test_a_crash_concerns_neither_other_cameras_nor_other_clients(two: RunningService, each_make: Make) -> None:
    async with two.client() as one, two.client() as other:
        await other.call(
            "set_config", name=each_make.shutter, value=each_make.time(1), camera=each_make.id(OTHER_SERIAL)
        )
        capture = other.send("capture_image", camera=each_make.id(OTHER_SERIAL))
        await other.call("list_cameras")

        os.kill(worker_pid(two), signal.SIGKILL)

        assert (await one.call("get_config", name="iso", camera=each_make.id(OTHER_SERIAL)))["value"] == "100"
        assert (await capture)["files"]
        assert (await one.call("get_config", name="iso", camera=each_make.id()))["value"] == "100"


async def test_a_real_segfault_of_libgphoto2_is_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # libgphoto2's own virtual USB camera follows a pointer it has never set when its folder is missing; glibc is asked
    # to fill fresh memory with a pattern, and to keep none back, so that it leads nowhere every time.
    folder = tmp_path / "vusb"
    monkeypatch.setenv("VCAMERADIR", str(folder))
    monkeypatch.setenv("MALLOC_PERTURB_", "85")
    monkeypatch.setenv("GLIBC_TUNABLES", "glibc.malloc.tcache_count=0")
    async with running_service(tmp_path) as service, service.client() as client:
        error = await client.error("list_files", folder="/store_00010001")
        monkeypatch.delenv("MALLOC_PERTURB_")
        monkeypatch.delenv("GLIBC_TUNABLES")
        folder.mkdir()
        Image.new("RGB", (64, 48)).save(folder / "A.JPG")
        mended = await client.call("list_files", folder="/store_00010001")

    assert error.name == "driver_crashed"
    assert "SIGSEGV" in error.message
    assert "A.JPG" in [file["filename"] for file in mended["files"]]


async def test_a_camera_that_stops_answering_is_given_up_and_reached_again(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["camera_state_changed"])
    await service.cameras.cameras[0].line.idle()  # a listing that hangs is given up after a minute
    freeze(camera)

    lost = await client.notification("camera_state_changed", state="lost")
    camera.control({"clear": True})
    await client.notification("camera_state_changed", state="ready")

    assert lost["reason"]
    assert (await client.call("capture_image"))["files"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_an_operation_that_hangs_is_ended_and_others_do_not_notice(
    two: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    async with two.client() as client:
        await client.call("select_camera", camera=each_make.id())
        picture = await any_picture(client, each_make)
        camera.control({"hang": THUMBNAIL})
        hanging = client.send("get_thumbnail", path=picture, camera=each_make.id())

        assert (await client.call("capture_image", camera=each_make.id(OTHER_SERIAL)))["files"]
        assert (await rejected(hanging)).name in {"camera_lost", "camera_timeout"}


async def test_the_first_call_after_a_pulled_cable_just_works(client: RpcClient, camera: VirtualCameraProcess) -> None:
    camera.control({"drop": True})

    assert (await client.call("get_config", name="iso"))["value"] == "100"


async def test_the_first_capture_after_a_pulled_cable_just_works(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    first = each_make.jpeg_of(6)
    camera.control({"drop": True})

    assert len((await client.call("capture_image"))["files"]) == 1
    files = (await client.call("list_files", recursive=True))["files"]
    new = [file["path"] for file in files if file["path"].startswith(each_make.folder) and file["filename"] >= first]
    assert new == [each_make.path_of(6)]


async def test_a_camera_that_is_switched_off_is_lost_and_its_return_needs_nothing(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["camera_state_changed"])
    camera.control({"offline": True})
    await client.notification("camera_state_changed", state="lost")
    error = await client.error("get_config", name="iso")

    camera.control({"offline": False})

    assert (error.name, error.data["retryable"]) == ("camera_lost", True)
    assert (await client.call("get_config", name="iso"))["value"] == "100"


async def test_the_first_call_after_a_power_cycle_just_works(tmp_path: Path, each_make: Make) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as camera:
        port = camera.port
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            await client.call("select_camera", camera=each_make.id("0000001"))
            assert camera.stop() == 0
            with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001", port=port):
                assert (await client.call("get_camera"))["serial_number"] == "0000001"
                assert len((await client.call("capture_image"))["files"]) == 1


@pytest.mark.needs(Need.TARGET)
async def test_a_setting_of_the_driver_outlives_its_worker(service: RunningService, each_make: Make) -> None:
    async with service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        await client.call("set_config", name="capturetarget", value=each_make.memory)
        os.kill(worker_pid(service), signal.SIGKILL)
        await client.notification("camera_state_changed", state="ready")

        assert (await client.call("get_config", name="capturetarget"))["value"] == each_make.memory


async def test_a_driver_that_keeps_crashing_is_not_started_again_at_once(service: RunningService) -> None:
    async with service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        error = None
        for number in range(8):  # the pauses grow; the first ones can be over on a busy machine when it is asked
            if number:
                await client.notification("camera_state_changed", state="ready")
            os.kill(worker_pid(service), signal.SIGKILL)
            await client.notification("camera_state_changed", state="lost")
            try:
                await client.call("get_config", name="iso")
            except RpcError as refusal:
                error = refusal
                break
        assert error
        await client.notification("camera_state_changed", state="ready")

        assert error.name == "driver_crashed"
        assert error.data["retry_after_s"] > 0
        assert (await client.call("get_config", name="iso"))["value"] == "100"


async def test_any_number_of_clients_is_served_while_one_camera_is_lost(
    two: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"offline": True})
    async with asyncio.TaskGroup() as group:
        answers = [group.create_task(one_capture(two, each_make)) for _ in range(4)]

    names = [answer.result() for answer in answers]
    assert len(set(names)) == 4


async def one_capture(service: RunningService, make: Make) -> str:
    async with service.client() as client:
        return str((await client.call("capture_image", camera=make.id(OTHER_SERIAL)))["files"][0]["path"])


async def rejected(answer: asyncio.Future[object]) -> RpcError:
    with pytest.raises(RpcError) as caught:
        await asyncio.wait_for(answer, 30)
    return caught.value


async def test_a_worker_that_hangs_after_it_lost_its_camera_holds_nobody_up(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        await service.cameras.cameras[0].line.idle()
        freeze(camera)
        camera.control({"hang": "1003"})  # the close of the session, which libgphoto2 waits for
        await client.notification("camera_state_changed", state="lost")
        camera.control({"clear": True})

        assert (await client.call("get_config", name="iso"))["value"] == "100"


@pytest.mark.needs(Need.BODY_FILES)
async def test_pictures_that_came_while_the_link_was_gone_are_told_once_it_is_back(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("subscribe", events=["camera_state_changed"])
    await client.call("capture_image")
    camera.control({"offline": True})
    await client.notification("camera_state_changed", state="lost")
    for _ in range(2):
        shots = camera.control({"status": True})["files"]
        camera.control({"press_shutter": True})
        await until(lambda before=shots: camera.control({"status": True})["files"] > before)  # type: ignore[misc]
    await client.call("subscribe", events=["file_added"])
    camera.control({"offline": False})
    missed = [(await client.notification("file_added"))["file"]["filename"] for _ in range(2)]

    events = (await client.call("get_events", since=0))["events"]
    told = [event["params"]["file"]["filename"] for event in events if event["event"] == "file_added"]
    assert missed == [*map(each_make.jpeg_of, (7, 8))]
    assert told == [each_make.jpeg_of(6), *missed]


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that another process does and tells nobody."""
    async with asyncio.timeout(10):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_server_out_of_descriptors_gets_its_cameras_back(service: RunningService) -> None:
    async with service.client() as client:
        await client.call("subscribe", events=["camera_state_changed"])
        await client.error("get_config", name="nothing")  # what a refusal is checked against is in memory from now on
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))  # what the dead worker leaves would do for another one
        try:
            os.kill(worker_pid(service), signal.SIGKILL)
            await client.notification("camera_state_changed", state="lost")
            error = await client.error("get_config", name="iso")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        await client.notification("camera_state_changed", state="ready")

        assert error.name == "driver_crashed"
        assert (await client.call("get_config", name="iso"))["value"] == "100"


@pytest.mark.parametrize(
    "method",
    [
        pytest.param("delete_file", marks=pytest.mark.needs(Need.BODY_FILES)),
        pytest.param("upload_file", marks=pytest.mark.needs(Need.UPLOAD)),
        "set_config",
    ],
)
async def test_what_changes_the_camera_just_works_after_a_pulled_cable_too(
    client: RpcClient, camera: VirtualCameraProcess, picture: str, method: str
) -> None:
    params: dict[str, dict[str, object]] = {
        "delete_file": {"path": picture},
        "upload_file": {"folder": picture.rpartition("/")[0], "filename": "NEW.JPG", "data_base64": "AAAA"},
        "set_config": {"name": "iso", "value": "400"},
    }
    camera.control({"drop": True})

    assert await client.call(method, **params[method])


async def test_a_camera_found_late_is_announced_under_the_name_it_turns_out_to_have(
    tmp_path: Path, each_make: Make
) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000007") as camera:
        camera.control({"offline": True})
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            await client.call("subscribe", events=["camera_added", "camera_removed"])
            (listed,) = (await client.call("list_cameras"))["cameras"]
            await client.call("select_camera", camera=listed["id"])
            camera.control({"offline": False})
            removed, added = await client.notification("camera_removed"), await client.notification("camera_added")

            assert (removed["camera"], added["camera"]) == (listed["id"], each_make.id("0000007"))
            assert (await client.call("get_camera"))["id"] == each_make.id("0000007")


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_camera_that_does_not_answer_is_shown_as_that_and_so_is_the_waiting(
    service: RunningService, camera: VirtualCameraProcess, picture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("occupancy", "line"):
        monkeypatch.setattr(f"rpc_camera.camera.line.{module}.SLOW_S", 0.3)
    async with service.client() as one, service.client() as other:
        await one.call("subscribe", events=["camera_state_changed"])
        await other.call("subscribe", events=["progress"])
        camera.control({"hang": THUMBNAIL})
        hanging = one.send("get_thumbnail", path=picture)
        waiting = other.send("get_config", name="iso")

        shown = await one.notification("camera_state_changed", state="busy")
        step = await other.notification("progress", stage="waiting")
        listed = (await one.call("list_cameras"))["cameras"][0]
        camera.control({"clear": True})

        assert "get_thumbnail" in shown["reason"]
        assert (listed["state"], listed["state_reason"]) == ("busy", shown["reason"])
        assert step["unit"] == "s"
        assert (await waiting)["value"] == "100"
        assert await hanging
        assert (await one.notification("camera_state_changed"))["state"] == "ready"
