"""An SQLite file of a camera: it appears whole, is checked when it is opened, and is never deleted for its damage.

A `-wal` beside it has what was committed last. A mark in the file itself says that there has to be one.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final

from rpc_camera.durable import sync_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

_NEW_SUFFIX: Final = ".new"
_COMPANIONS: Final = ("", "-wal", "-shm")
_HEADER_BYTES: Final = 100  # https://www.sqlite.org/fileformat2.html#the_database_header
_MAGIC: Final = b"SQLite format 3\0"
_USER_VERSION: Final = slice(60, 64)
_IN_USE: Final = 1  # as the user version; 0: it was closed
_MARK_IN_USE: Final = "PRAGMA user_version = 1"
# In KiB. SQLite takes 2 MiB by itself, which some thousand pictures of a camera fill; the kernel has the pages as well.
_SMALL_CACHE: Final = "PRAGMA cache_size = -512"
_PRIMARY_CODE: Final = 0xFF
_DAMAGE_CODES: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class DamagedFileError(Exception):
    """The file is not as it was left; the text says in what way."""


def is_damage(error: Exception) -> bool:
    """Return whether SQLite says that the file itself is damaged, and not that it cannot be used at present."""
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & _PRIMARY_CODE in _DAMAGE_CODES


def check(path: Path, tables: Collection[str]) -> None:
    """Check the file, which has to have these tables, without changing it; that there never was one is no damage.

    DamagedFileError: it is damaged, or gone. OSError, sqlite3.Error: it cannot be read at present.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except FileNotFoundError:
        if _companion(path, "-wal").exists():
            raise DamagedFileError("it is gone, and its -wal is not") from None
        if _set_aside_before(path):
            raise DamagedFileError("it is gone since an earlier one was set aside") from None
        return
    _check_header(path, header)
    try:
        with closing(_read_only(path)) as db:
            _check_content(db, tables)
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedFileError(str(error)) from error
        raise


def damage_at(path: Path, tables: Collection[str]) -> str | None:
    """Return what `check` finds wrong; None: nothing. OSError, sqlite3.Error: it cannot be read at present."""
    try:
        check(path, tables)
    except DamagedFileError as damage:
        return str(damage)
    return None


def _check_header(path: Path, header: bytes) -> None:
    if not header:
        raise DamagedFileError("it is empty")
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise DamagedFileError("it is no database")
    version = int.from_bytes(header[_USER_VERSION], "big")
    if version == _IN_USE and not _size_bytes(_companion(path, "-wal")):
        raise DamagedFileError("it was in use, and its -wal is gone, with what was recorded last")


def _size_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _read_only(path: Path) -> sqlite3.Connection:
    """Return a connection that, when it is closed, does not write the -wal into the file."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _check_content(db: sqlite3.Connection, tables: Collection[str]) -> None:
    ((found, *_),) = db.execute("PRAGMA quick_check(1)").fetchall()
    if found != "ok":
        raise DamagedFileError(" ".join(str(found).split()))
    missing = set(tables) - {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing:
        raise DamagedFileError(f"it has no table {min(missing)}")


def read_row(path: Path, query: str) -> tuple[object, ...] | None:
    """Return the first row that `query` finds in a file, which need not be sound and stays as it is.

    None: there is none. OSError, sqlite3.Error: it cannot be read.
    """
    with closing(_read_only(path)) as db:
        row: tuple[object, ...] | None = db.execute(query).fetchone()
        return row


def open_or_begin(
    path: Path,
    schema: str,
    tables: Collection[str],
    report: Callable[[str, str], None],
    fill: Callable[[sqlite3.Connection], None] = lambda _: None,
) -> sqlite3.Connection:
    """Open the file, or begin one with what `fill` writes where there is none, or it is damaged: that is set aside.

    `report` is called with the damage then, and with the name under which the file is kept. OSError, sqlite3.Error: it
    cannot be read or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if damage := damage_at(path, tables):
        report(damage, set_aside(path).name)
    if not path.exists():
        create(path, schema, fill)
    return connect(path, schema)


def connect(path: Path, schema: str) -> sqlite3.Connection:
    """Open a file that is sound and mark it as in use, before anything else is written. sqlite3.Error: it cannot be."""
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        _set_modes(db)
        db.execute(_SMALL_CACHE)
        db.execute(_MARK_IN_USE)
        db.execute("PRAGMA wal_checkpoint(FULL)")  # not TRUNCATE: from now on the -wal is never empty
        db.executescript(schema)
    except BaseException:
        close(db)
        raise
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Do all of the block, or nothing."""
    with db:
        db.execute("BEGIN IMMEDIATE")
        yield


def close(db: sqlite3.Connection) -> None:
    """Close the file, and mark it as complete without a -wal."""
    with suppress(sqlite3.Error):  # it counts as damaged then, should its -wal vanish
        db.execute("PRAGMA user_version = 0")
    db.close()


def create(path: Path, schema: str, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Create the file with what `fill` writes; it has its name when it is whole, and not before.

    OSError, sqlite3.Error: that cannot be done at present.
    """
    new = path.with_name(path.name + _NEW_SUFFIX)
    for suffix in (*_COMPANIONS, "-journal"):
        _companion(new, suffix).unlink(missing_ok=True)
    with closing(sqlite3.connect(new, isolation_level=None)) as db:
        _set_modes(db)
        db.executescript(schema)
        fill(db)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def set_aside(path: Path) -> Path:
    """Rename a damaged file and what belongs to it; return where it is now, or where an earlier one is.

    A -wal that stayed would be read into the file that comes next.
    """
    there = [suffix for suffix in _COMPANIONS if _companion(path, suffix).exists()]
    before = _set_aside_before(path)
    if not there and before:
        return before[-1]
    aside = _aside(path, len(before) + 1)
    for suffix in there:
        _companion(path, suffix).rename(_companion(aside, suffix))
    sync_folder(path.parent)
    return aside


def _set_aside_before(path: Path) -> list[Path]:
    """Return the names under which damaged files of this name lie, the first one first."""
    found: list[Path] = []
    while any(_companion(_aside(path, len(found) + 1), suffix).exists() for suffix in _COMPANIONS):
        found.append(_aside(path, len(found) + 1))
    return found


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.damaged-{number}")


def _companion(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _set_modes(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
