"""Many files as one ZIP over HTTP: whole, named, with what is missing said, and at the pace of who reads."""

from __future__ import annotations

import asyncio
import io
import os
import subprocess
import sys
import time
import tracemalloc
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.edge.camera_archives import MOST_AT_ONCE, MOST_OF_AN_ADDRESS
from rpc_camera.methods.archives import LIST_BYTES
from tests.rigs.makes import Need
from tests.rigs.saving import until
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_file_links import fetch, link

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

pytestmark = pytest.mark.needs(Need.CARD)
LARGE_BYTES = 12_345_678
FOLDER = "/store_00010001/DCIM/900MYPIX"
LARGE = [f"{FOLDER}/BIG_{number}.NEF" for number in (1, 2, 3)]


@pytest.fixture
def large() -> dict[str, bytes]:
    """The contents of the files in `LARGE`, each other bytes."""
    return {path: os.urandom(LARGE_BYTES) for path in LARGE}


@pytest.fixture
def camera(tmp_path: Path, each_make: Make, large: dict[str, bytes]) -> Iterator[VirtualCameraProcess]:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for path, data in large.items():
        (pictures / path.rpartition("/")[2]).write_bytes(data)
    (pictures / each_make.jpeg_of(1)).write_bytes(b"\xff\xd8another\xff\xd9")
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001", "--pictures", str(pictures)) as camera:
        yield camera


@pytest.fixture
async def service(camera: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path / "state", [camera.port_string]) as service:
        yield service


async def archive_url(service: RunningService, client: RpcClient, *paths: str, **params: Any) -> str:
    return service.url + str((await client.call("get_archive_url", paths=paths, **params))["url"])


async def bytes_of(service: RunningService, client: RpcClient, path: str) -> bytes:
    async with fetch(await link(service, client, path)) as response:
        return await response.read()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return what is in a ZIP, each member's checksum compared."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.full_size
async def test_a_pair_of_raw_and_jpeg_comes_as_it_is_on_the_camera(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.quality, value=each_make.raw_and_jpeg)
    files = (await client.call("capture_image"))["files"]
    paths = [file["path"] for file in files]
    due = {file["filename"]: await bytes_of(service, client, file["path"]) for file in files}
    infos = [await client.call("get_file_info", path=path) for path in paths]

    async with fetch(await archive_url(service, client, *paths, name="today")) as response:
        data = await response.read()

    assert len(due) == 2
    assert unpacked(data) == due
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == 'attachment; filename="today.zip"'
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        times = [datetime(*entry.date_time) for entry in archive.infolist()]  # noqa: DTZ001 - a clock on the wall
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
    shown = [datetime.fromisoformat(info["modified_at"]).astimezone().replace(tzinfo=None) for info in infos]
    assert all(0 <= (on_camera - time).total_seconds() < 2 for on_camera, time in zip(shown, times, strict=True))


