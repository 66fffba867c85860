"""A camera's folder that the Python client fetches: each file once, whole, and within the target."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from rpc_camera_client import FolderIncomplete, Session, errors
from rpc_camera_client._folder_record import RECORD, FolderRecord, relative_name
from rpc_camera_client.types import FileInfo
from tests.clients.python.rig import Proxy
from tests.rigs.service import TOKEN, RunningService

if TYPE_CHECKING:
    from rpc_camera_client.events import ProgressParams
    from tests.rigs.virtual_camera import VirtualCameraProcess

DCIM = "/store_00010001/DCIM"
FIRST, SECOND = f"{DCIM}/100VIRTL", f"{DCIM}/101VIRTL"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "pictures"


@pytest.fixture
def put(camera: VirtualCameraProcess, tmp_path: Path) -> dict[str, bytes]:
    """Two files in a second folder, one of which has a name of the first folder's."""
    contents = {"DSC_0001.JPG": b"another picture", "MVI_0002.MP4": hashlib.shake_256(b"film").digest(3 << 20)}
    for name, content in contents.items():
        source = tmp_path / "source"
        source.write_bytes(content)
        camera.control({"put": name, "from": str(source)})
    return contents


def tree(target: Path) -> list[str]:
    return sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())


async def paths(session: Session) -> list[str]:
    return [file["path"] for file in (await session.list_files(folder=DCIM, recursive=True))["files"]]


async def test_folder_comes_whole_with_its_folders_and_progress_and_only_once(
    session: Session, put: dict[str, bytes], target: Path
) -> None:
    steps: list[ProgressParams] = []
    copy = await session.with_progress(steps.append).download_folder(DCIM, target)
    there = await paths(session)
    assert tree(target) == sorted([RECORD, *(path.removeprefix(f"{DCIM}/") for path in there)])
    assert copy.skipped == ()
    for name, content in put.items():
        assert (target / "101VIRTL" / name).read_bytes() == content
    in_bytes = [step["done"] for step in steps if step["unit"] == "bytes"]
    assert in_bytes == sorted(in_bytes)
    assert in_bytes[-1] == steps[0]["total"] == sum(path.stat().st_size for path in copy.saved)
    assert [step["done"] for step in steps if step["unit"] == "files"] == [*range(1, len(there) + 1)]

    again = await session.download_folder(DCIM, target)
    assert again.saved == ()
    assert set(again.skipped) == set(copy.saved)


async def test_what_is_not_whole_here_comes_again_beside_it(
    session: Session, put: dict[str, bytes], target: Path
) -> None:
    await session.download_folder(SECOND, target)
    worn = target / "DSC_0001.JPG"
    worn.write_bytes(b"ANOTHER PICTURE")  # as long as before
    (target / "MVI_0002.MP4").unlink()
    copy = await session.download_folder(SECOND, target)
    assert {path.name for path in copy.saved} == {"DSC_0001-1.JPG", "MVI_0002.MP4"}
    assert worn.read_bytes() == b"ANOTHER PICTURE"
    assert (target / "DSC_0001-1.JPG").read_bytes() == put["DSC_0001.JPG"]
    assert (await session.download_folder(SECOND, target)).saved == ()


async def test_what_came_otherwise_is_known_by_its_digest(
    session: Session, put: dict[str, bytes], target: Path
) -> None:
    await asyncio.to_thread(target.mkdir)
    await session.download(f"{SECOND}/MVI_0002.MP4", target)
    (target / "DSC_0001.JPG").write_bytes(b"x" * len(put["DSC_0001.JPG"]))
    copy = await session.download_folder(SECOND, target)
    assert [path.name for path in copy.skipped] == ["MVI_0002.MP4"]
    assert "DSC_0001-1.JPG" in {path.name for path in copy.saved}


async def test_flattened_names_that_collide_get_a_number(session: Session, put: dict[str, bytes], target: Path) -> None:
    copy = await session.download_folder(DCIM, target, flatten=True)
    assert {path.parent for path in copy.saved} == {target}
    assert {"DSC_0001.JPG", "DSC_0001-1.JPG"} <= {path.name for path in copy.saved}
    assert (target / "DSC_0001-1.JPG").read_bytes() == put["DSC_0001.JPG"]
    assert len(tree(target)) == len(copy.saved) + 1
    assert (await session.download_folder(DCIM, target, flatten=True)).saved == ()


