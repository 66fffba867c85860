"""The ledger of one camera: which files are old, which are pending, which are saved. It outlives crashes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from rpc_camera import database_file
from rpc_camera.camera.files.dcf import by_picture
from rpc_camera.camera.files.file_identity import clock_of
from rpc_camera.tethering import comparison, contents, ledger_damage, ledger_entry, ledger_note
from rpc_camera.tethering.comparison import Comparison
from rpc_camera.tethering.contents import SavedContents
from rpc_camera.tethering.ledger_entry import COLUMNS, Cursor, entry_of
from rpc_camera.tethering.ledger_note import LedgerNote
from rpc_camera.tethering.names import split_original
from rpc_camera.tethering.pairing import drop_picture_of, picture_of, store_of
from rpc_camera.tethering.saved_places import places_of
from rpc_camera.tethering.settings import ClientSettings, TetheringRun

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from rpc_camera.camera.files.file_identity import FileIdentity
    from rpc_camera.tethering.ledger_damage import LedgerDamage
    from rpc_camera.tethering.ledger_entry import FileEntry
    from rpc_camera.tethering.pairing import PictureEntry
    from rpc_camera.tethering.save_folder import SaveFolder
    from rpc_camera.tethering.saved_places import SavedPlace

_SCHEMA: Final = ledger_entry.SCHEMA + contents.SCHEMA + comparison.SCHEMA + ledger_note.SCHEMA
_NEAR: Final = 64  # ids


class Ledger:
    """One SQLite file; each method is one transaction, on disk when it returns. For one thread at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self, known_damage: str | None = None) -> None:
        """Open or create the file; a damaged one is replaced. OSError, sqlite3.Error: it cannot be used at present."""
        self._db = ledger_damage.open_or_replace(self.path, _SCHEMA, known_damage)
        self.contents = SavedContents(self._db)
        self.comparison = Comparison(self._db)
        self.note = LedgerNote(self._db)

    def close(self) -> None:
        """Close the file."""
        database_file.close(self._db)

    def damage(self) -> LedgerDamage | None:
        """Return the damage for which this ledger has replaced another one, or in what way another one is lost."""
        return ledger_damage.damage_of(self._db)

    def check_note(self, folder: SaveFolder, camera_id: str, memory: str) -> bool:
        """Return whether this is the ledger that was last used with the save directory; from now on it is.

        Else it is recorded that another one is lost: what lies on the card has to be compared. `memory` is that of the
        card. MissingDiskError, OSError: the save directory cannot be looked at.
        """
        loss, cursor = self.note.loss(folder, camera_id), self.cursor()
        if loss:
            self._set_lost(loss)
        self.note.renew(folder, camera_id, memory, was_relied_on=cursor is not None and cursor.memory == memory)
        return loss is None

    def _set_lost(self, reason: str) -> None:
        with database_file.transaction(self._db):
            ledger_damage.set_lost(self._db, self.path, reason)
            self._db.execute("DELETE FROM cursor")
            self.contents.forget()

    def set_mended(self) -> None:
        """Record that all that lay on the card is saved, or known to be."""
        ledger_damage.set_mended(self._db)

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        with closing(self._db.execute(query, values)) as cursor:
            row: tuple[Any, ...] | None = cursor.fetchone()
            return row

    def _entries(self, where: str, *values: object) -> list[FileEntry]:
        with closing(self._db.execute(f"SELECT {COLUMNS} FROM files WHERE {where}", values)) as cursor:  # noqa: S608
            return [entry_of(row) for row in cursor]

    # ---- the tethering itself

    def run(self) -> TetheringRun | None:
        """Return how the camera is or was tethered; None where tethering has never begun."""
        row = self._one("SELECT template, delete_after, started_at, active, saved FROM tethering")
        if row is None:
            return None
        template, delete_after, started_at, active, saved = row
        settings = ClientSettings(template, None if delete_after is None else bool(delete_after))
        return TetheringRun(started_at, settings, bool(active), saved)

    def begin(self, camera: str, save_dir: str, run: TetheringRun, cursor: Cursor | None, new: Iterable[str]) -> None:
        """Begin, or begin anew after a stop, with what comes after `cursor`, and with the files that are `new`.

        Without a `cursor`, what is on the card has to be compared first.
        """
        with database_file.transaction(self._db):
            self._db.execute(
                "INSERT INTO tethering (one, camera, save_dir, active, started_at) VALUES (1, ?, ?, 1, ?)"
                " ON CONFLICT (one) DO UPDATE SET active = 1, started_at = excluded.started_at, saved = 0",
                (camera, save_dir, run.started_at),
            )
            self._db.execute("DELETE FROM files WHERE state = 'baseline'")
            self._add(new, cursor)
        self.change(run.settings)

    def change(self, settings: ClientSettings) -> None:
        """Record what a client asks for from now on."""
        self._db.execute(
            "UPDATE tethering SET template = ?, delete_after = ?", (settings.template, settings.delete_after)
        )

    def stop(self) -> None:
        """Record that the camera is tethered no more."""
        self._db.execute("UPDATE tethering SET active = 0")

    # ---- which files are new

    def is_saved(self, file: FileIdentity) -> bool:
        """Return whether this very picture is saved."""
        return self._knows(file, "state = 'saved'")

    def saved_with(self, file: FileIdentity, sha256: str) -> int | None:
        """Return the id of the saved file that has this content, and is the same picture's.

        A camera that corrects a time has the same picture under the same path; one that makes a backup has a copy of it
        on its other card.
        """
        content = (file.path, file.size_bytes, sha256)
        row = self._one("SELECT id FROM files WHERE path = ? AND size = ? AND sha256 = ? AND state = 'saved'", *content)
        row = row or self._one(
            "SELECT copy.id FROM files JOIN files AS copy ON copy.picture = files.picture WHERE files.path = ?"
            " AND files.state = 'pending' AND copy.size = ? AND copy.sha256 = ? AND copy.state = 'saved'",
            *content,
        )
        return int(row[0]) if row else None

    def saved_places(self, file: FileIdentity | None, sha256: str | None) -> list[SavedPlace]:
        """Return where a file was saved: see `places_of`."""
        return places_of(self._db, file, sha256)

    def is_pending(self, path: str) -> bool:
        """Return whether a file at `path` waits to be saved."""
        return self._one("SELECT 1 FROM files WHERE path = ? AND state = 'pending'", path) is not None

    def merge(self, entry: FileEntry, saved: int, file: FileIdentity, *, delete: bool) -> None:
        """Record that a pending file is the one saved with the id `saved`, or its copy, and is listed as `file` now."""
        remove = "due" if delete else None
        with database_file.transaction(self._db):
            self.comparison.count(entry.id, found=True)
            if self._one("SELECT 1 FROM files WHERE id = ? AND path != ?", saved, file.path):
                self._db.execute(
                    "UPDATE files SET state = 'saved', part = NULL, size = ?, stamp = ?, remove = ?,"
                    " sha256 = (SELECT sha256 FROM files WHERE id = ?) WHERE id = ?",
                    (file.size_bytes, file.stamp, remove, saved, entry.id),
                )
                return
            drop_picture_of(self._db, entry.id)
            self._db.execute("DELETE FROM files WHERE id = ?", (entry.id,))
            self._db.execute("UPDATE files SET stamp = ?, remove = ? WHERE id = ?", (file.stamp, remove, saved))

    def _knows(self, file: FileIdentity, which: str) -> bool:
        query = (
            f"SELECT 1 FROM files WHERE path = ?1 AND {which}"  # noqa: S608 - both are constants
            " AND (size IS NULL OR ?2 IS NULL OR (size = ?2 AND stamp IS ?3))"
        )
        return self._one(query, file.path, file.size_bytes, file.stamp) is not None

    def cursor(self) -> Cursor | None:
        """Return how far the camera's new files have been added; None: not at all."""
        row = self._one("SELECT memory, number FROM cursor")
        return Cursor(*row) if row else None

    def add(self, paths: Iterable[str], cursor: Cursor | None = None) -> None:
        """Add files as pending, once each, even those that are known: they are new."""
        with database_file.transaction(self._db):
            self._add(paths, cursor)

    def _add(self, paths: Iterable[str], cursor: Cursor | None) -> None:
        paths = list(paths)
        self._db.executemany(
            "UPDATE files SET remove = NULL WHERE path = ? AND state = 'pending'", ((path,) for path in paths)
        )
        self._db.executemany(
            "INSERT INTO files (path, state) SELECT ?1, 'pending'"
            " WHERE NOT EXISTS (SELECT 1 FROM files WHERE path = ?1 AND state = 'pending')",
            ((path,) for path in paths),
        )
        if cursor:
            values = cursor.memory, cursor.number
            self._db.execute("INSERT OR REPLACE INTO cursor (one, memory, number) VALUES (1, ?, ?)", values)

    def add_unknown(
        self,
        existing: Collection[FileIdentity],
        cursor: Cursor,
        may_be_old: Collection[FileIdentity] = (),
        old: int = 0,
    ) -> int:
        """Add those files that are not saved, in the order in which they were shot; return how many they are.

        Of `may_be_old` nobody knows. `old` more are on the card. Earlier releases of this service kept in the ledger
        itself what was old.
        """
        new = [file for file in existing if not self._knows(file, "state IN ('baseline', 'saved')")]
        new.sort(key=lambda file: (clock_of(file.stamp), by_picture(file.path)))
        with database_file.transaction(self._db):
            certain = {entry.path for entry in self._entries("state = 'pending'") if not entry.may_be_old}
            self._add((file.path for file in new), cursor)
            doubtful = ((file.path,) for file in new if file in may_be_old and file.path not in certain)
            self._db.executemany("UPDATE files SET remove = 'kept' WHERE path = ? AND state = 'pending'", doubtful)
            self.comparison.begin(len(existing) - len(new), old)
        return len(new)

    def next_pending(self, excluded: Collection[int]) -> FileEntry | None:
        """Return the first pending file whose id is not `excluded`."""
        pending = self._entries("state = 'pending' ORDER BY id LIMIT ?", len(excluded) + 1)
        return next((entry for entry in pending if entry.id not in excluded), None)

    def count_pending(self) -> int:
        """Return how many files are pending."""
        return self.pending_span()[0]

    def pending_span(self) -> tuple[int, int, int]:
        """Return how many files are pending, and the ids of the oldest and the newest; zeros where none is."""
        row = self._one("SELECT count(*), min(id), max(id) FROM files WHERE state = 'pending'")
        return (int(row[0]), int(row[1]), int(row[2])) if row and row[0] else (0, 0, 0)

    # ---- saving

    def picture_of(self, entry: FileEntry, identity: FileIdentity) -> PictureEntry:
        """Return the picture that this file is of: RAW and JPEG are one, with one number."""
        with database_file.transaction(self._db):
            return picture_of(self._db, entry.id, identity)

    def siblings(self, entry: FileEntry) -> list[str]:
        """Return the extensions of the picture's other pending files: on the cards, those with the same stem."""
        begin = f"{entry.path.rpartition('.')[0]}."
        end = f"{begin[:-1]}/"  # the character after the dot
        # One that was found again after a crash, and is this picture's own, has its name by right.
        others = self._entries(
            "path > ?1 AND path < ?2 AND id != ?3 AND state = 'pending' AND path NOT IN (SELECT path FROM files"
            " WHERE state = 'saved' AND picture = (SELECT picture FROM files WHERE id = ?3))",
            *(begin, end, entry.id),
        )
        if store := store_of(entry.path):  # what is on another card is announced at about the same time
            name = f"/{begin.rpartition('/')[2]}"
            near = (entry.id - _NEAR, entry.id + _NEAR, store, name)
            others += self._entries(
                "id BETWEEN ?1 AND ?2 AND state = 'pending' AND substr(path, 1, length(?3)) != ?3 AND instr(path, ?4)",
                *near,
            )
        return [split_original(other.path.rpartition("/")[2])[1] for other in others]

    def set_part(self, entry: FileEntry, folder: str, part: str) -> None:
        """Record where the temporary file is going to be, so that it is found after a crash."""
        self._db.execute(
            "UPDATE files SET folder = ?, part = ?, name = NULL, sha256 = NULL WHERE id = ?", (folder, part, entry.id)
        )

    def set_name(self, entry: FileEntry, picture: PictureEntry, clash: int, name: str, sha256: str) -> None:
        """Record the final name that the verified file is about to get."""
        with database_file.transaction(self._db):
            self._db.execute("UPDATE files SET name = ?, sha256 = ? WHERE id = ?", (name, sha256, entry.id))
            self._db.execute("UPDATE pictures SET clash = ? WHERE id = ?", (clash, picture.id))

    def set_saved(self, entry: FileEntry, *, delete: bool) -> None:
        """Record that a file is safe; `delete`: it is to be deleted from the camera."""
        with database_file.transaction(self._db):
            self._db.execute(
                "UPDATE files SET state = 'saved', part = NULL, remove = ? WHERE id = ?",
                ("kept" if entry.may_be_old else "due" if delete else None, entry.id),
            )
            self._db.execute("UPDATE tethering SET saved = saved + 1")
            self.comparison.count(entry.id, found=False)

    def set_found(self, entry: FileEntry, path: str, sha256: str, *, delete: bool) -> None:
        """Record that a file was saved before, at `path` in the save directory; `delete` as in `set_saved`."""
        folder, _, name = path.rpartition("/")
        with database_file.transaction(self._db):
            self._db.execute(
                "UPDATE files SET state = 'saved', part = NULL, folder = ?, name = ?, sha256 = ?, remove = ?"
                " WHERE id = ?",
                (folder, name, sha256, "due" if delete else None, entry.id),
            )
            self.comparison.count(entry.id, found=True)

    def clear_part(self, entry: FileEntry) -> None:
        """Record that there is no temporary file any more."""
        self._db.execute("UPDATE files SET part = NULL, name = NULL, sha256 = NULL WHERE id = ?", (entry.id,))

    def set_gone(self, entry: FileEntry) -> None:
        """Record that the camera lost a file before it was saved; should it come back, it is new again."""
        self._db.execute("UPDATE files SET state = 'gone', part = NULL WHERE id = ?", (entry.id,))

    def remove(self, entry: FileEntry) -> None:
        """Remove an entry for a file that turned out to be saved already."""
        with database_file.transaction(self._db):
            self._db.execute("DELETE FROM files WHERE id = ?", (entry.id,))
            self.comparison.count(entry.id, found=True)

    def interrupted(self) -> list[FileEntry]:
        """Return the files that a crash left half saved."""
        return self._entries("part IS NOT NULL")

    # ---- deleting from the camera

    def to_delete(self) -> list[FileEntry]:
        """Return the saved files that are still to be deleted from the camera."""
        return self._entries("remove = 'due' ORDER BY id")

    def set_deleted(self, entry: FileEntry, *, deleted: bool) -> None:
        """Record that a file is deleted from the camera, or that it stays there."""
        self._db.execute("UPDATE files SET remove = ? WHERE id = ?", ("done" if deleted else "kept", entry.id))
