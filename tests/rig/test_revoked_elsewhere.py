"""Signed addresses at another host end with the gateway's token that they were made with, whoever was away."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import aiohttp
import pytest

from rpc_camera.contract.types import FilesSetting, Scope
from rpc_camera.serve.tokens import grants_of
from rpc_camera_client import Session
from tests.rig.conftest import BIG, BIG_BYTES
from tests.rig.test_hosts_die import client_of
from tests.rigs.rig_hosts import TOLD_S, rig_of, rig_options, until_known
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import TOKEN, running_service
from tests.rigs.token_service import add, token
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from rpc_camera_client.events import ProgressParams
    from tests.rig.conftest import Pictures
    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rig_keys import RigKeys
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

PICTURE = "/store_00010001/DCIM/100VIRTL/DSC_0001.JPG"
LATE_S = 3.0  # a busy machine's


@pytest.fixture
def tokens(tmp_path: Path) -> Path:
    return tmp_path / "tokens.json"


@pytest.fixture
def shown(tokens: Path) -> dict[str, str]:
    return {name: add(tokens, name, "operate") for name in ("booth", "other")} | {"main": TOKEN}


@pytest.fixture
async def rig(  # noqa: PLR0917 - fixtures
    nats_server: NatsServer,
    rig_keys: RigKeys,
    right_camera: VirtualCameraProcess,
    tmp_path: Path,
    tokens: Path,
    shown: dict[str, str],
) -> AsyncIterator[RigHosts]:
    """A gateway and a host, which may do on the bus what hosts may."""
    assert shown, "the file is there"
    nats_server.kill()
    nats_server.start(rig_keys.settings)
    hosts = {"left": [], "right": [right_camera.port_string]}
    options = gateway_options(nats_server, tokens, rig_keys)
    async with rig_of(tmp_path, nats_server, hosts, rig_keys, left=options) as rig:
        know(rig.services["left"], tokens)
        yield rig


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def gateway_options(nats: NatsServer, tokens: Path, keys: RigKeys | None = None) -> dict[str, Any]:
    direct = replace(rig_options("left", nats, keys), files=FilesSetting.DIRECT)
    return {"tokens": tokens, "rig": direct}


def know(gateway: RunningService, tokens: Path, **changed: Any) -> None:
    """Have the gateway know the tokens of the file at once; `changed` has another grant for one, or None, by name."""
    grants = [changed.get(grant.name, grant) for grant in grants_of(tokens)]
    gateway.service.authenticator.know([grant for grant in grants if grant])
    gateway.server.end_revoked()


async def addresses(client: RpcClient) -> dict[str, str]:
    """Return an address of each kind at the other host."""
    made = [
        await client.call(method, **params)
        for method, params in (
            ("get_preview_url", {"expires_s": 7200}),
            ("get_file_url", {"path": PICTURE}),
            ("get_archive_url", {"paths": [PICTURE]}),
        )
    ]
    assert {each["via"] for each in made} == {"host"}
    preview, file, archive = made
    return {"jpeg": preview["jpeg_url"], "mjpeg": preview["mjpeg_url"], "file": file["url"], "archive": archive["url"]}


async def statuses(http: aiohttp.ClientSession, urls: Mapping[str, str]) -> set[int]:
    found = set()
    for url in urls.values():
        async with http.get(url) as response:
            found.add(response.status)
    return found


async def error(http: aiohttp.ClientSession, url: str) -> tuple[int, dict[str, Any]]:
    async with http.get(url) as response:
        answer = await response.json()
        return response.status, {**answer["data"], "message": answer["message"]}


@asynccontextmanager
async def watching(http: aiohttp.ClientSession, url: str) -> AsyncIterator[aiohttp.ClientResponse]:
    async with http.get(url) as response:
        assert response.status == 200
        assert await response.content.read(1)
        yield response


async def cut_after(watched: aiohttp.ClientResponse) -> float:
    """Return how long it takes until a stream is cut."""
    since = time.monotonic()
    with pytest.raises(aiohttp.ClientError):
        async with asyncio.timeout(20):
            await watched.read()
    return time.monotonic() - since


async def goes_on(watched: aiohttp.ClientResponse, for_s: float) -> None:
    """Check that what comes has not been there before: a buffer holds less."""
    end = time.monotonic() + for_s
    while time.monotonic() < end:
        assert await watched.content.readany()


async def test_addresses_and_streams_end_with_their_token_and_no_other_does(
    rig: RigHosts, tokens: Path, shown: dict[str, str], http: aiohttp.ClientSession
) -> None:
    left, made = rig.services["left"], {}
    for name, each in shown.items():
        async with left.client(each) as client:
            made[name] = await addresses(client)
            assert await statuses(http, {**made[name], "mjpeg": made[name]["jpeg"]}) == {200}
    async with watching(http, made["booth"]["mjpeg"]) as ends, watching(http, made["other"]["mjpeg"]) as stays:
        know(left, tokens, booth=None)
        assert await cut_after(ends) < TOLD_S + LATE_S
        await goes_on(stays, 1.5)
    status, refusal = await error(http, made["booth"]["file"])
    assert (status, refusal["name"]) == (403, "forbidden")
    assert "its token was revoked" in refusal["message"]
    assert await statuses(http, made["booth"]) == {403}
    for name in ("other", "main"):
        assert await statuses(http, {**made[name], "mjpeg": made[name]["jpeg"]}) == {200}


async def test_where_a_client_is_sent_ends_with_its_token(
    rig: RigHosts, tokens: Path, shown: dict[str, str], http: aiohttp.ClientSession, right_camera: VirtualCameraProcess
) -> None:
    left, bearer = rig.services["left"], {"Authorization": f"Bearer {shown['booth']}"}
    camera = f"{left.url}/cameras/{right_camera.id}"
    asked = {"file": ("GET", f"files{PICTURE}"), "jpeg": ("GET", "preview.jpg"), "latest": ("GET", "latest.jpg")}
    asked |= {"capture": ("POST", "capture"), "form": ("POST", "capture?format=redirect")}
    led = {}
    for name, (method, route) in asked.items():
        async with http.request(method, f"{camera}/{route}", headers=bearer, allow_redirects=False) as response:
            assert response.status in {303, 307}, (name, await response.text())
            led[name] = response.headers["Location"]
    async with http.put(f"{camera}/files{PICTURE}.new", data=b"x", headers=bearer, allow_redirects=False) as response:
        upload = response.headers["Location"]
    assert await statuses(http, led) == {200}
    know(left, tokens, booth=None)
    assert await statuses(http, led) == {403}
    async with http.put(upload, data=b"x") as response:
        assert response.status == 403


async def test_an_address_is_good_for_what_its_token_is_good_for_now(
    rig: RigHosts, tokens: Path, shown: dict[str, str], http: aiohttp.ClientSession, right_camera: VirtualCameraProcess
) -> None:
    left = rig.services["left"]
    async with left.client(shown["booth"]) as client:
        upload = await client.call("get_upload_url", path=f"{PICTURE.rpartition('/')[0]}/NEW_0001.JPG")
        made = await addresses(client)
    booth = next(grant for grant in grants_of(tokens) if grant.name == "booth")
    own = {right_camera.id, f"{right_camera.id}@right"}
    for cameras, expected in ((frozenset({"another"}), {403}), *((frozenset({name}), {200}) for name in own)):
        know(left, tokens, booth=replace(booth, cameras=cameras))
        assert await statuses(http, {"file": made["file"], "jpeg": made["jpeg"]}) == expected
    know(left, tokens, booth=replace(booth, scope=Scope.VIEW))
    async with http.put(upload["url"], data=b"x") as response:
        assert response.status == 403
    know(left, tokens)
    async with http.put(upload["url"], data=b"x") as response:
        assert response.status == 201


async def test_nobody_makes_an_address_with_another_token_of_it(
    rig: RigHosts, tokens: Path, shown: dict[str, str], http: aiohttp.ClientSession
) -> None:
    left, aliases, address = rig.services["left"], {}, ""
    for name in ("booth", "other"):
        async with left.client(shown[name]) as client:
            address, _, query = (await client.call("get_file_url", path=PICTURE))["url"].partition("?")
        aliases[name] = dict(each.split("=") for each in query.split("&"))
    know(left, tokens, booth=None)
    digests = {grant.digest.hex() for grant in grants_of(tokens)}
    assert not any(digest in json.dumps(aliases) for digest in digests)
    forged = [{**aliases["booth"], "maker": maker} for maker in (aliases["other"]["maker"], "right.x", ".", "left", "")]
    forged.append({name: value for name, value in aliases["booth"].items() if name != "maker"})
    assert await statuses(http, {str(each): f"{address}?{urlencode(each)}" for each in forged}) == {403}


async def test_while_the_bus_is_away_nothing_begins_and_what_has_begun_goes_on(
    rig: RigHosts, nats_server: NatsServer, tokens: Path, shown: dict[str, str], http: aiohttp.ClientSession
) -> None:
    left, made = rig.services["left"], {}
    for name in ("booth", "other"):
        async with left.client(shown[name]) as client:
            made[name] = await addresses(client)
    async with watching(http, made["booth"]["mjpeg"]) as ends, watching(http, made["other"]["mjpeg"]) as stays:
        nats_server.kill()
        know(left, tokens, booth=None)
        await goes_on(ends, 4)
        for urls in made.values():
            status, refusal = await error(http, urls["file"])
            assert (status, refusal["name"], refusal["host"]) == (504, "host_unreachable", "left")
            assert "Try again when that host answers" in refusal["remedy"]
        nats_server.start()
        await cut_after(ends)
        await goes_on(stays, 1)
    assert await statuses(http, {**made["booth"]}) == {403}
    assert await statuses(http, {"file": made["other"]["file"]}) == {200}


async def test_what_has_begun_ends_where_the_gateway_stays_away(
    rig: RigHosts,
    nats_server: NatsServer,
    shown: dict[str, str],
    http: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rpc_camera.edge.distant_uses._SILENT_S", 3.0)
    async with rig.services["left"].client(shown["booth"]) as client:
        made = await addresses(client)
    async with watching(http, made["mjpeg"]) as watched:
        await goes_on(watched, 4)
        nats_server.kill()
        assert 1.5 < await cut_after(watched) < 3 + TOLD_S + LATE_S


async def test_a_gateway_that_was_started_anew_has_ended_its_addresses(  # noqa: PLR0917 - fixtures
    nats_server: NatsServer,
    right_camera: VirtualCameraProcess,
    tmp_path: Path,
    tokens: Path,
    shown: dict[str, str],
    http: aiohttp.ClientSession,
) -> None:
    """As it has its own: it knows no more what it has signed."""
    options = gateway_options(nats_server, tokens)
    (tmp_path / "left").mkdir()
    async with rig_of(tmp_path, nats_server, {"right": [right_camera.port_string]}):
        async with running_service(tmp_path / "left", **options) as left:
            know(left, tokens)
            async with left.client(shown["booth"]) as client:
                await until_known(client, {"left", "right"}, 1)
                made = await addresses(client)
        assert (await error(http, made["file"]))[0] == 504
        async with running_service(tmp_path / "left", **options) as left:
            know(left, tokens)
            async with left.client(shown["booth"]) as client:
                await until_known(client, {"left", "right"}, 1)
                assert await statuses(http, made) == {403}
                assert await statuses(http, {"file": (await addresses(client))["file"]}) == {200}


async def test_token_remove_ends_what_is_under_way_at_the_other_host(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path, tokens: Path, shown: dict[str, str]
) -> None:
    """Two services as their users run them, and the command."""
    bus = ("--port", "0", "--rig", f"nats://127.0.0.1:{nats_server.port}", "--rig-host")
    gateway = ServeProcess(
        *(*bus, "left", "--no-cameras", "--rig-files", "direct", "--tokens", str(tokens)),
        state_dir=tmp_path / "left",
        API_TOKEN=TOKEN,
    )
    host = ServeProcess(
        *(*bus, "right", "--camera", right_camera.port_string), state_dir=tmp_path / "right", API_TOKEN=TOKEN
    )
    async with gateway as left, host, aiohttp.ClientSession() as http:
        async with client_of(left) as client:
            await until_known(client, {"left", "right"}, 1)
        request = {"jsonrpc": "2.0", "id": 1, "method": "get_preview_url"}
        bearer = {"Authorization": f"Bearer {shown['booth']}"}
        async with http.post(f"{left.url}/rpc", json=request, headers=bearer) as response:
            made = (await response.json())["result"]
        async with watching(http, made["mjpeg_url"]) as watched:
            await goes_on(watched, 1)
            assert (await asyncio.to_thread(token, "remove", f"--tokens={tokens}", "booth")).returncode == 0
            assert await cut_after(watched) < TOLD_S + LATE_S
        async with http.get(made["jpeg_url"]) as response:
            assert response.status == 403


async def test_a_download_goes_on_by_a_new_address_after_its_gateway_was_started_anew(
    nats_server: NatsServer, stock: Path, pictures: Pictures, tmp_path: Path
) -> None:
    direct: dict[str, Any] = {"rig": replace(rig_options("left", nats_server), files=FilesSetting.DIRECT)}
    (tmp_path / "left").mkdir()
    begun, goes_on = asyncio.Event(), asyncio.Event()

    async def hold(step: ProgressParams) -> None:
        if step["done"] >= BIG_BYTES // 4:
            begun.set()
            await goes_on.wait()

    with VirtualCameraProcess("--serial", "0000002", "--pictures", str(stock)) as camera:
        async with rig_of(tmp_path, nats_server, {"right": [camera.port_string]}):
            async with running_service(tmp_path / "left", **direct) as left:
                port = left.server.port
                async with left.client() as client:
                    await until_known(client, {"left", "right"}, 1)
                session = await Session.connect(f"{left.url.replace('http', 'ws')}/rpc", token=TOKEN)
                download = asyncio.create_task(session.with_progress(hold).download(BIG, tmp_path / "saved.nef"))
                async with asyncio.timeout(30):
                    await begun.wait()
            async with running_service(tmp_path / "left", port=port, **direct) as left:
                async with left.client() as client:
                    await until_known(client, {"left", "right"}, 1)
                await asyncio.sleep(2)
                goes_on.set()
                async with session, asyncio.timeout(60):
                    saved = await download
    assert saved.read_bytes() == pictures.big
