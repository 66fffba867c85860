"""Tokens for some cameras at a gateway: the cameras of other hosts are as far away by each of their names."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.contract.contract import Contract
from rpc_camera.contract.types import FilesSetting
from rpc_camera.rig.table import WHERE, Where
from tests.rig.test_labels import until_doubted
from tests.rigs.rig_hosts import pictures_told, rig_of, rig_options, until_known
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.token_service import add
from tests.serve.test_tokens import asked_of_the_one_away

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.virtual_camera import VirtualCameraProcess

ROUTES = ("preview.jpg", "preview.mjpeg", "latest.jpg", "files/store_00010001/DCIM/100NIKON/DSC_0001.JPG")
SAVED = f"saved/{'0' * 64}"
_AT_A_CAMERA = [name for name, where in WHERE.items() if where in {Where.CAMERA, Where.CAMERA_BYTES}]


def params_of(method: str) -> dict[str, Any]:
    """Return params that are right but for the camera."""
    examples = Contract.load().methods[method].source["examples"]
    params: dict[str, Any] = next((each["params"] for each in examples if "result" in each), {})
    return {name: value for name, value in params.items() if name not in {"camera", "cameras"}}


async def outcome(client: RpcClient, method: str, params: dict[str, Any]) -> str:
    try:
        await client.call(method, **params)
    except RpcError as error:
        return error.name
    return ""


async def names_of(rig: RigHosts, host: str) -> list[str]:
    """Return all names of the camera of a host: its id, that with its host, its port, and its label."""
    cameras = (await rig.clients["left"].call("list_cameras"))["cameras"]
    camera = next(each for each in cameras if each["host"] == host)
    await rig.clients["left"].call("label_camera", camera=camera["id"], label=f"label of {host}")
    local = camera["id"].partition("@")[0]
    return [camera["id"], f"{local}@{host}", camera["port"], f"label of {host}"]


@pytest.mark.parametrize("files", FilesSetting)
async def test_a_token_for_one_camera_reaches_no_other_host_by_any_name(
    nats_server: NatsServer,
    left_camera: VirtualCameraProcess,
    right_camera: VirtualCameraProcess,
    tmp_path: Path,
    files: FilesSetting,
) -> None:
    tokens = tmp_path / "tokens.json"
    own = {"left": left_camera.id, "right": right_camera.id}
    shown = {host: add(tokens, host, "admin", camera) for host, camera in own.items()}
    gateway: dict[str, Any] = {"tokens": tokens, "rig": replace(rig_options("left", nats_server), files=files)}
    hosts = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts, left=gateway) as rig:
        names = {host: await names_of(rig, host) for host in hosts}
        left, main = rig.services["left"], rig.clients["left"]
        group = (await main.call("capture_group", cameras=[*own.values()]))["group_id"]
        await pictures_told(main, 2)
        for mine, other in (("left", "right"), ("right", "left")):
            async with left.client(shown[mine]) as client:
                for method in (*_AT_A_CAMERA, "select_camera"):
                    for name in names[other]:
                        assert await outcome(client, method, {**params_of(method), "camera": name}) == "forbidden", (
                            method,
                            name,
                        )
                for method in ("capture_group", "get_exposure", "compare_config"):
                    both = {**params_of(method), "cameras": [own[mine], names[other][-1]]}
                    assert await outcome(client, method, both) == "forbidden"
                assert await outcome(client, "get_group", {"group_id": group}) == "forbidden"
                assert [each["id"] for each in (await client.call("list_cameras"))["cameras"]] == [own[mine]]
                told = json.dumps([await client.call("get_events", since=0), await client.call("list_groups")])
                assert not any(name in told for name in names[other])
                assert await outcome(client, "get_camera", {}) == "", "its own is the one that is meant"
                assert (await client.call("get_camera"))["id"] == own[mine]
            await reaches_over_http(left.url, shown[mine], own[mine], names[other])


async def reaches_over_http(url: str, token: str, own: str, others: list[str]) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession(headers=headers) as http:
        for name in others:
            at = f"{url}/cameras/{name.replace(' ', '%20').replace('/', '%2F')}"
            for route in (*ROUTES, SAVED):
                async with http.get(f"{at}/{route}", allow_redirects=False) as response:
                    assert response.status == 403, (name, route, await response.text())
            async with http.post(f"{at}/capture") as response:
                assert response.status == 403
            async with http.put(f"{at}/files/store_00010001/DCIM/NEW.JPG", data=b"x") as response:
                assert response.status == 403
        async with http.get(f"{url}/cameras/{own}/preview.jpg") as response:
            assert response.status == 200


async def test_a_token_is_told_no_name_of_another_camera_by_errors_or_doubts(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    tokens, away = tmp_path / "tokens.json", f"{left_camera.id[:-1]}9"
    shown = {"away": add(tokens, "away", "admin", away), "own": add(tokens, "own", "admin", left_camera.id)}
    hosts = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts, left={"tokens": tokens}) as rig:
        left, main = rig.services["left"], rig.clients["left"]
        others = [left_camera.id, right_camera.id]
        async with left.client(shown["away"]) as client:
            for method, params in asked_of_the_one_away(away):
                told = await answer(client, method, params)
                assert not any(other in told for other in others), (method, told)
        async with left.client(shown["own"]) as client:
            await main.call("label_camera", camera=right_camera.id, label="top")
            taken = await answer(client, "label_camera", {"label": "top"})
            assert "label_taken" in taken
            assert right_camera.id not in taken
            nats_server.kill()
            await client.call("label_camera", label="top")
            nats_server.start()
            await until_known(main, set(hosts), 2)
            await until_doubted(rig, both=True)
            listed = await answer(client, "list_cameras", {})
            assert "label_doubt" in listed
            assert right_camera.id not in listed


async def answer(client: RpcClient, method: str, params: dict[str, Any]) -> str:
    """Return what comes of a call: the result, or the error."""
    try:
        return json.dumps(await client.call(method, **params))
    except RpcError as error:
        return str(error)


async def test_streams_by_the_gateway_end_with_the_token(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    tokens = tmp_path / "tokens.json"
    booth = add(tokens, "booth", "operate")
    hosts = {"left": [], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts, left={"tokens": tokens}) as rig:
        left = rig.services["left"]
        async with left.client(booth) as client:
            signed = await client.call("get_preview_url")
            link = await client.call("create_link", kind="preview")
        async with aiohttp.ClientSession() as http:
            for address in (signed["mjpeg_url"], link["mjpeg_url"]):
                assert "://" not in address
            async with http.get(left.url + signed["mjpeg_url"]) as one, http.get(left.url + link["mjpeg_url"]) as other:
                assert await one.content.read(1)
                assert await other.content.read(1)
                left.service.authenticator.know([])
                left.server.end_revoked()
                async with asyncio.timeout(5):
                    for response in (one, other):
                        with pytest.raises(aiohttp.ClientError):
                            await response.read()
            for address in (signed["jpeg_url"], link["jpeg_url"]):
                async with http.get(left.url + address) as response:
                    assert response.status == 403
