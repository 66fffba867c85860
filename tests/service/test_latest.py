"""The newest picture at one address: whoever took it, wherever it is by now, also after a restart."""

from __future__ import annotations

import hashlib
import io
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import aiohttp
import pytest
from PIL import Image

from tests.rigs.saving import press, saving_service, until, until_gone
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@asynccontextmanager
async def fetch(
    service: RunningService, camera: str, method: str = "GET", **headers: str
) -> AsyncIterator[aiohttp.ClientResponse]:
    named = BEARER | {name.replace("_", "-"): value for name, value in headers.items()}
    url = f"{service.url}/cameras/{camera}/latest.jpg"
    async with aiohttp.ClientSession() as http, http.request(method, url, headers=named) as response:
        yield response


async def digest(service: RunningService, camera: str) -> str:
    async with fetch(service, camera) as response:
        assert response.status == 200, await response.text()
        return hashlib.sha256(await response.read()).hexdigest()


async def digest_of(client: RpcClient, path: str) -> str:
    return str((await client.call("download_image", path=path))["sha256"])


async def taken(client: RpcClient) -> str:
    """Take a picture; return the path of its JPEG."""
    files = (await client.call("capture_image"))["files"]
    return next(str(file["path"]) for file in files if file["mime_type"] == "image/jpeg")


