"""What tethering has saved, fetched from the service: as it was saved, and nothing else of the server's disk."""

from __future__ import annotations

import base64
import hashlib
import os
import sqlite3
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.rigs.saving import ID, pictures, press, saving_service, sha256, until_gone
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

LINK = "get_saved_file_url"
pytestmark = pytest.mark.full_size


@asynccontextmanager
async def fetch(url: str, method: str = "GET", **headers: str) -> AsyncIterator[aiohttp.ClientResponse]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with aiohttp.ClientSession() as session, session.request(method, url, headers=named) as response:
        yield response


@pytest.fixture
def camera() -> Any:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


async def saved(client: RpcClient, camera: VirtualCameraProcess) -> dict[str, Any]:
    """Take a picture, and return what was told when it was saved."""
    await press(camera)
    return await client.notification("file_saved")


async def test_what_was_saved_and_deleted_from_the_card_is_given_with_its_digest(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with saving_service(tmp_path, camera, delete_after_save=True) as (service, client):
        told = await saved(client, camera)
        await until_gone(client, told["file"]["path"])
        link = await client.call(LINK, path=told["file"]["path"], expires_s=60)
        same = await client.call(LINK, sha256=told["sha256"])
        url = service.url + link["url"]
        async with fetch(url) as whole:
            data = await whole.read()
        tag = whole.headers["ETag"]
        async with fetch(url, Range="bytes=100-", If_Range=tag) as rest:
            assert await rest.read() == data[100:]
        async with fetch(url, If_None_Match=tag) as known:
            assert known.status == 304
        async with fetch(url, "HEAD") as head:
            assert head.headers["Content-Length"] == str(told["size_bytes"])

    assert link["file"] == same["file"]
    assert link["file"] == {
        "path": told["path"],
        "filename": told["file"]["filename"],
        "mime_type": "image/jpeg",
        "size_bytes": told["size_bytes"],
        "sha256": told["sha256"],
    }
    assert hashlib.sha256(data).hexdigest() == told["sha256"]
    digest = base64.b64encode(bytes.fromhex(told["sha256"])).decode()
    assert {each.headers["Repr-Digest"] for each in (whole, rest, head)} == {f"sha-256=:{digest}:"}
    assert (whole.status, rest.status, tag) == (200, 206, f'"{told["sha256"]}"')


async def test_a_path_that_has_had_several_pictures_is_told_apart(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    async with saving_service(tmp_path, camera, delete_after_save=True) as (_, client):
        told = await saved(client, camera)
        path, size = told["file"]["path"], told["size_bytes"]
        await until_gone(client, path)
        found = await client.call(LINK, path=path, size_bytes=size)
        other_size = await client.error(LINK, path=path, size_bytes=size + 1)
        other_time = await client.error(LINK, path=path, modified_at="2001-01-01T00:00:00Z")
        no_time = await client.error(LINK, path=path, modified_at="9999-99-99T00:00:00Z")

    assert found["file"]["sha256"] == told["sha256"]
    assert (other_size.name, other_time.name, no_time.name) == ("file_not_found", "file_not_found", "invalid_params")


async def test_the_camera_need_not_be_there_nor_the_service_be_the_same(
    tmp_path: Path, camera: VirtualCameraProcess
) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        await client.call("label_camera", camera=ID, label="row 3")
        told = await saved(client, camera)
    async with saving_service(tmp_path) as (service, client):
        for name in (ID, "row 3"):
            link = await client.call(LINK, path=told["file"]["path"], camera=name)
            async with fetch(service.url + link["url"]) as response:
                assert hashlib.sha256(await response.read()).hexdigest() == told["sha256"]


def is_moved(file: Path, outside: Path) -> None:
    file.rename(outside / "moved.jpg")


def is_changed(file: Path, _outside: Path) -> None:
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def has_more(file: Path, _outside: Path) -> None:
    file.write_bytes(file.read_bytes() + b"more")


def is_a_link(file: Path, outside: Path) -> None:
    file.rename(outside / file.name)
    file.symlink_to(outside / file.name)


def is_a_folder(file: Path, _outside: Path) -> None:
    file.unlink()
    file.mkdir()


def is_a_pipe(file: Path, _outside: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def is_below_a_link(file: Path, outside: Path) -> None:
    file.rename(outside / file.name)
    file.parent.rmdir()
    file.parent.symlink_to(outside)


def has_no_folder(file: Path, outside: Path) -> None:
    file.parent.rename(outside / "all")


CHANGES: dict[Callable[[Path, Path], None], str] = {
    is_moved: "is not there any more",
    is_changed: "has another content now",
    has_more: "bytes now, and had",
    is_a_link: "cannot be opened any more",
    is_a_folder: "is no file any more",
    is_a_pipe: "is no file any more",
    is_below_a_link: "cannot be opened any more",
    has_no_folder: "is not there any more",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_what_is_not_there_as_it_was_is_refused_with_where_it_was(
    tmp_path: Path, camera: VirtualCameraProcess, change: Callable[[Path, Path], None]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    async with saving_service(tmp_path, camera) as (service, client):
        told = await saved(client, camera)
        path = told["file"]["path"]
        url = service.url + (await client.call(LINK, path=path))["url"]
        change(pictures(tmp_path) / told["path"], outside)
        error = await client.error(LINK, path=path)
        async with fetch(url) as response:
            answer = await response.json()

    assert (error.name, answer["data"]["name"]) == ("file_unavailable", "file_unavailable")
    assert CHANGES[change] in error.message
    assert f"{told['path']} in {pictures(tmp_path)}" in error.message


async def test_nothing_else_of_the_disk_is_given(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    with VirtualCameraProcess("--serial", "0000002") as other:
        async with saving_service(tmp_path, camera, other) as (service, client):
            told = await saved(client, camera)
            of_nobody = pictures(tmp_path) / "secret.jpg"
            of_nobody.write_bytes(b"secret")
            ours, theirs = f"{service.url}/cameras/{ID}/saved", f"{service.url}/cameras/z-virtual-0000002/saved"
            link = (await client.call(LINK, camera=ID, sha256=told["sha256"]))["url"]
            signature = link.partition("?")[2]
            refused = {
                f"{ours}/{told['sha256']}": 401,
                f"{theirs}/{told['sha256']}?{signature}": 403,
                f"{ours}/{sha256(of_nobody)}?{signature}": 403,
                f"{ours}/..%2F..%2Fsecret.jpg": 404,
                f"{ours}/secret.jpg": 404,
            }
            for url, status in refused.items():
                async with fetch(url) as response:
                    assert response.status == status, url
            for camera_id, digest in (("z-virtual-0000002", told["sha256"]), (ID, sha256(of_nobody))):
                assert (await client.error(LINK, camera=camera_id, sha256=digest)).name == "file_not_found"
            assert (await client.error(LINK, camera=ID)).name == "invalid_params"


async def test_a_file_that_is_changed_while_it_is_sent_is_cut(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    data = hashlib.sha256(b"raw").digest() * (40 << 15)  # far more than the system's buffers take
    async with saving_service(tmp_path, camera) as (service, client):
        told = await saved(client, camera)
        file = pictures(tmp_path) / told["path"]
        file.write_bytes(data)
        record(tmp_path, told, data)
        url = service.url + (await client.call(LINK, path=told["file"]["path"]))["url"]
        async with fetch(url) as response:
            first = await response.content.readexactly(1 << 16)
            file.touch()
            with pytest.raises(aiohttp.ClientPayloadError):
                await response.read()

    assert first == data[: 1 << 16]


def record(tmp_path: Path, told: dict[str, Any], data: bytes) -> None:
    """Have the ledger say that `data` was saved."""
    (ledger,) = (tmp_path / "state").glob(".tethering/*/*.sqlite")
    with sqlite3.connect(ledger) as db:
        values = hashlib.sha256(data).hexdigest(), len(data), told["sha256"]
        db.execute("UPDATE files SET sha256 = ?, size = ? WHERE sha256 = ?", values)
    db.close()


async def test_what_waits_to_be_saved_is_to_be_asked_for_again(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    async with saving_service(tmp_path, camera) as (_, client):
        camera.control({"bytes_per_s": 200_000})
        await press(camera)
        path = (await client.notification("file_added"))["file"]["path"]
        waiting = await client.error(LINK, path=path)
        camera.control({"bytes_per_s": 0})
        await client.notification("file_saved")
        assert (await client.call(LINK, path=path))["file"]["filename"] == path.rpartition("/")[2]

    assert (waiting.name, waiting.data["retryable"]) == ("file_unavailable", True)


async def test_a_service_that_saves_nothing_says_so(tmp_path: Path, camera: VirtualCameraProcess) -> None:
    async with running_service(tmp_path / "state", [camera.port_string]) as service, service.client() as client:
        assert (await client.error(LINK, path="/a.jpg")).name == "not_supported"
