"""Files over HTTP: whole and in parts, with what their headers say, and only to whoever may have them."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.rigs.service import TOKEN
from tests.service.test_file_links import fetch, link

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

pytestmark = pytest.mark.asyncio(loop_scope="module")

PICTURE = "/store_00010001/DCIM/100VIRTL/DSC_0001.JPG"
ID = "z-virtual-0000001"


async def test_a_link_gives_the_file_with_its_headers(service: RunningService, client: RpcClient) -> None:
    expected = base64.b64decode((await client.call("download_image", path=PICTURE))["image_base64"])

    async with fetch(await link(service, client, PICTURE)) as response:
        body = await response.read()

    assert (response.status, body) == (200, expected)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Disposition"] == 'inline; filename="DSC_0001.JPG"'
    assert int(response.headers["Content-Length"]) == len(expected)
    assert response.headers["ETag"].startswith('"')


async def test_the_token_opens_a_file_as_well_as_a_link(service: RunningService) -> None:
    address = f"{service.url}/cameras/{ID}/files{PICTURE}"

    async with fetch(address, Authorization=f"Bearer {TOKEN}") as allowed:
        assert allowed.status == 200
    async with fetch(address) as refused:
        answer = await refused.json()

    assert (refused.status, answer["data"]["name"]) == (401, "unauthorized")


@pytest.mark.parametrize("changed", ["DSC_0002.JPG", "signature=0", "expires=9999999999"])
async def test_a_link_is_good_for_one_file_as_signed(service: RunningService, client: RpcClient, changed: str) -> None:
    url = await link(service, client, PICTURE)
    match changed.partition("=")[0]:
        case "signature":
            url = url.partition("signature=")[0] + changed
        case "expires":
            url = f"{url.partition('expires=')[0]}{changed}&{url.partition('&')[2]}"
        case _:
            url = url.replace("DSC_0001.JPG", changed)

    async with fetch(url) as response:
        answer = await response.json()

    assert (response.status, answer["data"]["name"]) == (403, "forbidden")
    assert "get_file_url" in answer["data"]["remedy"]


async def test_head_tells_all_but_the_bytes(service: RunningService, client: RpcClient) -> None:
    url = await link(service, client, PICTURE)
    async with fetch(url, "HEAD") as head, fetch(url) as get:
        assert head.status == 200
        assert await head.read() == b""
        assert {name: head.headers[name] for name in ("Content-Length", "ETag", "Content-Type")} == {
            name: get.headers[name] for name in ("Content-Length", "ETag", "Content-Type")
        }


async def test_head_passes_over_a_range_and_no_digest_comes_unwanted(
    service: RunningService, client: RpcClient
) -> None:
    async with fetch(
        await link(service, client, PICTURE), "HEAD", Range="bytes=0-9", Want_Repr_Digest="sha-256=0"
    ) as head:
        assert (head.status, "Repr-Digest" in head.headers) == (200, False)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sp ace.jpg", 'inline; filename="sp ace.jpg"'),
        ("ä 1%.jpg", "inline; filename=\"_ 1_.jpg\"; filename*=UTF-8''%C3%A4%201%25.jpg"),
        ("page.html", 'attachment; filename="page.html"'),
        ("drawing.svg", 'attachment; filename="drawing.svg"'),
    ],
)
async def test_a_file_is_saved_under_its_name_and_no_page_is_shown(
    service: RunningService, client: RpcClient, name: str, told: str
) -> None:
    folder = PICTURE.rpartition("/")[0]
    await client.call("upload_file", folder=folder, filename=name, data_base64="AAAA")
    async with fetch(await link(service, client, f"{folder}/{name}")) as response:
        assert response.headers["Content-Disposition"] == told


async def test_a_digest_is_sent_when_it_is_wanted(service: RunningService, client: RpcClient) -> None:
    async with fetch(await link(service, client, PICTURE), Want_Repr_Digest="sha-256=1") as response:
        body = await response.read()

    digest = base64.b64encode(hashlib.sha256(body).digest()).decode()
    assert response.headers["Repr-Digest"] == f"sha-256=:{digest}:"


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-99", 0, 100), ("bytes=1000-", 1000, None), ("bytes=-500", -500, None), ("bytes=5-99999999", 5, None)],
)
async def test_a_part_is_sent_for_a_range(
    service: RunningService, client: RpcClient, wanted: str, start: int, stop: int | None
) -> None:
    url = await link(service, client, PICTURE)
    async with fetch(url) as response:
        whole = await response.read()

    async with fetch(url, Range=wanted) as response:
        part = await response.read()

    first, last, _ = slice(start, stop).indices(len(whole))
    assert (response.status, part) == (206, whole[start:stop])
    assert response.headers["Content-Range"] == f"bytes {first}-{last - 1}/{len(whole)}"


async def test_a_range_beyond_the_file_is_refused_and_one_that_makes_no_sense_ignored(
    service: RunningService, client: RpcClient
) -> None:
    url = await link(service, client, PICTURE)
    async with fetch(url, Range="bytes=999999999-") as beyond:
        assert beyond.status == 416
    async with fetch(url, Range="bytes=-0") as nothing:
        assert nothing.status == 416
        assert beyond.headers["Content-Range"].startswith("bytes */")
    for odd in ("lines=1-2", "bytes=9-1", "bytes=0-1,5-6"):
        async with fetch(url, Range=odd) as response:
            assert response.status == 200


async def test_a_file_that_is_not_there_is_told_so(service: RunningService, client: RpcClient) -> None:
    assert (await client.error("get_file_url", path="/store_00010001/NONE.JPG")).name == "file_not_found"
    for path in ("/store_00010001/NONE.JPG", "/../../etc/passwd", "/%2e%2e/etc/passwd", "/"):
        address = f"{service.url}/cameras/{ID}/files{path}"
        async with fetch(address, Authorization=f"Bearer {TOKEN}") as response:
            assert response.status == 404


async def test_a_part_can_be_read_by_json_rpc(client: RpcClient) -> None:
    whole = base64.b64decode((await client.call("download_image", path=PICTURE))["image_base64"])

    parts, offset = b"", 0
    while offset < len(whole):
        part = await client.call("read_file", path=PICTURE, offset=offset, length=200_000)
        assert part["size_bytes"] == len(whole)
        parts += base64.b64decode(part["data_base64"])
        offset = len(parts)
    after = await client.call("read_file", path=PICTURE, offset=len(whole), length=10)

    assert parts == whole
    assert after["data_base64"] == ""
