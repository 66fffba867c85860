"""A file is replaced as a whole and is on the disk, or it stays as it is and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import pathlib
import resource
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.durable import PART_SUFFIX, replace_file, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OLD, NEW = b"old", b"new" * 100_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "record.json"
    file.write_bytes(OLD)
    return file


def test_a_file_gets_new_content(file: Path) -> None:
    replace_file(file, NEW)
    assert contents(file.parent) == {file.name: NEW}


def test_a_file_that_does_not_exist_yet_is_made(tmp_path: Path) -> None:
    replace_file(tmp_path / "first", NEW)
    assert contents(tmp_path) == {"first": NEW}


def test_others_may_read_it_as_far_as_the_umask_lets_them(tmp_path: Path) -> None:
    replace_file(tmp_path / "new", NEW)
    (tmp_path / "ordinary").touch()
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "ordinary").stat().st_mode


def test_it_has_its_mode_and_owner_before_it_has_its_name(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever else writes in the folder puts a link there, and so gets what is done to the path."""
    other = file.with_name("other")
    other.write_bytes(OLD)
    other.chmod(0o644)
    replace = pathlib.Path.replace
    owner = (os.geteuid() or 65534, os.getegid())
    seen: list[os.stat_result] = []

    def swapped(part: Path, path: Path) -> Path:
        seen.append(part.stat())
        replaced = replace(part, path)
        path.unlink()
        path.symlink_to(other)
        return replaced

    monkeypatch.setattr(pathlib.Path, "replace", swapped)
    replace_file(file, NEW, 0o600, owner)
    assert [(stat.S_IMODE(each.st_mode), each.st_uid) for each in seen] == [(0o600, owner[0])]
    assert (stat.S_IMODE(other.stat().st_mode), other.stat().st_uid) == (0o644, os.geteuid())


def test_a_link_in_place_of_what_is_written_first_is_not_followed(file: Path) -> None:
    other = file.with_name("other")
    other.write_bytes(OLD)
    file.with_name(file.name + PART_SUFFIX).symlink_to(other)
    replace_file(file, NEW)
    assert (other.read_bytes(), file.read_bytes()) == (OLD, NEW)


def test_a_reader_of_the_old_content_keeps_it(file: Path) -> None:
    with file.open("rb") as reader:
        replace_file(file, NEW)
        assert reader.read() == OLD


def test_what_a_crash_has_left_is_overwritten(file: Path) -> None:
    file.with_name(file.name + PART_SUFFIX).write_bytes(NEW * 2)
    replace_file(file, NEW)
    assert contents(file.parent) == {file.name: NEW}


def test_content_is_on_the_disk_before_the_name_and_the_name_before_the_return(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, bytes]] = []
    fsync = os.fsync

    def record(descriptor: int) -> None:
        fsync(descriptor)
        status = os.fstat(descriptor)
        kind = "folder" if stat.S_ISDIR(status.st_mode) else f"file of {status.st_size}"
        synced.append((kind, file.read_bytes()))

    monkeypatch.setattr(os, "fsync", record)
    replace_file(file, NEW)
    assert synced == [(f"file of {len(NEW)}", OLD), ("folder", NEW)]


def test_without_room_the_old_content_stays_and_nothing_is_left(file: Path) -> None:
    with pytest.raises(OSError, match="File too large") as caught, files_of_at_most(1000):
        replace_file(file, NEW)
    assert caught.value.errno == errno.EFBIG
    assert contents(file.parent) == {file.name: OLD}


@pytest.mark.parametrize("failing", [errno.EIO, errno.ENOSPC, errno.EDQUOT])
def test_when_the_disk_reports_its_failure_late_the_old_content_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(failing, os.strerror(failing))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match=os.strerror(failing)):
        replace_file(file, NEW)
    assert contents(file.parent) == {file.name: OLD}


def test_a_folder_of_that_name_stays_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "taken" / "below").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path / "taken", NEW)
    assert [found.name for found in tmp_path.iterdir()] == ["taken"]


def test_without_its_folder_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "missing" / "file", NEW)
    assert contents(tmp_path) == {}


def test_a_folder_that_takes_no_file_is_an_error() -> None:
    from pathlib import Path

    with pytest.raises(OSError, match="record"):
        replace_file(Path("/proc/self/record"), NEW)


def test_only_a_folder_is_synced_as_one(file: Path) -> None:
    sync_folder(file.parent)
    with pytest.raises(NotADirectoryError):
        sync_folder(file)


@contextmanager
def files_of_at_most(size_bytes: int) -> Iterator[None]:
    """Let this process write no file beyond that size, which works for every user as a full disk does not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}
