"""Files over HTTP: whole, in parts, shared, resumed, and only to whoever may have them."""

from __future__ import annotations

import asyncio
import hashlib
import os
import resource
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.camera.identity import Source
from rpc_camera.camera.registry.bodies import BODIES_FILE
from rpc_camera.contract.types import Scope
from rpc_camera.edge import Bounds
from rpc_camera.methods.authentication import MAX_GUESSES
from rpc_camera.methods.grants import Grant
from rpc_camera.methods.links import LinkSigner
from tests.rigs.makes import Need
from tests.rigs.pictures import any_picture
from tests.rigs.saving import until
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

pytestmark = pytest.mark.full_size
RAW_BYTES = 12_345_678


async def link(service: RunningService, client: RpcClient, path: str, **params: Any) -> str:
    return service.url + str((await client.call("get_file_url", path=path, **params))["url"])


@asynccontextmanager
async def fetch(url: str, method: str = "GET", **headers: str) -> AsyncIterator[aiohttp.ClientResponse]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    async with aiohttp.ClientSession() as session, session.request(method, url, headers=named) as response:
        yield response


@pytest.fixture
async def raw(
    tmp_path: Path, each_make: Make
) -> AsyncIterator[tuple[RunningService, VirtualCameraProcess, str, bytes]]:
    """A service whose camera has a RAW of 12 MB, its path and its bytes."""
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    data = (hashlib.sha256(b"raw").digest() * (RAW_BYTES // 32 + 1))[:RAW_BYTES]
    (pictures / "BIG.NEF").write_bytes(data)
    with VirtualCameraProcess("--make", each_make.name, "--pictures", str(pictures)) as camera:
        async with running_service(tmp_path / "state", [camera.port_string]) as service:
            async with service.client() as client:
                files = (await client.call("list_files", recursive=True))["files"]
            (path,) = [file["path"] for file in files if file["mime_type"] == "image/x-nikon-nef"]
            yield service, camera, path, data


def test_a_link_expires_and_is_that_of_its_token() -> None:
    now = 1000.0
    signer = LinkSigner(lambda: now)
    maker, other = Grant("a", Scope.VIEW, digest=b"a"), Grant("b", Scope.ADMIN, digest=b"b")
    signed = signer.sign(maker.digest, "camera", "/a b.jpg", 60)
    query = dict(pair.split("=") for pair in signed.url.partition("?")[2].split("&"))

    assert signed.url.startswith("/cameras/camera/files/a%20b.jpg?")
    assert signer.maker([other, maker], "camera", "/a b.jpg", query) is maker
    assert signer.maker([other], "camera", "/a b.jpg", query) is None
    assert signer.maker([maker], "other", "/a b.jpg", query) is None
    assert LinkSigner(lambda: now).maker([maker], "camera", "/a b.jpg", query) is None
    now = 1061.0
    assert signer.maker([maker], "camera", "/a b.jpg", query) is None


@pytest.mark.needs(Need.CARD)
async def test_a_download_is_resumed_where_it_broke_off_unless_the_file_has_changed(
    raw: tuple[RunningService, VirtualCameraProcess, str, bytes],
) -> None:
    service, _, path, data = raw
    async with service.client() as client:
        url = await link(service, client, path)
    async with fetch(url) as response:
        tag = response.headers["ETag"]
        begun = await response.content.readexactly(1_000_000)

    async with fetch(url, Range="bytes=1000000-", If_Range=tag) as rest:
        assert rest.status == 206
        assert begun + await rest.read() == data
    async with fetch(url, Range="bytes=1000000-", If_Range='"another"') as changed:
        assert changed.status == 200
    async with fetch(url, If_None_Match=tag) as known:
        assert known.status == 304


@pytest.mark.needs(Need.CARD)
async def test_the_same_file_asked_for_twice_is_read_from_the_camera_once(
    raw: tuple[RunningService, VirtualCameraProcess, str, bytes],
) -> None:
    service, camera, path, data = raw
    async with service.client() as client:
        url = await link(service, client, path)

    async with fetch(url) as one, fetch(url) as other:
        bodies = await asyncio.gather(one.read(), other.read())

    parts = camera.control({"status": True})["operations"].count("101b")
    assert (bodies[0], bodies[1]) == (data, data)
    assert parts <= RAW_BYTES // (3 << 18) + 3  # one reading's chunks, not two


@pytest.mark.needs(Need.CARD)
async def test_the_camera_does_other_things_between_two_chunks(
    raw: tuple[RunningService, VirtualCameraProcess, str, bytes],
) -> None:
    service, camera, path, data = raw
    camera.control({"latency_s": 0.05})
    async with service.client() as client:
        url = await link(service, client, path)
        async with fetch(url) as response:
            downloading = asyncio.create_task(response.read())
            taken = await client.call("capture_image")

            assert not downloading.done()
            assert taken["files"]
            camera.control({"clear": True})
            assert await downloading == data


@pytest.mark.needs(Need.CARD)
async def test_a_download_survives_a_pulled_cable(
    raw: tuple[RunningService, VirtualCameraProcess, str, bytes],
) -> None:
    service, camera, path, data = raw
    async with service.client() as client:
        url = await link(service, client, path)

    async with fetch(url) as response:
        begun = await response.content.readexactly(100_000)
        camera.control({"drop": True})
        assert begun + await response.content.read() == data


@pytest.mark.needs(Need.CARD)
async def test_a_download_that_the_servers_disk_does_not_take_goes_straight_to_who_asked(
    raw: tuple[RunningService, VirtualCameraProcess, str, bytes],
) -> None:
    service, _, path, data = raw
    worker = service.cameras.cameras[0].worker_pid
    assert worker
    soft, hard = resource.prlimit(worker, resource.RLIMIT_FSIZE)
    async with service.client() as client:
        url = await link(service, client, path)
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (1_000_000, hard))  # the write beyond it fails, as on a disk
        async with fetch(url) as response:
            assert await asyncio.wait_for(response.read(), 20) == data
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (soft, hard))
        async with fetch(url) as response:
            assert await response.read() == data


