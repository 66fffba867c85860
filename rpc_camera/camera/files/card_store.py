"""Where the memory of a camera's cards is kept: one SQLite file, which outlives crashes."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rpc_camera import database_file
from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.camera.files.known_file import Arrival, FileKind, KnownFile, KnownFolder, RecentFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

Statement: TypeAlias = tuple[str, tuple[Any, ...]]
"""SQL, and the values for its question marks."""

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS memory (
    one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL,
    stocked INTEGER NOT NULL DEFAULT 0, complete INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, size INTEGER, stamp TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('old', 'upload', 'reported', 'found')), settled INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS files_by_path ON files (path);
CREATE TABLE IF NOT EXISTS folders (
    path TEXT PRIMARY KEY, listed INTEGER NOT NULL, watched INTEGER NOT NULL, last TEXT);
"""
_UPDATE: Final = """
UPDATE files SET size = ?, stamp = ?, settled = ? WHERE NOT gone AND path = ? AND size IS ? AND stamp IS ?
"""
# What came is in its order, so that only the end of the table is read; what was there before is by the camera's clock,
# or by its name, as cameras number files.
_RECENT: Final = "SELECT id, path, size, stamp, gone FROM files WHERE (gone = 0 OR ?)"
_NEWEST: Final = f"{_RECENT} AND kind IN ('reported', 'found') ORDER BY id DESC LIMIT ?"
_NEWEST_OLD: Final = f"{_RECENT} AND kind = 'old' ORDER BY stamp DESC, path DESC LIMIT ?"
_TABLES: Final = frozenset({"memory", "files", "folders"})
_DELETE: Final = "DELETE FROM files WHERE NOT gone AND path = ? AND size IS ? AND stamp IS ?"
_PRUNE: Final = """
DELETE FROM files WHERE id NOT IN (SELECT id FROM files ORDER BY id DESC LIMIT ?)
    AND (gone OR id NOT IN (SELECT id FROM files ORDER BY id DESC LIMIT ?))
"""
_FILES_AT_MOST: Final = 200_000  # then the oldest are forgotten
_LOST: Final = (
    "%s, in which the service keeps which files the camera %s had on its card, to know which are new, was damaged (%s)."
    " It is kept beside that as %s, and the service begins a new one: if the pictures of that camera are saved, those"
    " on its card that are not saved yet are; if they are not, all that is on the card now counts as old. Nothing has"
    " to be done; if it happens again, check the disk of --state-dir."
)
_GONE_AT_MOST: Final = 1000  # whoever has to act on each may have to say that it is gone
_log = logging.getLogger(__name__)


@dataclass
class Kept:
    """What the file has. `id` is another one when the file had to be begun anew; `files` are by their paths."""

    id: str
    stocked: bool
    complete: bool
    newest_stamp: str | None
    last: int
    files: dict[str, list[KnownFile]] = field(default_factory=dict)
    folders: dict[str, KnownFolder] = field(default_factory=dict)


