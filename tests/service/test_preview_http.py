"""Live view over HTTP: the stream as a browser reads it, one frame, and who may have them."""

from __future__ import annotations

import asyncio
import io
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from tests.rigs.makes import Need
from tests.rigs.mjpeg import MixedReplace
from tests.rigs.pictures import any_picture
from tests.rigs.service import TOKEN
from tests.service.test_preview import has_ended, status, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

STREAM, JPEG = "preview.mjpeg", "preview.jpg"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@asynccontextmanager
async def answer(
    service: RunningService, path: str, method: str = "GET", headers: dict[str, str] | None = BEARER
) -> AsyncIterator[aiohttp.ClientResponse]:
    of_camera = f"/cameras/{service.cameras.cameras[0].id}/{path}"
    address = service.url + (path if path.startswith("/") else of_camera)
    async with aiohttp.ClientSession(headers=headers) as http, http.request(method, address) as response:
        yield response


@asynccontextmanager
async def stream(service: RunningService, path: str = STREAM) -> AsyncIterator[MixedReplace]:
    async with answer(service, path) as response:
        assert response.status == 200, await response.text()
        parts = MixedReplace(response)
        await parts.begin()
        yield parts


async def numbers_of(parts: MixedReplace, count: int) -> set[int]:
    return {int(part.headers["x-sequence"]) for _ in range(count) if (part := await parts.next())}


async def test_the_stream_is_one_of_whole_pictures_that_move(service: RunningService, each_make: Make) -> None:
    async with stream(service) as parts:
        found = [part for _ in range(20) if (part := await parts.next())]
        while len({part.body for part in found}) == 1 and (part := await parts.next()):  # it stands still at times
            found.append(part)

    assert {part.headers["content-type"] for part in found} == {"image/jpeg"}
    assert [int(part.headers["content-length"]) for part in found] == [len(part.body) for part in found]
    assert {Image.open(io.BytesIO(part.body)).size for part in found} == {each_make.frame_size}
    assert len({part.body for part in found}) > 1
    numbers = [int(part.headers["x-sequence"]) for part in found]
    assert numbers == sorted(set(numbers))
    assert {part.headers["x-skipped"] for part in found} >= {"0"}


async def test_a_frame_can_be_shown_before_the_next_one_comes(service: RunningService, each_make: Make) -> None:
    async with stream(service, f"{STREAM}?max_fps=0.1") as parts:
        part = await parts.next()  # which has seen the boundary after it

    assert part
    assert Image.open(io.BytesIO(part.body)).size == each_make.frame_size


async def test_the_stream_shares_the_reading_and_the_mirror_comes_down_after_it(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["preview_state_changed"])
    async with stream(service) as one, stream(service) as other:
        seen = await asyncio.gather(*(numbers_of(each, 20) for each in (one, other)))

    assert seen[0] & seen[1]

    await client.notification("preview_state_changed", state="stopped")
    assert has_ended(camera)


async def test_one_frame_is_a_jpeg_and_the_mirror_stays_up_for_the_next(
    service: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    async with service.client() as client:
        await client.call("subscribe", events=["preview_state_changed"])
        for _ in range(3):
            async with answer(service, JPEG) as response:
                body = await response.read()
            assert (response.status, response.headers["Content-Type"]) == (200, "image/jpeg")
            assert Image.open(io.BytesIO(body)).size == each_make.frame_size
        assert status(camera)["live_view"]
        assert [await client.notification("preview_state_changed") for _ in range(2)][1]["state"] == "stopped"

    assert has_ended(camera)


@pytest.mark.parametrize(("path", "kind"), [(STREAM, "multipart/x-mixed-replace"), (JPEG, "image/jpeg")])
async def test_nothing_is_kept_in_caches_and_head_brings_no_mirror_up(
    service: RunningService, camera: VirtualCameraProcess, path: str, kind: str
) -> None:
    async with answer(service, path, "HEAD") as head:
        assert (head.status, head.content_type) == (200, kind)
        assert head.headers["Cache-Control"] == "no-store"
    assert status(camera)["live_view_frames"] == 0

    async with answer(service, path) as got:
        assert got.headers["Cache-Control"] == "no-store"


async def test_a_link_shows_live_view_without_the_token(service: RunningService, client: RpcClient) -> None:
    links = await client.call("get_preview_url", expires_s=60)

    async with answer(service, links["jpeg_url"], headers=None) as response:
        assert response.status == 200
    async with answer(service, links["mjpeg_url"], headers=None) as response:
        assert response.status == 200
    async with answer(service, links["mjpeg_url"] + "&max_fps=5", headers=None) as response:
        assert response.status == 200


async def test_a_link_is_good_for_its_camera_and_its_time_only(two: RunningService, each_make: Make) -> None:
    async with two.client() as client:
        mine = (await client.call("get_preview_url", camera=each_make.id()))["jpeg_url"]
        past = (await client.call("get_preview_url", camera=each_make.id(), expires_s=0.001))["jpeg_url"]
        await client.call("select_camera", camera=each_make.id())
        file = await any_picture(client, each_make)
        of_a_file = (await client.call("get_file_url", camera=each_make.id(), path=file))["url"].partition("?")[2]
    of_preview = mine.partition("?")[2]
    await asyncio.sleep(1.1)  # the signature is good to the second

    for address in (
        mine.replace("0000001", "0000002"),
        past,
        f"/cameras/{each_make.id()}/{JPEG}?{of_a_file}",
        f"/cameras/{each_make.id()}/{STREAM}?{of_a_file}",
        f"/cameras/{each_make.id()}/files{file}?{of_preview}",
    ):
        async with answer(two, address, headers=None) as response:
            assert (response.status, (await response.json())["data"]["name"]) == (403, "forbidden"), address


@pytest.mark.needs(Need.LIVE_VIEW_REFUSED)
async def test_refusals_have_the_reason_and_a_status(
    service: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"battery": 3})
    async with answer(service, STREAM) as response:
        error: dict[str, Any] = await response.json()
    async with answer(service, "/cameras/none/preview.jpg") as missing:
        assert missing.status == 404

    assert (response.status, error["data"]["name"]) == (503, "camera_error")
    assert each_make.low_battery in error["message"]


async def test_the_stream_goes_on_after_a_capture_and_a_pulled_cable(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
    await client.call("subscribe", events=["preview_state_changed"])
    async with stream(service) as parts:
        assert await parts.next()
        await client.call("capture_image")
        await client.notification("preview_state_changed", state="paused")
        await client.notification("preview_state_changed", state="running")
        assert await parts.next()
        camera.control({"offline": True})
        await client.notification("preview_state_changed", state="paused")
        camera.control({"offline": False})
        await client.notification("preview_state_changed", state="running")
        for _ in range(10):
            assert await parts.next()


async def test_the_stream_ends_properly_when_the_camera_goes(service: RunningService) -> None:
    async with stream(service) as parts:
        assert await parts.next()
        await service.cameras.close()
        while await parts.next():
            pass


async def test_a_viewer_that_hangs_up_while_nothing_comes_is_noticed(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    preview = service.cameras.cameras[0].preview
    async with stream(service) as parts:
        assert await parts.next()
        camera.control({"offline": True})
        await until(lambda: preview.state == "paused")
    await until(lambda: preview.state == "stopped")
