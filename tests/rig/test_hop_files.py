"""Files of another host's camera through the gateway: streamed, resumed, stored and refused as they are there."""

from __future__ import annotations

import asyncio
import io
import json
import tracemalloc
import zipfile
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.edge import Bounds
from tests.rig.conftest import BIG, BIG_BYTES, FOLDER, SMALL
from tests.rigs.other_host import gateway_to
from tests.rigs.raw_http import RawHttp
from tests.rigs.service import TOKEN
from tests.service.test_file_links import fetch
from tests.service.test_preview_slow import small_socket
from tests.service.test_uploads import chunks, put_to, sha_256

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rig.conftest import Pictures
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

BEARER = f"Bearer {TOKEN}"
NEW = f"{FOLDER}/NEW_0001.JPG"
DATA = bytes(range(256)) * 4_000


def address(service: RunningService, camera: str, path: str) -> str:
    return f"{service.url}/cameras/{camera}/files{path}"


async def names(client: RpcClient, camera: str) -> list[str]:
    return [file["filename"] for file in (await client.call("list_files", camera=camera, folder=FOLDER))["files"]]


async def test_a_large_file_comes_whole_with_all_that_is_said_of_it(
    gateway: RunningService, host: RunningService, client: RpcClient, camera: str, pictures: Pictures
) -> None:
    link = await client.call("get_file_url", camera=camera, path=BIG)
    async with fetch(gateway.url + link["url"], Want_Repr_Digest="sha-256=1") as response:
        body = await response.read()

    assert link["via"] == "gateway"
    assert link["file"]["size_bytes"] == BIG_BYTES
    assert body == pictures.big
    assert response.status == 200
    assert response.headers["Repr-Digest"] == sha_256(pictures.big)
    own = address(host, host.cameras.cameras[0].id, BIG)
    by_token = {"Cross-Origin-Resource-Policy": "same-site"}  # a page of another site may show what is at a link
    async with fetch(own, Authorization=BEARER, Want_Repr_Digest="sha-256=1") as there:
        assert dict(response.headers) | by_token | {"Date": ""} == dict(there.headers) | {"Date": ""}
        assert not by_token.keys() & response.headers.keys()


async def test_a_download_is_resumed_where_it_broke_off_unless_the_file_has_changed(
    gateway: RunningService, client: RpcClient, camera: str, pictures: Pictures
) -> None:
    url = gateway.url + (await client.call("get_file_url", camera=camera, path=BIG))["url"]
    async with fetch(url) as response:
        tag = response.headers["ETag"]
        begun = await response.content.readexactly(1_000_000)

    async with fetch(url, Range="bytes=1000000-", If_Range=tag) as rest:
        assert (rest.status, rest.headers["Content-Range"]) == (206, f"bytes 1000000-{BIG_BYTES - 1}/{BIG_BYTES}")
        assert begun + await rest.read() == pictures.big
    async with fetch(url, Range="bytes=1000000-", If_Range='"another"') as changed:
        assert changed.status == 200
    async with fetch(url, Range="bytes=5-9") as part:
        assert (part.status, await part.read()) == (206, pictures.big[5:10])


async def test_conditions_and_heads_are_answered_as_the_host_does(
    gateway: RunningService, client: RpcClient, camera: str
) -> None:
    url = gateway.url + (await client.call("get_file_url", camera=camera, path=SMALL))["url"]
    async with fetch(url, "HEAD") as head:
        tag = head.headers["ETag"]
        assert (head.status, head.headers["Content-Length"]) == (200, "9")
    async with fetch(url, If_None_Match=tag) as known:
        assert (known.status, known.headers["ETag"]) == (304, tag)
    async with fetch(url, If_Match='"another"') as changed:
        assert (changed.status, await changed.text()) == (412, "The file has changed.\n")
    async with fetch(url, Range="bytes=100-") as behind:
        assert (behind.status, behind.headers["Content-Range"]) == (416, "bytes */9")


