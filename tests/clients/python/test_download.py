"""Files that the Python client fetches: whole ones, whatever happens on the way, or none."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web

from rpc_camera_client import RpcCameraError, Session, SessionClosed, errors
from rpc_camera_client._download import Download
from rpc_camera_client._http import check, digest_at
from tests.clients.python.rig import AT_ONCE, Proxy
from tests.rigs.service import TOKEN, RunningService

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from aiohttp.typedefs import Handler

    from rpc_camera_client.events import ProgressParams
    from tests.rigs.virtual_camera import VirtualCameraProcess

FOLDER = "/store_00010001/DCIM/100VIRTL"
PICTURE = f"{FOLDER}/DSC_0001.JPG"
LARGE_BYTES = 24 << 20


@pytest.fixture
async def proxy(service: RunningService) -> AsyncIterator[Proxy]:
    async with Proxy(service.server.port) as proxy:
        yield proxy


@pytest.fixture
async def behind(proxy: Proxy) -> AsyncIterator[Session]:
    async with await Session.connect(proxy.url, token=TOKEN, reconnect=AT_ONCE) as session:
        yield session


@pytest.fixture
def film(camera: VirtualCameraProcess, tmp_path: Path) -> tuple[str, bytes]:
    """A large file on the camera: its path, and its content."""
    content = hashlib.shake_256(b"film").digest(LARGE_BYTES)
    source = tmp_path / "film"
    source.write_bytes(content)
    camera.control({"put": "MVI_0001.MP4", "from": str(source)})
    return "/store_00010001/DCIM/101VIRTL/MVI_0001.MP4", content


async def test_file_comes_whole_into_a_folder_with_its_progress(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    steps: list[ProgressParams] = []
    saved = await session.with_progress(steps.append).download(PICTURE, folder)
    whole = await session.download_image(PICTURE)

    assert saved == folder / "DSC_0001.JPG"
    assert hashlib.sha256(saved.read_bytes()).hexdigest() == whole["sha256"]
    assert steps[-1]["done"] == steps[-1]["total"] == whole["size_bytes"]
    assert names_in(folder) == ["DSC_0001.JPG"]


async def test_folder_that_ends_in_a_slash_is_made(session: Session, tmp_path: Path) -> None:
    saved = await session.download(PICTURE, f"{tmp_path}/new/pictures/")
    assert saved == tmp_path / "new" / "pictures" / "DSC_0001.JPG"


async def test_download_that_is_cut_three_times_goes_on_where_it_was(
    film: tuple[str, bytes], proxy: Proxy, behind: Session, tmp_path: Path
) -> None:
    path, content = film
    cuts = [LARGE_BYTES // 5, LARGE_BYTES // 3, LARGE_BYTES // 2]
    done: list[int] = []

    def cut(progress: ProgressParams) -> None:
        done.append(int(progress["done"]))
        if cuts and progress["done"] > cuts[0]:
            cuts.pop(0)
            proxy.cut()

    saved = await behind.with_progress(cut).download(path, tmp_path / "film.mp4")
    assert hashlib.sha256(saved.read_bytes()).digest() == hashlib.sha256(content).digest()
    assert cuts == []
    assert done == sorted(done), "it was begun anew"
    assert names_in(tmp_path, "*film*") == ["film", "film.mp4"]


@asynccontextmanager
async def answering_files(get: Handler, content: bytes, came: asyncio.Event) -> AsyncIterator[Download]:
    """Run an HTTP server that answers GET with `get`, and HEAD with the digest of `content`; yield a download of it.

    `came` is set once it has got some bytes.
    """

    async def head(_request: web.Request) -> web.Response:
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        return web.Response(headers={"Repr-Digest": f"sha-256=:{digest}:"})

    async def sign() -> Any:
        return {"url": "/file", "file": {"filename": "../../FILM.MP4", "size_bytes": len(content)}}

    async def report(_done: int, _total: int) -> None:
        came.set()

    app = web.Application()
    app.router.add_route("HEAD", "/file", head)
    app.router.add_route("GET", "/file", get)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with aiohttp.ClientSession() as http:
            yield Download(f"http://127.0.0.1:{runner.addresses[0][1]}", http, sign, report)
    finally:
        await runner.cleanup()


async def test_file_that_becomes_another_on_the_way_is_fetched_anew(tmp_path: Path) -> None:
    new, came = b"new" * 100_000, asyncio.Event()
    wanted: list[tuple[str | None, str | None]] = []

    async def get(request: web.Request) -> web.StreamResponse:
        wanted.append((request.headers.get("Range"), request.headers.get("If-Range")))
        if len(wanted) > 1:
            return web.Response(body=new, headers={"ETag": '"new"'})
        response = web.StreamResponse(headers={"ETag": '"old"', "Content-Length": "9"})
        await response.prepare(request)
        await response.write(b"old")
        await came.wait()
        assert request.transport
        request.transport.close()
        return response

    async with answering_files(get, new, came) as download:
        saved = await download.save(tmp_path, overwrite=False)
    assert saved == tmp_path / "FILM.MP4"
    assert saved.read_bytes() == new
    assert wanted == [(None, None), ("bytes=3-", '"old"')]


async def test_other_bytes_than_the_digest_is_of_are_not_kept(tmp_path: Path) -> None:
    async def get(_request: web.Request) -> web.Response:
        return web.Response(body=b"worn", headers={"ETag": '"it"'})

    async with answering_files(get, b"true", asyncio.Event()) as download:
        with pytest.raises(errors.DigestMismatch) as caught:
            await download.save(tmp_path, overwrite=False)
    assert caught.value.remedy.startswith("Download the file again;")
    assert names_in(tmp_path) == []


async def test_a_file_that_does_not_end_is_not_written_beyond_its_size(tmp_path: Path) -> None:
    sent_bytes = 0

    async def get(request: web.Request) -> web.StreamResponse:
        nonlocal sent_bytes
        response = web.StreamResponse(headers={"ETag": '"it"'})
        await response.prepare(request)
        while sent_bytes < 1 << 30:
            await response.write(bytes(1 << 20))
            sent_bytes += 1 << 20
        return response

    async with answering_files(get, b"true", asyncio.Event()) as download:
        with pytest.raises(errors.DigestMismatch, match="More bytes came than the 4"):
            await download.save(tmp_path, overwrite=False)
    assert sent_bytes < 1 << 28
    assert names_in(tmp_path) == []


async def test_an_odd_digest_and_an_endless_refusal_are_failures_of_that_file_alone() -> None:
    async def head(_request: web.Request) -> web.Response:
        return web.Response(headers={"Repr-Digest": "sha-256=:A:"})

    async def refuse(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=500)
        await response.prepare(request)
        while True:
            await response.write(b"[" * (1 << 16))

    app = web.Application()
    app.router.add_route("HEAD", "/odd", head)
    app.router.add_route("GET", "/endless", refuse)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession() as http, asyncio.timeout(20):
            assert await digest_at(http, f"{base}/odd") is None
            async with http.get(f"{base}/endless") as response:
                with pytest.raises(RpcCameraError, match="HTTP 500"):
                    await check(response)
    finally:
        await runner.cleanup()


async def test_what_fails_leaves_nothing(
    film: tuple[str, bytes], proxy: Proxy, behind: Session, tmp_path: Path
) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    with pytest.raises(errors.FileNotFound):
        await behind.download(f"{FOLDER}/NONE.JPG", folder)

    async def close(_progress: ProgressParams) -> None:
        await behind.close()
        proxy.cut()

    with pytest.raises(SessionClosed):
        await behind.with_progress(close).download(film[0], folder)
    assert names_in(folder) == []


async def test_what_is_there_is_replaced_only_when_asked(session: Session, tmp_path: Path) -> None:
    there = tmp_path / "picture.jpg"
    there.write_text("mine")
    with pytest.raises(FileExistsError, match="overwrite=True"):
        await session.download(PICTURE, there)
    assert there.read_text() == "mine"
    await session.download(PICTURE, there, overwrite=True)
    assert there.stat().st_size > 100_000
    assert names_in(tmp_path, ".*.part") == []


def names_in(folder: Path, pattern: str = "*") -> list[str]:
    return sorted(path.name for path in folder.glob(pattern))