@pytest.mark.needs(Need.CARD)
async def test_a_client_that_never_reads_is_cut_off(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, each_make: Make
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "BIG.NEF").write_bytes(bytes(5 * RAW_BYTES))
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000002", "--pictures", str(pictures)) as camera:
        async with running_service(tmp_path / "state", [camera.port_string], bounds=Bounds(stall_s=0.3)) as service:
            address = service.server.address
            with socket.create_connection((str(address.host), int(address.port or 0))) as deaf:
                deaf.sendall(
                    b"GET /cameras/" + camera.id.encode() + b"/files/store_00010001/DCIM/900MYPIX/BIG.NEF HTTP/1.1\r\n"
                    b"Host: localhost\r\nAuthorization: Bearer " + TOKEN.encode() + b"\r\n\r\n"
                )
                await until(lambda: "the client has read nothing" in caplog.text)


@pytest.mark.needs(Need.CARD)
async def test_a_download_goes_on_when_the_camera_is_back(
    raw: tuple[RunningService, VirtualCameraProcess, str, bytes],
) -> None:
    service, camera, path, data = raw
    async with service.client() as client:
        url = await link(service, client, path)
        await client.call("subscribe", events=["camera_state_changed"])
        camera.control({"latency_s": 0.02})
        async with fetch(url) as response:
            begun = await response.content.readexactly(100_000)
            camera.control({"offline": True})
            await client.notification("camera_state_changed", state="lost")
            camera.control({"offline": False})
            assert begun + await response.content.read() == data


@pytest.mark.needs(Need.CARD)
@pytest.mark.parametrize("same", [True, False])
async def test_a_download_goes_on_from_another_port_if_the_file_is_the_same(
    tmp_path: Path, same: bool, each_make: Make
) -> None:
    here_folder, there_folder = tmp_path / "here", tmp_path / "there"
    for folder in (here_folder, there_folder):
        folder.mkdir()
        (folder / "BIG.NEF").write_bytes(bytes(RAW_BYTES))
        os.utime(folder / "BIG.NEF", (1.7e9, 1.7e9 if same or folder is here_folder else 1.8e9))
    options = ("--make", each_make.name, "--serial", "0000001", "--pictures")
    with VirtualCameraProcess(*options, str(here_folder)) as here:
        async with running_service(tmp_path / "state") as service, service.client() as client:
            service.cameras.plug(Source(here.port_string, "PTP/IP Camera", removable=True))
            (camera,) = service.cameras.cameras
            await until(lambda: camera.line.is_up)
            files = (await client.call("list_files", recursive=True))["files"]
            (path,) = [file["path"] for file in files if file["filename"] == "BIG.NEF"]
            here.control({"latency_s": 0.02})
            async with fetch(await link(service, client, path)) as response:
                await response.content.readexactly(100_000)
                here.stop()
                service.cameras.unplug(camera.source.port, "It was unplugged.")
                with VirtualCameraProcess(*options, str(there_folder)) as there:
                    service.cameras.plug(Source(there.port_string, "PTP/IP Camera", removable=True))
                    if same:
                        assert await response.content.read() == bytes(RAW_BYTES - 100_000)
                    else:
                        with pytest.raises(aiohttp.ClientError):
                            await response.content.read()


async def test_a_file_is_served_where_the_state_folder_cannot_be_used(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    no_folder = tmp_path / "file"
    no_folder.touch()
    async with (
        running_service(no_folder, [camera.port_string]) as service,
        service.client() as client,
        fetch(await link(service, client, await any_picture(client, each_make))) as response,
    ):
        assert len(await response.read()) == int(response.headers["Content-Length"]) > 0


@pytest.mark.needs(Need.BODY_FILES)
async def test_no_picture_is_kept_on_disk_after_the_service(
    tmp_path: Path, camera: VirtualCameraProcess, each_make: Make
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service:
        async with service.client() as client:
            url = await link(service, client, await any_picture(client, each_make))
        async with fetch(url) as response:
            await response.read()

    kept = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}  # noqa: ASYNC240
    assert kept <= {BODIES_FILE, ".cards"}  # which body is where, and which pictures it had


async def test_who_guesses_tokens_is_sent_away_for_a_while(tmp_path: Path) -> None:
    async with running_service(tmp_path) as service:
        for number in range(MAX_GUESSES):
            async with fetch(f"{service.url}/cameras/any/files/A.JPG", Authorization=f"Bearer {number}") as guessed:
                assert guessed.status == 401
                assert guessed.headers["WWW-Authenticate"].startswith("Basic ")
        async with fetch(f"{service.url}/cameras/any/files/A.JPG", Authorization="Bearer one more") as refused:
            assert refused.status == 429
            assert 0 < int(refused.headers["Retry-After"]) <= 60
