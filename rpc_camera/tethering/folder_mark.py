"""Which disk the save directory is on: a path stays what it is when its disk is unmounted, and leads elsewhere then."""

from __future__ import annotations

import os
import re
import secrets
import stat
from threading import Lock
from typing import TYPE_CHECKING, Final

from rpc_camera.disk_errors import MissingDiskError
from rpc_camera.durable import replace_file
from rpc_camera.tethering.mount_points import FSTAB, missing_mount

if TYPE_CHECKING:
    from pathlib import Path

# An empty folder rather than a file: it appears at once and whole, and nothing that counts files counts it.
_PREFIX: Final = ".rpc-camera-folder-"
_ID: Final = re.compile(r"[0-9a-f]{32}")


class FolderMark:
    """A hidden folder in the save directory whose name has a random id, which is kept in `id_file` as well.

    In it, each ledger has an entry: see `ledger_note`.
    """

    def __init__(self, root: Path, id_file: Path) -> None:
        self._root = root
        self._id_file = id_file
        self._making = Lock()

    def check(self, folder: int) -> None:
        """Check that this open folder has the mark; the first one that is ever checked gets it.

        MissingDiskError: it has none, or another one, or the system names a disk for it that is missing. OSError: that
        cannot be seen, or not be written down.
        """
        with self._making:
            known = self._known()
            if known is None:
                self._adopt(folder)
            elif not _has(folder, known):
                raise self.missing("has not the mark of the folder that pictures were saved into before")

    @property
    def name(self) -> str:
        """The name of the mark, once it was checked. OSError: that cannot be read."""
        return _PREFIX + (self._known() or "")

    def missing(self, reason: str) -> MissingDiskError:
        """Return the error for a save directory that `reason` is true of."""
        return MissingDiskError(
            f"the save directory {self._root} {reason}",
            f"Mount the disk of {self._root}, and the saving goes on by itself; if that folder was emptied or replaced"
            f" on purpose, delete {self._id_file}, and it is used as it is.",
        )

    def _known(self) -> str | None:
        try:
            return self._id_file.read_text(errors="replace").strip()
        except FileNotFoundError:
            return None

    def _adopt(self, folder: int) -> None:
        there = [name.removeprefix(_PREFIX) for name in os.listdir(folder) if name.startswith(_PREFIX)]
        known = next((each for each in sorted(there) if _has(folder, each)), None)
        if known is None and (place := missing_mount(self._root)):
            raise MissingDiskError(
                f"nothing is mounted at {place}, where {FSTAB} has a disk for the save directory {self._root}",
                f"Mount it, and the saving begins by itself; if there is no such disk, take {place} out of {FSTAB}.",
            )
        known = known or _mark(folder)
        self._id_file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(self._id_file, known.encode())


def _has(folder: int, known: str) -> bool:
    """Return whether the folder has this mark. OSError: its disk does not say."""
    if not _ID.fullmatch(known):
        return False
    try:
        return stat.S_ISDIR(os.stat(_PREFIX + known, dir_fd=folder, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _mark(folder: int) -> str:
    new = secrets.token_hex(16)
    os.mkdir(_PREFIX + new, dir_fd=folder)
    os.fsync(folder)
    return new
