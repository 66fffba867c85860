"""A picture by one POST, as a printer's plugin or a shell takes it: the JPEG, the result, or where the file is."""

from __future__ import annotations

import asyncio
import hashlib
import io
import subprocess
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from tests.rigs.raw_http import RawHttp
from tests.rigs.saving import saving_service, until
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

BEARER = {"Authorization": f"Bearer {TOKEN}"}
FOREIGN = "https://elsewhere.example"


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@asynccontextmanager
async def post(
    service: RunningService, camera: str, query: str = "", headers: dict[str, str] | None = BEARER, method: str = "POST"
) -> AsyncIterator[aiohttp.ClientResponse]:
    url = f"{service.url}/cameras/{camera}/capture{query}"
    async with aiohttp.ClientSession() as http, http.request(method, url, headers=headers, allow_redirects=False) as it:
        yield it


def frames(camera: VirtualCameraProcess) -> int:
    return int(camera.control({"status": True})["frame"])


async def test_the_answer_is_the_picture_that_was_taken(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("label_camera", label="left")
    port = (await client.call("get_camera"))["port"]
    before = frames(camera)
    for name in (camera.id, "left", port):
        async with post(service, name.replace("/", "%2F")) as response:
            data = await response.read()
        assert (response.status, response.content_type) == (200, "image/jpeg"), data
        assert response.headers["Cache-Control"] == "no-store"
        path = response.headers["Content-Location"].partition("/files")[2]
        on_camera = await client.call("download_image", path=path)
        assert hashlib.sha256(data).hexdigest() == on_camera["sha256"]
    assert frames(camera) == before + 3


async def test_the_result_or_the_address_in_place_of_the_picture(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with post(service, camera.id, "?format=json&timeout_s=30") as response:
        result: dict[str, Any] = await response.json()
    service.service.contract.methods["capture_image"].check_result(result)
    async with post(service, camera.id, "?format=redirect") as response:
        assert response.status == 303
        location = response.headers["Location"]
    async with aiohttp.ClientSession() as http, http.get(service.url + location) as file:  # signed: without the token
        assert (file.status, file.content_type) == (200, "image/jpeg")


async def test_a_picture_that_is_raw_alone_shows_the_jpeg_in_it(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("set_capture_settings", quality="raw")
    async with post(service, camera.id) as response:
        data = await response.read()
    assert (response.status, response.content_type) == (200, "image/jpeg")
    assert Image.open(io.BytesIO(data)).size[0] <= 320
    async with post(service, camera.id, "?format=json") as response:
        assert [file["mime_type"] for file in (await response.json())["files"]] == ["image/x-nikon-nef"]
    await client.call("set_capture_settings", quality="raw+jpeg")
    async with post(service, camera.id) as response:
        assert response.headers["Content-Location"].endswith(".JPG")


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("?format=gif", "/format"),
        ("?bulb_s=long", "/bulb_s"),
        ("?bulb_s=nan", "/bulb_s"),
        ("?timeout_s=-1", "/timeout_s"),
        ("?bulb=3", "/bulb"),
    ],
)
async def test_what_cannot_be_is_refused_before_a_picture_is_taken(
    service: RunningService, camera: VirtualCameraProcess, query: str, path: str
) -> None:
    before = frames(camera)
    async with post(service, camera.id, query) as response:
        error = await response.json()
    assert (response.status, error["data"]["name"]) == (400, "invalid_params"), error
    assert [each["path"] for each in error["data"]["errors"]] == [path]
    assert frames(camera) == before


async def test_nobody_takes_a_picture_without_a_token_or_from_a_foreign_page(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    before = frames(camera)
    async with post(service, camera.id, headers=None) as response:
        assert response.status == 401
        assert "Basic" in response.headers["WWW-Authenticate"]
    async with post(service, camera.id, headers={"Authorization": "Bearer wrong"}) as response:
        assert response.status == 401
    async with post(service, camera.id, headers=BEARER | {"Origin": FOREIGN}) as response:
        assert response.status == 403
    async with post(service, camera.id, headers={"Origin": FOREIGN}, method="OPTIONS") as response:
        assert response.status == 403
    async with post(service, "nobody") as response:
        assert (response.status, (await response.json())["data"]["name"]) == (404, "camera_not_found")
    async with post(service, camera.id, method="GET") as response:
        assert response.status == 405
    assert frames(camera) == before


async def test_a_page_that_is_allowed_may_read_the_picture(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [camera.port_string], allowed_origins=(FOREIGN,)) as service:
        async with post(service, camera.id, headers={"Origin": FOREIGN}, method="OPTIONS") as response:
            assert response.headers["Access-Control-Allow-Methods"] == "POST"
        async with post(service, camera.id, headers=BEARER | {"Origin": FOREIGN}) as response:
            assert response.headers["Access-Control-Allow-Origin"] == FOREIGN
            assert await response.read()


async def test_a_camera_that_refuses_is_reported_with_its_reason(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    camera.control({"offline": True})
    async with post(service, camera.id, "?timeout_s=5") as response:
        error = await response.json()
    assert response.status == 503, error
    assert error["data"]["camera"] == camera.id
    assert error["data"]["remedy"]


async def test_a_client_that_leaves_does_not_stop_its_picture(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["capture_completed"])
    async with RawHttp(service.url) as http:
        await http.begin("POST", f"/cameras/{camera.id}/capture?bulb_s=1", **BEARER)
        await until(lambda: bool(service.cameras.cameras[0].state == "busy"))
        http.cut()
    told = await client.notification("capture_completed")
    assert told["exposure_s"] == pytest.approx(1, abs=0.5)


async def test_the_picture_comes_though_tethering_deletes_it_from_the_card(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with saving_service(tmp_path, camera, delete_after_save=True) as (service, _):
        for _ in range(3):
            async with post(service, camera.id) as response:
                data = await response.read()
            assert response.status == 200, data
            Image.open(io.BytesIO(data)).verify()


async def test_curl_takes_a_picture_with_any_user_and_the_token_as_password(
    service: RunningService, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.jpg"
    command = ["curl", "-fsS", "-X", "POST", "-u", f"any:{TOKEN}", "-o", str(picture)]
    ran = await asyncio.to_thread(
        subprocess.run, [*command, f"{service.url}/cameras/{camera.id}/capture"], timeout=60, check=False
    )
    assert ran.returncode == 0
    Image.open(picture).verify()
