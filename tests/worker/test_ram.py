"""Pictures from a camera's memory: whether the disk that keeps them has room for one more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.ram import RamPictures

if TYPE_CHECKING:
    from pathlib import Path


def test_no_picture_is_taken_that_nothing_would_keep(tmp_path: Path) -> None:
    with pytest.raises(ServiceError) as refused:
        RamPictures(tmp_path / "camera", tmp_path / "other", spared_bytes=1 << 60).check_room()

    assert refused.value.name is ErrorName.STORAGE_FULL
    assert "--state-dir" in str(refused.value.remedy)


def test_with_room_nothing_is_refused(tmp_path: Path) -> None:
    RamPictures(tmp_path / "camera", tmp_path / "other", spared_bytes=1).check_room()


def keep(pictures: RamPictures, name: str) -> str:
    return pictures.keep(name, os.close)


def test_numbers_go_on_where_an_earlier_worker_ended(tmp_path: Path) -> None:
    kept = []
    for names in (("capt0000.jpg", "capt0001.nef"), ("capt0000.nef", "capt0001.jpg"), ("capt0000.jpg", "capt0009.nef")):
        worker = RamPictures(tmp_path / "camera", tmp_path / "other")
        kept += [keep(worker, name) for name in names]

    assert kept == [
        "/capt0000.jpg",
        "/capt0001.nef",
        "/capt0002.nef",
        "/capt0003.jpg",
        "/capt0004.jpg",
        "/capt0009.nef",
    ]


def test_a_number_is_not_given_again_when_its_picture_is_saved_and_deleted(tmp_path: Path) -> None:
    pictures = RamPictures(tmp_path / "camera", tmp_path / "other")
    kept = [keep(pictures, "capt0000.jpg")]
    (tmp_path / "camera" / "capt0000.jpg").unlink()

    kept.append(keep(pictures, "capt0000.nef"))

    assert kept == ["/capt0000.jpg", "/capt0001.nef"]


def test_a_name_that_is_not_numbered_is_made_free(tmp_path: Path) -> None:
    pictures = RamPictures(tmp_path / "camera", tmp_path / "other")

    assert [keep(pictures, "capture.jpg") for _ in range(2)] == ["/capture-0.jpg", "/capture-1.jpg"]


def test_a_body_whose_id_another_one_has_keeps_its_pictures_in_a_folder_of_its_own(tmp_path: Path) -> None:
    pictures = RamPictures(tmp_path / "z-5-7", tmp_path / "until")
    assert keep(pictures, "capt0004.jpg") == "/capt0004.jpg"
    pictures.move_to(tmp_path / "z-5-7-2")

    assert pictures.names() == []
    assert keep(pictures, "capt0000.jpg") == "/capt0000.jpg"
    assert [file.name for file in (tmp_path / "z-5-7-2").iterdir()] == ["capt0000.jpg"]


def test_a_name_that_the_body_gave_stays_as_it_is(tmp_path: Path) -> None:
    pictures = RamPictures(tmp_path / "camera", tmp_path / "other")
    names = ["capt_DSC00001.JPG", "capt_DSC00001.ARW", "capt_DSC00002.JPG"]

    assert [keep(pictures, name) for name in names] == [f"/{name}" for name in names]


def test_a_name_that_the_body_gives_again_is_numbered_for_all_files_of_the_later_picture(tmp_path: Path) -> None:
    pictures = RamPictures(tmp_path / "camera", tmp_path / "other")
    earlier = tmp_path / "camera" / keep(pictures, "capt_DSC00001.JPG").lstrip("/")
    long_ago = earlier.stat().st_mtime - 3600
    os.utime(earlier, (long_ago, long_ago))

    again = [keep(pictures, f"capt_DSC00001.{ext}") for ext in ("JPG", "ARW")]

    assert again == ["/capt_DSC00001-1.JPG", "/capt_DSC00001-1.ARW"]


# ---- a worker that is killed, or a computer that goes off, before a picture is kept


PICTURE = b"\xff\xd8 a picture \xff\xd9"


KILLED_AT_THE_DISK = """
import os, signal, sys
from pathlib import Path
from rpc_camera.worker.ram import RamPictures

def write(descriptor):
    os.write(descriptor, bytes.fromhex(sys.argv[3]))
    os.close(descriptor)

os.fsync = lambda descriptor: os.kill(os.getpid(), signal.SIGKILL)
folder = Path(sys.argv[1])
RamPictures(folder / "camera", folder / "other").keep(sys.argv[2], write)
"""


def killed_at_the_disk(folder: Path, name: str) -> None:
    """Have a process that keeps a picture killed while it waits for the disk."""
    ended = subprocess.run([sys.executable, "-c", KILLED_AT_THE_DISK, folder, name, PICTURE.hex()], check=False)
    assert ended.returncode == -signal.SIGKILL


def written(descriptor: int) -> None:
    os.write(descriptor, PICTURE)
    os.close(descriptor)


@pytest.mark.parametrize("name", ["capt_DSC00001.JPG", "capt0003.jpg"])
def test_what_a_killed_worker_had_written_is_kept_once(tmp_path: Path, name: str) -> None:
    killed_at_the_disk(tmp_path, name)
    for _ in range(2):
        pictures = RamPictures(tmp_path / "camera", tmp_path / "other")
        assert pictures.names() == [name]
        assert (tmp_path / "camera" / name).read_bytes() == PICTURE
    assert [file.name for file in (tmp_path / "camera").iterdir()] == [name]


def test_it_stays_with_the_other_file_of_its_picture_however_late_it_is_found(tmp_path: Path) -> None:
    keep(RamPictures(tmp_path / "camera", tmp_path / "other"), "capt_DSC00001.JPG")
    killed_at_the_disk(tmp_path, "capt_DSC00001.ARW")
    for file in (tmp_path / "camera").iterdir():
        os.utime(file, (file.stat().st_mtime - 3600,) * 2)
    pictures = RamPictures(tmp_path / "camera", tmp_path / "other")
    assert sorted(pictures.names()) == ["capt_DSC00001.ARW", "capt_DSC00001.JPG"]


def test_what_is_not_as_it_was_written_is_no_picture(tmp_path: Path) -> None:
    killed_at_the_disk(tmp_path, "capt_DSC00001.JPG")
    (unfinished,) = (tmp_path / "camera").iterdir()
    unfinished.write_bytes(bytes(len(PICTURE)))
    assert RamPictures(tmp_path / "camera", tmp_path / "other").names() == []
    assert list((tmp_path / "camera").iterdir()) == []


def test_what_another_worker_is_keeping_is_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def look(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", fsync)
        assert RamPictures(tmp_path / "camera", tmp_path / "other").names() == []
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", look)
    path = RamPictures(tmp_path / "camera", tmp_path / "other").keep("capt_DSC00001.JPG", written)
    assert path == "/capt_DSC00001.JPG"
    assert [file.name for file in (tmp_path / "camera").iterdir()] == ["capt_DSC00001.JPG"]
