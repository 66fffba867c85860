"""What is no new file that can be stored is refused before its body is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.rigs.makes import MAKES
from tests.rigs.raw_http import RawHttp
from tests.service.test_uploads import BEARER, address, head, old_file

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

NIKON = MAKES["nikon"]
FOLDER = NIKON.first_folder

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    "value",
    [
        "md5=:AAAA:",
        f"sha-256=:{'0' * 64}:",
        "sha256=:AAAA:",
        "sha-256=abc",
        "sha-256=:a:",
        "sha-256",
        "sha-256=:AAAA:;x=1",
    ],
)
async def test_a_digest_that_cannot_be_read_is_not_passed_over(service: RunningService, value: str) -> None:
    answer = await head(service, NIKON, Content_Length=5, Repr_Digest=value, Connection="close")

    assert answer.error == "invalid_params"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 411),
        ({"Content_Length": (2 << 30) + 1}, 413),
        ({"Content_Length": 5, "Content_Encoding": "gzip"}, 415),
        ({"Content_Length": 5, "Content_Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content_Length": 5, "Content_Range": "bytes 0-4/10"}, 400),
        ({"Content_Length": 5, "Expect": "102-processing"}, 417),
        ({"Content_Length": 5, "Authorization": "Bearer wrong"}, 401),
    ],
)
async def test_what_cannot_be_stored_is_refused_without_its_body(
    service: RunningService, headers: dict[str, object], status: int
) -> None:
    assert (await head(service, NIKON, None, **headers)).status == status


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{FOLDER}/../x.jpg", 404),
        (f"{FOLDER}/%2e%2e/x.jpg", 404),
        (f"{FOLDER}/%2E%2E%2Fx.jpg", 404),
        (f"{FOLDER}/x%00.jpg", 404),
        (f"{FOLDER}/x%0d%0aEvil:1.jpg", 400),
        (f"{FOLDER}/a%5Cb.jpg", 400),
        (f"{FOLDER}/%FF.jpg", 400),
        (f"{FOLDER}/", 404),
        ("/", 404),
        ("", 404),
        ("/NONE/x.jpg", 404),
        ("/store_00010001/DCIM/NONE/x.jpg", 404),
        (f"{FOLDER}/{'x' * 255}", 400),
        (f"{FOLDER}/{'%C3%A4' * 200}.jpg", 400),
        (f"{FOLDER}/{'x' * 300}", 400),
        ("/x.jpg", 404),
        (f"{FOLDER}/what%3F.jpg", 400),
        (f"{FOLDER}/dot.", 400),
        (f"{FOLDER}/%F0%9F%98%80.jpg", 400),
    ],
)
async def test_only_plain_names_in_folders_that_are_there(service: RunningService, path: str, status: int) -> None:
    answer = await head(service, NIKON, path, Content_Length=5)

    assert answer.status == status


@pytest.mark.parametrize("method", ["PUT", "GET"])
@pytest.mark.parametrize("end", ["%0a", "%0d%0a", "%0b"])
async def test_a_line_end_in_a_name_is_refused_with_a_remedy(service: RunningService, method: str, end: str) -> None:
    async with RawHttp(service.url) as http:
        sent = {"Content_Length": 5} if method == "PUT" else {}
        await http.begin(method, address(NIKON, f"{FOLDER}/A{end}B.JPG"), Authorization=BEARER, **sent)
        answer = await http.answer()

    assert answer.error == "file_not_found"
    assert json.loads(answer.body)["data"]["remedy"]


@pytest.mark.parametrize("rest", ["files/DSC_0001.JPG", "preview.jpg"])
async def test_a_camera_of_any_name_is_one_that_is_not_there(service: RunningService, rest: str) -> None:
    async with RawHttp(service.url) as http:
        await http.begin("GET", "/cameras/%7Bid%7D/" + rest, Authorization=BEARER)

        assert (await http.answer()).error == "camera_not_found"


async def test_a_link_is_not_made_for_what_cannot_be_stored(client: RpcClient) -> None:
    assert (await client.error("get_upload_url", path=old_file(NIKON))).name == "file_exists"
    assert (await client.error("get_upload_url", path="/store_00010001/NONE/X.JPG")).name == "file_not_found"
