"""New files over HTTP: stored whole and verified, or not at all."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import resource
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from PIL import Image

from rpc_camera.edge.gateway import Bounds
from rpc_camera.methods.service import ServiceLimits
from tests.rigs.makes import Need
from tests.rigs.raw_http import Answer, RawHttp
from tests.rigs.service import TOKEN, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

NEW_NAME = "NEW_0001.JPG"
BEARER = f"Bearer {TOKEN}"
DATA = bytes(range(256)) * 2000


pytestmark = pytest.mark.needs(Need.UPLOAD)


def new_file(make: Make) -> str:
    """Return the path of a file that a new body has not."""
    return f"{make.first_folder}/{NEW_NAME}"


def old_file(make: Make) -> str:
    """Return the path of a picture that a new body has."""
    return f"{make.first_folder}/{make.jpeg_of(1)}"


def address(make: Make, path: str | None = None) -> str:
    return f"/cameras/{make.id()}/files{new_file(make) if path is None else path}"


async def put_to(url: str, body: Any = DATA, **headers: str) -> Answer:
    """PUT with the token, by a client library."""
    sent = {"Authorization": BEARER} | {name.replace("_", "-"): value for name, value in headers.items()}
    async with aiohttp.ClientSession() as session, session.put(url, data=body, headers=sent) as response:
        return Answer(response.status, {k.lower(): v for k, v in response.headers.items()}, await response.read())


async def put(service: RunningService, make: Make, body: Any = DATA, path: str | None = None, **headers: str) -> Answer:
    """PUT to the camera of that make, a new file unless `path` is given."""
    return await put_to(service.url + address(make, path), body, **headers)


async def head(service: RunningService, make: Make, path: str | None = None, **headers: object) -> Answer:
    """PUT's head alone, with the token: the answer to what is refused before the body is sent."""
    async with RawHttp(service.url) as http:
        await http.begin("PUT", address(make, path), **{"Authorization": BEARER, **headers})
        return await http.answer()


async def names(client: RpcClient, make: Make) -> list[str]:
    return [file["filename"] for file in (await client.call("list_files", folder=make.first_folder))["files"]]


