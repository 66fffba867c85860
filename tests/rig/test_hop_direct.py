"""With `files` direct, the gateway sends clients to the host: with what they wanted to do, and never with the token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiohttp
import pytest

from rpc_camera.contract.types import FilesSetting
from rpc_camera_client import Session
from rpc_camera_client._http import address_of, digest_at, http_session
from tests.rig.conftest import BIG, BIG_BYTES, FOLDER, SMALL
from tests.rigs.other_host import gateway_to
from tests.rigs.played_host import played_host
from tests.rigs.service import TOKEN
from tests.service.test_uploads import chunks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rig.conftest import Pictures
    from tests.rigs.service import RunningService

STUDIO = "https://studio.example"
NEW = f"{FOLDER}/NEW_0001.JPG"


@pytest.fixture
async def gateway(host: RunningService, tmp_path: Path) -> AsyncIterator[RunningService]:
    async with (
        host.client() as asking,
        gateway_to(asking, host.url, tmp_path, files=FilesSetting.DIRECT, allowed_origins=(STUDIO,)) as gateway,
    ):
        yield gateway


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as session:
        yield session


async def test_each_address_leads_to_the_host(
    gateway: RunningService, host: RunningService, http: aiohttp.ClientSession, camera: str
) -> None:
    own = f"{host.url}/cameras/{host.cameras.cameras[0].id}"
    async with gateway.client() as client:
        await client.call("get_archive_url", camera=camera, paths=[SMALL])
    for method, suffix in (
        ("GET", f"files{SMALL}"),
        ("HEAD", f"files{SMALL}"),
        ("PUT", f"files{NEW}"),
        ("GET", "preview.jpg?max_fps=5"),
        ("GET", "preview.mjpeg?max_fps=5"),
    ):
        url = f"{gateway.url}/cameras/{camera}/{suffix}"
        async with http.request(method, url, allow_redirects=False, headers={"Origin": STUDIO}) as answer:
            path, _, query = answer.headers["Location"].partition("?")
            assert (answer.status, path) == (307, f"{own}/{suffix.partition('?')[0]}"), suffix
            assert "signature=" in query
            assert query.endswith("&max_fps=5") or "preview" not in suffix
            if "files" in suffix:
                assert answer.headers["Access-Control-Allow-Origin"] == STUDIO


async def test_a_client_that_follows_gets_and_stores_what_it_wanted(
    gateway: RunningService, http: aiohttp.ClientSession, camera: str, pictures: Pictures
) -> None:
    url = f"{gateway.url}/cameras/{camera}/files"
    async with http.get(url + BIG, headers={"Range": "bytes=1000-"}) as part:
        assert (part.status, part.headers["Content-Range"]) == (206, f"bytes 1000-{BIG_BYTES - 1}/{BIG_BYTES}")
        assert await part.read() == pictures.big[1000:]
    async with http.put(url + NEW, data=b"new") as stored:
        assert stored.status == 201
    async with http.put(url + NEW, data=chunks(b"new"), allow_redirects=False) as again:
        assert again.status == 409  # said by the gateway already: no body has to go there for it


async def test_the_client_library_goes_there_without_what_is_for_the_gateway(
    gateway: RunningService, camera: str, pictures: Pictures, tmp_path: Path
) -> None:
    url = gateway.url.replace("http", "ws") + "/rpc"
    async with await Session.connect(url, token=TOKEN) as session:
        saved = await session.download(BIG, tmp_path / "saved", camera=camera)
        again = await session.upload(saved, FOLDER, name="NEW_0001.NEF", camera=camera)

    assert saved.read_bytes() == pictures.big
    assert again["size_bytes"] == BIG_BYTES

    empty = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    async with played_host(empty) as host, http_session(gateway.url, {"X-Own": "1"}, None) as http:
        await digest_at(http, address_of(gateway.url, f"{host.url}/file"))
    assert [head.partition(" HTTP")[0] for head in host.heads] == ["HEAD /file"]
    assert "X-Own" not in "".join(host.heads)


async def test_what_is_not_there_and_who_may_not_have_it_is_refused_by_the_gateway(
    gateway: RunningService, http: aiohttp.ClientSession, camera: str
) -> None:
    url = f"{gateway.url}/cameras/{camera}/files"
    async with http.get(f"{url}{FOLDER}/NO.JPG") as missing:
        assert (missing.status, (await missing.json())["data"]["camera"]) == (404, camera)
    async with http.get(url + SMALL, headers={"Authorization": "Bearer wrong"}) as refused:
        assert refused.status == 401
    async with http.put(url + NEW, data=b"x", headers={"Origin": "https://evil.example"}) as evil:
        assert evil.status == 403
