"""A damaged ledger is replaced by an empty one that says so: nothing on the card is old then, as far as it goes."""

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
_SETTINGS: Final = "SELECT camera, save_dir, active, template, delete_after, started_at, counter FROM tethering"
_TYPES: Final = ((str,), (str,), (int,), (str, type(None)), (int, type(None)), (str,), (int,))


@dataclass(frozen=True)
class LedgerDamage:
    """What was the matter with the ledger `file`, where it is now, and whether the card was compared since."""

    file: str
    kept_as: str
    reason: str
    since: str
    is_mended: bool = False

    def describe(self, camera_id: str) -> ServiceError:
        """Return it as the error that clients see."""
        return ServiceError(
            ErrorName.DISK_ERROR,
            f"The ledger {self.file} was damaged ({self.reason}), and is kept as {self.kept_as}: all files on the card"
            " are read again and compared with the save directory.",
            camera_id,
            remedy="Nothing; if it happens again, check the disk of the state directory.",
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


def set_mended(db: sqlite3.Connection) -> None:
    """Record that all that lay on the card is saved, or known to be."""
    db.execute("UPDATE damage SET is_mended = 1")


def _replace(path: Path, schema: str, reason: str) -> None:
    """Set the damaged file aside, and create one in its place. A crash in between is damage again at the next start."""
    aside = database_file.set_aside(path)
    settings = _settings_in(aside)

    def fill(db: sqlite3.Connection) -> None:
        with db:
            db.execute("BEGIN IMMEDIATE")
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
