"""The file of a ledger: whole or not there, and set aside with all that belongs to it where it is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from rpc_camera import database_file
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.database_file import DamagedFileError
from rpc_camera.tethering.ledger import Ledger
from rpc_camera.tethering.ledger_damage import TABLES
from rpc_camera.tethering.ledger_entry import Cursor
from rpc_camera.tethering.settings import ClientSettings, TetheringRun

if TYPE_CHECKING:
    from pathlib import Path

RUN = TetheringRun("2026-11-24T12:00:00Z", ClientSettings("{original}", delete_after=True))
OLD = FileIdentity("/store_00010001/DCIM/100/OLD.JPG", 9, "2026-11-24T12:00:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "z-5-1.sqlite"


def beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def begun(path: Path) -> Ledger:
    """Return an open ledger that has read on up to a place."""
    ledger = Ledger(path)
    ledger.open()
    ledger.begin("z-5-1", "/pictures", RUN, Cursor("memory", 3), [])
    return ledger


def test_a_new_ledger_is_no_damage_nor_is_one_that_was_closed(path: Path) -> None:
    begun(path).close()
    again = Ledger(path)
    again.open()
    damage, run = again.damage(), again.run()
    again.close()

    assert (damage, run) == (None, RUN)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_a_crash_has_left_of_a_new_ledger_is_written_over(path: Path) -> None:
    beside(path, ".new").write_bytes(b"half")
    begun(path).close()

    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_ledger_that_is_checked_while_it_was_left_in_use_stays_as_it_is(path: Path) -> None:
    ledger = begun(path)
    before = path.read_bytes(), beside(path, "-wal").read_bytes()
    database_file.check(path, TABLES)
    row = database_file.read_row(path, "SELECT camera FROM tethering")

    assert (path.read_bytes(), beside(path, "-wal").read_bytes()) == before
    assert row == ("z-5-1",)
    ledger.close()


def test_all_that_belongs_to_a_damaged_ledger_is_set_aside_each_time(path: Path) -> None:
    for _ in range(2):
        ledger = begun(path)
        wal = beside(path, "-wal").read_bytes()
        ledger.close()
        path.write_bytes(b"no database")
        beside(path, "-wal").write_bytes(wal)
    ledger = Ledger(path)
    ledger.open()
    damage, run, pending = ledger.damage(), ledger.run(), ledger.count_pending()
    ledger.close()

    assert damage
    assert (damage.kept_as, damage.reason) == ("z-5-1.sqlite.damaged-2", "it is no database")
    assert (run, pending) == (None, 0)  # nothing of the -wal came into the new one
    kept = {each.name: each.read_bytes() for each in path.parent.iterdir() if "damaged" in each.name}
    assert [name for name, data in kept.items() if data == b"no database"] != []
    assert set(kept) >= {f"z-5-1.sqlite.damaged-{number}{suffix}" for number in (1, 2) for suffix in ("", "-wal")}


def test_a_crash_while_a_damaged_ledger_was_replaced_is_damage_still(path: Path) -> None:
    begun(path).close()
    path.write_bytes(b"")
    database_file.set_aside(path)
    ledger = Ledger(path)
    ledger.open()
    damage = ledger.damage()
    ledger.close()

    assert damage
    assert damage.kept_as == "z-5-1.sqlite.damaged-1"
    assert "set aside" in damage.reason


def test_a_ledger_that_is_gone_without_its_wal_is_damage(path: Path) -> None:
    beside(path, "-wal").write_bytes(b"frames")

    with pytest.raises(DamagedFileError, match="its -wal is not"):
        database_file.check(path, TABLES)


def test_how_the_camera_was_tethered_is_read_from_the_damaged_ledger_where_it_can_be(path: Path) -> None:
    ledger = begun(path)
    ledger.stop()
    ledger.close()
    again = Ledger(path)
    again.open("database disk image is malformed")
    run, damage = again.run(), again.damage()
    again.add_unknown([OLD], Cursor("memory", 3))
    pending = again.count_pending()
    again.close()

    assert run == TetheringRun(RUN.started_at, RUN.settings, active=False)
    assert damage
    assert not damage.is_mended
    assert pending == 1


def test_a_page_that_is_damaged_is_found_at_opening(path: Path) -> None:
    ledger = begun(path)
    ledger.add(f"/store_00010001/DCIM/100/{number:08}.JPG" for number in range(5000))
    ledger.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * 8192)

    with pytest.raises(DamagedFileError):
        database_file.check(path, TABLES)


def test_a_file_that_cannot_be_read_is_no_damage(path: Path) -> None:
    path.mkdir()

    with pytest.raises(IsADirectoryError):
        Ledger(path).open()


def test_a_ledger_of_an_earlier_release_without_the_mark_is_sound(path: Path) -> None:
    begun(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE damage")
        db.execute("DROP TABLE contents")
    ledger = Ledger(path)
    ledger.open()
    damage, run = ledger.damage(), ledger.run()
    ledger.close()

    assert (damage, run) == (None, RUN)
