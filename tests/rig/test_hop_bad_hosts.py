"""What a bad host answers over HTTP: it costs the gateway no memory, and shows its clients no more than a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract.contract import Contract
from rpc_camera.errors import ServiceError
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.rig.host_address import may_lead_to
from rpc_camera.rig.http_hop import HttpHop
from tests.rig.conftest import FOLDER, SMALL
from tests.rigs.other_host import HOST, OtherCamera, gateway_to
from tests.rigs.played_host import played_host
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.service import TOKEN
from tests.service.test_file_links import fetch
from tests.service.test_uploads import put_to

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.service import RunningService

BEARER = f"Bearer {TOKEN}"
ENDLESS_BYTES = 8 << 20


def head(status: str, *fields: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *fields, "", ""]).encode()


@pytest.mark.parametrize("method", ["download_image", "read_file"])
async def test_more_than_was_asked_for_is_not_kept(
    host: RunningService, tmp_path: Path, camera: str, method: str
) -> None:
    answer = head("206 Partial Content", f"Content-Length: {ENDLESS_BYTES}") + bytes(ENDLESS_BYTES)
    part = {"offset": 0, "length": 3} if method == "read_file" else {}
    async with (
        played_host(answer) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
        gateway.client() as client,
    ):
        with pytest.raises(RpcError, match="was not given as it is"):
            await client.call(method, camera=camera, path=SMALL, **part)


@pytest.mark.parametrize(
    "kind", ["text/html", "image/svg+xml", "IMAGE/SVG+XML", "image/png, text/html", "image/png;a=text/html", ""]
)
async def test_a_page_of_a_bad_host_is_saved_and_not_shown(
    host: RunningService, tmp_path: Path, camera: str, kind: str
) -> None:
    fields = [*([f"Content-Type: {kind}"] if kind else []), "X-Content-Type-Options: sniff", "Content-Length: 1"]
    for disposition in ("inline", "inline; filename=attachment", ""):
        more = [f"Content-Disposition: {disposition}"] if disposition else []
        async with (
            played_host(head("200 OK", *fields, *more) + b"x") as played,
            host.client() as asking,
            gateway_to(asking, played.url, tmp_path) as gateway,
            fetch(f"{gateway.url}/cameras/{camera}/files{SMALL}", Authorization=BEARER) as response,
        ):
            assert await response.read() == b"x"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("status", [201, 204, 302, 307, 404, 500, 999])
async def test_a_status_that_no_file_has_is_the_hosts_failure(
    host: RunningService, tmp_path: Path, camera: str, status: int
) -> None:
    answer = head(f"{status} Odd", "Content-Type: text/html", "Location: http://127.0.0.1:1/", "Content-Length: 0")
    async with (
        played_host(answer) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
    ):
        async with fetch(f"{gateway.url}/cameras/{camera}/files{SMALL}", Authorization=BEARER) as response:
            refused = await response.json()
        put = await put_to(f"{gateway.url}/cameras/{camera}/files{FOLDER}/N.JPG", b"x", Authorization=BEARER)
    assert (response.status, refused["data"]["name"]) == (504, "host_unreachable")
    assert f"HTTP status {status}" in refused["message"]
    assert status == 201 or (put.status, put.error) == (504, "host_unreachable")


@pytest.mark.parametrize("body", [b"null", b'{"path": 1}', b"[" * 1000, b'{"size_bytes": NaN}'])
async def test_an_odd_answer_to_an_upload_is_the_hosts_failure(
    host: RunningService, tmp_path: Path, camera: str, body: bytes
) -> None:
    answer = head("201 Created", "Content-Type: application/json", f"Content-Length: {len(body)}") + body
    async with (
        played_host(b"HTTP/1.1 100 Continue\r\n\r\n" + answer) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
        gateway.client() as client,
    ):
        refused = await client.error("upload_file", camera=camera, folder=FOLDER, filename="N.JPG", data_base64="eHh4")
    assert refused.name == "host_unreachable"


@pytest.mark.parametrize(
    "url", ["@127.0.0.1/cameras/x", "/admin", "/cameras/../x", "/cameras/%2e%2e/x", "/cameras/a b"]
)
async def test_an_address_that_is_none_of_a_cameras_is_not_asked(url: str) -> None:
    camera = OtherCamera(HOST, "there-x", "x", "http://192.0.2.7:8765", client=RpcClient("", Contract.load(), None))
    with pytest.raises(ServiceError, match="an address that is none of a camera's"):
        absolute(camera, url)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
async def test_what_leads_to_this_machine_is_not_asked_where_no_host_can_be(name: str) -> None:
    hop = HttpHop(None, lambda ip: may_lead_to(ip, "192.0.2.9"))
    async with played_host(head("200 OK", "Content-Length: 0")) as played:
        address = played.url.replace("127.0.0.1", name)
        camera = OtherCamera(HOST, "there-x", "x", address, client=RpcClient("", Contract.load(), None))
        with pytest.raises(ServiceError) as refused:
            async with hop.request(camera, "GET", f"{address}/cameras/x/files/y"):
                pass
        assert refused.value.name == "host_unreachable"
        assert played.heads == []
    await hop.close()


@pytest.mark.parametrize(
    "fields",
    [
        ["Content-Length: 1"],
        ["Content-Length: 1", "X-Sequence: 1"],
        ["Content-Length: 1", "X-Sequence: -1", "X-At: 2026-11-30T00:00:00.000Z"],
        ["Content-Length: 1", f"X-Sequence: {'9' * 5000}", "X-At: 2026-11-30T00:00:00.000Z"],
        ["Content-Length: 1", "X-Sequence: 1", "X-At: <script>"],
        ["Content-Length: 1", "X-Sequence: 1", "X-At: 2026-11-30T00:00:00.000Z", "X-Skipped: 1e9"],
        ["Content-Length: 99999999999", "X-Sequence: 1", "X-At: 2026-11-30T00:00:00.000Z"],
        [f"X-{number}: 1" for number in range(1000)],
        ["x" * 100_000],
        ["no field"],
    ],
)
async def test_odd_live_view_is_the_hosts_failure(
    host: RunningService,
    tmp_path: Path,
    camera: str,
    fields: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    part = "\r\n".join(["--frame", "Content-Type: image/jpeg", *fields, "", "x", "--frame", ""]).encode()
    answer = head("200 OK", "Content-Type: multipart/x-mixed-replace; boundary=frame") + part
    async with (
        played_host(answer) as played,
        host.client() as asking,
        gateway_to(asking, played.url, tmp_path) as gateway,
        gateway.client() as client,
    ):
        refused = await client.error("start_preview", camera=camera)
    assert refused.name == "host_unreachable"
    assert [record for record in caplog.records if record.exc_info] == []
