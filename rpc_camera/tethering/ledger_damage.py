"""A damaged ledger is replaced by an empty one that says so; one that was not used last says so as well.

Nothing on the card is old then, as far as the ledger goes.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera import database_file
from rpc_camera.clock import utc_now
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from pathlib import Path

TABLES: Final = frozenset({"tethering", "pictures", "files"})
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS damage (
    one INTEGER PRIMARY KEY CHECK (one = 1), file TEXT NOT NULL, kept_as TEXT NOT NULL, reason TEXT NOT NULL,
    since TEXT NOT NULL, is_mended INTEGER NOT NULL DEFAULT 0);
"""
_REMEDY_DAMAGED: Final = "Nothing; if it happens again, check the disk of the state directory."
_REMEDY_LOST: Final = (
    "Nothing, but set with start_tethering or stop_tethering again what they had set; keep --state-dir with --save-dir."
)
_SETTINGS: Final = "SELECT camera, save_dir, active, template, delete_after, started_at, counter FROM tethering"
_TYPES: Final = ((str,), (str,), (int,), (str, type(None)), (int, type(None)), (str,), (int,))


@dataclass(frozen=True)
class LedgerDamage:
    """What was the matter with the ledger `file`, where it is now, and whether the card was compared since.

    `kept_as` is "" where there is nothing of the ledger that was used last.
    """

    file: str
    kept_as: str
    reason: str
    since: str
    is_mended: bool = False

    def describe(self, camera_id: str) -> ServiceError:
        """Return it as the error that clients see."""
        if self.kept_as:
            what = f"was damaged: {self.file} ({self.reason}; it is kept beside that as {self.kept_as})"
        else:
            what = f"that the save directory was used with is lost: it was looked for at {self.file} ({self.reason})"
        return ServiceError(
            ErrorName.DISK_ERROR,
            f"The ledger of {camera_id}, the list of its saved pictures, {what}; so the files on the card are read and"
            " compared with the save directory by content, what lies there is not saved again, and the rest is.",
            camera_id,
            remedy=_REMEDY_DAMAGED if self.kept_as else _REMEDY_LOST,
        )


def open_or_replace(path: Path, schema: str, known_damage: str | None = None) -> sqlite3.Connection:
    """Open a ledger, which is created where there never was one, and replaced where it is damaged.

    `known_damage`: what SQLite said of it when it was in use. OSError, sqlite3.Error: it cannot be used at present.
    """
    damage = known_damage or database_file.damage_at(path, TABLES)
    if damage:
        _replace(path, schema + SCHEMA, damage)
    elif not path.exists():
        database_file.create(path, schema + SCHEMA, lambda _db: None)
    return database_file.connect(path, schema + SCHEMA)


def damage_of(db: sqlite3.Connection) -> LedgerDamage | None:
    """Return the damage for which this ledger has replaced another one."""
    row = db.execute("SELECT file, kept_as, reason, since, is_mended FROM damage").fetchone()
    if row is None:
        return None
    file, kept_as, reason, since, is_mended = row
    return LedgerDamage(file, kept_as, reason, since, bool(is_mended))


def set_lost(db: sqlite3.Connection, path: Path, reason: str) -> None:
    """Record that another ledger than this one was used last, of which there is nothing."""
    row = (str(path), "", reason, utc_now())
    db.execute("INSERT OR REPLACE INTO damage (one, file, kept_as, reason, since) VALUES (1, ?, ?, ?, ?)", row)


def set_mended(db: sqlite3.Connection) -> None:
    """Record that all that lay on the card is saved, or known to be."""
    db.execute("UPDATE damage SET is_mended = 1")


def _replace(path: Path, schema: str, reason: str) -> None:
    """Set the damaged file aside, and create one in its place. A crash in between is damage again at the next start."""
    aside = database_file.set_aside(path)
    settings = _settings_in(aside)

    def fill(db: sqlite3.Connection) -> None:
        with database_file.transaction(db):
            row = (str(path), aside.name, reason, utc_now())
            db.execute("INSERT INTO damage (one, file, kept_as, reason, since) VALUES (1, ?, ?, ?, ?)", row)
            if settings:
                db.execute(
                    "INSERT INTO tethering (one, camera, save_dir, active, template, delete_after, started_at, counter)"
                    " VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
                    settings,
                )

    database_file.create(path, schema, fill)


def _settings_in(aside: Path) -> tuple[object, ...] | None:
    """Return how the camera was tethered, where that can still be read: a client may have stopped it."""
    row = None
    with suppress(OSError, sqlite3.Error):
        row = database_file.read_row(aside, _SETTINGS)
    fits = row is not None and all(isinstance(value, kinds) for value, kinds in zip(row, _TYPES, strict=True))
    return row if fits else None
