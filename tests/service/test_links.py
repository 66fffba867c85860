"""Durable links: good without a token and over restarts, until they are revoked; and nothing else is good by them."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import shutil
import subprocess
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.methods.kept_links import LINKS_FILE, MOST_LINKS
from tests.rigs.mjpeg import MixedReplace
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

_CUT_S = 5.0


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@asynccontextmanager
async def fetch(service: RunningService, path: str, **headers: str) -> AsyncIterator[aiohttp.ClientResponse]:
    async with aiohttp.ClientSession(headers=headers) as http, http.get(service.url + path) as response:
        yield response


async def status(service: RunningService, path: str) -> int:
    async with fetch(service, path) as response:
        return response.status


async def reads_on(parts: MixedReplace) -> bool:
    """Read until there is no more; return whether that was an end, and not a cut."""
    try:
        while await parts.next():
            pass
    except (aiohttp.ClientError, EOFError):
        return False
    return True


async def test_a_link_shows_what_it_is_for_and_nothing_else(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    preview = await client.call("create_link", kind="preview", name="wall", max_fps=5)
    latest = await client.call("create_link", kind="latest", camera=camera.id)
    async with fetch(service, preview["mjpeg_url"]) as response:
        parts = MixedReplace(response)
        await parts.begin()
        assert await parts.next()
    for url in (preview["jpeg_url"], latest["jpeg_url"]):
        async with fetch(service, url) as response:
            assert (response.status, response.content_type) == (200, "image/jpeg")
    key, other = preview["jpeg_url"].split("/")[2], latest["jpeg_url"].split("/")[2]
    for path in (f"/links/{key}/latest.jpg", f"/links/{other}/preview.jpg", f"/links/{key}x/preview.jpg"):
        async with fetch(service, path) as response:
            assert (response.status, (await response.json())["data"]["name"]) == (403, "forbidden")
    for path in (f"/cameras/{camera.id}/preview.jpg", f"/links/{key}/files/x"):
        assert await status(service, path) in {401, 404}

    listed = (await client.call("list_links"))["links"]
    assert listed == [preview["link"], latest["link"]]
    assert preview["link"] | {"link_id": "", "created_at": ""} == {
        "link_id": "",
        "camera": camera.id,
        "kind": "preview",
        "name": "wall",
        "max_fps": 5,
        "created_at": "",
        "created_by": "API_TOKEN",
    }
    assert not any(each in json.dumps(listed) for each in (key, other))


async def test_any_page_may_read_what_a_link_shows_and_nothing_else(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    """Mainsail and Fluidd `fetch` the stream that the recipe for Moonraker has."""
    preview = await client.call("create_link", kind="preview")
    latest = await client.call("create_link", kind="latest")
    signed = await client.call("get_preview_url")
    page = {"Origin": "http://printer.example"}
    for url in (preview["mjpeg_url"] + "?timestamp=1", preview["jpeg_url"], latest["jpeg_url"]):
        async with fetch(service, url, **page) as response:
            assert (response.status, response.headers["Access-Control-Allow-Origin"]) == (200, "*")
    by_token = page | {"Authorization": f"Bearer {TOKEN}"}
    for path, headers in ((f"/cameras/{camera.id}/preview.jpg", by_token), (signed["jpeg_url"], page)):
        async with fetch(service, path, **headers) as response:
            assert (response.status, response.headers.get("Access-Control-Allow-Origin")) == (200, None)


async def test_no_viewer_gets_more_frames_a_second_than_the_link_has(
    service: RunningService, client: RpcClient
) -> None:
    link = await client.call("create_link", kind="preview", max_fps=2)
    begun = asyncio.get_running_loop().time()
    async with fetch(service, link["mjpeg_url"] + "?max_fps=100") as response:
        parts = MixedReplace(response)
        await parts.begin()
        for _ in range(4):
            assert await parts.next()
    assert asyncio.get_running_loop().time() - begun > 1.0


async def test_a_revoked_link_is_cut_in_mid_stream_and_answers_no_more(
    service: RunningService, client: RpcClient
) -> None:
    link = await client.call("create_link", kind="preview")
    other = await client.call("create_link", kind="preview")
    async with fetch(service, link["mjpeg_url"]) as response, fetch(service, other["mjpeg_url"]) as untouched:
        parts, others = MixedReplace(response), MixedReplace(untouched)
        await parts.begin()
        await others.begin()
        assert await parts.next()
        revoked = await client.call("revoke_link", link_id=link["link"]["link_id"])
        assert revoked == {"link_id": link["link"]["link_id"]}
        async with asyncio.timeout(_CUT_S):
            assert not await reads_on(parts)
        for _ in range(5):
            assert await others.next()
    assert await status(service, link["jpeg_url"]) == 403
    assert (await client.error("revoke_link", link_id=link["link"]["link_id"])).name == "job_not_found"


async def test_links_outlive_a_restart_and_no_key_is_in_the_file_or_the_log(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        kept = await client.call("create_link", kind="latest")
        gone = await client.call("create_link", kind="preview")
        await client.call("revoke_link", link_id=gone["link"]["link_id"])
        assert await status(service, kept["jpeg_url"]) == 200
    file = tmp_path / LINKS_FILE
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        assert await status(service, kept["jpeg_url"]) == 200
        assert await status(service, gone["jpeg_url"]) == 403
        assert (await client.call("list_links"))["links"] == [kept["link"]]
    key = kept["jpeg_url"].split("/")[2]
    assert len(key) >= 22, "128 bits in base64"
    assert key not in file.read_text(encoding="utf-8")
    assert key not in caplog.text


async def test_a_link_ends_when_it_was_to(service: RunningService, client: RpcClient) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=2)).isoformat()
    link = await client.call("create_link", kind="latest", expires_at=soon)
    assert await status(service, link["jpeg_url"]) == 200
    assert link["link"]["expires_at"].endswith("Z")
    async with asyncio.timeout(10):
        while await status(service, link["jpeg_url"]) == 200:  # noqa: ASYNC110 - time passes, and nobody says so
            await asyncio.sleep(0.1)
    assert (await client.call("list_links"))["links"] == []


async def test_a_stream_ends_with_its_link(service: RunningService, client: RpcClient) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=3)).isoformat()
    link = await client.call("create_link", kind="preview", expires_at=soon)
    lasting = await client.call("create_link", kind="preview")
    async with fetch(service, link["mjpeg_url"]) as response, fetch(service, lasting["mjpeg_url"]) as untouched:
        parts, others = MixedReplace(response), MixedReplace(untouched)
        await parts.begin()
        await others.begin()
        assert await parts.next()
        async with asyncio.timeout(3 + _CUT_S):
            assert not await reads_on(parts)
        assert await others.next()


@pytest.mark.parametrize(
    ("params", "path"),
    [
        ({"kind": "latest", "max_fps": 5}, "/max_fps"),
        ({"kind": "latest", "expires_at": "tomorrow"}, "/expires_at"),
        ({"kind": "latest", "expires_at": "2099-01-01T00:00:00"}, "/expires_at"),
        ({"kind": "latest", "expires_at": "2001-01-01T00:00:00Z"}, "/expires_at"),
        ({"kind": "latest", "expires_at": "9999-12-31T23:59:59-01:00"}, "/expires_at"),
        ({"kind": "files"}, "/kind"),
    ],
)
async def test_what_cannot_be_is_refused(client: RpcClient, params: dict[str, Any], path: str) -> None:
    refused = await client.error("create_link", **params)
    assert (refused.name, refused.data["errors"][0]["path"]) == ("invalid_params", path)


async def test_there_are_so_many_and_no_more(client: RpcClient) -> None:
    made = [(await client.call("create_link", kind="latest"))["link"]["link_id"] for _ in range(MOST_LINKS)]
    refused = await client.error("create_link", kind="latest")
    assert (refused.name, "revoke_link" in refused.data["remedy"]) == ("not_supported", True)
    await client.call("revoke_link", link_id=made[0])
    assert await client.call("create_link", kind="latest")


async def test_a_damaged_file_is_kept_beside_and_nothing_of_it_is_believed(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / LINKS_FILE).write_text('{"version": 1, "links": [{"id": 3}]}', encoding="utf-8")
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        assert (await client.call("list_links"))["links"] == []
        assert await client.call("create_link", kind="latest")
    assert (tmp_path / f"{LINKS_FILE}.damaged").exists()
    assert re.search(r"durable links, is damaged", caplog.text)


async def test_a_file_that_cannot_be_written_makes_no_link(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        (tmp_path / f"{LINKS_FILE}.part").mkdir()
        refused = await client.error("create_link", kind="latest")
        assert (refused.name, "--state-dir" in refused.data["remedy"]) == ("disk_error", True)
        assert (await client.call("list_links"))["links"] == []


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="FFmpeg is not installed here; CI has it")
async def test_ffmpeg_reads_a_link_and_basic_authentication(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    token = "a-token-of-letters-that-an-address-can-have"
    state = tmp_path / "state"
    state.mkdir()
    async with running_service(state, [camera.port_string], token=token) as service, service.client(token) as client:
        link = await client.call("create_link", kind="preview")
        host, stream = service.url.partition("://")[2], f"/cameras/{camera.id}/preview.mjpeg"
        basic = base64.b64encode(f"any:{token}".encode()).decode()
        for number, source in enumerate(
            (
                ["-i", service.url + link["mjpeg_url"]],
                ["-i", f"http://any:{token}@{host}{stream}"],
                ["-headers", f"Authorization: Basic {basic}\r\n", "-i", service.url + stream],
            )
        ):
            film = tmp_path / f"{number}.mkv"
            command = ["ffmpeg", "-v", "error", "-f", "mpjpeg", *source, "-frames:v", "5", "-c", "copy", str(film)]
            ran = await asyncio.to_thread(
                subprocess.run, command, capture_output=True, text=True, timeout=60, check=False
            )
            assert ran.returncode == 0, ran.stderr
            assert film.stat().st_size > 5000