async def test_who_may_not_have_a_file_is_refused_by_the_gateway_and_what_is_not_there_by_the_host(
    gateway: RunningService, host: RunningService, client: RpcClient, camera: str
) -> None:
    link = (await client.call("get_file_url", camera=camera, path=SMALL))["url"]
    for url, headers, status, name in (
        (address(gateway, camera, SMALL), {}, 401, "unauthorized"),
        (address(gateway, camera, SMALL), {"Authorization": "Bearer wrong"}, 401, "unauthorized"),
        (gateway.url + link.replace("A_SMALL", "B_SMALL"), {}, 403, "forbidden"),
        (host.url + link, {}, 403, "forbidden"),
        (address(gateway, camera, f"{FOLDER}/NO.JPG"), {"Authorization": BEARER}, 404, "file_not_found"),
        (address(gateway, "there-is-none", SMALL), {"Authorization": BEARER}, 404, "camera_not_found"),
    ):
        async with fetch(url, **headers) as refused:
            error = await refused.json()
        assert (refused.status, error["data"]["name"]) == (status, name), url
        if name == "file_not_found":
            assert error["data"]["camera"] == camera
            assert error["data"]["gphoto2"]["symbol"] == "GP_ERROR_FILE_NOT_FOUND"


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_file_is_stored_with_its_digest(
    gateway: RunningService, client: RpcClient, camera: str, *, chunked: bool
) -> None:
    url = gateway.url + (await client.call("get_upload_url", camera=camera, path=NEW))["url"]
    wrong = await put_to(url, DATA[:-1], Repr_Digest=sha_256(DATA))
    listed = await names(client, camera)
    right = await put_to(url, chunks(DATA) if chunked else DATA, Repr_Digest=sha_256(DATA))

    assert (wrong.status, wrong.error) == (400, "digest_mismatch")
    assert "NEW_0001.JPG" not in listed
    assert (right.status, json.loads(right.body)["size_bytes"]) == (201, len(DATA))
    assert right.headers["location"] == f"/cameras/{camera}/files{NEW}"
    assert right.headers["repr-digest"] == sha_256(DATA)
    async with fetch(gateway.url + right.headers["location"], Authorization=BEARER) as got:
        assert await got.read() == DATA


async def test_a_large_file_is_stored(
    gateway: RunningService, host: RunningService, there: VirtualCameraProcess, camera: str, pictures: Pictures
) -> None:
    body = chunks(pictures.big, 1 << 18)
    stored = await put_to(
        address(gateway, camera, NEW), body, Content_Length=str(BIG_BYTES), Repr_Digest=sha_256(pictures.big)
    )

    assert stored.status == 201
    async with fetch(address(host, there.id, NEW), Authorization=BEARER) as got:
        assert await got.read() == pictures.big


async def test_a_file_that_exists_is_never_overwritten(gateway: RunningService, camera: str) -> None:
    taken = await put_to(address(gateway, camera, SMALL), DATA)
    only_new = await put_to(address(gateway, camera, SMALL), DATA, If_None_Match="*")

    assert (taken.status, taken.error, only_new.status) == (409, "file_exists", 412)


async def test_a_body_is_asked_for_only_when_the_host_wants_it(
    gateway: RunningService, client: RpcClient, camera: str
) -> None:
    expecting = {"Authorization": BEARER, "Content_Length": len(DATA), "Expect": "100-continue"}
    async with RawHttp(gateway.url) as http:
        await http.begin("PUT", f"/cameras/{camera}/files{SMALL}", **expecting)
        refused = await http.answer()
    async with RawHttp(gateway.url) as http:
        await http.begin("PUT", f"/cameras/{camera}/files{NEW}", **{**expecting, "Content_Length": 1 << 50})
        too_large = await http.answer()
    async with RawHttp(gateway.url) as http:
        await http.begin("PUT", f"/cameras/{camera}/files{NEW}", **expecting)
        wanted = await http.answer()
        await http.send(DATA)
        stored = await http.answer()

    assert (refused.status, too_large.status, wanted.status, stored.status) == (409, 413, 100, 201)
    assert "NEW_0001.JPG" in await names(client, camera)


