"""Live view of another host's camera: numbered as there, read once for all who watch alike, back when it is back."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from rpc_camera.attached import WithBytes
from rpc_camera.camera.identity import Source
from tests.rigs.mjpeg import MixedReplace
from tests.rigs.service import TOKEN
from tests.service.test_file_links import fetch
from tests.service.test_preview import forget, has_ended, status, until
from tests.service.test_preview_slow import frames_later, small_socket

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

BEARER = f"Bearer {TOKEN}"
BUFFERED_FRAMES = 60


def viewers(host: RunningService) -> int:
    return len(host.cameras.cameras[0].preview._viewers)


@pytest.mark.parametrize("binary", [True, False])
async def test_frames_come_numbered_as_the_camera_s(
    client: RpcClient, host: RunningService, camera: str, there: VirtualCameraProcess, binary: bool
) -> None:
    started = await client.call("start_preview", camera=camera, binary=binary)
    frames = [await client.notification("preview_frame") for _ in range(20)]

    assert started == {"camera": camera, "state": "running", "max_fps": 30, "binary": binary}
    assert {frame["camera"] for frame in frames} == {camera}
    numbers = [frame["sequence"] for frame in frames]
    assert numbers == sorted(set(numbers))
    assert sum(frame["skipped"] for frame in frames) <= numbers[-1] - numbers[0]
    if binary:
        for frame in frames:
            assert isinstance(frame, WithBytes)
            assert len(frame.data) == frame["size_bytes"]
            assert Image.open(io.BytesIO(frame.data)).size == there.make.frame_size
    assert viewers(host) == 1


async def test_one_stream_feeds_all_who_watch_alike_and_ends_with_the_last(
    gateway: RunningService, host: RunningService, camera: str, there: VirtualCameraProcess
) -> None:
    async with gateway.client() as one, gateway.client() as other:
        for viewer in (one, other):
            await viewer.call("start_preview", camera=camera, binary=True)
        async with fetch(f"{gateway.url}/cameras/{camera}/preview.mjpeg", Authorization=BEARER) as response:
            parts = MixedReplace(response)
            await parts.begin()
            assert await parts.next()
            for viewer in (one, other):
                await viewer.notification("preview_frame")
            assert viewers(host) == 1
            response.close()
        await one.call("start_preview", camera=camera, max_fps=5)
        await until(lambda: viewers(host) == 2)
        assert await one.call("stop_preview", camera=camera) == {"camera": camera, "stopped": True}
        assert await one.call("stop_preview", camera=camera) == {"camera": camera, "stopped": False}
        await until(lambda: viewers(host) == 1)
        forget(one)
        await other.notification("preview_frame")
        assert one.notifications.empty()
    await until(lambda: viewers(host) == 0)  # with the end of a connection
    await until(lambda: has_ended(there))


async def test_a_viewer_gets_no_more_than_it_asked_for(client: RpcClient, camera: str) -> None:
    await client.call("start_preview", camera=camera, max_fps=5, binary=True)
    await client.notification("preview_frame")
    begun = asyncio.get_running_loop().time()
    frames = [await client.notification("preview_frame") for _ in range(6)]

    assert asyncio.get_running_loop().time() - begun > 5 / 5
    assert [frame["skipped"] for frame in frames] == [0] * 6


async def test_the_stream_over_http_is_one_of_whole_pictures(
    gateway: RunningService, client: RpcClient, camera: str, there: VirtualCameraProcess
) -> None:
    links = await client.call("get_preview_url", camera=camera)
    async with fetch(gateway.url + links["mjpeg_url"]) as response:
        parts = MixedReplace(response)
        await parts.begin()
        found = [part for _ in range(10) if (part := await parts.next())]
        response.close()
    async with fetch(gateway.url + links["jpeg_url"]) as one:
        frame = await one.read()
    async with fetch(gateway.url + links["mjpeg_url"], "HEAD") as head:
        assert head.status == 200
    async with fetch(gateway.url + links["mjpeg_url"] + "&max_fps=0") as wrong:
        assert (wrong.status, (await wrong.json())["data"]["name"]) == (400, "invalid_params")
    async with fetch(gateway.url + links["jpeg_url"] + "&max_fps=0") as wrong:
        assert (wrong.status, (await wrong.json())["data"]["name"]) == (400, "invalid_params")

    sizes = {Image.open(io.BytesIO(part.body)).size for part in found}
    assert sizes == {there.make.frame_size} == {Image.open(io.BytesIO(frame)).size}
    numbers = [int(part.headers["x-sequence"]) for part in found]
    assert numbers == sorted(set(numbers))
    assert one.headers["X-Sequence"].isdigit()


async def test_it_pauses_for_a_capture_and_goes_on(client: RpcClient, camera: str, there: VirtualCameraProcess) -> None:
    make = there.make
    await client.call("set_config", camera=camera, name=make.shutter, value=make.time(1))
    taking = client.send("capture_image", camera=camera)
    await until(lambda: bool(status(there)["exposing"]))
    started = await client.call("start_preview", camera=camera, binary=True)

    assert started["state"] == "paused"
    assert not taking.done()
    assert (await taking)["files"]
    await client.notification("preview_frame")


async def test_a_viewer_waits_for_a_camera_that_went_away_and_a_stream_over_http_ends(
    gateway: RunningService, host: RunningService, client: RpcClient, camera: str, there: VirtualCameraProcess
) -> None:
    await client.call("start_preview", camera=camera, binary=True)
    async with fetch(f"{gateway.url}/cameras/{camera}/preview.mjpeg", Authorization=BEARER) as response:
        parts = MixedReplace(response)
        await parts.begin()
        assert await parts.next()
        host.cameras.unplug(there.port_string, "It was unplugged.")
        while await parts.next():
            pass
    refused = [await client.error("start_preview", camera=camera, max_fps=max_fps) for max_fps in (30, 7)]
    forget(client)
    host.cameras.plug(Source(there.port_string, None, removable=False))
    frame = await client.notification("preview_frame")

    assert [each.name for each in refused] == ["camera_lost"] * 2
    assert frame["camera"] == camera


async def test_http_post_cannot_carry_frames(gateway: RunningService, camera: str) -> None:
    request: dict[str, Any] = {"jsonrpc": "2.0", "id": 1, "method": "start_preview", "params": {"camera": camera}}
    async with (
        aiohttp.ClientSession(headers={"Authorization": BEARER}) as session,
        session.post(f"{gateway.url}/rpc", json=request) as response,
    ):
        assert (await response.json())["error"]["data"]["name"] == "not_supported"


async def test_a_stream_that_was_not_read_goes_on_with_a_new_frame(
    gateway: RunningService, client: RpcClient, camera: str
) -> None:
    await client.call("start_preview", camera=camera, binary=True, max_fps=120)
    connector = aiohttp.TCPConnector(socket_factory=small_socket)
    headers = {"Authorization": BEARER}
    url = f"{gateway.url}/cameras/{camera}/preview.mjpeg?max_fps=120"
    async with aiohttp.ClientSession(headers=headers, connector=connector) as session, session.get(url) as response:
        parts = MixedReplace(response)
        await parts.begin()
        now = await frames_later(client, 200)

        old = 0
        while (part := await parts.next()) and int(part.headers["x-skipped"]) <= 50:
            old += 1

    assert part
    assert old < BUFFERED_FRAMES
    assert int(part.headers["x-sequence"]) >= now - BUFFERED_FRAMES
