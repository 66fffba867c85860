"""Pictures shot to the camera's internal memory, kept on the server's disk.

With capturetarget "Internal RAM" a body forgets each picture with the next one, others as soon as it is read, and
libgphoto2 keeps it only in its own process. So it is written here and fsynced before it is reported. A disk can take
long for that: what was written whole gets a name that says so first, and is found by the next worker if this one dies.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from rpc_camera.durable import sync_folder
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.memory_names import names_for, number_in
from rpc_camera.worker.paths import split

if TYPE_CHECKING:
    from collections.abc import Callable

SPARED_BYTES: Final = 64 << 20  # what has to be free for one more picture
_WHOLE: Final = re.compile(r"\.([0-9a-f]{8})\.(.+)\.whole")  # the checksum of the content, and the picture's name
_CHECKED_BYTES: Final = 1 << 20
_log = logging.getLogger(__name__)


class RamPictures:
    """The folders that stand for "/" of a camera that shoots to internal memory: the one that lasts, then another."""

    def __init__(self, root: Path, until_the_server_stops: Path, spared_bytes: int = SPARED_BYTES) -> None:
        self._roots = (root, until_the_server_stops)
        self._spared_bytes = spared_bytes
        self._last = -1  # the highest number that any picture has had
        self._find_unfinished()

    def move_to(self, root: Path) -> None:
        """Use another folder that lasts; the pictures in the one so far are another camera's."""
        self._roots = (root, self._roots[1])
        self._last = -1
        self._find_unfinished()

    def check_room(self) -> None:
        """Raise ServiceError STORAGE_FULL where the folder that lasts may have no room for another picture."""
        disk = os.statvfs(self._roots[0].parent)
        if disk.f_blocks and disk.f_bavail * disk.f_frsize < self._spared_bytes:
            raise ServiceError(
                ErrorName.STORAGE_FULL,
                "The picture would be lost: capturetarget is the camera's memory, and the server's disk has no room.",
                remedy="Free space in the folder of --state-dir, or set capturetarget to the memory card.",
            )

    def keep(self, name: str, write: Callable[[int], None]) -> str:
        """Store a picture through `write(descriptor)`, which closes it, and return its path: a new one.

        ServiceError or OSError: it cannot be written to either folder.
        """
        try:
            return self._store(self._roots[0], name, write)
        except (OSError, ServiceError) as error:
            if isinstance(error, ServiceError) and error.name is not ErrorName.STORAGE_FULL:
                raise
            path = self._store(self._roots[1], name, write)
            _log.error("%s is in %s, until the server stops, because: %s", path, self._roots[1], error)
            return path

    def _store(self, root: Path, name: str, write: Callable[[int], None]) -> str:
        root.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=root, prefix=".", suffix=".part")
        file = Path(part)
        try:
            write(descriptor)
            with file.open("rb") as written:
                fcntl.flock(written, fcntl.LOCK_EX)  # it is somebody's
                with suppress(OSError):  # such as a name that is too long for that
                    file = file.rename(root / f".{_checksum(written)}.{name}.whole")
                target = self._finish(file, written, name)
        finally:
            file.unlink()
        sync_folder(root)
        return f"/{target.name}"

    def _find_unfinished(self) -> None:
        """Keep the pictures that a worker has written whole, and not lived to keep."""
        with suppress(OSError):
            for file in [file for root in self._roots if root.is_dir() for file in root.iterdir()]:
                if match := _WHOLE.fullmatch(file.name):
                    self._keep_unfinished(file, *match.groups())

    def _keep_unfinished(self, file: Path, checksum: str, name: str) -> None:
        with suppress(OSError), file.open("rb") as written:
            fcntl.flock(written, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_kept = os.fstat(written.fileno()).st_nlink > 1
            if not is_kept and checksum == _checksum(written):  # else the computer went off as well
                _log.warning("%s was kept, whose worker had died", self._finish(file, written, name))
            file.unlink()
            sync_folder(file.parent)

    def _finish(self, file: Path, written: BinaryIO, name: str) -> Path:
        """Give a file that is whole its name, once it is on the disk: the first of `names_for` that is free."""
        status = os.fstat(written.fileno())
        os.fsync(written.fileno())
        root = file.parent
        self._last = max([self._last, *map(number_in, self.names())])
        for candidate in names_for(name, self._last, root, status.st_mtime):
            if self.find(f"/{candidate}"):  # in either folder
                continue
            with suppress(FileExistsError):
                os.link(file, root / candidate)
                self._last = max(self._last, number_in(candidate))
                return root / candidate
        raise AssertionError  # they never end

    def find(self, path: str) -> Path | None:
        """Return where `path` ("/capt0000.jpg") lies on disk, or None if it is no picture of this kind."""
        folder, name = split(path)
        files = [root / name for root in self._roots] if folder == "/" else []
        return next((file for file in files if _is_picture(file)), None)

    def names(self) -> list[str]:
        """Return the names of the pictures kept, oldest first."""
        files = [file for root in self._roots if root.is_dir() for file in root.iterdir() if _is_picture(file)]
        return [file.name for file in sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name))]


def _checksum(file: BinaryIO) -> str:
    checksum = 0
    file.seek(0)
    while part := file.read(_CHECKED_BYTES):
        checksum = zlib.crc32(part, checksum)
    return f"{checksum:08x}"


def _is_picture(file: Path) -> bool:
    """Return whether this is a file that was put here: no link that leads elsewhere, none that is being written."""
    return file.is_file() and not file.is_symlink() and not file.name.startswith(".")
