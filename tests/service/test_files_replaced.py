"""Downloads of a file that is deleted, and another stored under its name: of one or of the other, never of both."""

from __future__ import annotations

import asyncio
import base64
import os
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.rigs.makes import Need
from tests.rigs.rpc_client import RpcError
from tests.service.test_file_links import fetch, link

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

NAME = "POSTER.JPG"
SIZE = 12_000_000


pytestmark = pytest.mark.needs(Need.UPLOAD)


@pytest.fixture
def path(each_make: Make) -> str:
    return f"{each_make.first_folder}/{NAME}"


async def store(client: RpcClient, path: str, data: bytes) -> None:
    folder = path.removesuffix(f"/{NAME}")
    await client.call("upload_file", folder=folder, filename=NAME, data_base64=base64.b64encode(data).decode())


async def test_its_successor_has_another_etag_and_no_part_of_it_completes_what_came_before(
    service: RunningService, client: RpcClient, path: str
) -> None:
    await store(client, path, b"A" * 1000)
    async with fetch(await link(service, client, path)) as response:
        first = response.headers["ETag"]
    await client.call("delete_file", path=path)
    await store(client, path, b"B" * 1000)
    resuming = {"Range": "bytes=500-", "If-Range": first}
    async with fetch(await link(service, client, path), **resuming) as response:
        assert (response.status, await response.read()) == (200, b"B" * 1000)
        assert response.headers["ETag"] != first


async def test_what_was_read_of_a_deleted_file_is_not_served_for_its_successor(
    service: RunningService, client: RpcClient, path: str
) -> None:
    for _ in range(4):  # within a second, which is as exactly as cameras tell a file's time
        data = os.urandom(1000)
        await store(client, path, data)
        async with fetch(await link(service, client, path)) as response:
            assert await response.read() == data
        await client.call("delete_file", path=path)


@pytest.mark.parametrize("how", ["whole", "part"])
async def test_a_download_of_a_file_that_is_replaced_between_two_chunks_is_cut(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, how: str, path: str
) -> None:
    await store(client, path, b"A" * SIZE)
    url = await link(service, client, path)
    camera.control({"latency_s": 0.03})
    headers = {"Range": "bytes=100-"} if how == "part" else {}
    async with fetch(url, **headers) as response:
        begun = await response.content.readexactly(100_000)
        deleting = client.send("delete_file", path=path)
        storing = asyncio.create_task(store(client, path, b"B" * SIZE))
        others = []
        while not storing.done():  # commands go first: with one waiting at any time, no chunk comes between
            others.append(client.send("get_config", name="iso"))
            await asyncio.sleep(0.02)
        camera.control({"latency_s": 0})
        await deleting
        await storing
        with pytest.raises(aiohttp.ClientPayloadError):
            begun += await response.read()
    assert begun.count(b"A") == len(begun)
    await asyncio.gather(*others, return_exceptions=True)
    async with fetch(url) as response:
        assert await response.read() == b"B" * SIZE


async def test_a_download_as_json_of_a_file_that_is_replaced_fails(
    client: RpcClient, camera: VirtualCameraProcess, path: str
) -> None:
    await store(client, path, b"A" * SIZE)
    await client.call("subscribe", events=["progress"])
    camera.control({"latency_s": 0.03})
    download = client.send("download_image", path=path)
    await client.notification("progress", stage="reading")
    await client.call("delete_file", path=path)
    with pytest.raises(RpcError, match=r"deleted|does not exist"):
        await asyncio.wait_for(download, 30)
