"""The files on a camera, by JSON-RPC."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

FOLDER = "/store_00010001/DCIM/100VIRTL"
PICTURE, UNWANTED = f"{FOLDER}/DSC_0001.JPG", f"{FOLDER}/DSC_0002.JPG"

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.full_size]


async def test_a_folder_lists_its_folders_and_files(client: RpcClient) -> None:
    root = await client.call("list_files")
    folder = await client.call("list_files", folder=FOLDER)

    assert (root["folder"], root["folders"], root["files"]) == ("/", ["/store_00010001"], [])
    assert PICTURE in [file["path"] for file in folder["files"]]
    assert all(file["size_bytes"] > 0 for file in folder["files"])


async def test_everything_below_a_folder_can_be_listed_at_once(client: RpcClient) -> None:
    everything = await client.call("list_files", recursive=True)

    assert FOLDER in everything["folders"]
    assert PICTURE in [file["path"] for file in everything["files"]]


async def test_a_file_is_described(client: RpcClient) -> None:
    info = await client.call("get_file_info", path=PICTURE)

    assert (info["filename"], info["mime_type"], info["deletable"]) == ("DSC_0001.JPG", "image/jpeg", True)
    assert info["width"] > info["height"] > 0
    assert info["modified_at"].endswith("Z")


async def test_a_download_is_the_whole_file_with_its_hash(client: RpcClient) -> None:
    (taken,) = (await client.call("capture_image"))["files"]

    got = await client.call("download_image", path=taken["path"])

    data = base64.b64decode(got["image_base64"], validate=True)
    assert len(data) == got["size_bytes"] == taken["size_bytes"]
    assert hashlib.sha256(data).hexdigest() == got["sha256"]
    assert Image.open(io.BytesIO(data)).size == (4000, 3000)


async def test_a_thumbnail_is_a_small_picture(client: RpcClient) -> None:
    got = await client.call("get_thumbnail", path=PICTURE)

    image = Image.open(io.BytesIO(base64.b64decode(got["image_base64"])))
    assert got["mime_type"] == "image/jpeg"
    assert 0 < image.size[0] <= 320


async def test_a_file_too_large_for_json_is_refused_with_the_limit(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "LARGE.NEF").write_bytes(bytes(33 << 20))
    with VirtualCameraProcess("--pictures", str(pictures)) as camera:
        async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
            files = (await client.call("list_files", recursive=True))["files"]
            (large,) = [file["path"] for file in files if file["filename"].endswith(".NEF")]
            error = await client.error("download_image", path=large)

    assert error.name == "too_large"
    assert (error.data["size_bytes"], error.data["limit_bytes"]) == (33 << 20, 32 << 20)
    assert "33.0 MiB; JSON carries at most 32 MiB" in error.message
    assert "get_file_url" in error.data["remedy"]


async def test_a_deleted_file_is_gone(client: RpcClient) -> None:
    assert await client.call("delete_file", path=UNWANTED) == {"path": UNWANTED}

    assert (await client.error("get_file_info", path=UNWANTED)).name == "file_not_found"
    assert (await client.error("delete_file", path=UNWANTED)).name == "file_not_found"


async def test_an_uploaded_file_comes_back_the_same(client: RpcClient) -> None:
    data = bytes(range(256)) * 5000
    encoded = base64.b64encode(data).decode()

    stored = await client.call("upload_file", folder=FOLDER, filename="NEW_0001.JPG", data_base64=encoded)
    got = await client.call("download_image", path=stored["path"])

    assert stored["path"] == f"{FOLDER}/NEW_0001.JPG"
    assert stored["size_bytes"] == len(data)
    assert base64.b64decode(got["image_base64"]) == data


async def test_an_upload_never_overwrites(client: RpcClient) -> None:
    before = await client.call("download_image", path=PICTURE)

    error = await client.error("upload_file", folder=FOLDER, filename="DSC_0001.JPG", data_base64="AAAA")

    assert error.name == "file_exists"
    assert await client.call("download_image", path=PICTURE) == before


async def test_an_upload_that_is_not_base64_is_refused(client: RpcClient) -> None:
    error = await client.error("upload_file", folder=FOLDER, filename="NEW.JPG", data_base64="not base64!")

    assert error.name == "invalid_params"
    assert error.data["errors"][0]["path"] == "/data_base64"


@pytest.mark.parametrize(
    "path",
    [
        "/store_00010001/DCIM/100VIRTL/NONE.JPG",
        "/store_00010001/../../etc/passwd",
        "/../etc/passwd",
        "/etc/passwd",
        "relative.JPG",
        "/",
        "/store_00010001/DCIM/100VIRTL/",
        "/.hidden",
    ],
)
@pytest.mark.parametrize("method", ["download_image", "get_file_info", "get_thumbnail", "delete_file"])
async def test_no_path_leads_anywhere_but_to_files_on_the_camera(client: RpcClient, method: str, path: str) -> None:
    assert (await client.error(method, path=path)).name in {"file_not_found", "invalid_params"}


@pytest.mark.parametrize("name", ["../x.jpg", "a/b.jpg", "..", "x\u0000.jpg", "x" * 300])
async def test_an_upload_takes_bare_file_names_only(client: RpcClient, name: str) -> None:
    error = await client.error("upload_file", folder=FOLDER, filename=name, data_base64="AAAA")

    assert error.name in {"file_not_found", "invalid_params"}


@pytest.mark.parametrize("method", ["get_file_info", "delete_file", "download_image"])
async def test_half_a_character_is_no_question_mark(client: RpcClient, method: str) -> None:
    assert (await client.error(method, path="/store_00010001/DCIM/100VIRTL/\ud800.JPG")).name == "invalid_params"
