"""What lies in the save directory: listed once, hashed when it is asked for, and proven when it counts."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from typing import TYPE_CHECKING

import pytest

from rpc_camera.tethering.contents import SCHEMA, SavedContents
from rpc_camera.tethering.save_folder import PART_SUFFIX, SaveFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATA = b"a picture"
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(tmp_path / "contents.sqlite", isolation_level=None)
    db.executescript(SCHEMA)
    yield db
    db.close()


@pytest.fixture
def folder(tmp_path: Path) -> SaveFolder:
    state = tmp_path / "pictures" / "state"
    folder = SaveFolder(tmp_path / "pictures", state)
    folder.check()
    state.mkdir()
    (folder.root / "below").mkdir()
    return folder


def hashed(contents: SavedContents, folder: SaveFolder) -> list[str]:
    """Hash all files of the size; return them, sorted."""
    found = []
    while path := contents.next_to_hash(len(DATA)):
        contents.hash(folder, path, len(DATA))
        found.append(path)
    return sorted(found)


def test_a_file_is_found_by_its_content_wherever_it_lies(db: sqlite3.Connection, folder: SaveFolder) -> None:
    (folder.root / "below" / "B.JPG").write_bytes(DATA)
    (folder.root / "A.JPG").write_bytes(bytes(len(DATA)))
    (folder.root / "C.JPG").write_bytes(bytes(100))
    contents = SavedContents(db)
    contents.list_once(folder)

    assert hashed(contents, folder) == ["A.JPG", "below/B.JPG"]
    assert contents.find(folder, len(DATA), SHA256) == "below/B.JPG"
    assert hashed(contents, folder) == []


def test_links_temporary_files_and_the_servers_state_are_left_out(
    db: sqlite3.Connection, folder: SaveFolder, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    for path in (tmp_path / "outside" / "A", folder.root / f".0f{PART_SUFFIX}", folder.root / "state" / "B"):
        path.write_bytes(DATA)
    (folder.root / "folder").symlink_to(tmp_path / "outside")
    (folder.root / "file").symlink_to(tmp_path / "outside" / "A")
    os.mkfifo(folder.root / "pipe")
    (folder.root / os.fsdecode(b"\xff.JPG")).write_bytes(DATA)
    contents = SavedContents(db)
    contents.list_once(folder)

    assert hashed(contents, folder) == []


@pytest.mark.parametrize("change", ["deleted", "replaced", "a folder"])
def test_a_file_that_has_changed_since_is_no_proof(db: sqlite3.Connection, folder: SaveFolder, change: str) -> None:
    path = folder.root / "A.JPG"
    path.write_bytes(DATA)
    contents = SavedContents(db)
    contents.list_once(folder)
    hashed(contents, folder)
    path.unlink()
    if change == "replaced":
        path.write_bytes(DATA[:-1] + b"!")
    elif change == "a folder":
        path.mkdir()

    assert contents.find(folder, len(DATA), SHA256) is None


def test_a_list_that_was_interrupted_is_made_anew_and_one_that_is_made_is_kept(
    db: sqlite3.Connection, folder: SaveFolder
) -> None:
    (folder.root / "A.JPG").write_bytes(DATA)
    db.execute("INSERT INTO contents (path, size) VALUES ('half.JPG', ?)", (len(DATA),))
    contents = SavedContents(db)
    contents.list_once(folder)
    (folder.root / "B.JPG").write_bytes(DATA)
    contents.list_once(folder)

    assert hashed(contents, folder) == ["A.JPG"]