async def test_file_that_fails_is_named_and_ends_nothing(session: Session, put: dict[str, bytes], target: Path) -> None:
    _, *others = await paths(session)

    async def spoil(step: ProgressParams) -> None:
        if step["unit"] == "files" and step["done"] == 1:
            await session.delete_file(others[0])

    with pytest.raises(FolderIncomplete, match=others[0]) as caught:
        await session.with_progress(spoil).download_folder(DCIM, target)
    assert [*caught.value.failures] == [others[0]]
    assert isinstance(caught.value.failures[others[0]], errors.FileNotFound)
    assert len(caught.value.copy.saved) == len(others)
    assert put
    copy = await session.download_folder(DCIM, target)
    assert (len(copy.saved), len(copy.skipped)) == (0, len(others))


async def test_service_that_is_gone_ends_it_with_all_that_did_not_come(
    service: RunningService, put: dict[str, bytes], target: Path
) -> None:
    async with (
        Proxy(service.server.port) as proxy,
        await Session.connect(proxy.url, token=TOKEN, reconnect=None) as session,
    ):
        there = await paths(session)

        def leave(step: ProgressParams) -> None:
            if step["unit"] == "files" and step["done"] == 1:
                proxy.accepts = False
                proxy.cut()

        with pytest.raises(FolderIncomplete, match=f"{len(there) - 1} of the camera's files") as caught:
            await session.with_progress(leave).download_folder(DCIM, target)
    assert [*caught.value.failures] == there[1:]
    assert len(set(caught.value.failures.values())) == 1
    assert put


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/card/DCIM/a/b.jpg", "a/b.jpg"),
        ("/card/DCIM/../../../etc/passwd", "_/_/_/etc/passwd"),
        ("/elsewhere/x.jpg", "x.jpg"),
        ("/card/DCIM/..", "_"),
        ("/card/DCIM/C:\\x\0.jpg", "C__x_.jpg"),
        ("/card/DCIM/\x9b31m\ud800\u202egpj.jpg", "_31m__gpj.jpg"),
        ("/card/DCIM", "_"),
    ],
)
def test_whatever_the_camera_calls_it_it_stays_within(path: str, expected: str) -> None:
    assert relative_name("/card/DCIM", path, flatten=False) == PurePosixPath(expected)
    assert relative_name("/card/DCIM", path, flatten=True) == PurePosixPath(expected).relative_to(
        PurePosixPath(expected).parent
    )


def test_no_file_goes_through_a_link_that_leads_out_nor_over_the_record(target: Path, tmp_path: Path) -> None:
    record = FolderRecord(target)
    (target / "out").symlink_to(tmp_path)
    with pytest.raises(NotADirectoryError, match="leads out of"):
        record.places(PurePosixPath("out/below/x.jpg"))
    assert not (tmp_path / "below").exists()
    assert next(record.places(PurePosixPath(RECORD))).name == ".rpc-camera-1.jsonl"


def test_record_that_was_cut_is_read_as_far_as_it_goes(target: Path) -> None:
    record = FolderRecord(target)
    whole: FileInfo = {
        "path": "/a.jpg",
        "filename": "a.jpg",
        "mime_type": "image/jpeg",
        "size_bytes": 1,
        "deletable": True,
    }
    (target / "a.jpg").write_bytes(b"a")
    record.add("z", whole, record.root / "a.jpg", hashlib.sha256(b"a").hexdigest())
    with (target / RECORD).open("a") as file:
        file.write('{"camera": "z", "pa')
    assert FolderRecord(target).find("z", whole) == record.root / "a.jpg"
    assert FolderRecord(target).find("another", whole) is None


def test_a_disk_that_takes_no_line_of_the_record_loses_no_file_and_no_later_line(target: Path) -> None:
    record = FolderRecord(target)
    first, second = (
        FileInfo(path=f"/{name}", filename=name, mime_type="image/jpeg", size_bytes=1, deletable=True)
        for name in ("a.jpg", "b.jpg")
    )
    for file in (first, second):
        (target / file["filename"]).write_bytes(b"a")
    digest = hashlib.sha256(b"a").hexdigest()
    (target / RECORD).mkdir()  # as a disk that is full, for whoever may write anywhere

    record.add("z", first, record.root / "a.jpg", digest)
    assert record.find("z", first) == record.root / "a.jpg"

    (target / RECORD).rmdir()
    (target / RECORD).write_text('{"camera": "z", "pa')  # a line of which the disk took a part
    record.add("z", second, record.root / "b.jpg", digest)
    again = FolderRecord(target)
    assert again.find("z", second) == record.root / "b.jpg"
    assert again.find("z", first) is None
