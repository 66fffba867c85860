"""The manifests of the last groups: one SQLite file, which outlives crashes."""

from __future__ import annotations

import json
import logging
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from rpc_camera import database_file

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.contract.types import GroupManifest, GroupSummary

KEPT_AT_MOST: Final = 1000
_KEPT_AT_MOST_BYTES: Final = 64 << 20
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS groups (
    number INTEGER PRIMARY KEY AUTOINCREMENT, group_id TEXT NOT NULL UNIQUE, captured_at TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, summary TEXT NOT NULL, manifest TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS groups_by_time ON groups (captured_at);
"""
_TABLES: Final = frozenset({"groups"})
_INSERT: Final = (
    "INSERT OR IGNORE INTO groups (group_id, captured_at, size_bytes, summary, manifest) VALUES (?, ?, ?, ?, ?)"
)
_FIND: Final = "SELECT manifest FROM groups WHERE group_id = ?"
_LIST: Final = "SELECT summary FROM groups WHERE captured_at >= ? ORDER BY captured_at, number"
_SIZES: Final = "SELECT number, size_bytes FROM groups ORDER BY number DESC"
_DELETE: Final = "DELETE FROM groups WHERE number <= ?"
_LOST: Final = (
    "%s, which has the last groups of cameras that were fired together, was damaged (%s). It is kept beside that as %s,"
    " and the service begins a new one. The pictures are where they were."
)
_log = logging.getLogger(__name__)


class GroupStore:
    """The open file, for one thread at a time. Its methods raise OSError and sqlite3.Error where the disk fails."""

    def __init__(self, path: Path, at_most: int = KEPT_AT_MOST, at_most_bytes: int = _KEPT_AT_MOST_BYTES) -> None:
        """Open the file, or create it. It keeps the newest groups within both bounds, and at least one."""
        self._at_most, self._at_most_bytes = at_most, at_most_bytes
        self._db = database_file.open_or_begin(path, _SCHEMA, _TABLES, partial(_log.warning, _LOST, path))

    def close(self) -> None:
        """Close the file."""
        database_file.close(self._db)

    def keep(self, manifest: GroupManifest) -> None:
        """Keep a group, once; the oldest make room for it."""
        summary: GroupSummary = {
            "group_id": manifest["group_id"],
            "captured_at": manifest["captured_at"],
            "complete": manifest["complete"],
            "fired": manifest["fired"],
            "failed": manifest["failed"],
        }
        text = json.dumps(manifest)
        row = manifest["group_id"], manifest["captured_at"], len(text), json.dumps(summary), text
        with database_file.transaction(self._db):
            self._db.execute(_INSERT, row)
            self._delete_oldest()

    def find(self, group_id: str) -> GroupManifest | None:
        """Return the manifest of a group; None: it is not kept."""
        row = self._db.execute(_FIND, (group_id,)).fetchone()
        return cast("GroupManifest", json.loads(row[0])) if row else None

    def list(self, since: str) -> list[GroupSummary]:
        """Return the groups that were captured at `since` (RFC 3339 in UTC, to the millisecond) or later, in order."""
        return [json.loads(summary) for (summary,) in self._db.execute(_LIST, (since,))]

    def _delete_oldest(self) -> None:
        count = size_bytes = 0
        for number, length in self._db.execute(_SIZES).fetchall():
            count, size_bytes = count + 1, size_bytes + length
            if count > max(1, self._at_most) or (count > 1 and size_bytes > self._at_most_bytes):
                self._db.execute(_DELETE, (number,))
                return
