"""`rpc-camera collect` of what the hosts' tethering has saved: from there, though no card has it any more."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera_client._folder_record import part_key
from tests.rig.test_collect import LEFT, RIGHT, Ended, collect, end, files_in, sha256, start
from tests.rig.test_hosts_die import host
from tests.rig.test_saved_files import saving
from tests.rigs.rig_hosts import rig_of, until_known
from tests.rigs.saving import until
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rpc_client import RpcClient


async def fired_and_deleted(rig: RigHosts) -> Any:
    """Fire both cameras; return the group when what they have taken is saved, and deleted from the cards."""
    client = rig.clients["left"]
    await client.call("list_tethering")  # which waits until each has begun
    await client.call("subscribe", events=["file_saved", "file_deleted"])
    group = await client.call("capture_group", cameras=[LEFT, RIGHT])
    assert group["complete"], group["cameras"]
    for member in group["cameras"]:
        for _ in member["files"]:
            await client.notification("file_deleted")
    return group


def digests(folder: Path) -> set[str]:
    return {sha256(path) for path in folder.rglob("*.*") if path.is_file() and path.suffix in {".JPG", ".jpg"}}


async def test_what_no_card_has_any_more_comes_from_where_it_is_saved(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    ports = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, ports, **saving(tmp_path, nats_server)) as rig:
        group = await fired_and_deleted(rig)
        left_camera.control({"offline": True})
        right_camera.control({"offline": True})
        url = rig.services["left"].url
        first = await collect(url, tmp_path, "--latest", "--into=scan")
        again = await collect(url, tmp_path, group["group_id"], "--into=scan")

    assert first.status == 0, first.notes
    assert [len(first.document["groups"][0][kind]) for kind in ("saved", "skipped", "missing")] == [2, 0, 0]
    assert [len(again.document["groups"][0][kind]) for kind in ("saved", "skipped", "missing")] == [0, 2, 0]
    assert files_in(tmp_path / "scan") == ["manifest.json", f"{LEFT}-DSC_0006.JPG", f"{RIGHT}-DSC_0006.JPG"]
    assert digests(tmp_path / "scan") == digests(tmp_path / "saved-left") | digests(tmp_path / "saved-right")


async def test_what_was_moved_or_changed_is_named_with_where_it_was(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    ports = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, ports, **saving(tmp_path, nats_server)) as rig:
        await fired_and_deleted(rig)
        (of_left,) = (tmp_path / "saved-left").rglob("*.JPG")
        (of_right,) = (tmp_path / "saved-right").rglob("*.JPG")
        of_left.rename(tmp_path / "elsewhere.jpg")
        of_right.write_bytes(of_right.read_bytes()[::-1])
        url = rig.services["left"].url
        refused = await collect(url, tmp_path, "--all", "--into=scan")
        (tmp_path / "elsewhere.jpg").rename(of_left)
        of_right.write_bytes(of_right.read_bytes()[::-1])
        again = await collect(url, tmp_path, "--all", "--into=scan")

    missing = {each["host"]: each["reason"] for each in refused.document["groups"][0]["missing"]}
    assert refused.status == 1
    assert f"in {tmp_path}/saved-left was saved, and is not there any more" in missing["left"]
    assert "has another content now" in missing["right"]
    assert "Put it back where it was" in refused.notes
    assert [each["missing"] for each in refused.document["groups"][0]["cameras"]] == [1, 1]
    assert again.status == 0, again.notes


@pytest.mark.parametrize("make", ["nikon", "sony"])
async def test_what_a_body_without_a_card_has_taken_is_waited_for_and_comes(
    nats_server: NatsServer, tmp_path: Path, make: str
) -> None:
    memory = {"nikon": "Internal RAM", "sony": "sdram"}[make]
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as body:
        options = {"left": saving(tmp_path, nats_server)["left"]}
        async with rig_of(tmp_path, nats_server, {"left": [body.port_string]}, **options) as rig:
            client = rig.clients["left"]
            (camera,) = (await client.call("list_cameras"))["cameras"]
            await client.call("list_tethering")
            await client.call("set_config", name="capturetarget", value=memory)
            group = await client.call("capture_group", cameras=[camera["id"]])
            collected = await collect(rig.services["left"].url, tmp_path, "--all", "--into=scan")
            await until(lambda: bool(digests(tmp_path / "saved-left")))
            later = await collect(rig.services["left"].url, tmp_path, "--all", "--into=later")

    assert (collected.status, later.status) == (0, 0), collected.notes + later.notes
    assert group["cameras"][0]["files"][0]["path"].startswith("/capt")
    assert digests(tmp_path / "scan") == digests(tmp_path / "later") == digests(tmp_path / "saved-left")


@pytest.mark.full_size
async def test_a_host_that_was_killed_while_it_gave_a_file_is_gone_on_with(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    """The part of a file that came from the card is gone on with, whether the command goes on or another begins."""
    right = f"--camera={right_camera.port_string}"
    async with rig_of(tmp_path, nats_server, {"left": [left_camera.port_string]}) as rig:
        url, client, scan = rig.services["left"].url, rig.clients["left"], tmp_path / "scan"
        async with host(tmp_path, nats_server, "right", right) as process:
            await until_known(client, {"left", "right"}, 2)
            group = await client.call("capture_group", cameras=[LEFT, RIGHT])
            right_camera.control({"bytes_per_s": 600_000})
            under_way = await start(url, tmp_path, "--all", "--into=scan")
            file = group["cameras"][1]["files"][0]
            part = scan / group["group_id"] / f".{part_key(RIGHT, file)}.part"
            await until(lambda: part.exists() and part.stat().st_size > 0)
            process.process.kill()
            await process.ended()
            cut = await end(under_way)
        came, inode = part.stat().st_size, part.stat().st_ino
        right_camera.control({"bytes_per_s": 0})
        async with host(tmp_path, nats_server, "right", right):
            await until_known(client, {"left", "right"}, 2)
            again = await collect(url, tmp_path, "--all", "--into=scan")
            on_camera = await client.call("download_image", camera=RIGHT, path=file["path"])

    whole = scan / group["group_id"] / f"{RIGHT}-DSC_0006.JPG"
    assert cut.status == 1
    assert "switched on" in cut.notes
    assert 0 < came < file["size_bytes"]
    assert again.status == 0, again.notes
    assert (whole.stat().st_ino, sha256(whole)) == (inode, on_camera["sha256"])


@pytest.mark.full_size
async def test_a_gateway_that_was_killed_is_gone_on_with(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with rig_of(tmp_path, nats_server, {"right": [right_camera.port_string]}) as rig:
        scan = tmp_path / "scan"
        async with host(tmp_path, nats_server, "gateway", "--no-cameras") as gateway:
            await until_known(rig.clients["right"], {"gateway", "right"}, 1)
            group = await rig.clients["right"].call("capture_group", cameras=[RIGHT])
            right_camera.control({"bytes_per_s": 600_000})
            under_way = await start(gateway.url, tmp_path, "--all", "--into=scan")
            part = scan / group["group_id"] / f".{part_key(RIGHT, group['cameras'][0]['files'][0])}.part"
            await until(lambda: part.exists() and part.stat().st_size > 0)
            gateway.process.kill()
            await gateway.ended()
            under_way.kill()  # which waits for its gateway to come back
            await end(under_way)
        came, inode = part.stat().st_size, part.stat().st_ino
        right_camera.control({"bytes_per_s": 0})
        async with host(tmp_path, nats_server, "gateway", "--no-cameras") as gateway:
            again = await collected_when_known(gateway.url, tmp_path, rig.clients["right"])

    whole = scan / group["group_id"] / f"{RIGHT}-DSC_0006.JPG"
    assert 0 < came < whole.stat().st_size
    assert again.status == 0, again.notes
    assert whole.stat().st_ino == inode


async def collected_when_known(url: str, folder: Path, client: RpcClient) -> Ended:
    """Collect by way of a gateway that has just begun, and knows of the others in a moment."""
    await until_known(client, {"gateway", "right"}, 1)
    ended = await collect(url, folder, "--all", "--into=scan")
    for _ in range(20):
        if ended.status == 0:
            break
        ended = await collect(url, folder, "--all", "--into=scan")
    return ended


ON_A_SMALL_DISK = """
set -e
mount -t tmpfs -o size="$1" tmpfs scan
shift
"$@" || status=$?
mount -o remount,size=64m scan
"$@"
cat scan/*/*.JPG | wc -c
exit "${status:-0}"
"""


async def test_a_disk_that_gets_full_is_named_with_the_room_it_takes_and_nothing_is_lost(
    rig: RigHosts, tmp_path: Path
) -> None:
    """On a disk with room for one picture and a half, which is made larger then."""
    unshare = ("unshare", "--user", "--map-root-user", "--mount")
    try:
        can_mount = subprocess.run((*unshare, "true"), check=False, capture_output=True).returncode == 0  # noqa: ASYNC221
    except FileNotFoundError:
        can_mount = False
    if not can_mount:
        pytest.skip("this system lets nobody mount a disk")
    group = await rig.clients["left"].call("capture_group", cameras=[LEFT, RIGHT])
    assert group["complete"], group["cameras"]
    sizes = [file["size_bytes"] for member in group["cameras"] for file in member["files"]]
    (tmp_path / "scan").mkdir()
    shell = (*unshare, "sh", "-c", ON_A_SMALL_DISK, "sh", str(min(sizes) * 3 // 2))
    ended = await end(await start(rig.services["left"].url, tmp_path, "--all", "--into=scan", within=shell))
    full, more, whole_bytes = ended.printed.splitlines()
    (first,), (second,) = json.loads(full)["groups"], json.loads(more)["groups"]

    assert ended.status == 1
    assert {each["reason"] for each in first["missing"]} == {"No space left on device."}
    assert "MB are free where" in first["missing"][0]["remedy"]
    assert (len(first["saved"]) + len(second["saved"]), second["missing"]) == (2, [])
    assert int(whole_bytes) == sum(sizes)
