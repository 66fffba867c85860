"""The mark of a save directory: it is made once, and no other folder has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.disk_errors import MissingDiskError
from rpc_camera.tethering.save_folder import SaveFolder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> SaveFolder:
    folder = SaveFolder(tmp_path / "pictures", tmp_path / "state")
    folder.check()
    folder.check_disk()
    return folder


def refused(folder: SaveFolder) -> bool:
    try:
        folder.check_disk()
    except MissingDiskError:
        return True
    return False


def test_the_mark_is_one_hidden_empty_folder(folder: SaveFolder) -> None:
    folder.check_disk()

    (mark,) = folder.root.iterdir()
    assert mark.name.startswith(".")
    assert list(mark.iterdir()) == []


def test_an_empty_folder_another_mark_and_no_folder_are_refused(folder: SaveFolder, tmp_path: Path) -> None:
    other = SaveFolder(tmp_path / "other", tmp_path / "other state")
    other.check()
    other.check_disk()
    folder.root.rename(tmp_path / "disk")

    outcomes = [refused(folder)]
    folder.root.mkdir()
    outcomes.append(refused(folder))
    folder.root.rmdir()
    other.root.rename(folder.root)
    outcomes.append(refused(folder))
    folder.root.rename(tmp_path / "another")
    (tmp_path / "disk").rename(folder.root)

    assert outcomes == [True, True, True]
    assert not refused(folder)
    with pytest.raises(MissingDiskError, match="cannot be entered"):
        other.check_disk()


@pytest.mark.parametrize("kind", ["link", "file", "link in its place"])
def test_what_has_the_marks_name_without_being_a_folder_there_is_no_mark(
    folder: SaveFolder, tmp_path: Path, kind: str
) -> None:
    (mark,) = folder.root.iterdir()
    if kind == "file":
        mark.rmdir()
        mark.touch()
    else:
        mark.rename(tmp_path / "mark")
        mark.symlink_to(tmp_path / "mark" if kind == "link" else tmp_path / "nowhere")

    assert refused(folder)


@pytest.mark.parametrize("damage", [b"", b"\xff\x00", b"../pictures", b"0" * 33])
def test_a_damaged_id_is_no_id_of_any_folder(folder: SaveFolder, damage: bytes) -> None:
    (folder.ledgers / "save-dir.id").write_bytes(damage)

    with pytest.raises(MissingDiskError) as caught:
        folder.check_disk()
    assert f"delete {folder.ledgers / 'save-dir.id'}" in caught.value.remedy


def test_two_servers_that_share_a_folder_share_its_mark(folder: SaveFolder, tmp_path: Path) -> None:
    second = SaveFolder(folder.root, tmp_path / "second state")
    second.check_disk()

    assert len(list(folder.root.iterdir())) == 1
    assert not refused(folder)


@pytest.mark.parametrize("place", ["disk", "disk/pictures"])
def test_a_folder_that_is_used_first_while_its_disk_is_missing_gets_no_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The state directory is lost as well: nothing but the table of disks says that there is one."""
    table = tmp_path / "fstab"
    monkeypatch.setattr("rpc_camera.tethering.mount_points.FSTAB", table)
    table.write_text(f"# disks\n/dev/sda1 / ext4 defaults 0 1\n\nLABEL=a {tmp_path / place} ext4 noauto 0 0\n")
    folder = SaveFolder(tmp_path / "disk" / "pictures", tmp_path / "state")
    folder.check()

    with pytest.raises(MissingDiskError) as refused:
        folder.check_disk()
    assert f"nothing is mounted at {tmp_path / place}," in str(refused.value)
    assert list(folder.root.iterdir()) == []

    table.write_text(f"/dev/sda1 / ext4 defaults 0 1\nLABEL=a {tmp_path / 'another'} ext4 noauto 0 0\n")
    folder.check_disk()
    assert len(list(folder.root.iterdir())) == 1


def test_a_folder_that_has_a_mark_is_used_whatever_the_table_says(
    folder: SaveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "fstab"
    table.write_text(f"LABEL=a {folder.root} ext4 noauto 0 0\n")
    monkeypatch.setattr("rpc_camera.tethering.mount_points.FSTAB", table)

    SaveFolder(folder.root, tmp_path / "new state").check_disk()