async def test_it_is_the_last_one_that_was_taken_by_a_client_or_by_hand(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    path = await taken(client)
    assert await digest(service, camera.id) == await digest_of(client, path)

    await client.call("subscribe", events=["file_added"])
    await press(camera)
    path = (await client.notification("file_added"))["file"]["path"]
    assert await digest(service, camera.id) == await digest_of(client, path)

    await client.call("upload_file", folder=path.rpartition("/")[0], filename="A_NOTE.JPG", data_base64="/9j/2Q==")
    assert await digest(service, camera.id) == await digest_of(client, path), "it is a picture of the camera's own"


async def test_a_client_that_has_it_gets_it_no_second_time_and_the_camera_is_not_asked(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await taken(client)
    async with fetch(service, camera.id) as response:
        tag, data = response.headers["ETag"], await response.read()
        assert "no-cache" in response.headers["Cache-Control"]
        assert parsedate_to_datetime(response.headers["Last-Modified"]) <= parsedate_to_datetime(
            response.headers["Date"]
        )
    async with fetch(service, camera.id, "HEAD") as head:
        assert (head.headers["ETag"], head.headers["Content-Length"]) == (tag, str(len(data)))
    before = len(camera.control({"status": True})["operations"])
    async with fetch(service, camera.id, If_None_Match=tag) as known:
        assert (known.status, known.headers["ETag"]) == (304, tag)
    operations = camera.control({"status": True})["operations"][before:]
    assert "1008" not in operations, "GetObjectInfo"

    await taken(client)
    async with fetch(service, camera.id, If_None_Match=tag) as newer:
        assert newer.status == 200
        assert newer.headers["ETag"] != tag


async def test_of_a_pair_it_is_the_jpeg_and_of_a_raw_alone_the_one_in_it(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("set_capture_settings", quality="raw+jpeg")
    path = await taken(client)
    assert await digest(service, camera.id) == await digest_of(client, path)

    await client.call("set_capture_settings", quality="raw")
    await client.call("capture_image")
    async with fetch(service, camera.id) as response:
        assert response.content_type == "image/jpeg"
        Image.open(io.BytesIO(await response.read())).verify()
        tag = response.headers["ETag"]
    async with fetch(service, camera.id, If_None_Match=tag) as known:
        assert known.status == 304


async def test_what_is_deleted_makes_room_for_the_one_before(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    first, second = await taken(client), await taken(client)
    before = await digest_of(client, first)
    await client.call("delete_file", path=second)
    assert await digest(service, camera.id) == before


async def test_a_restart_forgets_nothing(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        await digest(service, camera.id)  # one that was there before
        path = await taken(client)
        wanted = await digest_of(client, path)
        async with fetch(service, camera.id) as response:
            tag = response.headers["ETag"]
    async with running_service(tmp_path, [camera.port_string]) as service:
        assert await digest(service, camera.id) == wanted
        async with fetch(service, camera.id, If_None_Match=tag) as known:
            assert known.status == 304


async def test_of_a_card_that_is_new_it_is_the_newest_by_the_cameras_clock(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    listed = (await client.call("list_files", recursive=True))["files"]
    newest = max(listed, key=lambda file: (file["modified_at"], file["path"]))
    assert await digest(service, camera.id) == await digest_of(client, newest["path"])


async def test_what_tethering_has_deleted_from_the_card_comes_from_the_disk_also_without_the_camera(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with saving_service(tmp_path, camera, delete_after_save=True) as (service, client):
        await press(camera)
        told = await client.notification("file_saved")
        await until_gone(client, told["file"]["path"])
        assert await digest(service, camera.id) == told["sha256"]
        async with fetch(service, camera.id) as response:
            tag = response.headers["ETag"]
    async with saving_service(tmp_path, camera, delete_after_save=True) as (service, client):
        assert await digest(service, camera.id) == told["sha256"]
        async with fetch(service, camera.id, If_None_Match=tag) as known:
            assert known.status == 304
        camera.control({"offline": True})
        await until(lambda: bool(service.cameras.cameras[0].state in {"lost", "failed", "connecting"}))
        assert await digest(service, camera.id) == told["sha256"]


async def test_a_saved_raw_shows_the_jpeg_in_it_when_the_card_has_it_no_more(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with saving_service(tmp_path, camera, delete_after_save=True) as (service, client):
        await client.call("set_capture_settings", quality="raw")
        await client.call("capture_image")
        told = await client.notification("file_saved")
        await until_gone(client, told["file"]["path"])
        async with fetch(service, camera.id) as response:
            data = await response.read()
        assert (response.status, response.content_type) == (200, "image/jpeg"), data
        Image.open(io.BytesIO(data)).verify()


async def test_where_there_is_none_it_says_what_to_do(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    for file in (await client.call("list_files", recursive=True))["files"]:
        await client.call("delete_file", path=file["path"])
    async with fetch(service, camera.id) as response:
        error = await response.json()
    assert (response.status, error["data"]["name"]) == (404, "file_not_found")
    assert "POST /cameras/ID/capture" in error["data"]["remedy"]


async def test_a_signed_link_shows_it_and_one_for_live_view_does_not(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    links = await client.call("get_preview_url", expires_s=60)
    signature = links["jpeg_url"].partition("?")[2]
    async with aiohttp.ClientSession() as http:
        async with http.get(service.url + links["latest_url"]) as response:
            assert (response.status, response.content_type) == (200, "image/jpeg")
        for query in ("", f"?{signature}"):
            async with http.get(f"{service.url}/cameras/{camera.id}/latest.jpg{query}") as response:
                assert response.status == (403 if query else 401)


async def test_a_raw_without_a_jpeg_in_it_is_said_to_be_one_and_no_older_picture_shown_for_it(tmp_path: Path) -> None:
    with VirtualCameraProcess("--make", "sony", "--serial", "0000001") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            await client.call("set_capture_settings", quality="raw")
            file = (await client.call("capture_image"))["files"][0]
            async with fetch(service, camera.id) as response:
                error = await response.json()
            url = f"{service.url}/cameras/{camera.id}/capture"
            async with aiohttp.ClientSession() as http, http.post(url, headers=BEARER, allow_redirects=False) as taken:
                assert (taken.status, "signature=" in taken.headers["Location"]) == (303, True)
    assert (response.status, error["data"]["name"]) == (404, "file_unavailable")
    assert file["path"] in error["message"]
    assert "get_file_url" in error["data"]["remedy"]
