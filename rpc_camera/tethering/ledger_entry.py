"""What a ledger has: its tables, the files in it, and how far the camera's new files have come into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS tethering (
    one INTEGER PRIMARY KEY CHECK (one = 1), camera TEXT NOT NULL, save_dir TEXT NOT NULL, active INTEGER NOT NULL,
    template TEXT, delete_after INTEGER, started_at TEXT NOT NULL, saved INTEGER NOT NULL DEFAULT 0,
    counter INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS cursor (
    one INTEGER PRIMARY KEY CHECK (one = 1), memory TEXT NOT NULL, number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS pictures (
    id INTEGER PRIMARY KEY, folder TEXT NOT NULL, stem TEXT NOT NULL, stamp TEXT, number INTEGER NOT NULL,
    clash INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER, stamp TEXT,
    state TEXT NOT NULL CHECK (state IN ('baseline', 'pending', 'saved', 'gone')),
    picture INTEGER REFERENCES pictures, ext TEXT, folder TEXT, part TEXT, name TEXT, sha256 TEXT,
    remove TEXT CHECK (remove IN ('due', 'done', 'kept')));
CREATE INDEX IF NOT EXISTS files_by_path ON files (path);
CREATE INDEX IF NOT EXISTS files_by_state ON files (state) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS files_to_remove ON files (remove) WHERE remove = 'due';
CREATE INDEX IF NOT EXISTS files_by_content ON files (sha256);
CREATE INDEX IF NOT EXISTS files_of_picture ON files (picture);
CREATE INDEX IF NOT EXISTS pictures_by_folder ON pictures (folder, stem);
CREATE INDEX IF NOT EXISTS pictures_by_stem ON pictures (stem);
"""


@dataclass(frozen=True)
class Cursor:
    """Up to which of the camera's new files the ledger has them: by the memory that has numbered them."""

    memory: str
    number: int


@dataclass(frozen=True)
class FileEntry:
    """A file in the ledger. While it is being saved it has a `folder` and a `part`; with a `sha256`, a `name` too.

    `may_be_old`: it lay on the card when nobody knew any more what was old. So it was never published as new, and is
    not deleted from the camera once it is saved.
    """

    id: int
    path: str
    size_bytes: int | None
    stamp: str | None
    folder: str | None = None
    part: str | None = None
    name: str | None = None
    sha256: str | None = None
    may_be_old: bool = False


COLUMNS: Final = "id, path, size, stamp, folder, part, name, sha256, state = 'pending' AND remove IS 'kept'"


def entry_of(row: tuple[Any, ...]) -> FileEntry:
    """Return the file of a row that has the COLUMNS."""
    return replace(FileEntry(*row), may_be_old=bool(row[-1]))
