"""Pictures from a body's memory while no disk of the server has room for them: they wait, and none is driven out."""

from __future__ import annotations

import base64
import hashlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.rigs.saving import no_room_for_more_than, press, until_gone
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

BY_HAND = 4  # libgphoto2 keeps three at most


@asynccontextmanager
async def two_clients(
    folder: Path, camera: VirtualCameraProcess
) -> AsyncIterator[tuple[RunningService, RpcClient, RpcClient]]:
    """Yield a service, a client that is notified of files, and one of states: either can come first."""
    async with (
        running_service(folder, [camera.port_string]) as service,
        service.client() as client,
        service.client() as watching,
    ):
        await client.call("subscribe", events=["file_added"])
        await watching.call("subscribe", events=["camera_state_changed"])
        yield service, client, watching


async def press_and_wait(client: RpcClient, camera: VirtualCameraProcess) -> str:
    """Take a picture by hand, and return the path by which it is published."""
    await press(camera)
    path: str = (await client.notification("file_added"))["file"]["path"]
    return path


async def capture(client: RpcClient) -> str:
    """Take a picture, and return its path."""
    path: str = (await client.call("capture_image"))["files"][0]["path"]
    assert (await client.notification("file_added"))["file"]["path"] == path
    return path


async def digests(client: RpcClient, paths: list[str]) -> list[str]:
    """Return the SHA-256 of each, as a client downloads it."""
    data = [base64.b64decode((await client.call("download_image", path=path))["image_base64"]) for path in paths]
    return [hashlib.sha256(each).hexdigest() for each in data]


@pytest.mark.parametrize(
    ("make", "memory", "by_hand"),
    [
        ("nikon", "Internal RAM", 0),  # what is shot by hand goes to its card
        ("canon", "Internal RAM", BY_HAND),
        ("canon-dslr", "Internal RAM", BY_HAND),
        ("sony", "sdram", BY_HAND),
        ("sony3", "sdram", BY_HAND),
    ],
)
async def test_none_is_lost_and_the_camera_says_that_they_wait(
    tmp_path: Path, make: str, memory: str, by_hand: int
) -> None:
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        async with two_clients(tmp_path, camera) as (service, client, watching):
            await client.call("set_config", name="capturetarget", value=memory)
            paths = [await capture(client)]
            with no_room_for_more_than(10_000, service):
                paths.append(await capture(client))
                while "reason" not in (waiting := await watching.notification("camera_state_changed", state="ready")):
                    pass
                await client.call("list_files")  # no new session for that: it would lose what the body has
                paths += [await press_and_wait(client, camera) for _ in range(by_hand)]
                listed = await client.call("list_files")
                in_memory = await digests(client, paths)
                infos = [await client.call("get_file_info", path=path) for path in paths]
                refused = await client.error("capture_image")
                (described,) = (await client.call("list_cameras"))["cameras"]
            paths.append(await capture(client))
            while "reason" in (over := await watching.notification("camera_state_changed", state="ready")):
                pass
            assert await digests(client, paths[:-1]) == in_memory
            made = [file["sha256"] for file in camera.control({"status": True})["contents"]]
            assert in_memory == made[: len(in_memory)] or not by_hand
            assert [await client.call("get_file_info", path=path) for path in paths[:-1]] == infos

    assert len(set(paths)) == by_hand + 3
    assert "wait for room" in waiting["reason"]
    assert [file["path"] for file in listed["files"]] == paths[:-1]
    assert (described["state"], described["state_reason"]) == ("ready", waiting["reason"])
    assert (refused.name, "--state-dir" in refused.data["remedy"]) == ("storage_full", True)
    assert over["previous"] in {"ready", "busy"}


async def test_one_that_waits_can_be_deleted(tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", "sony", "--serial", "0000001") as camera:
        async with two_clients(tmp_path, camera) as (service, client, watching):
            with no_room_for_more_than(10_000, service):
                path = await press_and_wait(client, camera)
                await client.call("delete_file", path=path)
                await until_gone(client, path)
                states = [await watching.notification("camera_state_changed", state="ready") for _ in range(2)]
                (listed,) = (await client.call("list_cameras"))["cameras"]

    assert ["reason" in state for state in states] == [True, False]
    assert "state_reason" not in listed
