"""Methods whose answers or params have bytes of another host's camera: the same as there, in this host's budgets."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.attached import WithBytes
from rpc_camera.contract.types import FilesSetting
from rpc_camera.methods.service import ServiceLimits
from tests.rig.conftest import BIG, BIG_BYTES, FOLDER, SMALL
from tests.rigs.other_host import PREFIX, gateway_to
from tests.rigs.rpc_client import RpcError
from tests.rigs.service import TOKEN
from tests.service.test_file_links import fetch
from tests.service.test_preview import until
from tests.service.test_uploads import put_to

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rig.conftest import Pictures
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

BEARER = f"Bearer {TOKEN}"
PICTURE = f"{FOLDER}/PICTURE.JPG"
PICTURE_BYTES = 5_000_011


@pytest.fixture
async def there_client(host: RunningService) -> AsyncIterator[RpcClient]:
    """A client of the other host itself."""
    async with host.client() as client:
        yield client


@pytest.fixture
async def picture(host: RunningService, there: VirtualCameraProcess, pictures: Pictures) -> bytes:
    """The bytes at PICTURE, which is uploaded first."""
    data = pictures.big[:PICTURE_BYTES]
    url = f"{host.url}/cameras/{there.id}/files{PICTURE}"

    async def pieces() -> AsyncIterator[bytes]:
        yield data

    assert (await put_to(url, pieces())).status == 201
    return data


async def refusals(
    client: RpcClient, there_client: RpcClient, camera: str, there: VirtualCameraProcess, method: str, **params: Any
) -> tuple[RpcError, RpcError]:
    """Return how the gateway refuses a call, and how the host does; they have to be alike but for the camera's id."""
    mine = await client.error(method, camera=camera, **params)
    its = await there_client.error(method, camera=there.id, **params)
    assert (mine.code, mine.message) == (its.code, its.message)
    assert mine.data | {"camera": ""} == its.data | {"camera": ""}
    assert mine.data.get("camera", camera) == camera
    return mine, its


async def test_an_image_comes_as_it_does_there(
    client: RpcClient, there_client: RpcClient, camera: str, there: VirtualCameraProcess, picture: bytes
) -> None:
    await client.call("subscribe", events=["progress"])
    mine = await client.call("download_image", camera=camera, path=PICTURE)
    its = await there_client.call("download_image", camera=there.id, path=PICTURE)

    assert mine == its
    assert base64.b64decode(mine["image_base64"]) == picture
    assert mine["sha256"] == hashlib.sha256(picture).hexdigest()
    told = await client.notification("progress")
    assert (told["camera"], told["stage"], told["unit"]) == (camera, "reading", "bytes")


async def test_what_is_refused_there_is_refused_alike(
    client: RpcClient, there_client: RpcClient, camera: str, there: VirtualCameraProcess
) -> None:
    both = (client, there_client, camera, there)
    too_large, _ = await refusals(*both, "download_image", path=BIG)
    assert (too_large.name, too_large.data["size_bytes"]) == ("too_large", BIG_BYTES)
    for method in ("download_image", "get_file_url", "get_thumbnail", "get_metadata"):
        missing, _ = await refusals(*both, method, path=f"{FOLDER}/NO.JPG")
        assert missing.name == "file_not_found"
    await refusals(*both, "read_file", path=f"{FOLDER}/NO.JPG", offset=0, length=1)
    await refusals(*both, "read_file", path=SMALL, offset=0, length=(1 << 20) + 1)
    await refusals(*both, "upload_file", folder=FOLDER, filename="A_SMALL.JPG", data_base64="AAAA")
    await refusals(*both, "upload_file", folder=FOLDER, filename="NEW.JPG", data_base64="not base64")
    await refusals(*both, "upload_file", folder="/no/such", filename="NEW.JPG", data_base64="AAAA")
    await refusals(*both, "get_upload_url", path=SMALL)


@pytest.mark.parametrize("binary", [False, True])
async def test_a_part_comes_as_it_does_there(
    client: RpcClient, there_client: RpcClient, there: VirtualCameraProcess, picture: bytes, binary: bool
) -> None:
    for offset, length in (
        *((0, 10), (1_000_001, 1 << 20), (PICTURE_BYTES - 5, 100)),
        *((PICTURE_BYTES, 5), (1 << 40, 5)),
    ):
        params = {"path": PICTURE, "offset": offset, "length": length, "binary": binary}
        mine = await client.call("read_file", camera=PREFIX + there.id, **params)
        its = await there_client.call("read_file", camera=there.id, **params)

        assert mine == its
        data = mine.data if isinstance(mine, WithBytes) else base64.b64decode(mine["data_base64"])
        assert isinstance(mine, WithBytes) is binary
        assert bytes(data) == picture[offset : offset + length]


async def test_a_binary_part_takes_a_websocket(gateway: RunningService, camera: str) -> None:
    params = {"camera": camera, "path": SMALL, "offset": 0, "length": 1, "binary": True}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "read_file", "params": params})
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": BEARER}
        async with session.post(f"{gateway.url}/rpc", data=body, headers=headers) as response:
            assert (await response.json())["error"]["data"]["name"] == "not_supported"


