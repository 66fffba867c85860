"""Which files are of one picture: RAW and JPEG, which get one number and one stem. Queries within the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.files.file_identity import clock_of, is_from_memory
from rpc_camera.tethering.names import split_original

if TYPE_CHECKING:
    import sqlite3

    from rpc_camera.camera.files.file_identity import FileIdentity

_SAME_PICTURE_S: Final = 60.0
_STORE: Final = re.compile(r"/store_[0-9a-f]{8}(?=/)")
_IN_MEMORY: Final = re.compile(r"capt(\d+)(?:-\d+)?", re.ASCII)
_DEVELOPED: Final = frozenset({"jpg", "jpeg", "heic", "heif", "hif"})


@dataclass(frozen=True)
class PictureEntry:
    """A picture of one or several files. `clash` is how many pictures had its name before."""

    id: int
    stem: str
    stamp: str | None
    number: int
    clash: int


def picture_of(db: sqlite3.Connection, file: int, identity: FileIdentity) -> PictureEntry:
    """Return the picture that the file with this id is of, a new one if it is the first; within a transaction."""
    folder, _, filename = identity.path.rpartition("/")
    stem, ext = split_original(filename)
    known = _one(db, "SELECT picture FROM files WHERE id = ?", file)
    picture = (known and known[0]) or _sibling(db, (folder, stem, ext), identity) or _new(db, folder, stem, identity)
    db.execute(
        "UPDATE files SET picture = ?, ext = ?, size = ?, stamp = ? WHERE id = ?",
        (picture, ext, identity.size_bytes, identity.stamp, file),
    )
    return PictureEntry(*_one(db, "SELECT id, stem, stamp, number, clash FROM pictures WHERE id = ?", picture) or ())


def drop_picture_of(db: sqlite3.Connection, file: int) -> None:
    """Give up the picture of the file with this id, and its number, unless it has other files; within a transaction."""
    row = _one(
        db,
        "SELECT id, number FROM pictures WHERE id = (SELECT picture FROM files WHERE id = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM files WHERE picture = pictures.id AND id != ?1)",
        file,
    )
    if row:
        db.execute("UPDATE files SET picture = NULL WHERE id = ?", (file,))
        db.execute("DELETE FROM pictures WHERE id = ?", (row[0],))
        db.execute("UPDATE tethering SET counter = counter - 1 WHERE counter = ?", (row[1],))


def _sibling(db: sqlite3.Connection, name: tuple[str, str, str], identity: FileIdentity) -> int | None:
    """Return the latest picture of the same stem and time that has no file of this kind on the same card yet.

    A body that writes to two cards gives both files one stem, in whatever folders; of a copy there is one on each.
    """
    if is_from_memory(identity.path) and _IN_MEMORY.fullmatch(name[1]):
        return _sibling_in_memory(db, name[1], name[2], identity)
    folder, stem, ext = name
    store = store_of(identity.path)
    row = _one(
        db,
        "SELECT id, stamp, folder FROM pictures WHERE stem = ?1 AND (folder = ?2 OR (?3 != '' AND"
        " substr(folder, 1, 7) = '/store_' AND substr(folder, 1, length(?3)) != ?3)) AND NOT EXISTS"
        " (SELECT 1 FROM files WHERE picture = pictures.id AND lower(ext) = lower(?4)"
        " AND substr(path, 1, length(?3)) = ?3) ORDER BY id DESC LIMIT 1",
        stem,
        folder,
        store,
        ext,
    )
    if not row or not _near(row[1], identity.stamp):
        return None
    return int(row[0]) if row[2] == folder or identity.stamp else None


def store_of(path: str) -> str:
    """Return the beginning of a path that names the card, as libgphoto2 does for PTP; "" where there is none."""
    match = _STORE.match(path)
    return match[0] if match else ""


def _sibling_in_memory(db: sqlite3.Connection, stem: str, ext: str, identity: FileIdentity) -> int | None:
    """Files in internal memory that have no name of their own are numbered: capt0000.jpg and capt0001.nef are one.

    Where such a name was there already, earlier releases of this service have made capt0001-1.nef of it.
    """
    match = _IN_MEMORY.fullmatch(stem)
    if not match or not int(match[1]):
        return None
    before = f"capt{int(match[1]) - 1:04}"
    row = _one(
        db,
        "SELECT pictures.id, pictures.stamp, min(lower(files.ext)) FROM pictures"
        " JOIN files ON files.picture = pictures.id WHERE pictures.folder = ''"
        " AND (pictures.stem = ?1 OR pictures.stem GLOB ?1 || '-[0-9]*')"
        " GROUP BY pictures.id HAVING count(*) = 1 ORDER BY pictures.id DESC LIMIT 1",
        before,
    )
    if not row or not _near(row[1], identity.stamp):
        return None
    return int(row[0]) if (ext.lower() in _DEVELOPED) != (row[2] in _DEVELOPED) else None


def _new(db: sqlite3.Connection, folder: str, stem: str, identity: FileIdentity) -> int:
    db.execute("UPDATE tethering SET counter = counter + 1")
    cursor = db.execute(
        "INSERT INTO pictures (folder, stem, stamp, number) SELECT ?, ?, ?, counter FROM tethering",
        (folder, stem, identity.stamp or clock_of(None).isoformat()),
    )
    return int(cursor.lastrowid or 0)


def _one(db: sqlite3.Connection, query: str, *values: object) -> tuple[Any, ...] | None:
    row: tuple[Any, ...] | None = db.execute(query, values).fetchone()
    return row


def _near(stamp: object, other: str | None) -> bool:
    if stamp is None or other is None:
        return True
    return abs((clock_of(str(stamp)) - clock_of(other)).total_seconds()) <= _SAME_PICTURE_S