async def test_a_body_that_breaks_off_or_stalls_stores_nothing(
    host: RunningService, tmp_path: Path, camera: str
) -> None:
    head: dict[str, Any] = {"Authorization": BEARER, "Content_Length": len(DATA), "Expect": "100-continue"}
    bounds = Bounds(stall_s=0.3)
    async with host.client() as there, gateway_to(there, host.url, tmp_path, bounds=bounds) as gateway:
        async with RawHttp(gateway.url) as http:
            await http.begin("PUT", f"/cameras/{camera}/files{NEW}", **head)
            assert (await http.answer()).status == 100
            await http.send(DATA[:1000])
            stalled = await http.answer()
        async with RawHttp(gateway.url) as http:
            await http.begin("PUT", f"/cameras/{camera}/files{NEW}", **head)
            assert (await http.answer()).status == 100
            await http.send(DATA[:1000])
            http.cut()
        async with gateway.client() as client:
            assert "NEW_0001.JPG" not in await names(client, camera)
        await put_to(address(gateway, camera, NEW), DATA)
        left_over = [path for path in (tmp_path / "host" / ".uploads").rglob("*") if path.is_file()]

    assert stalled.status == 408
    assert left_over == []


async def test_an_archive_has_the_files_and_says_what_is_missing(
    gateway: RunningService, client: RpcClient, camera: str, pictures: Pictures
) -> None:
    paths = [SMALL, BIG, "/no/such.jpg"]
    link = await client.call("get_archive_url", camera=camera, paths=paths, name="today")
    async with fetch(gateway.url + link["url"]) as response:
        archive = zipfile.ZipFile(io.BytesIO(await response.read()))
    async with fetch(gateway.url + link["url"], "HEAD") as head:
        assert (head.status, head.headers["Content-Type"]) == (200, "application/zip")
    async with fetch(f"{gateway.url}/cameras/{camera}/archives/nothing.zip", Authorization=BEARER) as unknown:
        assert (unknown.status, (await unknown.json())["data"]["name"]) == (404, "file_not_found")

    assert (link["via"], link["filename"]) == ("gateway", "today.zip")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="today.zip"')
    assert archive.read("BIG_0001.NEF") == pictures.big
    assert archive.read("A_SMALL.JPG") == pictures.small
    assert b"/no/such.jpg" in archive.read("MISSING.txt")


async def test_a_client_that_reads_slowly_takes_no_memory(
    gateway: RunningService, client: RpcClient, there: VirtualCameraProcess, camera: str, pictures: Pictures
) -> None:
    url = gateway.url + (await client.call("get_file_url", camera=camera, path=BIG))["url"]
    connector = aiohttp.TCPConnector(socket_factory=small_socket)
    async with aiohttp.ClientSession(connector=connector, read_bufsize=1 << 16) as session:
        tracemalloc.start()
        try:
            async with session.get(url) as response:
                begun = await response.content.readexactly(1000)
                await until_quiet(there)
                _, peak_bytes = tracemalloc.get_traced_memory()
                tracemalloc.stop()
                assert begun + await response.content.read() == pictures.big
        finally:
            tracemalloc.stop()

    assert peak_bytes < 8 << 20  # host, gateway and client together


async def until_quiet(camera: VirtualCameraProcess) -> None:
    """Wait until the camera has not been asked for a part of a file for half a second."""
    before, parts = -1, 0
    while before < parts:
        await asyncio.sleep(0.5)
        before, parts = parts, camera.control({"status": True})["operations"].count("101b")


async def test_many_at_once_get_their_own(
    gateway: RunningService, client: RpcClient, camera: str, pictures: Pictures
) -> None:
    url = gateway.url + (await client.call("get_file_url", camera=camera, path=BIG))["url"]

    async def part(number: int) -> bool:
        start = number * 1_000_003
        async with fetch(url, Range=f"bytes={start}-{start + 99_999}") as response:
            return await response.read() == pictures.big[start : start + 100_000]

    assert all(await asyncio.gather(*(part(number) for number in range(16))))
