"""`file_deleted`: once for each file that the service has deleted from a camera, and for no other."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.makes import Need
from tests.rigs.saving import saving_service, until, until_gone

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

DELETE, WRITE_PROTECTED = "100b", "0x200d"


async def deletions(client: RpcClient) -> list[dict[str, Any]]:
    """Return the params of each `file_deleted` in the log."""
    events = (await client.call("get_events", since=0))["events"]
    return [event["params"] for event in events if event["event"] == "file_deleted"]


async def test_what_one_client_deletes_is_told_to_another_and_is_in_the_log_once(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    (file,) = (await client.call("capture_image"))["files"]
    async with service.client() as other:
        await other.call("subscribe", events=["file_deleted"])
        await client.call("delete_file", path=file["path"])
        told = await other.notification("file_deleted")
    again = await client.error("delete_file", path=file["path"])

    assert (told["camera"], again.name) == (camera.id, "file_not_found")
    assert told["file"] == {name: file[name] for name in ("path", "filename", "mime_type")}
    assert await deletions(client) == [told]
    assert "file_deleted" in (await client.call("get_server_info"))["events"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_deletion_that_the_camera_refuses_is_none(
    client: RpcClient, camera: VirtualCameraProcess, picture: str
) -> None:
    camera.control({"refuse": DELETE, "code": WRITE_PROTECTED})
    await client.error("delete_file", path=picture)
    refused = await deletions(client)
    camera.control({"clear": True})
    await client.call("delete_file", path=picture)

    assert refused == []
    assert [told["file"]["path"] for told in await deletions(client)] == [picture]


@pytest.mark.needs(Need.BODY_FILES)
async def test_one_that_the_driver_died_at_is_not_told_before_the_camera_has_confirmed_it(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, picture: str
) -> None:
    camera.control({"hang": DELETE, "times": 1})
    deleting = client.send("delete_file", path=picture)
    await until(lambda: DELETE in camera.control({"status": True})["operations"])
    pid = service.cameras.cameras[0].worker_pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(Exception, match="driver_crashed"):
        await deleting
    unconfirmed = await deletions(client)
    await client.call("delete_file", path=picture)

    assert unconfirmed == []
    assert [told["file"]["path"] for told in await deletions(client)] == [picture]


async def test_what_is_deleted_after_saving_is_told_once_after_it_was_saved(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with saving_service(tmp_path, camera, delete_after_save=True) as (_, client):
        await client.call("subscribe", events=["file_deleted"])
        await client.call("capture_image")
        saved = await client.notification("file_saved")
        deleted = await client.notification("file_deleted")
        await until_gone(client, saved["file"]["path"])
        told = await deletions(client)

    assert deleted["file"] == saved["file"]
    assert deleted["seq"] > saved["seq"]
    assert told == [deleted]


@pytest.mark.needs(Need.BODY_FILES)
async def test_what_is_saved_and_stays_on_the_camera_is_not_told(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with saving_service(tmp_path, camera, name="{original}", delete_after_save=True) as (_, client):
        await client.call("subscribe", events=["file_deleted"])
        camera.control({"refuse": DELETE, "code": WRITE_PROTECTED})
        await client.call("capture_image")
        kept = await client.notification("save_failed")
        camera.control({"clear": True})
        await client.call("capture_image")
        deleted = await client.notification("file_deleted")
        told = await deletions(client)

    assert kept["file"]["filename"] == each_make.jpeg_of(6)
    assert deleted["file"]["filename"] == each_make.jpeg_of(7)
    assert told == [deleted]
