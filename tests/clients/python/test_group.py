"""A group's files that the Python client fetches: each once, whole, the group's own, and what is missing is named."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera_client import GroupIncomplete, Session
from rpc_camera_client._folder_record import RECORD
from rpc_camera_client._group_names import GroupNames
from rpc_camera_client.sync import Session as BlockingSession
from tests.clients.python.rig import rpc_url
from tests.rigs.saving import make_pictures
from tests.rigs.service import TOKEN, RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from rpc_camera_client.events import ProgressParams
    from rpc_camera_client.types import GroupManifest

ONE, TWO = "z-virtual-0000001", "z-virtual-0000002"
DRIVER_IS_BACK_S = 3.0  # after the release, of which all cameras are told within a moment


@pytest.fixture
def second() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000002") as camera:
        yield camera


@pytest.fixture
async def service(
    camera: VirtualCameraProcess, second: VirtualCameraProcess, tmp_path: Path
) -> AsyncIterator[RunningService]:
    (tmp_path / "state").mkdir()
    async with running_service(tmp_path / "state", [camera.port_string, second.port_string]) as service:
        yield service


@pytest.fixture
async def group(session: Session) -> GroupManifest:
    await session.set_capture_settings(quality="raw+jpeg", camera=ONE)
    await session.label_camera(label="left", camera=ONE)
    return await session.capture_group([ONE, TWO])


def tree(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each picture in a folder, by its relative path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {RECORD, "manifest.json"}
    }


def manifest_in(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return manifest


async def test_all_files_come_under_the_names_of_their_cameras_and_only_once(
    session: Session, group: GroupManifest, tmp_path: Path
) -> None:
    steps: list[ProgressParams] = []
    copy = await session.with_progress(steps.append).download_group(group, tmp_path / "to")
    again = await session.download_group(group["group_id"], tmp_path / "to")

    assert set(tree(tmp_path / "to" / group["group_id"])) == {
        "left-DSC_0006.JPG",
        "left-DSC_0006.NEF",
        f"{TWO}-DSC_0006.JPG",
    }
    assert (len(copy.saved), copy.skipped, copy.missing) == (3, (), ())
    assert (again.saved, sorted(again.skipped)) == ((), sorted(copy.saved))
    total = sum(file["size_bytes"] for member in group["cameras"] for file in member["files"])
    in_bytes = [step["done"] for step in steps if step["unit"] == "bytes"]
    assert in_bytes == sorted(in_bytes)
    assert in_bytes[-1] == total
    assert [step["done"] for step in steps if step["unit"] == "files"] == [1, 2, 3]


async def test_the_manifest_beside_them_has_their_names_and_digests(
    session: Session, group: GroupManifest, tmp_path: Path
) -> None:
    copy = await session.download_group(group, tmp_path)
    manifest = manifest_in(copy.folder)
    files = [file for member in manifest["cameras"] for file in member["files"]]

    assert manifest["collected"] is True
    assert {file["collected_as"]: file["sha256"] for file in files} == tree(copy.folder)
    for member in group["cameras"]:
        for file in member["files"]:
            content = await session.download_image(file["path"], camera=member["camera"])
            assert content["sha256"] in {each["sha256"] for each in files}


async def test_a_file_that_was_replaced_is_not_taken_for_the_groups(
    session: Session, group: GroupManifest, camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    jpeg = next(file for file in group["cameras"][0]["files"] if file["filename"].endswith("JPG"))
    other = tmp_path / "other"
    other.write_bytes(b"x" * jpeg["size_bytes"])  # as a RAW file of the same body has
    await session.delete_file(jpeg["path"], camera=ONE)
    added = asyncio.Event()
    session.on("file_added", lambda _: added.set())
    await session.subscribe(["file_added"])
    camera.control({"put": jpeg["filename"], "from": str(other), "taken_at": "2027-01-01T00:00:00"})
    async with asyncio.timeout(30):
        await added.wait()
    with pytest.raises(GroupIncomplete) as raised:
        await session.download_group(group, tmp_path)
    copy = raised.value.copy

    (missing,) = copy.missing
    assert (missing.camera, missing.path) == (ONE, jpeg["path"])
    assert "Another file has its name" in missing.reason
    assert hashlib.sha256(other.read_bytes()).hexdigest() not in tree(copy.folder).values()
    assert len(copy.saved) == 2
    assert "Another file" in str(manifest_in(copy.folder)["cameras"][0]["files"])
    assert manifest_in(copy.folder)["collected"] is False


async def test_what_has_come_stays_collected_when_the_card_is_wiped(
    session: Session, group: GroupManifest, tmp_path: Path
) -> None:
    copy = await session.download_group(group, tmp_path)
    for member in group["cameras"]:
        for file in member["files"]:
            await session.delete_file(file["path"], camera=member["camera"])
    again = await session.download_group(group, tmp_path)
    (copy.folder / "left-DSC_0006.NEF").write_bytes(b"cut")
    with pytest.raises(GroupIncomplete) as raised:
        await session.download_group(group, tmp_path)

    assert len(again.skipped) == 3
    assert [each.path for each in raised.value.copy.missing] == [
        file["path"] for file in group["cameras"][0]["files"] if file["filename"].endswith("NEF")
    ]


async def test_a_file_that_was_damaged_here_comes_again_beside_it(
    session: Session, group: GroupManifest, tmp_path: Path
) -> None:
    copy = await session.download_group(group, tmp_path)
    whole = tree(copy.folder)
    damaged = copy.folder / "left-DSC_0006.NEF"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    again = await session.download_group(group, tmp_path)

    assert [path.name for path in again.saved] == ["left-DSC_0006-1.NEF"]
    assert tree(copy.folder)["left-DSC_0006-1.NEF"] == whole["left-DSC_0006.NEF"]


async def test_without_its_record_a_whole_file_is_found_by_its_digest(
    session: Session, group: GroupManifest, tmp_path: Path
) -> None:
    copy = await session.download_group(group, tmp_path)
    (copy.folder / RECORD).unlink()
    again = await session.download_group(group, tmp_path)
    assert (again.saved, len(again.skipped)) == ((), 3)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({"released_ms": 0.1}, "It released, and its picture did not come (it may be on the card). "),
        ({"may_have_released": True}, "It may have released (its picture may be on the card). "),
    ],
)
async def test_of_a_camera_that_lost_its_link_it_is_said_whether_it_released(
    session: Session, second: VirtualCameraProcess, known: dict[str, Any], words: str, tmp_path: Path
) -> None:
    if "released_ms" in known:
        second.control({"develop_s": 60})
    else:
        second.control({"hang": second.make.release})
    shot = asyncio.create_task(session.capture_group([ONE, TWO]))
    await asyncio.sleep(DRIVER_IS_BACK_S)
    second.control({"drop": True})
    group = await shot
    with pytest.raises(GroupIncomplete) as raised:
        await session.download_group(group, tmp_path)

    (missing,) = raised.value.copy.missing
    assert known.keys() <= group["cameras"][1].keys()
    assert missing.reason == f"{words}{group['cameras'][1]['error']['message']}"


async def test_a_camera_without_a_picture_is_named_and_the_others_come(
    session: Session, second: VirtualCameraProcess, tmp_path: Path
) -> None:
    second.control({"offline": True})
    group = await session.capture_group([ONE, TWO], partial=True, timeout_s=5)
    with pytest.raises(GroupIncomplete) as raised:
        await session.download_group(group, tmp_path)

    (missing,) = raised.value.copy.missing
    assert (missing.camera, missing.path) == (TWO, None)
    assert missing.reason == group["cameras"][1]["error"]["message"]
    assert len(raised.value.copy.saved) == 1


async def test_what_tethering_has_saved_comes_from_there_and_never_another(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    saving: dict[str, Any] = {"save_dir": make_pictures(tmp_path), "save_name": "{original}"}
    async with (
        running_service(tmp_path / "state", [camera.port_string], delete_after_save=True, **saving) as service,
        await Session.connect(rpc_url(service.url), token=TOKEN) as session,
    ):
        deleted = asyncio.Event()
        session.on("file_deleted", lambda _: deleted.set())
        await session.subscribe(["file_deleted"])
        await session.list_tethering()
        group = await session.capture_group([ONE])
        async with asyncio.timeout(30):
            await deleted.wait()
        copy = await session.download_group(group, tmp_path / "to")
        saved = saving["save_dir"] / "DSC_0006.JPG"
        whole = saved.read_bytes()
        saved.write_bytes(whole[::-1])
        with pytest.raises(GroupIncomplete) as changed:
            await session.download_group(group, tmp_path / "changed")
        saved.rename(tmp_path / "moved")
        with pytest.raises(GroupIncomplete) as moved:
            await session.download_group(group, tmp_path / "moved-away")

    assert copy.saved[0].read_bytes() == whole
    assert [each.path for each in changed.value.copy.missing] == [group["cameras"][0]["files"][0]["path"]]
    assert "has another content now" in changed.value.copy.missing[0].reason
    assert f"DSC_0006.JPG in {saving['save_dir']} was saved, and is not there any more" in str(moved.value)


async def test_names_follow_the_template_and_lead_nowhere_else(
    session: Session, group: GroupManifest, tmp_path: Path
) -> None:
    group["cameras"][0]["label"] = "../../row/3"
    by_stem = await session.download_group(group, tmp_path / "1", name="{label}/{stem}")
    alike = await session.download_group(group, tmp_path / "2", name="picture")
    manifest = await session.download_group(group, tmp_path / "3", name="manifest.json")

    assert set(tree(by_stem.folder)) == {
        ".._.._row_3/DSC_0006.JPG",
        ".._.._row_3/DSC_0006.NEF",
        f"{TWO}/DSC_0006.JPG",
    }
    assert set(tree(alike.folder)) == {f"picture-{ONE}.JPG", f"picture-{TWO}.JPG", "picture.NEF"}
    assert manifest_in(manifest.folder)["collected"] is True
    for wrong in ("", "/etc/{original}", "../{original}", "{stem", "{size}", "{stem:>99999}", "{stem!r}", "{stem.x}"):
        with pytest.raises(ValueError, match=r"It takes|braces"):
            GroupNames(wrong)


async def test_the_blocking_session_has_it_too(service: RunningService, group: GroupManifest, tmp_path: Path) -> None:
    def collect() -> int:
        with BlockingSession.connect(rpc_url(service.url), token=TOKEN) as session:
            return len(session.download_group(group["group_id"], tmp_path).saved)

    assert await asyncio.to_thread(collect) == 3
