"""A driver that dies while it deletes a saved file is no refusal of the camera: it is tried again."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import saved_files, saving_service, until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

DELETE = "100b"


async def kill_at_deletion(service: RunningService, camera: VirtualCameraProcess) -> None:
    """Kill the worker as soon as it deletes something."""
    await until(lambda: DELETE in camera.control({"status": True})["operations"])
    pid = service.cameras.cameras[0].worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_worker_that_dies_while_it_deletes_has_it_tried_again(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (service, client):
        camera.control({"hang": DELETE, "times": 1})
        await client.call("capture_image")
        await kill_at_deletion(service, camera)
        failed = await client.notification("save_failed")
        await until(lambda: camera.files() == each_make.stock)

    assert (failed["step"], failed["error"]["name"], failed["will_retry"]) == ("delete", "driver_crashed", True)
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6)]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_file_at_which_the_driver_dies_again_and_again_keeps_no_other_from_being_saved_and_deleted(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (service, client):
        camera.control({"hang": DELETE, "times": 2})
        await client.call("capture_image")
        for _ in range(2):
            await kill_at_deletion(service, camera)
            await until(lambda: DELETE not in camera.control({"status": True})["operations"])
        await client.call("capture_image")
        await client.notification("file_saved", path=each_make.saved.jpeg_of(7))
        await until(lambda: camera.files() == each_make.stock + 1)  # the second is deleted before the first
        await until(lambda: camera.files() == each_make.stock)
        events = (await client.call("get_events", since=0))["events"]

    assert [event["event"] for event in events].count("save_failed") == 1
    assert saved_files(tmp_path) == [each_make.saved.jpeg_of(6), each_make.saved.jpeg_of(7)]


@pytest.mark.needs(Need.BODY_FILES)
async def test_what_the_driver_died_at_is_deleted_after_a_restart_of_the_server(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (service, client):
        camera.control({"hang": DELETE, "times": 1})
        await client.call("capture_image")
        await kill_at_deletion(service, camera)
        await client.notification("save_failed")
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True):
        await until(lambda: camera.files() == each_make.stock)
