"""The ledger of one camera: what was there at the beginning, what waits, what is saved. It outlives crashes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.tethering.names import split_original
from rpc_camera.tethering.pairing import PictureEntry, picture_of
from rpc_camera.tethering.seen import Seen, clock_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS tethering (
    one INTEGER PRIMARY KEY CHECK (one = 1), camera TEXT NOT NULL, save_dir TEXT NOT NULL, active INTEGER NOT NULL,
    template TEXT, delete_after INTEGER, started_at TEXT NOT NULL, saved INTEGER NOT NULL DEFAULT 0,
    counter INTEGER NOT NULL DEFAULT 0);
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
CREATE INDEX IF NOT EXISTS files_of_picture ON files (picture);
CREATE INDEX IF NOT EXISTS pictures_by_folder ON pictures (folder, stem);
"""


@dataclass(frozen=True)
class Settings:
    """How a camera is tethered. `template` and `delete_after` are None where the server's own options count."""

    active: bool
    template: str | None
    delete_after: bool | None
    started_at: str
    saved: int


@dataclass(frozen=True)
class Entry:
    """A file in the ledger. While it is being saved it has a `folder` and a `part`; with a `sha256`, a `name` too."""

    id: int
    path: str
    size_bytes: int | None
    stamp: str | None
    folder: str | None = None
    part: str | None = None
    name: str | None = None
    sha256: str | None = None


_ENTRY: Final = "id, path, size, stamp, folder, part, name, sha256"


