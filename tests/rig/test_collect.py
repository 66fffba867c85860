"""`rpc-camera collect` over the hosts of a rig: what is missing is named, and comes with the next call."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import resource
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.types import FilesSetting
from rpc_camera_client import Session
from tests.rig.test_hosts_die import host
from tests.rigs.rig_hosts import rig_of, rig_options, until_known
from tests.rigs.saving import until
from tests.rigs.service import TOKEN
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rpc_client import RpcClient

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"
SLOW = 600_000  # bytes a second: a picture takes eight, and a piece of it three
WITHIN_S = 100
DRIVER_IS_BACK_S = 2.0  # after the exposure of 1/125 s


@dataclass(frozen=True)
class Ended:
    """What became of a command."""

    status: int
    printed: str
    notes: str

    @property
    def document(self) -> Any:
        return json.loads(self.printed)


async def start(
    url: str,
    folder: Path,
    *arguments: str,
    command: str = "collect",
    prepare: Callable[[], None] | None = None,
    within: Sequence[str] = (),
) -> Any:
    environment = {**os.environ, "RPC_CAMERA_URL": f"{url.replace('http', 'ws', 1)}/rpc", "RPC_CAMERA_TOKEN": TOKEN}
    pipe = asyncio.subprocess.PIPE
    whole = (*within, sys.executable, "-m", "rpc_camera", command, *arguments)
    return await asyncio.create_subprocess_exec(
        *whole, cwd=folder, env=environment, stdout=pipe, stderr=pipe, preexec_fn=prepare
    )


async def end(process: Any) -> Ended:
    async with asyncio.timeout(WITHIN_S):
        printed, notes = await process.communicate()
    return Ended(process.returncode, printed.decode(), notes.decode())


async def collect(url: str, folder: Path, *arguments: str, prepare: Callable[[], None] | None = None) -> Ended:
    return await end(await start(url, folder, *arguments, prepare=prepare))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*/*") if not path.name.startswith("."))


def parts_in(folder: Path) -> list[Path]:
    """Return the parts of files that have something in them."""
    return [part for part in folder.glob("*/.*.part") if part.stat().st_size]


async def until_only_part(folder: Path, whole: str) -> Path:
    """Wait until the file `whole` is there, and a part of another one; return that part."""
    await until(lambda: any(f'"{whole}"' in each.read_text() for each in folder.glob("*/.rpc-camera.jsonl")))
    await until(lambda: len(parts_in(folder)) == 1)
    (part,) = parts_in(folder)
    return part


async def digest(client: RpcClient, file: Any, camera: str) -> str:
    """Return the SHA-256 of a file on a camera."""
    downloaded = await client.call("download_image", path=file["path"], camera=camera)
    return str(downloaded["sha256"])


async def fired(rig: RigHosts) -> Any:
    """Return a group of both cameras, which the left host has fired."""
    group = await rig.clients["left"].call("capture_group", cameras=[LEFT, RIGHT])
    assert group["complete"], group["cameras"]
    return group


async def is_what_the_camera_has(rig: RigHosts, group: Any, folder: Path) -> bool:
    """Return whether all files of a group are here, as the cameras have them."""
    here = set(map(sha256, (folder / group["group_id"]).glob("*.JPG")))
    there = [
        await digest(rig.clients["left"], file, member["camera"])
        for member in group["cameras"]
        for file in member["files"]
    ]
    return here == set(there) and len(there) == len(group["cameras"])


async def test_files_of_two_hosts_come_into_one_folder_and_only_once(rig: RigHosts, tmp_path: Path) -> None:
    await rig.clients["left"].call("label_camera", camera=RIGHT, label="row 3")
    group = await fired(rig)
    url = rig.services["left"].url
    first = await collect(url, tmp_path, group["group_id"], "--into=scan")
    again = await collect(url, tmp_path, "--since=1h", "--into=scan")

    assert (first.status, again.status) == (0, 0), first.notes + again.notes
    assert files_in(tmp_path / "scan") == ["manifest.json", "row 3-DSC_0006.JPG", f"{LEFT}-DSC_0006.JPG"]
    assert await is_what_the_camera_has(rig, group, tmp_path / "scan")
    assert [len(first.document["groups"][0][kind]) for kind in ("saved", "skipped", "missing")] == [2, 0, 0]
    assert [len(again.document["groups"][0][kind]) for kind in ("saved", "skipped", "missing")] == [0, 2, 0]
    of_cameras = {
        camera["camera"]: (camera["host"], camera["fired"], camera["came"], camera["were_here"], camera["missing"])
        for camera in first.document["groups"][0]["cameras"]
    }
    assert of_cameras == {LEFT: ("left", True, 1, 0, 0), RIGHT: ("right", True, 1, 0, 0)}
    assert [each["were_here"] for each in again.document["groups"][0]["cameras"]] == [1, 1]


@pytest.mark.parametrize("files", FilesSetting)
async def test_bodies_of_one_id_are_collected_by_either_way(
    nats_server: NatsServer, tmp_path: Path, files: FilesSetting
) -> None:
    with VirtualCameraProcess("--serial", "0000001") as one, VirtualCameraProcess("--serial", "0000001") as other:
        hosts = {"left": [one.port_string], "right": [other.port_string]}
        ways = {name: {"rig": replace(rig_options(name, nats_server), files=files)} for name in hosts}
        async with rig_of(tmp_path, nats_server, hosts, None, **ways) as rig:
            client, url = rig.clients["left"], rig.services["left"].url
            await client.call("capture_image", camera=f"{LEFT}@right")
            await client.call("set_capture_settings", camera=f"{LEFT}@right", quality="raw+jpeg")
            group = await client.call("capture_group", cameras=[f"{LEFT}@left", f"{LEFT}@right"])
            collected = await collect(url, tmp_path, "--all", "--into=scan", "--name={host}/{original}")
            of_left, of_right = [await digest(client, each["files"][0], each["camera"]) for each in group["cameras"]]

    assert (group["complete"], group["fired"], group["failed"]) == (True, 2, 0)
    assert (group["files_per_camera"], group["fewer_files"]) == (2, [f"{LEFT}@left"])
    assert collected.status == 0, collected.notes
    assert f"fewer have those of {LEFT}@left" in collected.notes
    scan = tmp_path / "scan" / group["group_id"]
    assert sha256(scan / "left" / "DSC_0006.JPG") == of_left
    assert {path.name for path in (scan / "right").iterdir()} == {"DSC_0007.JPG", "DSC_0007.NEF"}
    assert of_right in {sha256(path) for path in (scan / "right").iterdir()}


async def test_each_host_knows_of_the_groups_of_all(rig: RigHosts) -> None:
    left, right = rig.clients["left"], rig.clients["right"]
    first = await left.call("capture_group", cameras=[LEFT, RIGHT])
    second = await right.call("capture_group", cameras=[LEFT])
    wanted = [first["group_id"], second["group_id"]]
    for client in (left, right):
        listed = await client.call("list_groups")
        assert [each["group_id"] for each in listed["groups"]] == wanted
        assert listed["missing_hosts"] == []
        assert [await client.call("get_group", group_id=each) for each in wanted] == [first, second]
    assert (await right.error("get_group", group_id="none")).name == "job_not_found"


async def test_the_files_of_a_host_that_is_down_are_named_and_come_when_it_is_up(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    right = f"--camera={right_camera.port_string}"
    async with rig_of(tmp_path, nats_server, {"left": [left_camera.port_string]}) as rig:
        url, client = rig.services["left"].url, rig.clients["left"]
        async with host(tmp_path, nats_server, "right", right) as process:
            await until_known(client, {"left", "right"}, 2)
            group = await client.call("capture_group", cameras=[LEFT, RIGHT])
            process.process.kill()
            await process.ended()
        down = await collect(url, tmp_path, group["group_id"], "--into=scan")
        listed = await collect(url, tmp_path, "--all", "--into=scan")
        only_left = files_in(tmp_path / "scan")
        async with host(tmp_path, nats_server, "right", right):
            await until_known(client, {"left", "right"}, 2)
            up = await collect(url, tmp_path, "--all", "--into=scan")
            is_whole = await is_what_the_camera_has(rig, group, tmp_path / "scan")

    (missing,) = down.document["groups"][0]["missing"]
    assert down.status == 1
    assert (missing["camera"], missing["host"], missing["path"]) == (
        RIGHT,
        "right",
        "/store_00010001/DCIM/101VIRTL/DSC_0006.JPG",
    )
    assert f"DSC_0006.JPG of {RIGHT} on right" in down.notes
    assert "switched on" in down.notes
    assert only_left == ["manifest.json", f"{LEFT}-DSC_0006.JPG"]
    assert (listed.status, listed.document["missing_hosts"]) == (1, ["right"])
    assert up.status == 0, up.notes
    assert [len(up.document["groups"][0][kind]) for kind in ("saved", "skipped")] == [1, 1]
    assert is_whole


async def test_a_group_is_collected_though_the_host_that_fired_it_is_gone(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with rig_of(tmp_path, nats_server, {"left": [left_camera.port_string]}) as rig:
        client = rig.clients["left"]
        async with host(tmp_path, nats_server, "right", f"--camera={right_camera.port_string}") as process:
            await until_known(client, {"left", "right"}, 2)
            async with fired_by(process.url) as fire:
                await client.call("subscribe", events=["group_captured"])
                group_id = (await fire([LEFT]))["group_id"]
            await client.notification("group_captured")
            process.process.kill()
            await process.ended()
        collected = await collect(rig.services["left"].url, tmp_path, group_id, "--into=scan")

    assert collected.status == 0, collected.notes
    assert files_in(tmp_path / "scan") == ["manifest.json", f"{LEFT}-DSC_0006.JPG"]


@asynccontextmanager
async def fired_by(url: str) -> AsyncIterator[Any]:
    """Yield what fires a group by way of the host at `url`."""
    async with await Session.connect(f"{url.replace('http', 'ws', 1)}/rpc", token=TOKEN) as session:
        yield session.capture_group


@pytest.mark.full_size
@pytest.mark.parametrize(("number", "status"), [(signal.SIGKILL, -9), (signal.SIGINT, 130), (signal.SIGTERM, 143)])
async def test_what_was_cut_off_leaves_no_part_under_a_files_name_and_is_gone_on_with(
    rig: RigHosts, right_camera: VirtualCameraProcess, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    group = await fired(rig)
    url, scan = rig.services["left"].url, tmp_path / "scan"
    right_camera.control({"bytes_per_s": SLOW})
    process = await start(url, tmp_path, "--all", "--into=scan")
    part = await until_only_part(scan, f"{LEFT}-DSC_0006.JPG")
    process.send_signal(number)
    cut = await end(process)
    left_there, came, file = files_in(scan), part.stat().st_size, part.stat().st_ino
    right_camera.control({"bytes_per_s": 0})
    again = await collect(url, tmp_path, "--all", "--into=scan")

    assert cut.status == status
    assert f"{RIGHT}-DSC_0006.JPG" not in left_there
    assert f"{LEFT}-DSC_0006.JPG" in left_there
    if number is not signal.SIGKILL:
        assert "the same command fetches what is missing" in cut.notes
    assert came
    assert again.status == 0, again.notes
    assert [len(again.document["groups"][0][kind]) for kind in ("saved", "skipped")] == [1, 1]
    assert files_in(scan) == ["manifest.json", f"{LEFT}-DSC_0006.JPG", f"{RIGHT}-DSC_0006.JPG"]
    assert (scan / group["group_id"] / f"{RIGHT}-DSC_0006.JPG").stat().st_ino == file
    assert list(scan.glob("*/.*.part")) == []
    assert await is_what_the_camera_has(rig, group, scan)


@pytest.mark.full_size
async def test_a_second_command_is_refused_the_folder_while_the_first_is_at_work(
    rig: RigHosts, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    await fired(rig)
    url = rig.services["left"].url
    right_camera.control({"bytes_per_s": SLOW})
    first = await start(url, tmp_path, "--all", "--into=scan")
    await until_only_part(tmp_path / "scan", f"{LEFT}-DSC_0006.JPG")
    first.send_signal(signal.SIGSTOP)  # however long the second one takes
    second = await collect(url, tmp_path, "--all", "--into=scan")
    first.send_signal(signal.SIGCONT)
    right_camera.control({"bytes_per_s": 0})
    done = await end(first)

    assert second.status == 1
    assert "Another `rpc-camera collect` is at work in scan" in second.notes
    assert done.status == 0, done.notes


async def test_what_the_disk_has_no_room_for_is_named_and_comes_when_there_is_room(
    rig: RigHosts, tmp_path: Path
) -> None:
    group = await fired(rig)
    url = rig.services["left"].url
    room_bytes = min(file["size_bytes"] for member in group["cameras"] for file in member["files"]) - 1

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, room_bytes))

    refused = await collect(url, tmp_path, "--all", "--into=scan", prepare=no_room)
    nothing = files_in(tmp_path / "scan")
    again = await collect(url, tmp_path, "--all", "--into=scan")

    assert refused.status == 1
    assert [each["reason"] for each in refused.document["groups"][0]["missing"]] == ["File too large."] * 2
    assert nothing == ["manifest.json"]
    assert again.status == 0, again.notes
    assert await is_what_the_camera_has(rig, group, tmp_path / "scan")


async def test_wrong_usage_and_unknown_groups_are_refused_in_a_sentence(rig: RigHosts, tmp_path: Path) -> None:
    url = rig.services["left"].url
    unknown = await collect(url, tmp_path, "none", "--into=scan")
    for wrong in (("--into=scan",), ("none", "--all", "--into=scan"), ("--since=soon", "--into=scan"), ("--all",)):
        assert (await collect(url, tmp_path, *wrong)).status == 2
    await rig.clients["left"].call("capture_group", cameras=[LEFT])
    template = await collect(url, tmp_path, "--all", "--into=scan", "--name={size}")
    (tmp_path / "file").touch()
    no_folder = await collect(url, tmp_path, "--all", "--into=file")

    assert unknown.status == 1
    assert "There is no group 'none'. `rpc-camera groups`" in unknown.notes
    assert (template.status, "{size} cannot stand in it" in template.notes) == (2, True)
    assert (no_folder.status, "Choose another folder" in no_folder.notes) == (1, True)


async def test_what_released_and_lost_its_link_is_said_to_have_released_by_capture_and_by_collect(
    rig: RigHosts, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    client, url = rig.clients["left"], rig.services["left"].url
    await client.call("subscribe", events=["file_added"])
    right_camera.control({"develop_s": 60})
    firing = await start(url, tmp_path, "--all", command="capture")
    await client.notification("file_added", camera=LEFT)
    await asyncio.sleep(DRIVER_IS_BACK_S)
    right_camera.control({"drop": True})
    captured = await end(firing)
    collected = await collect(url, tmp_path, "--latest", "--into=scan")

    lost = next(each for each in captured.document["cameras"] if each["camera"] == RIGHT)
    assert (lost["error"]["name"], lost["host"], "released_ms" in lost) == ("camera_lost", "right", True)
    assert (captured.document["fired"], captured.document["failed"], captured.status) == (1, 1, 1)
    assert f"rpc-camera: {RIGHT}: released, its picture did not come (it may be on the card). " in captured.notes
    assert f"the picture of {RIGHT} on right: It released, and its picture did not come" in collected.notes
    fired = {each["camera"]: each["fired"] for each in collected.document["groups"][0]["cameras"]}
    assert (collected.status, fired) == (1, {LEFT: True, RIGHT: True})
