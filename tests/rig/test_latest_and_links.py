"""A picture by POST, the newest picture, and durable links, for the camera of another host of a rig."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.contract.types import FilesSetting
from tests.rigs.mjpeg import MixedReplace
from tests.rigs.rig_hosts import rig_of, rig_options
from tests.rigs.service import TOKEN
from tests.service.test_links import reads_on

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.virtual_camera import VirtualCameraProcess

BEARER = {"Authorization": f"Bearer {TOKEN}"}
_CUT_S = 5.0


async def got(method: str, url: str, headers: dict[str, str] | None = None) -> tuple[int, str, bytes]:
    """Return status, ETag and body, after redirects."""
    async with aiohttp.ClientSession() as http, http.request(method, url, headers=headers) as response:
        return response.status, response.headers.get("ETag", ""), await response.read()


@pytest.mark.parametrize("files", FilesSetting)
async def test_the_gateway_answers_for_another_hosts_camera(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path, files: FilesSetting
) -> None:
    options: dict[str, Any] = {"left": {"rig": replace(rig_options("left", nats_server), files=files)}}
    hosts = {"left": [], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts, **options) as rig:
        client, url = rig.clients["left"], rig.services["left"].url
        camera = (await client.call("list_cameras"))["cameras"][0]["id"]
        status, _, data = await got("POST", f"{url}/cameras/{camera}/capture", BEARER)
        assert status == 200, data
        listed = await client.call("list_files", camera=camera, recursive=True)
        newest = max(listed["files"], key=lambda file: file["path"])["path"]
        wanted = (await client.call("download_image", camera=camera, path=newest))["sha256"]
        assert hashlib.sha256(data).hexdigest() == wanted

        status, tag, data = await got("GET", f"{url}/cameras/{camera}/latest.jpg", BEARER)
        assert (status, hashlib.sha256(data).hexdigest()) == (200, wanted)
        known = await got("GET", f"{url}/cameras/{camera}/latest.jpg", BEARER | {"If-None-Match": tag})
        assert known[0] == 304

        status, _, data = await got("POST", f"{url}/cameras/{camera}/capture?format=json", BEARER)
        assert json.loads(data)["camera"] == camera
        status, _, data = await got("POST", f"{url}/cameras/{camera}/capture?bulb_s=-1", BEARER)
        assert (status, json.loads(data)["data"]["name"]) == (400, "invalid_params")

        link = await client.call("create_link", camera=camera, kind="latest")
        assert link["link"]["camera"] == camera
        assert (await client.call("list_links"))["links"] == [link["link"]]
        assert (await rig.clients["right"].call("list_links"))["links"] == []
        assert (await got("GET", url + link["jpeg_url"]))[0] == 200


@pytest.mark.parametrize("files", FilesSetting)
async def test_a_link_is_cut_at_the_gateway_that_made_it_and_never_leads_past_it(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path, files: FilesSetting
) -> None:
    options: dict[str, Any] = {"left": {"rig": replace(rig_options("left", nats_server), files=files)}}
    hosts = {"left": [], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts, **options) as rig, aiohttp.ClientSession() as http:
        client, url = rig.clients["left"], rig.services["left"].url
        link = await client.call("create_link", kind="preview", max_fps=10)
        async with http.get(url + link["mjpeg_url"], allow_redirects=False) as response:
            assert response.status == 200
            parts = MixedReplace(response)
            await parts.begin()
            assert await parts.next()
            await client.call("revoke_link", link_id=link["link"]["link_id"])
            async with asyncio.timeout(_CUT_S):
                assert not await reads_on(parts)
        async with http.get(url + link["jpeg_url"], allow_redirects=False) as response:
            assert response.status == 403
