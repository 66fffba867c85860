"""Uploads when the camera, its link or its process fails half-way: no half file stays that looks whole."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.makes import Need
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_uploads import DATA, NEW_NAME, names, new_file, put

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.rigs.makes import Make
    from tests.rigs.raw_http import Answer
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

pytestmark = pytest.mark.needs(Need.UPLOAD)

SEND_OBJECT = "100d"


async def until(camera: VirtualCameraProcess, reached: Callable[[dict[str, Any]], bool]) -> None:
    """Wait until the camera's status is that."""
    while not reached(camera.control({"status": True})):  # noqa: ASYNC110 - it tells only when asked
        await asyncio.sleep(0.01)


def message(answer: Answer) -> str:
    return str(json.loads(answer.body)["message"])


@pytest.mark.parametrize(
    ("mishap", "words"),
    [("cut", "Nothing of"), ("cut_and_kept", "was deleted"), ("cut_and_padded", "was deleted")],
)
async def test_a_link_lost_half_way_leaves_no_half_file(
    service: RunningService,
    client: RpcClient,
    camera: VirtualCameraProcess,
    *,
    each_make: Make,
    mishap: str,
    words: str,
) -> None:
    camera.control({"upload": mishap, "after_bytes": 100_000})

    broken = await put(service, each_make)
    listed = await names(client, each_make)
    again = await put(service, each_make)

    assert (broken.status, broken.error) == (503, "camera_lost")
    assert words in message(broken)
    assert NEW_NAME not in listed
    assert again.status == 201


async def test_what_the_camera_kept_short_is_deleted(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"upload": "shortened", "after_bytes": 100_000})

    short = await put(service, each_make)

    assert short.error == "camera_error"
    assert f"100000 of the {len(DATA)} bytes" in message(short)
    assert NEW_NAME not in await names(client, each_make)


async def test_a_camera_that_hangs_is_given_up_and_takes_the_file_later(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"hang": SEND_OBJECT, "times": 1})

    hung = await put(service, each_make)

    assert (hung.status, hung.error) == (503, "camera_lost")
    assert NEW_NAME not in await names(client, each_make)
    assert (await put(service, each_make)).status == 201


async def test_a_worker_killed_half_way_leaves_nothing(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"hang": SEND_OBJECT, "times": 1})
    storing = asyncio.create_task(put(service, each_make))
    await until(camera, lambda status: SEND_OBJECT in status["operations"])
    pid = service.cameras.cameras[0].worker_pid
    assert pid

    os.kill(pid, signal.SIGKILL)
    killed = await storing

    assert (killed.status, killed.error) == (503, "driver_crashed")
    assert NEW_NAME not in await names(client, each_make)
    assert (await put(service, each_make)).status == 201


async def test_a_picture_that_the_camera_took_under_that_name_meanwhile_is_left_alone(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    next_picture = each_make.path_of(6)
    files = camera.control({"status": True})["files"]
    camera.control({"hang": SEND_OBJECT, "times": 1})
    storing = asyncio.create_task(put(service, each_make, path=next_picture))
    await until(camera, lambda status: SEND_OBJECT in status["operations"])
    camera.control({"press_shutter": True})
    await until(camera, lambda status: status["files"] > files)

    camera.control({"drop": True})
    broken = await storing

    assert "left alone" in message(broken)
    got = await client.call("download_image", path=next_picture)
    assert base64.b64decode(got["image_base64"]).startswith(b"\xff\xd8")


async def test_an_upload_is_no_picture_that_was_missed(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added", "camera_state_changed"])
    first = (await client.call("capture_image"))["files"][0]["path"]
    assert (await put(service, each_make, path=f"{first.rpartition('/')[0]}/ZZZ.JPG")).status == 201
    assert (await client.notification("file_added", origin="upload"))["file"]["filename"] == "ZZZ.JPG"
    camera.control({"drop": True, "press_shutter": True})
    await client.notification("camera_state_changed", state="ready")

    missed = await client.notification("file_added")

    assert missed["file"]["filename"] == each_make.jpeg_of(7)
    (later,) = (await client.call("capture_image"))["files"]
    assert (await client.notification("file_added"))["file"]["path"] == later["path"]  # nothing was told between them


async def test_a_large_file_takes_little_of_the_workers_memory(
    service: RunningService, client: RpcClient, tmp_path: Path, each_make: Make
) -> None:
    size = 64 << 20
    source = tmp_path / "large"
    source.write_bytes(b"")
    os.truncate(source, size)
    pid = service.cameras.cameras[0].worker_pid

    def peak_bytes() -> int:
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) << 10

    before = peak_bytes()
    with source.open("rb") as file:
        answer = await put(service, each_make, file, path=f"{each_make.first_folder}/LARGE.NEF")

    assert answer.status == 201
    assert peak_bytes() - before < size // 4
    assert [path for path in (tmp_path / ".uploads").rglob("*") if path.is_file()] == []
    assert (await client.call("get_file_info", path=f"{each_make.first_folder}/LARGE.NEF"))["size_bytes"] == size


async def test_the_disk_space_of_an_upload_is_given_back(
    service: RunningService, client: RpcClient, tmp_path: Path, each_make: Make
) -> None:
    assert (await put(service, each_make)).status == 201

    pid = service.cameras.cameras[0].worker_pid
    descriptors = Path(f"/proc/{pid}/fd").iterdir()  # noqa: ASYNC240 - a few entries
    held = [link for link in descriptors if str(tmp_path / ".uploads") in str(link.readlink())]
    assert not held
    got = await client.call("read_file", path=new_file(each_make), offset=0, length=1000)
    assert got["size_bytes"] == len(DATA)


async def test_a_camera_that_stays_away_is_told_with_what_cannot_be_known(tmp_path: Path, each_make: Make) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service:
            camera.control({"hang": SEND_OBJECT})
            storing = asyncio.create_task(put(service, each_make))
            await until(camera, lambda status: SEND_OBJECT in status["operations"])
            camera.control({"offline": True})

            answer = await storing

    assert answer.error == "camera_lost"
    assert "could not be seen" in message(answer)