async def test_where_two_have_one_name_their_folders_are_in_front(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    name = each_make.jpeg_of(1)
    paths = [f"{each_make.first_folder}/{name}", f"{FOLDER}/{name}", LARGE[0], LARGE[0]]

    async with fetch(await archive_url(service, client, *paths)) as response:
        found = unpacked(await response.read())

    first_folder = each_make.first_folder.rpartition("/")[2]
    assert list(found) == [f"{first_folder}/{name}", f"900MYPIX/{name}", "BIG_1.NEF"]
    assert found[f"{first_folder}/{name}"] == await bytes_of(service, client, paths[0])
    assert found[f"900MYPIX/{name}"] == b"\xff\xd8another\xff\xd9"


async def test_what_is_not_there_is_left_out_and_named(
    service: RunningService, client: RpcClient, large: dict[str, bytes]
) -> None:
    gone = [f"{FOLDER}/GONE.JPG", "/no/../such.JPG", "/nowhere"]

    async with fetch(await archive_url(service, client, gone[0], LARGE[0], *gone[1:])) as response:
        found = unpacked(await response.read())

    assert list(found) == ["BIG_1.NEF", "MISSING.txt"]
    assert found["BIG_1.NEF"] == large[LARGE[0]]
    text = found["MISSING.txt"].decode()
    assert [line.partition(": ")[0] for line in text.splitlines()[2:]] == gone
    assert all(line.partition(": ")[2] for line in text.splitlines()[2:])


async def test_where_nothing_is_there_it_is_refused_as_a_file_is(service: RunningService, client: RpcClient) -> None:
    async with fetch(await archive_url(service, client, f"{FOLDER}/GONE.JPG", f"{FOLDER}/GONE.NEF")) as response:
        answer = await response.json()

    assert (response.status, answer["data"]["name"]) == (404, "file_not_found")


async def test_a_file_that_is_deleted_half_way_does_not_look_whole(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, large: dict[str, bytes]
) -> None:
    url = await archive_url(service, client, *LARGE)
    async with fetch(url) as response:
        data = await response.content.readexactly(1000)
        camera.control({"latency_s": 0.03})  # before the second one is begun, of which much could be on its way by then
        data += await response.content.readexactly(LARGE_BYTES + 1_000_000)
        await client.call("delete_file", path=LARGE[1])
        camera.control({"clear": True})
        data += await response.content.read()

    found = unpacked(data)
    assert list(found) == ["BIG_1.NEF", "BIG_3.NEF", "MISSING.txt"]
    assert (found["BIG_1.NEF"], found["BIG_3.NEF"]) == (large[LARGE[0]], large[LARGE[2]])
    assert f"{LARGE[1]}: {LARGE[1]} was deleted while it was read." in found["MISSING.txt"].decode()
    begun = data.index(large[LARGE[1]][:1000])
    ended = data.index(b"PK\x03\x04", begun)  # the next file's head, as whoever reads from the beginning finds it
    assert b"PK\x07\x08" not in data[ended - 24 : ended]  # which would be the end of a whole file before it


async def test_a_pulled_cable_is_waited_for(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, large: dict[str, bytes]
) -> None:
    url = await archive_url(service, client, *LARGE)
    await client.call("subscribe", events=["camera_state_changed"])
    async with fetch(url) as response:
        data = await response.content.readexactly(100_000)
        camera.control({"offline": True})
        await client.notification("camera_state_changed", state="lost")
        camera.control({"offline": False})
        data += await response.content.read()

    assert unpacked(data) == {path.rpartition("/")[2]: content for path, content in large.items()}


@pytest.mark.parametrize("within", ["a file", "the next file"])
async def test_where_the_camera_stays_away_the_answer_is_cut(
    service: RunningService,
    client: RpcClient,
    camera: VirtualCameraProcess,
    monkeypatch: pytest.MonkeyPatch,
    within: str,
) -> None:
    monkeypatch.setattr("rpc_camera.camera.files.download._PATIENCE_S", 0.5)
    monkeypatch.setattr("rpc_camera.camera.files.archive._PATIENCE_S", 0.5)
    first = LARGE[0] if within == "a file" else f"{FOLDER}/{camera.make.jpeg_of(1)}"
    url = await archive_url(service, client, first, *LARGE[1:])
    camera.control({"latency_s": 0.05})
    data = b""
    async with fetch(url) as response:
        with pytest.raises(aiohttp.ClientError):  # noqa: PT012 - what has come is looked at below
            data += await response.content.readexactly(60)
            camera.control({"offline": True})
            while piece := await response.content.readany():
                data += piece

    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(data))


