"""The note that a ledger leaves in the save directory's mark, by which one that is gone, or outdated, is noticed.

The state directory can be removed, or put back from a copy; the save directory knows nothing of that. So each ledger
that is in use has an entry there: an empty folder, since that appears at once and nothing that counts files counts it.
Its name has the camera, a token that is another one each time, and the memory of the card that the ledger relied on.
"""

from __future__ import annotations

import logging
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.identity import file_name
from rpc_camera.tethering.ledger_damage import damage_of

if TYPE_CHECKING:
    import sqlite3

    from rpc_camera.tethering.save_folder import SaveFolder

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS note (
    one INTEGER PRIMARY KEY CHECK (one = 1), mark TEXT NOT NULL, token TEXT NOT NULL, memory TEXT NOT NULL);
"""
_GONE: Final = "it is not there"
_OUTDATED: Final = (
    "it is not the one that was used there last, but a copy that was put back, or another server has saved there since"
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Note:
    """What the ledger has of its entry. `memory`: the one that knew what is old, at the ledger's last loss, or ""."""

    mark: str
    token: str
    memory: str


@dataclass(frozen=True)
class _Entry:
    """A folder in the mark."""

    name: str
    token: str
    memory: str


class LedgerNote:
    """The note of one camera's ledger. Queries within the ledger, for the disk thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._entry = ""  # the one that was made since the ledger was opened

    def loss(self, folder: SaveFolder, camera_id: str) -> str | None:
        """Return in what way this is not the ledger that was used here last; None: it is, or there never was one.

        MissingDiskError, OSError: the save directory cannot be looked at.
        """
        with folder.entered_mark() as (mark, mark_id):
            entries, mine = _entries(mark, camera_id), self._mine()
        if not entries:
            return None
        if mine:
            is_current = mine.mark != mark_id or mine.token in {entry.token for entry in entries}
            return None if is_current else _OUTDATED
        if damage_of(self._db):
            return None  # it has replaced the one that was used here
        return _OUTDATED if self._db.execute("SELECT 1 FROM tethering").fetchone() else _GONE

    def renew(self, folder: SaveFolder, camera_id: str, memory: str, *, was_relied_on: bool) -> None:
        """Have the entry be one that no copy of the ledger has, once since it was opened.

        `memory` is the memory of the card that is relied on from now on; `was_relied_on`: by this ledger, until now.
        MissingDiskError, OSError: see `loss`.
        """
        with folder.entered_mark() as (mark, mark_id):
            entries, mine = _entries(mark, camera_id), self._mine()
            if self._entry in {entry.name for entry in entries if entry.memory == memory}:
                return
            if mine and mine.token in {entry.token for entry in entries}:
                known = mine.memory
            else:
                known = memory if was_relied_on or memory in {entry.memory for entry in entries} else ""
            note = _Note(mark_id, secrets.token_hex(8), known)
            name = f"{file_name(camera_id)}.{note.token}.{memory}"
            try:
                os.mkdir(name, dir_fd=mark)
                os.fsync(mark)
            except OSError as error:  # a full disk, say; that shows where pictures are saved
                _log.warning("%s: should its ledger be lost, that will not be noticed: %s", camera_id, error)
                return
            self._replace(mark, name, note, entries)

    def _replace(self, mark: int, name: str, note: _Note, before: list[_Entry]) -> None:
        """Forget earlier entries once the new one is there: after a crash in between, the ledger has one of them."""
        self._db.execute(
            "INSERT OR REPLACE INTO note (one, mark, token, memory) VALUES (1, ?, ?, ?)",
            (note.mark, note.token, note.memory),
        )
        for entry in before:
            with suppress(OSError):
                os.rmdir(entry.name, dir_fd=mark)
        self._entry = name

    def knows_what_is_old(self, memory: str) -> bool:
        """Return whether this memory of the card has been there since before the ledger was damaged or lost."""
        mine = self._mine()
        return damage_of(self._db) is not None and mine is not None and mine.memory == memory

    def _mine(self) -> _Note | None:
        row = self._db.execute("SELECT mark, token, memory FROM note").fetchone()
        return _Note(*row) if row else None


def _entries(mark: int, camera_id: str) -> list[_Entry]:
    """Return the entries of one camera."""
    names = [name for name in os.listdir(mark) if name.startswith(f"{file_name(camera_id)}.")]
    return [_Entry(name, *name.split(".")[1:]) for name in names if name.count(".") == 2]
