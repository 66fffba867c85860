"""Live view over the WebSocket: one reading for all, newest first, paused for captures, gone with its viewers."""

from __future__ import annotations

import asyncio
import base64
import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from rpc_camera.attached import WithBytes
from tests.rigs.makes import Need
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess


def picture(frame: dict[str, Any]) -> bytes:
    """Return the JPEG of a binary frame."""
    assert isinstance(frame, WithBytes)
    return bytes(frame.data)


def size_of(jpeg: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(jpeg)).size


def status(camera: VirtualCameraProcess) -> dict[str, Any]:
    return camera.control({"status": True})


def has_ended(camera: VirtualCameraProcess) -> bool:
    """Return whether the body has left live view, where it ever does."""
    return not status(camera)["live_view"] or Need.LIVE_VIEW_ENDS not in camera.make.abilities


def forget(client: RpcClient) -> None:
    """Pass over the notifications that have come."""
    while not client.notifications.empty():
        client.notifications.get_nowait()


async def until(true: Callable[[], bool | Awaitable[bool]]) -> None:
    async with asyncio.timeout(30):
        while True:
            told = true()
            if told if isinstance(told, bool) else await told:
                return
            await asyncio.sleep(0.02)


async def test_frames_come_numbered_and_move(client: RpcClient, each_make: Make) -> None:
    started = await client.call("start_preview")
    frames = [await client.notification("preview_frame") for _ in range(30)]

    assert started == {"camera": each_make.id(), "state": "running", "max_fps": 30, "binary": False}
    pictures = [base64.b64decode(frame["image_base64"]) for frame in frames]
    assert {size_of(picture) for picture in pictures} == {each_make.frame_size}
    assert [frame["size_bytes"] for frame in frames] == [len(picture) for picture in pictures]
    assert len(set(pictures)) > 1
    numbers = [frame["sequence"] for frame in frames]
    assert numbers == sorted(set(numbers))
    assert all(frame["at"].endswith("Z") and frame["camera"] == each_make.id() for frame in frames)


async def test_a_binary_frame_has_the_jpeg_behind_its_notification(client: RpcClient, each_make: Make) -> None:
    await client.call("start_preview", binary=True)
    frame = await client.notification("preview_frame")

    assert "image_base64" not in frame
    assert len(picture(frame)) == frame["size_bytes"]
    assert size_of(picture(frame)) == each_make.frame_size


async def test_the_answer_comes_before_the_first_frame(service: RunningService) -> None:
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
        http.ws_connect(f"{service.url}/rpc", max_msg_size=0) as socket,
    ):
        for number in range(5):
            params = {"binary": True, "max_fps": 240}
            await socket.send_json({"jsonrpc": "2.0", "id": number, "method": "start_preview", "params": params})
            kinds = [(await socket.receive(timeout=30)).type for _ in range(5)]
            await socket.send_json({"jsonrpc": "2.0", "id": 9, "method": "stop_preview"})
            while (await socket.receive(timeout=30)).type is aiohttp.WSMsgType.BINARY:
                pass

            assert kinds == [aiohttp.WSMsgType.TEXT, *[aiohttp.WSMsgType.BINARY] * 4]


async def test_one_reading_feeds_all_viewers(service: RunningService, camera: VirtualCameraProcess) -> None:
    async with service.client() as one, service.client() as other, service.client() as third:
        for viewer in (one, other, third):
            await viewer.call("start_preview", binary=True)
        seen = [[await viewer.notification("preview_frame") for _ in range(20)] for viewer in (one, other, third)]
        read = status(camera)["live_view_frames"]
        forget(one)
        later = [await one.notification("preview_frame") for _ in range(10)]

    numbers = [{frame["sequence"] for frame in frames} for frames in seen]
    shared = (numbers[0] & numbers[1] & numbers[2]).pop()
    same = {picture(frame) for frames in seen for frame in frames if frame["sequence"] == shared}
    assert len(same) == 1
    assert read <= later[-1]["sequence"] + 1  # libgphoto2 drops the first


async def test_a_viewer_gets_no_more_than_it_asked_for_and_has_missed_none_of_it(service: RunningService) -> None:
    async with service.client() as slow, service.client() as fast:
        await slow.call("start_preview", max_fps=5)
        await fast.call("start_preview", max_fps=60, binary=True)
        few = [await slow.notification("preview_frame") for _ in range(6)]

        first, last = (datetime.fromisoformat(frame["at"]) for frame in (few[0], few[-1]))
        assert (last - first).total_seconds() > 4.5 / 5
        assert [frame["skipped"] for frame in few] == [0] * 6
        assert few[-1]["sequence"] - few[0]["sequence"] > 6  # the camera was read faster, for the other