async def test_an_archive_of_a_camera_that_is_away_is_refused(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    url = await archive_url(service, client, *LARGE)
    camera.stop()
    async with fetch(url) as response:
        answer = await response.json()

    assert (response.status, answer["data"]["name"]) in {(503, "camera_lost"), (504, "camera_timeout")}


async def test_the_camera_takes_a_picture_meanwhile(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, large: dict[str, bytes]
) -> None:
    camera.control({"latency_s": 0.05})
    async with fetch(await archive_url(service, client, *LARGE)) as response:
        downloading = asyncio.create_task(response.read())
        taken = await client.call("capture_image")

        assert not downloading.done()
        assert taken["files"]
        camera.control({"clear": True})
        assert list(unpacked(await downloading).values()) == list(large.values())


async def test_who_reads_slowly_takes_no_memory_and_no_file_before_its_turn(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, large: dict[str, bytes]
) -> None:
    url = await archive_url(service, client, *LARGE)
    (served,) = service.cameras.cameras
    tracemalloc.start()
    try:
        async with aiohttp.ClientSession(read_bufsize=1 << 16) as session, session.get(url) as response:
            data = await response.content.readexactly(1000)
            await until_quiet(camera)
            fetched = {version.path for version in served.downloads.under_way}
            _, peak_bytes = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            data += await response.content.read()
    finally:
        tracemalloc.stop()

    assert LARGE[0] in fetched
    assert LARGE[2] not in fetched  # the system's buffers have room for one, at most
    assert peak_bytes < LARGE_BYTES / 2
    assert list(unpacked(data).values()) == list(large.values())


async def until_quiet(camera: VirtualCameraProcess) -> None:
    """Wait until the camera has not been asked for a part of a file for a second."""
    before, chunks = -1, 0
    while before < chunks:
        await asyncio.sleep(1)
        before, chunks = chunks, camera.control({"status": True})["operations"].count("101b")


async def test_who_leaves_ends_the_reading(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess, caplog: pytest.LogCaptureFixture
) -> None:
    url = await archive_url(service, client, *LARGE)
    camera.control({"latency_s": 0.05})
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        await response.content.readexactly(1000)
        response.close()
    await until(lambda: not service.cameras.cameras[0].downloads.under_way)

    assert [record.message for record in caplog.records if record.name == "aiohttp.server"] == []


async def test_beyond_four_gibibytes_a_zip64_is_written(
    service: RunningService,
    client: RpcClient,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", LARGE_BYTES // 2)  # the bound, not the code beyond it
    async with fetch(await archive_url(service, client, *LARGE)) as response:
        data = await response.read()
    file = tmp_path / "large.zip"
    file.write_bytes(data)
    command = (sys.executable, "-m", "zipfile", "-t", str(file))  # which knows nothing of that
    tested = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)

    assert data.count(b"PK\x06\x06") == 1
    assert (tested.returncode, tested.stdout.splitlines()[-1]) == (0, "Done testing")


async def test_head_has_the_fields_and_no_bytes(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    url = await archive_url(service, client, *LARGE)
    async with fetch(url, "HEAD") as head:
        assert head.status == 200
        assert await head.read() == b""
    assert head.headers["Content-Type"] == "application/zip"
    assert head.headers["Content-Disposition"] == f'attachment; filename="{camera.id}.zip"'
    assert "Content-Length" not in head.headers


async def test_an_address_is_good_as_it_was_signed(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    own = await archive_url(service, client, *LARGE)
    other = await archive_url(service, client, LARGE[0])
    key = own.partition("/archives/")[2].partition(".zip")[0]
    forged = [
        own.partition("signature=")[0] + "signature=0",
        f"{own.partition('expires=')[0]}expires=9999999999&{own.partition('&')[2]}",
        f"{own.partition('?')[0]}?{other.partition('?')[2]}",
        f"{service.url}/cameras/{camera.id}/files/archive%20{key}?{own.partition('?')[2]}",
    ]
    for url in forged:
        async with fetch(url) as response:
            answer = await response.json()
        assert (response.status, answer["data"]["name"]) == (403, "forbidden"), url
    assert "get_archive_url" in (await refusal(forged[0]))["data"]["remedy"]
    assert (await refusal(own.partition("?")[0]))["data"]["name"] == "unauthorized"
    async with fetch(own.partition("?")[0], Authorization=f"Bearer {TOKEN}") as allowed:
        assert allowed.status == 200
    async with fetch(own.replace(key, "0" * 16).partition("?")[0], Authorization=f"Bearer {TOKEN}") as unknown:
        assert (unknown.status, (await unknown.json())["data"]["name"]) == (404, "file_not_found")


async def test_an_address_expires(service: RunningService, client: RpcClient) -> None:
    url = await archive_url(service, client, *LARGE, expires_s=0.1)
    expires = int(url.partition("expires=")[2].partition("&")[0])
    await until(lambda: time.time() > expires)

    assert (await refusal(url))["message"] == "This link has expired."


async def refusal(url: str) -> Any:
    async with fetch(url) as response:
        return await response.json()


async def test_lists_are_bounded(client: RpcClient, camera: VirtualCameraProcess) -> None:
    too_many = await client.error("get_archive_url", paths=[f"/{number}" for number in range(10_001)])
    too_long = await client.error("get_archive_url", paths=[f"/{number:0200}" for number in range(LIST_BYTES // 200)])
    none = await client.error("get_archive_url", paths=[])
    largest = await client.call("get_archive_url", paths=[f"/s/DCIM/{number}" for number in range(10_000)])

    assert (too_many.name, too_long.name, none.name) == ("invalid_params", "too_large", "invalid_params")
    assert too_long.data["limit_bytes"] == LIST_BYTES
    assert largest["filename"] == f"{camera.id}.zip"


async def test_so_many_are_sent_at_once(
    service: RunningService, client: RpcClient, camera: VirtualCameraProcess
) -> None:
    camera.control({"latency_s": 0.05})
    urls = [await archive_url(service, client, *LARGE) for _ in range(MOST_AT_ONCE // MOST_OF_AN_ADDRESS)]
    url = await archive_url(service, client, *LARGE)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        begun = [await session.get(urls[0]) for _ in range(MOST_OF_AN_ADDRESS)]
        async with session.get(urls[0]) as one_too_many, session.head(urls[1]) as free:
            assert (one_too_many.status, free.status) == (503, 200)
        begun += [await session.get(other) for other in urls[1:] for _ in range(MOST_OF_AN_ADDRESS)]
        async with session.get(url) as refused, session.head(url) as asked:
            answer = await refused.json()
        assert (refused.status, answer["data"]["name"], asked.status) == (503, "camera_busy", 503)
        begun[0].close()
        camera.control({"clear": True})
        await until_allowed(session, url)
        for response in begun:
            response.close()


async def until_allowed(session: aiohttp.ClientSession, url: str) -> None:
    async with asyncio.timeout(30):
        while True:
            async with session.get(url) as response:
                if response.status == 200:
                    return
            await asyncio.sleep(0.05)


async def test_a_page_of_an_allowed_origin_may_fetch_it(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    origin = "https://studio.example"
    async with (
        running_service(tmp_path / "state", [camera.port_string], allowed_origins=(origin,)) as service,
        service.client() as client,
    ):
        url = await archive_url(service, client, LARGE[0])
        asked = {"Origin": origin, "Access_Control_Request_Method": "GET"}
        async with fetch(url, "OPTIONS", **asked) as preflight, fetch(url, Origin=origin) as response:
            assert preflight.headers["Access-Control-Allow-Origin"] == origin
            assert response.headers["Access-Control-Allow-Origin"] == origin
            assert "Content-Disposition" in response.headers["Access-Control-Expose-Headers"]
