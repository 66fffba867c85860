"""A database of the service is sound whenever its process is killed, and says so."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rpc_camera import database_file

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "CREATE TABLE IF NOT EXISTS pictures (name TEXT);"
USE = """
import os, signal, sys
from pathlib import Path
from rpc_camera import database_file

lines = int(sys.argv[2])

def trace(frame, event, argument):
    global lines
    if event == "line" and frame.f_code.co_filename == database_file.__file__:
        lines -= 1
        if lines == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace

sys.settrace(trace)
db = database_file.connect(Path(sys.argv[1]), sys.argv[3])
with database_file.transaction(db):
    db.execute("INSERT INTO pictures VALUES ('new')")
database_file.close(db)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pictures.sqlite"


def create(path: Path) -> None:
    database_file.create(path, SCHEMA, add_old)


def add_old(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO pictures VALUES ('old')")


def is_killed_in_use(path: Path, lines: int) -> bool:
    """Open the file in a process of its own, write, and close it; kill it after so many lines of `database_file`."""
    status = subprocess.run([sys.executable, "-c", USE, path, str(lines), SCHEMA], check=False).returncode
    assert status in {0, -signal.SIGKILL}
    return status != 0


def pictures(path: Path) -> list[str]:
    db = database_file.connect(path, SCHEMA)
    names = [name for (name,) in db.execute("SELECT name FROM pictures")]
    database_file.close(db)
    return names


def test_wherever_its_process_is_killed_it_is_sound_and_has_what_was_written(path: Path) -> None:
    create(path)
    kills, written = 0, 0
    while is_killed_in_use(path, kills + 1):
        kills += 1
        assert database_file.damage_at(path, {"pictures"}) is None, kills
        before, written = written, pictures(path).count("new")
        assert written - before in {0, 1}

    assert kills > 10
    assert pictures(path)[0] == "old"
    assert written > 1


def test_one_that_could_not_be_opened_is_sound_afterwards(path: Path) -> None:
    create(path)
    with pytest.raises(sqlite3.Error):
        database_file.connect(path, "this is no SQL")
    assert database_file.damage_at(path, {"pictures"}) is None


def test_a_wal_that_is_gone_from_one_in_use_is_damage(path: Path) -> None:
    create(path)
    lines = 1
    while is_killed_in_use(path, lines) and pictures_unopened(path) < 1:
        lines += 1
    path.with_name(path.name + "-wal").unlink()

    assert "-wal is gone" in (database_file.damage_at(path, {"pictures"}) or "")


def pictures_unopened(path: Path) -> int:
    """Count the new pictures without opening the file for use."""
    row = database_file.read_row(path, "SELECT count(*) FROM pictures WHERE name = 'new'")
    assert row
    count = row[0]
    assert isinstance(count, int)
    return count