class Ledger:
    """One SQLite file; each method is one transaction, on disk when it returns. For one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open or create it. sqlite3.Error: it cannot be read or written."""
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _one(self, query: str, *values: object) -> tuple[object, ...] | None:
        with closing(self._db.execute(query, values)) as cursor:
            row: tuple[object, ...] | None = cursor.fetchone()
            return row

    def _entries(self, where: str, *values: object) -> list[Entry]:
        with closing(self._db.execute(f"SELECT {_ENTRY} FROM files WHERE {where}", values)) as cursor:  # noqa: S608
            return [Entry(*row) for row in cursor]

    # ---- the tethering itself

    @property
    def camera(self) -> str | None:
        """The id of the camera; None where tethering has never begun."""
        row = self._one("SELECT camera FROM tethering")
        return str(row[0]) if row else None

    def settings(self) -> Settings | None:
        """Return how the camera is tethered; None where that has never begun."""
        with closing(
            self._db.execute("SELECT active, template, delete_after, started_at, saved FROM tethering")
        ) as rows:
            row = rows.fetchone()
        if row is None:
            return None
        active, template, delete_after, started_at, saved = row
        return Settings(bool(active), template, None if delete_after is None else bool(delete_after), started_at, saved)

    def begin(self, camera: str, save_dir: str, settings: Settings, there: Iterable[Seen]) -> None:
        """Begin, or begin anew after a stop: the files that are `there` are old, but for those that wait already."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "INSERT INTO tethering (one, camera, save_dir, active, started_at) VALUES (1, ?, ?, 1, ?)"
                " ON CONFLICT (one) DO UPDATE SET active = 1, started_at = excluded.started_at, saved = 0",
                (camera, save_dir, settings.started_at),
            )
            self._db.execute("DELETE FROM files WHERE state = 'baseline'")
            self._db.executemany(
                "INSERT INTO files (path, size, stamp, state) SELECT ?1, ?2, ?3, 'baseline'"
                " WHERE NOT EXISTS (SELECT 1 FROM files WHERE path = ?1 AND state = 'pending')",
                ((seen.path, seen.size_bytes, seen.stamp) for seen in there),
            )
        self.set_options(settings.template, delete_after=settings.delete_after)

    def set_options(self, template: str | None, *, delete_after: bool | None) -> None:
        """Remember what a client wants; None: what the server's own options say."""
        self._db.execute("UPDATE tethering SET template = ?, delete_after = ?", (template, delete_after))

    def stop(self) -> None:
        """Remember that the camera is tethered no more."""
        self._db.execute("UPDATE tethering SET active = 0")

    # ---- what is to be saved

    def is_saved(self, seen: Seen) -> bool:
        """Return whether this very picture is saved."""
        return self._knows(seen, "state = 'saved'")

    def _knows(self, seen: Seen, which: str) -> bool:
        query = (
            f"SELECT 1 FROM files WHERE path = ?1 AND {which}"  # noqa: S608 - both are constants
            " AND (size IS NULL OR ?2 IS NULL OR (size = ?2 AND stamp IS ?3))"
        )
        return self._one(query, seen.path, seen.size_bytes, seen.stamp) is not None

    def add(self, paths: Iterable[str]) -> None:
        """Take up files that a camera told of, even those that were there: they came while it was looked what there is.

        One that waits already waits once.
        """
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT INTO files (path, state) SELECT ?1, 'pending'"
                " WHERE NOT EXISTS (SELECT 1 FROM files WHERE path = ?1 AND state = 'pending')",
                ((path,) for path in paths),
            )

    def pass_over(self, seen: Seen) -> None:
        """Enter a file as old."""
        self._db.execute(
            "INSERT INTO files (path, size, stamp, state) VALUES (?, ?, ?, 'baseline')",
            (seen.path, seen.size_bytes, seen.stamp),
        )

    def add_unknown(self, there: Iterable[Seen]) -> None:
        """Take up those files that are neither old nor saved, in the order in which they were taken."""
        news = [seen for seen in there if not self._knows(seen, "state IN ('baseline', 'saved')")]
        news.sort(key=lambda seen: (clock_of(seen.stamp), seen.path))
        self.add(seen.path for seen in news)

    def next_pending(self, but: Collection[int]) -> Entry | None:
        """Return the first file that waits and is not among `but`."""
        waiting = self._entries("state = 'pending' ORDER BY id LIMIT ?", len(but) + 1)
        return next((entry for entry in waiting if entry.id not in but), None)

    def count_pending(self) -> int:
        """Return how many files wait."""
        row = self._one("SELECT count(*) FROM files WHERE state = 'pending'")
        return int(str(row[0])) if row else 0

    # ---- saving

    def picture_of(self, entry: Entry, seen: Seen) -> PictureEntry:
        """Return the picture that this file is of: RAW and JPEG are one, with one number."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            return picture_of(self._db, entry.id, seen)

    def siblings(self, entry: Entry) -> list[str]:
        """Return the extensions of the picture's other files that wait as well: on a card, those with the same stem."""
        begin = f"{entry.path.rpartition('.')[0]}."
        end = f"{begin[:-1]}/"  # the character after the dot
        others = self._entries("path > ? AND path < ? AND id != ? AND state = 'pending'", begin, end, entry.id)
        return [split_original(other.path.rpartition("/")[2])[1] for other in others]

    def saving(self, entry: Entry, folder: str, part: str) -> None:
        """Remember where a temporary file is going to be, so that it is found after a crash."""
        self._db.execute(
            "UPDATE files SET folder = ?, part = ?, name = NULL, sha256 = NULL WHERE id = ?", (folder, part, entry.id)
        )

    def placing(self, entry: Entry, picture: PictureEntry, clash: int, name: str, sha256: str) -> None:
        """Remember the final name that the verified file is about to get."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("UPDATE files SET name = ?, sha256 = ? WHERE id = ?", (name, sha256, entry.id))
            self._db.execute("UPDATE pictures SET clash = ? WHERE id = ?", (clash, picture.id))

    def saved(self, entry: Entry, *, remove: bool) -> None:
        """Remember that a file is safe; `remove`: that it is to be deleted from the camera."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute(
                "UPDATE files SET state = 'saved', part = NULL, remove = ? WHERE id = ?",
                ("due" if remove else None, entry.id),
            )
            self._db.execute("UPDATE tethering SET saved = saved + 1")

    def not_saving(self, entry: Entry) -> None:
        """Remember that there is no temporary file any more."""
        self._db.execute("UPDATE files SET part = NULL, name = NULL, sha256 = NULL WHERE id = ?", (entry.id,))

    def gone(self, entry: Entry) -> None:
        """Remember that the camera lost a file before it was saved; should it come back, it is taken up again."""
        self._db.execute("UPDATE files SET state = 'gone', part = NULL WHERE id = ?", (entry.id,))

    def drop(self, entry: Entry) -> None:
        """Forget what turned out to be known."""
        self._db.execute("DELETE FROM files WHERE id = ?", (entry.id,))

    def interrupted(self) -> list[Entry]:
        """Return what a crash left in the middle."""
        return self._entries("part IS NOT NULL")

    # ---- deleting from the camera

    def to_remove(self) -> list[Entry]:
        """Return what is saved and still to be deleted from the camera."""
        return self._entries("remove = 'due' ORDER BY id")

    def removed(self, entry: Entry, *, done: bool) -> None:
        """Remember that a file is deleted from the camera, or that it stays there."""
        self._db.execute("UPDATE files SET remove = ? WHERE id = ?", ("done" if done else "kept", entry.id))