async def test_a_download_that_is_cancelled_ends_at_the_host_as_well(
    host: RunningService, client: RpcClient, there: VirtualCameraProcess, camera: str, picture: bytes
) -> None:
    there.control({"bytes_per_s": 1e6})
    downloading = client.send("download_image", camera=camera, path=PICTURE)
    served = host.cameras.cameras[0]
    await until(lambda: bool(served.downloads.under_way))
    cancelled = await client.call("cancel_request", request_id=1)
    with pytest.raises(RpcError, match="cancelled"):
        await downloading
    await until(lambda: not served.downloads.under_way)

    assert cancelled["stopped"] == "at_once"
    assert len(picture) == PICTURE_BYTES


async def test_a_new_file_is_uploaded(
    client: RpcClient, there_client: RpcClient, camera: str, there: VirtualCameraProcess, pictures: Pictures
) -> None:
    data = pictures.big[:3_000_000]
    encoded = base64.b64encode(data).decode()
    stored = await client.call("upload_file", camera=camera, folder=FOLDER, filename="NEW.JPG", data_base64=encoded)

    assert stored.pop("modified_at").endswith("Z")
    assert stored == {
        "path": f"{FOLDER}/NEW.JPG",
        "filename": "NEW.JPG",
        "mime_type": "image/jpeg",
        "size_bytes": len(data),
    }
    got = await there_client.call("download_image", camera=there.id, path=stored["path"])
    assert base64.b64decode(got["image_base64"]) == data


async def test_the_gateway_s_own_limits_hold(host: RunningService, tmp_path: Path, camera: str, picture: bytes) -> None:
    limits = ServiceLimits(download_bytes=1000, upload_bytes=1000)
    async with (
        host.client() as asking,
        gateway_to(asking, host.url, tmp_path, limits=limits) as gateway,
        gateway.client() as client,
    ):
        down = await client.error("download_image", camera=camera, path=PICTURE)
        encoded = base64.b64encode(picture[:2000]).decode()
        up = await client.error("upload_file", camera=camera, folder=FOLDER, filename="N.JPG", data_base64=encoded)

    assert (down.name, down.data["limit_bytes"], up.name, up.data["limit_bytes"]) == (
        *("too_large", 1000),
        *("too_large", 1000),
    )


async def test_answers_count_towards_the_gateway_s_budget(
    gateway: RunningService, client: RpcClient, camera: str, there: VirtualCameraProcess, picture: bytes
) -> None:
    there.control({"bytes_per_s": 2e6})
    downloading = client.send("download_image", camera=camera, path=PICTURE)
    await until(lambda: gateway.service.budget.used_bytes == PICTURE_BYTES)
    there.control({"clear": True, "bytes_per_s": 0})
    await downloading
    await until(lambda: gateway.service.budget.used_bytes == 0)

    assert len(picture) == PICTURE_BYTES


@pytest.mark.parametrize("files", FilesSetting)
async def test_the_answers_say_which_host_an_address_leads_to(
    host: RunningService, tmp_path: Path, camera: str, there: VirtualCameraProcess, files: FilesSetting
) -> None:
    async with (
        host.client() as asking,
        gateway_to(asking, host.url, tmp_path, files=files) as gateway,
        gateway.client() as client,
    ):
        info = await client.call("get_server_info")
        file = await client.call("get_file_url", camera=camera, path=SMALL)
        upload = await client.call("get_upload_url", camera=camera, path=f"{FOLDER}/NEW.JPG")
        archive = await client.call("get_archive_url", camera=camera, paths=[SMALL])
        preview = await client.call("get_preview_url", camera=camera)
        links = (file["url"], upload["url"], archive["url"], preview["mjpeg_url"], preview["jpeg_url"])
        is_direct = files is FilesSetting.DIRECT
        server, name = (host.url, there.id) if is_direct else ("", camera)
        base = "" if is_direct else gateway.url
        async with fetch(base + file["url"]) as got, fetch(base + preview["jpeg_url"]) as seen:
            assert (got.status, seen.status) == (200, 200)
        async with fetch(base + archive["url"]) as zipped:
            assert f'filename="{camera}.zip"' in zipped.headers["Content-Disposition"]
        async with aiohttp.ClientSession() as session, session.put(base + upload["url"], data=b"new") as stored:
            assert stored.status == 201

    assert info["files"] == files
    assert {each["via"] for each in (file, upload, archive, preview)} == {"host" if is_direct else "gateway"}
    assert all(link.startswith(f"{server}/cameras/{name}/") for link in links)


async def test_without_a_rig_nothing_is_said_of_it(host: RunningService, there_client: RpcClient) -> None:
    assert "files" not in await there_client.call("get_server_info")
    assert "via" not in await there_client.call("get_file_url", path=SMALL)
    assert host.service.elsewhere is None


async def test_many_small_parts_at_once(client: RpcClient, camera: str, picture: bytes) -> None:
    parts = await asyncio.gather(
        *(
            client.call("read_file", camera=camera, path=PICTURE, offset=number * 1000, length=1000, binary=True)
            for number in range(32)
        )
    )

    assert b"".join(bytes(part.data) for part in parts) == picture[:32_000]
