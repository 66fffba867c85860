"""The note of a ledger in the save directory's mark: whose it is, what is missed by it, and what survives a crash."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.disk_errors import MissingDiskError
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_entry import Cursor
from rpc_camera.tethering.save_folder import SaveFolder
from rpc_camera.tethering.settings import TetheringRun

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CAMERA, MEMORY = "z-5-1", "4d656d6f7279"
RUN = TetheringRun("2026-11-24T12:00:00Z")


@pytest.fixture
def folder(tmp_path: Path) -> SaveFolder:
    folder = SaveFolder(tmp_path / "pictures", tmp_path / "state")
    folder.check()
    folder.check_disk()
    return folder


@contextmanager
def opened(path: Path, damage: str | None = None) -> Iterator[Ledger]:
    ledger = Ledger(path)
    ledger.open(damage)
    try:
        yield ledger
    finally:
        ledger.close()


def use(folder: SaveFolder, path: Path, memory: str = MEMORY) -> bool:
    """Have a ledger be used once; return whether it was the one that was used last."""
    with opened(path) as ledger:
        is_last = ledger.check_note(folder, CAMERA, memory)
        if not ledger.run():
            ledger.begin(CAMERA, str(folder.root), RUN, Cursor(memory, 3), [])
        return is_last


def entries(folder: SaveFolder) -> list[str]:
    (mark,) = folder.root.glob(".rpc-camera-folder-*")
    return [entry.name for entry in mark.iterdir()]


def loss_of(path: Path) -> str:
    """Return what is recorded of a loss; "" where there was none."""
    with opened(path) as ledger:
        damage = ledger.damage()
        return damage.reason if damage else ""


def test_each_use_leaves_one_entry_and_another_one(folder: SaveFolder, tmp_path: Path) -> None:
    seen = []
    for _ in range(3):
        assert use(folder, tmp_path / "a.sqlite")
        seen += entries(folder)

    assert len(set(seen)) == len(seen) == 3
    assert all(name.startswith(f"{CAMERA}.") and name.endswith(f".{MEMORY}") for name in seen)


def test_a_ledger_that_stays_open_keeps_its_entry_until_the_memory_is_another(
    folder: SaveFolder, tmp_path: Path
) -> None:
    with opened(tmp_path / "a.sqlite") as ledger:
        ledger.check_note(folder, CAMERA, MEMORY)
        first = entries(folder)
        assert ledger.check_note(folder, CAMERA, MEMORY)
        assert entries(folder) == first
        assert ledger.check_note(folder, CAMERA, "another")

    assert [name.rpartition(".")[2] for name in entries(folder)] == ["another"]


def test_a_ledger_that_is_gone_is_noticed_once(folder: SaveFolder, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    use(folder, path)
    path.unlink()

    assert [use(folder, path), use(folder, path)] == [False, True]
    assert loss_of(path) == "it is not there"


def test_a_copy_and_another_servers_ledger_are_outdated_and_have_no_place_to_go_on_from(
    folder: SaveFolder, tmp_path: Path
) -> None:
    path, copy = tmp_path / "a.sqlite", tmp_path / "copy.sqlite"
    use(folder, path)
    shutil.copy(path, copy)
    use(folder, path)

    assert not use(folder, copy)
    assert not use(folder, path)
    with opened(path) as ledger:
        assert ledger.cursor() is None
        assert ledger.run() == RUN
    assert "copy" in loss_of(path)


def test_another_camera_and_another_save_directory_are_no_loss(folder: SaveFolder, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    use(folder, path)
    other = SaveFolder(tmp_path / "other", tmp_path / "state")
    other.check()
    other.check_disk()
    use(other, tmp_path / "of the other.sqlite")  # so that it has an entry of the same camera
    with opened(tmp_path / "b.sqlite") as ledger:
        assert ledger.check_note(folder, f"{CAMERA}1", MEMORY)

    assert use(other, path)
    assert loss_of(path) == ""


def test_a_ledger_that_has_replaced_a_damaged_one_is_no_loss_and_what_is_old_is_known_by_the_same_memory(
    folder: SaveFolder, tmp_path: Path
) -> None:
    known = {}
    for memory in (MEMORY, "new"):
        path = tmp_path / f"{memory}.sqlite"
        for entry in folder.root.glob(".rpc-camera-folder-*/*"):
            entry.rmdir()
        use(folder, path)
        with opened(path, "database disk image is malformed") as ledger:
            assert ledger.check_note(folder, CAMERA, memory)
            ledger.check_note(folder, CAMERA, memory)
            known[memory] = ledger.note.knows_what_is_old(memory)
        with opened(path) as ledger:  # it is known still, after a crash
            ledger.check_note(folder, CAMERA, memory)
            assert ledger.note.knows_what_is_old(memory) == known[memory]

    assert known == {MEMORY: True, "new": False}


@pytest.mark.parametrize("memory", [MEMORY, "new"])
def test_a_crash_before_the_entry_is_made_leaves_the_loss_as_it_is(
    folder: SaveFolder, tmp_path: Path, memory: str
) -> None:
    path = tmp_path / "a.sqlite"
    use(folder, path)
    path.unlink()
    with opened(path) as ledger:
        loss = ledger.note.loss(folder, CAMERA)
        assert loss
        ledger._set_lost(loss)
    with opened(path) as ledger:
        ledger.check_note(folder, CAMERA, memory)
        assert ledger.damage() is not None
        assert ledger.note.knows_what_is_old(memory) == (memory == MEMORY)


def test_a_mark_that_takes_no_entry_stops_nothing(
    folder: SaveFolder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    long = "m" * 255  # a name that no file system takes

    assert use(folder, tmp_path / "a.sqlite", long)
    assert entries(folder) == []
    assert "that will not be noticed" in caplog.text


def test_without_the_disk_nothing_is_known(folder: SaveFolder, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    use(folder, path)
    folder.root.rename(tmp_path / "away")
    folder.root.mkdir()

    with pytest.raises(MissingDiskError):
        use(folder, path)
