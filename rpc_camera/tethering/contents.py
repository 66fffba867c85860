"""What lies in the save directory, by content: after a ledger's damage, that shows which pictures are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.disk_errors import MissingDiskError
from rpc_camera.tethering import save_folder
from rpc_camera.tethering.disk import concerns_one_folder

if TYPE_CHECKING:
    import sqlite3

    from rpc_camera.tethering.save_folder import SaveFolder

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS contents (id INTEGER PRIMARY KEY, path TEXT NOT NULL, size INTEGER NOT NULL, sha256 TEXT);
CREATE INDEX IF NOT EXISTS contents_by_size ON contents (size);
CREATE TABLE IF NOT EXISTS contents_listed (one INTEGER PRIMARY KEY CHECK (one = 1));
"""


class SavedContents:
    """The files of the save directory, listed once; each is hashed when a file of its size is looked for.

    Queries within the ledger, for the disk thread. A crash costs what was not committed: at most the list.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def list_once(self, folder: SaveFolder) -> None:
        """List the save directory, unless that was done. MissingDiskError, OSError: it cannot be listed at present."""
        if self._db.execute("SELECT 1 FROM contents_listed").fetchone():
            return
        with self._db, folder.entered(()) as root:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("DELETE FROM contents")
            self._db.executemany("INSERT INTO contents (path, size) VALUES (?, ?)", folder.files_in(root))
            self._db.execute("INSERT INTO contents_listed (one) VALUES (1)")

    def forget(self) -> None:
        """Have the save directory listed anew when a file is looked for; within a transaction of the caller's."""
        self._db.execute("DELETE FROM contents")
        self._db.execute("DELETE FROM contents_listed")

    def next_to_hash(self, size_bytes: int) -> str | None:
        """Return a file of this size whose content is not known yet."""
        row = self._db.execute(
            "SELECT path FROM contents WHERE size = ? AND sha256 IS NULL LIMIT 1", (size_bytes,)
        ).fetchone()
        return str(row[0]) if row else None

    def hash(self, folder: SaveFolder, path: str, size_bytes: int) -> None:
        """Record what a file has in it; one that is another now, or gone, is left out. OSError: its disk fails."""
        if digest := _digest(folder, path, size_bytes):
            self._db.execute("UPDATE contents SET sha256 = ? WHERE path = ?", (digest, path))
        else:
            self._db.execute("DELETE FROM contents WHERE path = ?", (path,))

    def find(self, folder: SaveFolder, size_bytes: int, sha256: str) -> str | None:
        """Return a file that has this content now. OSError: its disk fails."""
        query = "SELECT path FROM contents WHERE size = ? AND sha256 = ?"
        for (path,) in self._db.execute(query, (size_bytes, sha256)).fetchall():
            if _digest(folder, path, size_bytes) == sha256:
                return str(path)
        return None


def _digest(folder: SaveFolder, path: str, size_bytes: int) -> str | None:
    """Return the SHA-256 of a file as it is on the disk; None: there is no such file of this size any more."""
    *folders, name = path.split("/")
    try:
        with folder.entered(folders, make=False) as descriptor:
            return save_folder.digest_on_disk(descriptor, name, size_bytes)
    except MissingDiskError:
        raise
    except OSError as error:
        if isinstance(error, FileNotFoundError) or concerns_one_folder(error):
            return None
        raise