def sha_256(data: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


def left_over(state_dir: Path) -> list[Path]:
    return [path for path in (state_dir / ".uploads").rglob("*") if path.is_file()]


async def chunks(data: bytes, size: int = 10_000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_file_is_stored_and_comes_back_the_same(
    service: RunningService, client: RpcClient, each_make: Make, *, chunked: bool
) -> None:
    await client.call("subscribe", events=["file_added"])

    answer = await put(service, each_make, chunks(DATA) if chunked else DATA)
    added = await client.notification("file_added")

    assert answer.status == 201
    file = {"path": new_file(each_make), "filename": NEW_NAME, "mime_type": "image/jpeg"}
    stored = json.loads(answer.body)
    assert stored == {**file, "size_bytes": len(DATA), "modified_at": stored.get("modified_at")}
    assert answer.body.endswith(b"}\n")
    assert (answer.headers["location"], answer.headers["repr-digest"]) == (address(each_make), sha_256(DATA))
    assert (added["file"], added["origin"]) == (file, "upload")
    got = await client.call("download_image", path=new_file(each_make))
    assert base64.b64decode(got["image_base64"]) == DATA
    assert client.notifications.empty()  # told once


async def test_an_empty_file_is_a_file(service: RunningService, client: RpcClient, each_make: Make) -> None:
    assert (await put(service, each_make, b"")).status == 201
    assert (await client.call("get_file_info", path=new_file(each_make)))["size_bytes"] == 0


async def test_a_file_that_exists_is_never_overwritten(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    before = await client.call("download_image", path=old_file(each_make))

    for path in (old_file(each_make), f"{each_make.first_folder}/{each_make.jpeg_of(1).lower()}"):
        answer = await put(service, each_make, path=path)
        assert (answer.status, answer.error, answer.body[-2:]) == (409, "file_exists", b"}\n")
    only_new = await put(service, each_make, path=old_file(each_make), If_None_Match="*")
    only_old = await put(service, each_make, path=old_file(each_make), If_Match="*")

    assert (only_new.status, only_old.status) == (412, 412)
    assert (await put(service, each_make, If_None_Match="*")).status == 201
    assert await client.call("download_image", path=old_file(each_make)) == before


async def test_of_two_at_once_one_is_stored(service: RunningService, client: RpcClient, each_make: Make) -> None:
    one, other = await asyncio.gather(put(service, each_make, DATA), put(service, each_make, DATA[::-1]))

    assert sorted((one.status, other.status)) == [201, 409]
    got = await client.call("download_image", path=new_file(each_make))
    assert base64.b64decode(got["image_base64"]) == (DATA if one.status == 201 else DATA[::-1])


@pytest.mark.parametrize("algorithm", ["sha-256", "sha-512"])
@pytest.mark.parametrize("field", ["Repr_Digest", "Content_Digest"])
async def test_a_digest_is_checked_before_the_camera_gets_anything(
    service: RunningService, client: RpcClient, algorithm: str, field: str, each_make: Make
) -> None:
    digest = base64.b64encode(hashlib.new(algorithm.replace("-", ""), DATA).digest()).decode()

    wrong = await put(service, each_make, DATA[:-1], **{field: f"unixsum=:AAAA:, {algorithm}=:{digest}:"})
    listed = await names(client, each_make)
    right = await put(service, each_make, DATA, **{field: f"{algorithm}=:{digest}:"})

    assert (wrong.status, wrong.error, right.status) == (400, "digest_mismatch", 201)
    assert NEW_NAME not in listed


async def test_a_name_beyond_ascii_is_stored_as_it_is(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    answer = await put(service, each_make, path=f"{each_make.first_folder}/Übung 1.jpg")

    assert (answer.status, json.loads(answer.body)["filename"]) == (201, "Übung 1.jpg")
    assert "Übung 1.jpg" in await names(client, each_make)
    assert answer.headers["location"].endswith("/%C3%9Cbung%201.jpg")


async def test_a_body_is_asked_for_only_when_it_is_wanted(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    expecting = {"Authorization": BEARER, "Content_Length": len(DATA), "Expect": "100-continue"}
    async with RawHttp(service.url) as http:
        await http.begin("PUT", address(each_make, old_file(each_make)), **expecting)
        refused = await http.answer()
    async with RawHttp(service.url) as http:
        await http.begin("PUT", address(each_make), **expecting)
        wanted = await http.answer()
        await http.send(DATA)
        stored = await http.answer()

    assert (refused.status, wanted.status, stored.status) == (409, 100, 201)
    assert (await client.call("get_file_info", path=new_file(each_make)))["size_bytes"] == len(DATA)


async def test_a_body_that_breaks_off_stores_nothing(
    service: RunningService, client: RpcClient, tmp_path: Path, each_make: Make
) -> None:
    async with RawHttp(service.url) as http:
        await http.begin(
            "PUT", address(each_make), Authorization=BEARER, Content_Length=len(DATA), Expect="100-continue"
        )
        assert (await http.answer()).status == 100
        await http.send(DATA[:1000])
        http.cut()
    async with RawHttp(service.url) as http:
        await http.begin("PUT", address(each_make), Authorization=BEARER, Transfer_Encoding="chunked")
        await http.send(b"5\r\nhello\r\nnonsense\r\n")
        answer = await http.answer()

    assert answer.status == 400
    assert NEW_NAME not in await names(client, each_make)
    assert left_over(tmp_path) == []
    assert (await put(service, each_make)).status == 201


async def test_a_body_that_stalls_stores_nothing(camera: VirtualCameraProcess, tmp_path: Path, each_make: Make) -> None:
    async with running_service(tmp_path, [camera.port_string], bounds=Bounds(stall_s=0.3)) as service:
        async with RawHttp(service.url) as http:
            await http.begin("PUT", address(each_make), Authorization=BEARER, Content_Length=len(DATA))
            await http.send(DATA[:1000])
            answer = await http.answer()
        async with service.client() as client:
            listed = await names(client, each_make)

    assert answer.status == 408
    assert NEW_NAME not in listed


async def test_an_upload_goes_on_when_its_client_has_sent_all_and_leaves(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    await client.call("subscribe", events=["file_added"])
    async with RawHttp(service.url) as http:
        await http.begin("PUT", address(each_make), Authorization=BEARER, Content_Length=len(DATA))
        await http.send(DATA)

    assert (await client.notification("file_added"))["file"]["path"] == new_file(each_make)
    assert (await client.call("get_file_info", path=new_file(each_make)))["size_bytes"] == len(DATA)


async def test_the_bound_holds_for_a_body_whose_length_is_not_told(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    async with running_service(tmp_path, [camera.port_string], limits=ServiceLimits(put_bytes=100_000)) as service:
        answer = await put(service, each_make, chunks(DATA))
        async with service.client() as client:
            told = (await client.call("get_server_info"))["limits"]["put_bytes"]
            listed = await names(client, each_make)

    assert (answer.status, answer.error, told) == (413, "too_large", 100_000)
    assert NEW_NAME not in listed


async def test_a_link_to_store_is_no_link_to_get(service: RunningService, client: RpcClient, each_make: Make) -> None:
    upload = service.url + (await client.call("get_upload_url", path=new_file(each_make), expires_s=60))["url"]
    download = service.url + (await client.call("get_file_url", path=old_file(each_make)))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.get(upload) as got:
            assert (got.status, (await got.json())["data"]["name"]) == (403, "forbidden")
        async with session.put(download, data=DATA) as refused:
            assert refused.status == 403
            assert "get_upload_url" in (await refused.json())["data"]["remedy"]
        async with session.put(service.url + address(each_make), data=DATA) as without:
            assert without.status == 401
        async with session.put(upload, data=DATA) as stored:
            assert stored.status == 201
        async with session.put(upload, data=DATA) as again:
            assert again.status == 409


async def test_a_card_without_room_is_told_before_the_body_is_sent(tmp_path: Path, each_make: Make) -> None:
    with VirtualCameraProcess("--make", each_make.name, "--serial", "0000001", "--card-size-mb", "8") as camera:
        async with running_service(tmp_path, [camera.port_string]) as service:
            at_once = await head(service, each_make, Content_Length=9 << 20, Expect="100-continue")
            after = await put(service, each_make, chunks(bytes(9 << 20), 1 << 20))
            async with service.client() as client:
                listed = await names(client, each_make)

    assert (at_once.status, at_once.error) == (507, "storage_full")
    assert (after.status, after.error) == (507, "storage_full")
    assert NEW_NAME not in listed


async def test_a_full_disk_of_the_server_is_told_and_nothing_stored(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        answer = await put(service, each_make)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert (answer.status, answer.error) == (507, "storage_full")
    assert "server" in json.loads(answer.body)["data"]["remedy"]
    assert NEW_NAME not in await names(client, each_make)
    assert (await put(service, each_make)).status == 201


async def test_pages_from_allowed_origins_may_get_and_put(
    camera: VirtualCameraProcess, tmp_path: Path, each_make: Make
) -> None:
    studio = {"Origin": "https://studio.example"}
    async with (
        running_service(tmp_path, [camera.port_string], allowed_origins=("https://studio.example",)) as service,
        aiohttp.ClientSession(headers={"Authorization": BEARER}) as session,
    ):
        url = service.url + address(each_make)
        async with session.options(url, headers=studio) as preflight:
            assert preflight.status == 204
            assert "PUT" in preflight.headers["Access-Control-Allow-Methods"]
            assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
        for answer in (session.put(url, data=DATA, headers=studio), session.get(url, headers=studio)):
            async with answer as allowed:
                assert allowed.status in {200, 201}
                assert allowed.headers["Access-Control-Allow-Origin"] == "https://studio.example"
                assert "Repr-Digest" in allowed.headers["Access-Control-Expose-Headers"]
        for method in ("OPTIONS", "PUT"):
            async with session.request(method, url, headers={"Origin": "https://evil.example"}) as refused:
                assert refused.status == 403
        async with session.get(url, headers={"Origin": "https://evil.example"}) as unreadable:
            assert "Access-Control-Allow-Origin" not in unreadable.headers


async def test_a_camera_that_takes_no_files_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vusb"  # libgphoto2's own virtual camera takes none
    folder.mkdir()
    Image.new("RGB", (64, 48)).save(folder / "A.JPG")
    monkeypatch.setenv("VCAMERADIR", str(folder))
    async with running_service(tmp_path / "state") as service, service.client() as client:
        (camera,) = (await client.call("list_cameras"))["cameras"]
        picture = (await client.call("list_files", recursive=True))["files"][0]["path"]
        url = f"{service.url}/cameras/{camera['id']}/files{picture.replace('A.JPG', 'B.JPG')}"

        answer = await put_to(url)

    assert "upload_file" not in camera["abilities"]
    assert (answer.status, answer.error) == (501, "not_supported")
