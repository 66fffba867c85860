"""How a comparison of the card with what is saved goes: counted in the ledger, so that a restart changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS comparison (
    one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL, found INTEGER NOT NULL, old INTEGER NOT NULL,
    saved INTEGER NOT NULL DEFAULT 0, is_done INTEGER NOT NULL DEFAULT 0);
"""


@dataclass(frozen=True)
class ComparisonCounts:
    """How many files were saved before, how many are saved now, and how many were old, which nobody reads."""

    found: int
    saved: int
    old: int


class Comparison:
    """The comparison of one camera's card. Queries within the ledger, for the disk thread."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def begin(self, found: int, old: int) -> None:
        """Begin, with the files that are in the ledger by now; that many are `found` and `old` as it is."""
        self._db.execute(
            "INSERT OR REPLACE INTO comparison (one, last, found, old)"
            " VALUES (1, (SELECT coalesce(max(id), 0) FROM files), ?, ?)",
            (found, old),
        )

    def count(self, entry_id: int, *, found: bool) -> None:
        """Count a file: it was saved before, or it is saved now. What has come since is none of the comparison's."""
        self._db.execute(
            "UPDATE comparison SET found = found + ?, saved = saved + ? WHERE NOT is_done AND last >= ?",
            (found, not found, entry_id),
        )

    def finish(self) -> ComparisonCounts | None:
        """End the comparison that is under way, and return what came of it; None: there is none."""
        rows = self._db.execute("SELECT found, saved, old FROM comparison WHERE NOT is_done").fetchall()
        self._db.execute("UPDATE comparison SET is_done = 1")
        return ComparisonCounts(*rows[0]) if rows else None