async def test_the_camera_is_read_as_fast_as_the_fastest_viewer_wants(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("start_preview", max_fps=2)
    begun = asyncio.get_running_loop().time()
    before = status(camera)["live_view_frames"]
    for _ in range(4):
        await client.notification("preview_frame")
    read = status(camera)["live_view_frames"] - before

    assert read <= 2 * (asyncio.get_running_loop().time() - begun) + 2


@pytest.mark.needs(Need.LIVE_VIEW_ENDS)
async def test_the_mirror_comes_down_after_the_last_viewer(
    service: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    async with service.client() as watcher, service.client() as one:
        await watcher.call("subscribe", events=["preview_state_changed"])
        async with service.client() as other:
            await one.call("start_preview")
            await other.call("start_preview")
            await watcher.notification("preview_state_changed", state="running")

            assert await one.call("stop_preview") == {"camera": each_make.id(), "stopped": True}
            await other.notification("preview_frame")
            assert status(camera)["live_view"]
        stopped = await watcher.notification("preview_state_changed")  # with the end of a connection

    assert (stopped["state"], stopped["reason"]) == ("stopped", "Nobody watches any more.")
    await until(lambda: has_ended(camera))  # a body that refuses it at first is asked again


@pytest.mark.needs(Need.LIVE_VIEW_SETTING)
async def test_what_live_view_changes_is_put_back(client: RpcClient, each_make: Make) -> None:
    async def is_as_before() -> bool:
        return bool((await client.call("get_config", name=each_make.live_view_setting))["value"] == before)

    async def is_changed() -> bool:
        return not await is_as_before()

    before = (await client.call("get_config", name=each_make.live_view_setting))["value"]
    await client.call("subscribe", events=["preview_state_changed"])
    await client.call("start_preview")
    await until(is_changed)  # libgphoto2 remembers settings for two seconds
    await client.call("stop_preview")
    await client.notification("preview_state_changed", state="stopped")

    await until(is_as_before)


async def test_after_stopping_no_frame_comes(client: RpcClient) -> None:
    await client.call("start_preview")
    await client.notification("preview_frame")
    await client.call("stop_preview")
    await client.call("get_config", name="iso")
    forget(client)
    await client.call("capture_image")

    assert client.notifications.empty()


async def test_stopping_what_was_not_started_is_no_error(client: RpcClient, each_make: Make) -> None:
    assert await client.call("stop_preview") == {"camera": each_make.id(), "stopped": False}


async def test_starting_again_changes_the_options(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("subscribe", events=["preview_state_changed"])
    await client.call("start_preview", binary=False)
    await client.notification("preview_frame")
    await client.call("start_preview", binary=True, max_fps=10)
    forget(client)
    frames = [await client.notification("preview_frame") for _ in range(5)]

    assert all(isinstance(frame, WithBytes) for frame in frames)
    numbers = [frame["sequence"] for frame in frames]
    assert numbers == sorted(set(numbers))
    assert (await client.call("stop_preview"))["stopped"]
    await client.notification("preview_state_changed", state="stopped")
    assert has_ended(camera)


async def test_one_connection_can_watch_several_cameras(two: RunningService, each_make: Make) -> None:
    async with two.client() as client:
        for number in ("0000001", "0000002"):
            await client.call("start_preview", camera=each_make.id(number))

        await client.notification("preview_frame", camera=each_make.id("0000001"))
        await client.notification("preview_frame", camera=each_make.id("0000002"))
        await client.call("stop_preview", camera=each_make.id("0000001"))
        forget(client)
        later = [await client.notification("preview_frame") for _ in range(5)]

        assert {frame["camera"] for frame in later} == {each_make.id("0000002")}


@pytest.mark.needs(Need.LIVE_VIEW_REFUSED)
async def test_a_body_that_refuses_says_why(client: RpcClient, camera: VirtualCameraProcess, each_make: Make) -> None:
    camera.control({"battery": 3})

    error = await client.error("start_preview")

    assert error.name == "camera_error"
    assert each_make.low_battery in error.message
    assert "battery" in error.data["remedy"]
    assert await client.call("stop_preview") == {"camera": each_make.id(), "stopped": False}


async def test_post_cannot_carry_frames_and_says_what_can(service: RunningService) -> None:
    request = {"jsonrpc": "2.0", "id": 1, "method": "start_preview"}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(f"{service.url}/rpc", json=request) as response,
    ):
        error = (await response.json())["error"]

    assert error["data"]["name"] == "not_supported"
    assert "get_preview_url" in error["data"]["remedy"]


async def test_nobody_watches_without_the_token(service: RunningService) -> None:
    async with service.client(token=None) as client:
        assert (await client.error("start_preview")).name == "unauthorized"
