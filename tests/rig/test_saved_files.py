"""What each host of a rig has saved, by way of another: also of a camera that is there no more."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.contract.types import FilesSetting, LinkVia
from rpc_camera.tethering.save_folder import SaveFolder
from tests.rigs.rig_hosts import rig_of, rig_options
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"
LINK = "get_saved_file_url"


def saving(folder: Path, nats: NatsServer, files: FilesSetting = FilesSetting.GATEWAY) -> dict[str, Any]:
    """Return the options of the hosts: each saves to a folder of its own, and deletes what it has saved."""
    for name in ("left", "right"):
        SaveFolder(folder / f"saved-{name}", folder / name).check()
    return {
        name: {
            "save_dir": folder / f"saved-{name}",
            "delete_after_save": True,
            "rig": replace(rig_options(name, nats), files=files),
        }
        for name in ("left", "right")
    }


async def taken_and_saved(client: RpcClient, camera: str) -> dict[str, Any]:
    """Take a picture, and return what was told when it was saved and deleted."""
    await client.call("list_tethering")  # which waits until each has begun
    await client.call("subscribe", events=["file_saved", "file_deleted"])
    await client.call("capture_image", camera=camera)
    told = await client.notification("file_saved")
    await client.notification("file_deleted")
    return told


async def digest_at(url: str, **headers: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
        assert response.status == 200, await response.text()
        return hashlib.sha256(await response.read()).hexdigest()


@pytest.mark.parametrize("files", FilesSetting)
async def test_it_comes_by_either_way_though_the_card_has_it_no_more(
    nats_server: NatsServer,
    left_camera: VirtualCameraProcess,
    right_camera: VirtualCameraProcess,
    tmp_path: Path,
    files: FilesSetting,
) -> None:
    ports = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, ports, **saving(tmp_path, nats_server, files)) as rig:
        client, url = rig.clients["left"], rig.services["left"].url
        way = LinkVia.HOST if files is FilesSetting.DIRECT else LinkVia.GATEWAY
        for camera, via in ((LEFT, None), (RIGHT, way)):
            told = await taken_and_saved(client, camera)
            link = await client.call(LINK, camera=camera, path=told["file"]["path"], size_bytes=told["size_bytes"])
            assert link["file"]["sha256"] == told["sha256"]
            assert link.get("via") == via
            address = link["url"] if link.get("via") == LinkVia.HOST else url + link["url"]
            assert await digest_at(address) == told["sha256"]
            with_token = f"{url}/cameras/{camera}/saved/{told['sha256']}"
            assert await digest_at(with_token, Authorization=f"Bearer {TOKEN}") == told["sha256"]
            none = await client.error(LINK, camera=camera, path="/none.jpg")
            assert (none.name, none.data["camera"]) == ("file_not_found", camera)


async def test_a_host_that_saved_gives_it_though_it_has_no_camera_any_more(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    ports = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, ports, **saving(tmp_path, nats_server)) as rig:
        told = [await taken_and_saved(rig.clients["left"], camera) for camera in (LEFT, RIGHT)]
    async with rig_of(tmp_path, nats_server, {"left": [], "right": []}, **saving(tmp_path, nats_server)) as rig:
        for each in told:
            named = f"{each['camera']}@{each['host']}"
            link = await rig.clients["left"].call(LINK, camera=named, path=each["file"]["path"])
            assert await digest_at(rig.services["left"].url + link["url"]) == each["sha256"]