class CardStore:
    """The open file. For one thread at a time; each method is one transaction, on the disk when it returns."""

    def __init__(self, path: Path) -> None:
        """Open or create it. OSError, sqlite3.Error: it cannot be read or written."""
        report = partial(_log.warning, _LOST, path, path.stem)
        self._db = database_file.open_or_begin(path, _SCHEMA, _TABLES, report, _begin)
        try:
            self._prune()
        except BaseException:
            database_file.close(self._db)
            raise

    def _prune(self) -> None:
        """Forget the oldest: where each picture is deleted once it is saved, they become more and more."""
        self._db.execute(_PRUNE, (_GONE_AT_MOST, _FILES_AT_MOST))
        self._unpruned = 0

    def close(self) -> None:
        """Close the file."""
        database_file.close(self._db)

    def read(self) -> Kept:
        """Return all that is kept."""
        row = self._db.execute("SELECT id, stocked, complete FROM memory").fetchone()
        (newest,) = self._db.execute("SELECT max(stamp) FROM files WHERE kind != 'upload'").fetchone()
        kept = Kept(row[0], bool(row[1]), bool(row[2]), newest, self._last())
        rows = self._db.execute("SELECT path, size, stamp, kind, settled FROM files WHERE NOT gone")
        for path, size, stamp, kind, settled in rows:
            file = KnownFile(FileIdentity(path, size, stamp), FileKind(kind), bool(settled))
            kept.files.setdefault(path, []).append(file)
        for path, listed, watched, last in self._db.execute("SELECT path, listed, watched, last FROM folders"):
            kept.folders[path] = KnownFolder(bool(listed), bool(watched), last)
        return kept

    def write(self, statements: Iterable[Statement]) -> None:
        """Do all of that, or nothing."""
        with database_file.transaction(self._db):
            for statement, values in statements:
                self._db.execute(statement, values)
                self._unpruned += 1
            if self._unpruned >= _GONE_AT_MOST:
                self._prune()

    def since(self, number: int) -> tuple[list[Arrival], int]:
        """Return what came after the file of this number, in its order, and the last number that there is."""
        rows = self._db.execute(
            "SELECT id, path, kind FROM files WHERE id > ? AND kind IN ('reported', 'found') ORDER BY id", (number,)
        )
        arrivals = [Arrival(each, path, FileKind(kind)) for each, path, kind in rows]
        return arrivals, self._last()

    def newest(self, most: int) -> list[RecentFile]:
        """Return the camera's own newest files, the newest first: so many of all, and of those that are not gone."""
        rows = [row for with_gone in (True, False) for row in self._newest(most, with_gone=with_gone)]
        return [
            RecentFile(number, FileIdentity(path, size, stamp), bool(gone))
            for number, path, size, stamp, gone in dict.fromkeys(rows)
        ]

    def _newest(self, most: int, *, with_gone: bool) -> list[tuple[Any, ...]]:
        came = self._db.execute(_NEWEST, (with_gone, most)).fetchall()
        return came + self._db.execute(_NEWEST_OLD, (with_gone, most - len(came))).fetchall()

    def _last(self) -> int:
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'files'").fetchone()
        return int(row[0]) if row else 0


def _begin(db: sqlite3.Connection) -> None:
    """Give a new memory what identifies it."""
    db.execute("INSERT INTO memory (one, id) VALUES (1, ?)", (secrets.token_hex(8),))


# ---- what can be written


def insert(file: KnownFile) -> Statement:
    """Add a file."""
    values = *_values(file.identity), file.kind.value, file.settled
    return "INSERT INTO files (path, size, stamp, kind, settled) VALUES (?, ?, ?, ?, ?)", values


def update(before: KnownFile, after: KnownFile) -> Statement:
    """Correct what is kept of a file; its number stays."""
    values = after.identity.size_bytes, after.identity.stamp, after.settled
    return _UPDATE, (*values, *_values(before.identity))


def delete(file: KnownFile) -> Statement:
    """Delete a file, and its number."""
    return _DELETE, _values(file.identity)


def set_gone(path: str) -> Statement:
    """Note that the files of this path are gone."""
    return "UPDATE files SET gone = 1 WHERE NOT gone AND path = ?", (path,)


def set_folder(path: str, folder: KnownFolder) -> Statement:
    """Keep a folder."""
    values = path, folder.listed, folder.watched, folder.last
    return "INSERT OR REPLACE INTO folders (path, listed, watched, last) VALUES (?, ?, ?, ?)", values


def delete_folder(path: str) -> Statement:
    """Delete a folder."""
    return "DELETE FROM folders WHERE path = ?", (path,)


def set_stock(*, stocked: bool, complete: bool) -> Statement:
    """Keep how far what was there is known."""
    return "UPDATE memory SET stocked = ?, complete = ?", (stocked, complete)


def _values(file: FileIdentity) -> tuple[str, int | None, str | None]:
    return file.path, file.size_bytes, file.stamp
