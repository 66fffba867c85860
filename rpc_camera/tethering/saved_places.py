"""Where pictures of a camera were saved, as its ledger has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.wire.mime import mime_type

if TYPE_CHECKING:
    import sqlite3

    from rpc_camera.camera.files.file_identity import FileIdentity


@dataclass(frozen=True)
class SavedPlace:
    """A file that was saved: where, as a path below the save directory, and with what content."""

    path: str
    size_bytes: int
    sha256: str

    @property
    def filename(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def mime_type(self) -> str:
        """The file's type."""
        return mime_type(self.filename)

    @property
    def tag(self) -> str:
        """What distinguishes this content from all others: the value of a strong ETag."""
        return self.sha256


def places_of(db: sqlite3.Connection, file: FileIdentity | None, sha256: str | None) -> list[SavedPlace]:
    """Return where a file of the camera's was saved, or its copy on another card; what was saved last comes first.

    Of `file`, a size or a time that is None may be any, and so may the time of one that was saved without.
    """
    conditions: list[str] = []
    values: list[object] = []
    for condition, value in (
        ("file.path = ?", file and file.path),
        ("file.size = ?", file and file.size_bytes),
        ("(file.stamp IS NULL OR file.stamp = ?)", file and file.stamp),
        ("file.sha256 = ?", sha256),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    query = (
        "SELECT place.folder, place.name, place.size, place.sha256 FROM files AS file JOIN files AS place"  # noqa: S608
        " ON place.sha256 = file.sha256 AND place.size = file.size WHERE file.state = 'saved'"
        f" AND place.state = 'saved' AND place.name IS NOT NULL AND {' AND '.join(conditions)}"
        " ORDER BY file.id DESC, place.id DESC"
    )
    rows = db.execute(query, values).fetchall()
    places = (SavedPlace(f"{folder}/{name}" if folder else name, size, digest) for folder, name, size, digest in rows)
    return list(dict.fromkeys(places))
