"""The way to another host when that host, the network or the client fails: said soon, and nobody is left waiting."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from tests.rig.conftest import BIG, FOLDER, SMALL
from tests.rigs.other_host import HOST, gateway_to
from tests.rigs.played_host import deaf_port, played_host, with_tls
from tests.rigs.rig_hosts import LATE_S, TOLD_S
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import TOKEN
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_file_links import fetch
from tests.service.test_uploads import put_to

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.rig.conftest import Pictures
    from tests.rigs.service import RunningService

BEARER = f"Bearer {TOKEN}"
DATA = Path(__file__).parents[1] / "edge" / "data"
NEW = f"{FOLDER}/NEW_0001.JPG"
BEGUN = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: 1000\r\n\r\nhello"
WANTED = b"HTTP/1.1 100 Continue\r\n\r\n"


def address(service: RunningService, camera: str, path: str) -> str:
    return f"{service.url}/cameras/{camera}/files{path}"


async def test_a_host_that_is_killed_in_mid_download_cuts_it(
    there: VirtualCameraProcess, tmp_path: Path, camera: str, host: RunningService, pictures: Pictures
) -> None:
    await host.cameras.close()  # another service has the camera now
    arguments = ("--port=0", f"--camera={there.port_string}")
    async with ServeProcess(*arguments, state_dir=tmp_path / "killed", API_TOKEN=TOKEN) as process:
        there.control({"bytes_per_s": 20e6})
        async with (
            RpcClient(f"{process.url}/rpc", host.service.contract, TOKEN) as asking,
            gateway_to(asking, process.url, tmp_path) as gateway,
            gateway.client() as client,
        ):
            url = address(gateway, camera, BIG)
            params = {"camera": camera, "path": BIG, "offset": 0, "length": 16 << 20, "binary": True}
            reading = client.send("read_file", **params)
            async with fetch(url, Authorization=BEARER) as response:
                begun = await response.content.readexactly(1_000_000)
                process.process.kill()
                killed = time.monotonic()
                with pytest.raises(aiohttp.ClientPayloadError):
                    await response.content.read()
            with pytest.raises(RpcError, match="host_unreachable"):
                await reading
            assert time.monotonic() - killed < TOLD_S + LATE_S
            assert begun == pictures.big[:1_000_000]

            asked = time.monotonic()
            async with fetch(url, Authorization=BEARER) as refused:
                error = await refused.json()
            assert (refused.status, error["data"]["name"], error["data"]["host"]) == (504, "host_unreachable", HOST)
            read = await client.error("read_file", camera=camera, path=BIG, offset=0, length=10)
            assert (read.name, read.data["host"]) == ("host_unreachable", HOST)
            assert time.monotonic() - asked < TOLD_S + LATE_S


async def test_a_camera_that_is_lost_in_mid_download_cuts_it(
    gateway: RunningService, there: VirtualCameraProcess, camera: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.download._PATIENCE_S", 0.5)
    there.control({"bytes_per_s": 20e6})
    async with fetch(address(gateway, camera, BIG), Authorization=BEARER) as response:
        await response.content.readexactly(1_000_000)
        there.stop()
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.content.read()


@pytest.mark.parametrize("kind", ["refuses", "is deaf"])
async def test_a_host_that_takes_no_connection_is_reported_within_two_seconds(
    host: RunningService, tmp_path: Path, camera: str, unused_tcp_port: int, kind: str
) -> None:
    with ExitStack() as stack:
        port = stack.enter_context(deaf_port()) if kind == "is deaf" else unused_tcp_port
        url = f"http://127.0.0.1:{port}"
        async with host.client() as asking, gateway_to(asking, url, tmp_path) as gateway:
            begun = time.monotonic()
            async with fetch(address(gateway, camera, SMALL), Authorization=BEARER) as refused:
                error = await refused.json()
            lasted_s = time.monotonic() - begun
            put = await put_to(address(gateway, camera, NEW), b"new")

    assert (refused.status, error["data"]["name"], error["data"]["host"]) == (504, "host_unreachable", HOST)
    assert url in error["message"]
    assert lasted_s < TOLD_S + LATE_S
    assert (put.status, put.error) == (504, "host_unreachable")


async def test_no_token_reaches_the_host_and_only_what_was_signed_is_asked(
    host: RunningService, tmp_path: Path, camera: str
) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=b\r\nX-Other: 1\r\n\r\nhello"
    async with (
        played_host(answer) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
    ):
        headers = {"Authorization": BEARER, "Cookie": "a=b", "X-Forwarded-For": "x", "Range": "bytes=0-4"}
        async with fetch(address(gateway, camera, SMALL) + "?token=secret", **headers) as response:
            assert await response.read() == b"hello"
        (head,) = played.heads

    first, *fields = head.strip().split("\r\n")
    own = host.cameras.cameras[0].id
    assert first.startswith(f"GET /cameras/{own}/files{SMALL}?expires=")
    assert TOKEN not in head
    assert "secret" not in head
    assert {field.partition(":")[0] for field in fields} == {"Host", "Accept", "Range", "Connection"}
    assert not {"Set-Cookie", "X-Other"} & {*response.headers}


async def test_who_leaves_has_the_host_stop_at_once(host: RunningService, tmp_path: Path, camera: str) -> None:
    async with (
        played_host(BEGUN) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
    ):
        async with fetch(address(gateway, camera, SMALL), Authorization=BEARER) as response:
            assert await response.content.readexactly(5) == b"hello"
        left = time.monotonic()
        async with asyncio.timeout(10):
            await played.left.wait()

    assert time.monotonic() - left < TOLD_S


async def test_a_host_that_breaks_off_after_all_of_an_upload_leaves_its_outcome_unknown(
    host: RunningService, tmp_path: Path, camera: str
) -> None:
    async with (
        played_host(WANTED) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
    ):
        sending = asyncio.create_task(put_to(address(gateway, camera, NEW), b"new"))
        await played.came.wait()
        await asyncio.sleep(0.3)
        played.cut()
        answer = await sending

    assert (answer.status, answer.error) == (504, "outcome_unknown")


async def test_a_host_that_takes_no_body_has_the_client_wait(host: RunningService, tmp_path: Path, camera: str) -> None:
    sent_bytes, piece = 0, bytes(1 << 16)

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent_bytes
        while True:
            yield piece
            sent_bytes += len(piece)

    async with (
        played_host(WANTED, reads_bodies=False) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
    ):
        tracemalloc.start()
        sending = asyncio.create_task(put_to(address(gateway, camera, NEW), pieces()))
        await played.came.wait()
        before = -1
        while before < sent_bytes:
            before = sent_bytes
            await asyncio.sleep(0.5)
        _, peak_bytes = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        played.cut()

    assert 0 < sent_bytes < 32 << 20  # as much as the system buffers on two connections
    assert peak_bytes < 4 << 20


async def test_a_host_that_does_not_know_its_own_address_was_started_anew(
    host: RunningService, tmp_path: Path, camera: str
) -> None:
    async with (
        played_host(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
        fetch(address(gateway, camera, SMALL), Authorization=BEARER) as refused,
    ):
        assert (refused.status, (await refused.json())["data"]["name"]) == (504, "host_unreachable")


@pytest.mark.parametrize("is_trusted", [True, False])
async def test_a_host_with_tls_has_to_show_a_certificate_of_a_known_authority(
    host: RunningService, tmp_path: Path, camera: str, *, is_trusted: bool
) -> None:
    cafile = DATA / "certificate.pem" if is_trusted else None
    async with (
        with_tls(host.url, DATA / "certificate.pem", DATA / "key.pem") as url,
        host.client() as asking,
        gateway_to(asking, url, tmp_path, cafile=cafile) as gateway,
        fetch(address(gateway, camera, SMALL), Authorization=BEARER) as response,
    ):
        answer = await response.read()

    if is_trusted:
        assert (response.status, answer[:2]) == (200, b"\xff\xd8")
    else:
        assert response.status == 504
        assert b"host_unreachable" in answer
        assert b"certificate" in answer


async def test_a_certificate_for_another_name_is_not_taken(host: RunningService, tmp_path: Path, camera: str) -> None:
    async with (
        with_tls(host.url, DATA / "certificate.pem", DATA / "key.pem") as url,
        host.client() as asking,
        gateway_to(asking, url.replace("127.0.0.1", "127.0.0.2"), tmp_path, cafile=DATA / "certificate.pem") as gateway,
        fetch(address(gateway, camera, SMALL), Authorization=BEARER) as response,
    ):
        assert response.status == 504


async def test_a_camera_of_the_gateway_itself_is_served_here(host: RunningService, tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "0000002") as own:
        async with (
            host.client() as asking,
            gateway_to(asking, "http://127.0.0.1:1", tmp_path, [own.port_string]) as gateway,
            gateway.client() as client,
        ):
            path = (await client.call("list_files", recursive=True, camera=own.id))["files"][0]["path"]
            link = await client.call("get_file_url", camera=own.id, path=path)
            async with fetch(gateway.url + link["url"]) as response:
                assert (response.status, len(await response.read())) == (200, link["file"]["size_bytes"])
            for suffix, status in (("preview.jpg", 200), ("archives/x.zip", 404)):
                async with fetch(f"{gateway.url}/cameras/{own.id}/{suffix}", Authorization=BEARER) as response:
                    assert response.status == status
            assert (await put_to(address(gateway, own.id, path), b"new")).status == 409

    assert "via" not in link
