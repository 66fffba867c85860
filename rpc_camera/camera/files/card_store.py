"""Where the memory of a camera's cards is kept: one SQLite file, which outlives crashes."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.known_file import Arrival, FileKind, KnownFile, KnownFolder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Statement: TypeAlias = tuple[str, tuple[Any, ...]]
"""SQL, and the values for its question marks."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS memory (
    one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, stocked INTEGER NOT NULL DEFAULT 0,
    complete INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, size INTEGER, stamp TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('old', 'upload', 'reported', 'found')), settled INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS files_by_path ON files (path);
CREATE TABLE IF NOT EXISTS folders (
    path TEXT PRIMARY KEY, listed INTEGER NOT NULL, watched INTEGER NOT NULL, last TEXT);
"""
_FILES_AT_MOST: Final = 200_000  # then the oldest are forgotten


@dataclass
class Kept:
    """What the file has. `id` is another one when the file had to be begun anew; `files` are by their paths."""

    id: str
    stocked: bool
    complete: bool
    files: dict[str, list[KnownFile]] = field(default_factory=dict)
    folders: dict[str, KnownFolder] = field(default_factory=dict)


class CardStore:
    """The open file. For one thread at a time; each method is one transaction, on the disk when it returns."""

    def __init__(self, path: Path) -> None:
        """Open or create it. OSError, sqlite3.Error: it cannot be read or written."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(_SCHEMA)
            self._db.execute("INSERT OR IGNORE INTO memory (one, id) VALUES (1, ?)", (secrets.token_hex(8),))
            last = "(SELECT id FROM files ORDER BY id DESC LIMIT 1 OFFSET ?)"
            self._db.execute(f"DELETE FROM files WHERE id <= {last}", (_FILES_AT_MOST,))  # noqa: S608 - a constant
        except BaseException:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def read(self) -> Kept:
        """Return all that is kept."""
        identity, stocked, complete = self._db.execute("SELECT id, stocked, complete FROM memory").fetchone()
        kept = Kept(identity, bool(stocked), bool(complete))
        for path, size, stamp, kind, settled in self._db.execute("SELECT path, size, stamp, kind, settled FROM files"):
            file = KnownFile(FileIdentity(path, size, stamp), FileKind(kind), bool(settled))
            kept.files.setdefault(path, []).append(file)
        for path, listed, watched, last in self._db.execute("SELECT path, listed, watched, last FROM folders"):
            kept.folders[path] = KnownFolder(bool(listed), bool(watched), last)
        return kept

    def write(self, statements: Iterable[Statement]) -> None:
        """Do all of that, or nothing."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for statement, values in statements:
                self._db.execute(statement, values)

    def since(self, number: int) -> tuple[list[Arrival], int]:
        """Return what came after the file of this number, in its order, and the last number that there is."""
        rows = self._db.execute(
            "SELECT id, path, kind FROM files WHERE id > ? AND kind IN ('reported', 'found') ORDER BY id", (number,)
        )
        arrivals = [Arrival(each, path, FileKind(kind)) for each, path, kind in rows]
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'files'").fetchone()
        return arrivals, int(row[0]) if row else 0
