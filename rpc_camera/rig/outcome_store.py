"""Which requests a host has begun, and what became of each: one SQLite file, which outlives crashes.

A row can go once its request is not begun any more, known or not. The guard begins none whose caller has been asking
for more than MOST_PATIENCE_S, and none after its deadline, which is at most as much after it was sent. So from first to
last, a request can be begun for twice that; KEPT_S is more, and is counted from later.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from rpc_camera import database_file
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.rig.guarded_request import MOST_PATIENCE_S
from rpc_camera.rig.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rpc_camera.rig.guarded_request import RequestKey

KEPT_S: Final = 5 * MOST_PATIENCE_S
_ROWS_AT_MOST: Final = 50_000
_ANSWERS_AT_MOST_BYTES: Final = 16 << 20
_LARGEST_ANSWER_BYTES: Final = 64 << 10
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS requests (
    number INTEGER PRIMARY KEY AUTOINCREMENT, caller TEXT NOT NULL, method TEXT NOT NULL, id TEXT NOT NULL,
    changed_at REAL NOT NULL, ended INTEGER NOT NULL DEFAULT 0, answer BLOB,
    left_over INTEGER NOT NULL DEFAULT 0, UNIQUE (caller, method, id));
CREATE INDEX IF NOT EXISTS requests_by_time ON requests (changed_at);
CREATE INDEX IF NOT EXISTS requests_with_answers ON requests (number) WHERE answer IS NOT NULL;
"""
_TABLES: Final = frozenset({"requests"})
_FIND: Final = "SELECT ended, answer FROM requests WHERE caller = ? AND method = ? AND id = ?"
_INSERT: Final = "INSERT INTO requests (caller, method, id, changed_at) VALUES (?, ?, ?, ?)"
_END: Final = "UPDATE requests SET changed_at = ?, ended = 1, answer = ? WHERE caller = ? AND method = ? AND id = ?"
_DELETE: Final = "DELETE FROM requests WHERE caller = ? AND method = ? AND id = ? AND NOT ended"
_OLD: Final = (
    "SELECT caller, count(*), sum(length(answer)) FROM requests WHERE changed_at < ? AND (ended OR left_over)"
    " GROUP BY caller"
)
_BY_CALLER: Final = "SELECT caller, count(*), sum(length(answer)) FROM requests GROUP BY caller"
_DELETE_OLD: Final = "DELETE FROM requests WHERE changed_at < ? AND (ended OR left_over)"
_OLDEST_ANSWER: Final = "SELECT number, length(answer) FROM requests WHERE answer IS NOT NULL ORDER BY number LIMIT 1"
_DELETE_ANSWER: Final = "UPDATE requests SET answer = NULL WHERE number = ?"
_LOST: Final = (
    "%s was damaged (%s). In it the service keeps which commands of other hosts it has begun, so that it does none of"
    " them twice. It is kept beside that as %s, and the service begins a new one: a command that was under way when it"
    " ended may be done again if it is asked for again."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RequestOutcome:
    """What became of a request that was begun. `answer` is None where it is not known, or was too large to be kept."""

    ended: bool
    answer: bytes | None


class OutcomeStore:
    """The open file. For one thread at a time; what is written is written within `writing`."""

    def __init__(self, path: Path, now_s: Callable[[], float], rows_at_most: int = _ROWS_AT_MOST) -> None:
        """Open or create it; `now_s` is a clock since the boot. OSError, sqlite3.Error: that cannot be done."""
        self._now_s, self._rows_at_most = now_s, rows_at_most
        self._db = database_file.open_or_begin(path, _SCHEMA, _TABLES, partial(_log.warning, _LOST, path))
        try:
            self._adopt()
        except BaseException:
            database_file.close(self._db)
            raise

    def _adopt(self) -> None:
        """Have what an earlier run has left count from now: its times may be of another boot's clock."""
        self._db.execute("UPDATE requests SET left_over = 1, changed_at = ?", (self._now_s(),))
        kept = self._db.execute(_BY_CALLER).fetchall()
        self._rows = Shares(self._rows_at_most, {caller: rows for caller, rows, _ in kept})
        self._answers_bytes: int = sum(kept_bytes or 0 for _, _, kept_bytes in kept)

    def close(self) -> None:
        """Close the file."""
        database_file.close(self._db)

    @contextmanager
    def writing(self, *, durable: bool) -> Iterator[None]:
        """Do all of the block, or nothing. If not `durable`, it outlives this process, but not a loss of power."""
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        rows, answers_bytes = self._rows.copy(), self._answers_bytes
        try:
            with database_file.transaction(self._db):
                yield
                self._delete_old()
        except BaseException:
            self._rows, self._answers_bytes = rows, answers_bytes
            raise

    def find(self, key: RequestKey) -> RequestOutcome | None:
        """Return what became of a request; None: it was not begun."""
        row = self._db.execute(_FIND, key).fetchone()
        return RequestOutcome(bool(row[0]), row[1]) if row else None

    def begin(self, key: RequestKey) -> RequestOutcome | None:
        """Note that a request is begun, and return None; one that was begun before is as `find` has it.

        ServiceError: there are too many.
        """
        if outcome := self.find(key):
            return outcome
        caller, *_ = key
        if not self._rows.take(caller):
            raise ServiceError(
                ErrorName.RATE_LIMITED,
                f"This host has done {self._rows.of(caller)} commands of {caller} within {KEPT_S / 60:g} minutes, which"
                " is all that it can remember.",
                untouched=True,
            )
        self._db.execute(_INSERT, (*key, self._now_s()))
        return None

    def end(self, key: RequestKey, answer: bytes) -> None:
        """Note what a request that was begun was answered; an answer that is too large is not kept."""
        kept = answer if len(answer) <= _LARGEST_ANSWER_BYTES else None
        if self._db.execute(_END, (self._now_s(), kept, *key)).rowcount:
            self._answers_bytes += len(kept or b"")

    def forget(self, key: RequestKey) -> None:
        """Note that a request, which this run has noted as begun, was not begun after all."""
        caller, *_ = key
        self._rows.give_back(caller, self._db.execute(_DELETE, key).rowcount)

    def _delete_old(self) -> None:
        """Delete what cannot come again, and then the answers that are too many, the oldest first."""
        before_s = self._now_s() - KEPT_S
        for caller, rows, answers_bytes in self._db.execute(_OLD, (before_s,)).fetchall():
            self._rows.give_back(caller, rows)
            self._answers_bytes -= answers_bytes or 0
        self._db.execute(_DELETE_OLD, (before_s,))
        while self._answers_bytes > _ANSWERS_AT_MOST_BYTES:
            number, size_bytes = self._db.execute(_OLDEST_ANSWER).fetchone()
            self._db.execute(_DELETE_ANSWER, (number,))
            self._answers_bytes -= size_bytes
