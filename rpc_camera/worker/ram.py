"""Pictures shot to the camera's internal memory, kept on the server's disk.

With capturetarget "Internal RAM" a body forgets each picture with the next one, others as soon as it is read, and
libgphoto2 keeps it only in its own process. So it is written here and fsynced before it is reported. A disk can take
long for that: what was written whole gets a name that says so first, and is found by the next worker if this one dies.
Where no disk has room, pictures wait in this process for some.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
import time
import zlib
from contextlib import suppress
from io import BufferedReader, BytesIO
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final

from rpc_camera.durable import sync_folder
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.worker.memory_names import names_for, number_in
from rpc_camera.worker.paths import split
from rpc_camera.worker.waiting import WaitingPicture, WaitingPictures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

SPARED_BYTES: Final = 64 << 20  # what has to be free for one more picture
_WHOLE: Final = re.compile(r"\.([0-9a-f]{8})\.(.+)\.whole")  # the checksum of the content, and the picture's name
_CHECKED_BYTES: Final = 1 << 20
_REMEDY: Final = "Free space in the folder of --state-dir, or set capturetarget to the memory card."
_log = logging.getLogger(__name__)


class RamPictures:
    """The folders that stand for "/" of a camera that shoots to internal memory: the one that lasts, then another."""

    def __init__(
        self,
        root: Path,
        until_the_server_stops: Path,
        spared_bytes: int = SPARED_BYTES,
        waiting: WaitingPictures | None = None,
    ) -> None:
        self._roots = (root, until_the_server_stops)
        self._spared_bytes = spared_bytes
        self.waiting = waiting or WaitingPictures()
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
                remedy=_REMEDY,
            )

    def check_waiting(self) -> None:
        """Raise ServiceError STORAGE_FULL while pictures wait for room; there can be some again."""
        while (names := self.waiting.names) and self._keep_waiting(names[0]):
            pass
        if names:
            raise ServiceError(
                ErrorName.STORAGE_FULL,
                f"The picture could be lost: {len(names)} from the camera's memory wait for room on the server's disk.",
                remedy=_REMEDY,
            )

    def keep(self, name: str, write: Callable[[int], None]) -> str:
        """Store a picture through `write(descriptor)`, which closes it, and return its path: a new one.

        ServiceError or OSError: it cannot be written to either folder.
        """
        return self._store_somewhere(name, write, ())

    def let_wait(self, name: str, data: bytes, reason: Exception) -> str:
        """Hold a picture that cannot be kept, until there is room for it, and return its path: a new one."""
        root = self._roots[0]
        path = next(f"/{each}" for each in self._names_for(name, root, time.time()) if not self._is_taken(each))
        self._last = max(self._last, number_in(path[1:]))
        self.waiting.add(path[1:], data)
        _log.error("%s is in memory only, until there is room: %s", path, reason)
        return path

    def keep_waiting(self) -> None:
        """Keep one of the pictures that wait, if it is time to try and there is room."""
        if name := self.waiting.due():
            self._keep_waiting(name)

    def close(self) -> None:
        """Keep what waits, if that can be at the last moment; else it is lost."""
        while names := self.waiting.names:
            if not self._keep_waiting(names[0]):
                _log.error("lost, since there is no room for them: %s", ", ".join(names))
                return

    def _keep_waiting(self, name: str) -> bool:
        """Keep a picture that waits, under the name that it has; return whether there is room."""
        picture = self.waiting.get(name)
        if picture is None:
            return True
        try:
            path = self._store_somewhere(name, picture.write, (name,))
        except OSError:
            self.waiting.pause()
            return False
        self.waiting.remove(name)
        _log.warning("%s is kept now: there is room again", path)
        return True

    def _store_somewhere(self, name: str, write: Callable[[int], None], preferred: Iterable[str]) -> str:
        try:
            return self._store(self._roots[0], name, write, preferred)
        except (OSError, ServiceError) as error:
            if isinstance(error, ServiceError) and error.name is not ErrorName.STORAGE_FULL:
                raise
            path = self._store(self._roots[1], name, write, preferred)
            _log.error("%s is in %s, until the server stops, because: %s", path, self._roots[1], error)
            return path

    def _store(self, root: Path, name: str, write: Callable[[int], None], preferred: Iterable[str]) -> str:
        root.mkdir(parents=True, exist_ok=True)
        file = root / f".{os.getpid()}-{time.monotonic_ns()}.part"  # tempfile is half a megabyte, in each worker
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            write(descriptor)
            with file.open("rb") as written:
                fcntl.flock(written, fcntl.LOCK_EX)  # it is somebody's
                with suppress(OSError):  # such as a name that is too long for that
                    file = file.rename(root / f".{_checksum(written)}.{name}.whole")
                target = self._finish(file, written, name, preferred)
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

    def _finish(self, file: Path, written: BinaryIO, name: str, preferred: Iterable[str] = ()) -> Path:
        """Give a file that is whole its name, once it is on the disk: the first that is free, in either folder."""
        status = os.fstat(written.fileno())
        os.fsync(written.fileno())
        root = file.parent
        for candidate in chain(preferred, self._names_for(name, root, status.st_mtime)):
            if candidate not in preferred and self._is_taken(candidate):
                continue
            with suppress(FileExistsError):
                os.link(file, root / candidate)
                self._last = max(self._last, number_in(candidate))
                return root / candidate
        raise AssertionError  # they never end

    def _names_for(self, name: str, root: Path, written_at: float) -> Iterable[str]:
        self._last = max([self._last, *map(number_in, self.names())])
        return names_for(name, self._last, root, written_at)

    def _is_taken(self, name: str) -> bool:
        return self._find(f"/{name}") is not None or self.waiting.get(name) is not None

    def status(self, path: str) -> tuple[int, float] | None:
        """Return size and Unix time of `path` ("/capt0000.jpg"), or None if it is no picture of this kind."""
        if kept := self._find(path):
            return kept.stat().st_size, kept.stat().st_mtime
        picture = self._waiting_at(path)
        return (len(picture.data), picture.came_at_ns / 1e9) if picture else None

    def open(self, path: str) -> BufferedReader | BytesIO | None:
        """Return `path`, open to be read, or None if it is no picture of this kind."""
        if kept := self._find(path):
            return kept.open("rb")
        picture = self._waiting_at(path)
        return BytesIO(picture.data) if picture else None

    def delete(self, path: str) -> bool:
        """Delete `path`, and return whether it was a picture of this kind."""
        if kept := self._find(path):
            kept.unlink()
            return True
        return self._waiting_at(path) is not None and self.waiting.remove(split(path)[1])

    def _waiting_at(self, path: str) -> WaitingPicture | None:
        folder, name = split(path)
        return self.waiting.get(name) if folder == "/" else None

    def _find(self, path: str) -> Path | None:
        folder, name = split(path)
        files = [root / name for root in self._roots] if folder == "/" else []
        return next((file for file in files if _is_picture(file)), None)

    def names(self) -> list[str]:
        """Return the names of the pictures, oldest first: those that wait for room come last."""
        files = [file for root in self._roots if root.is_dir() for file in root.iterdir() if _is_picture(file)]
        kept = [file.name for file in sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name))]
        return kept + self.waiting.names


def _checksum(file: BinaryIO) -> str:
    checksum = 0
    file.seek(0)
    while part := file.read(_CHECKED_BYTES):
        checksum = zlib.crc32(part, checksum)
    return f"{checksum:08x}"


def _is_picture(file: Path) -> bool:
    """Return whether this is a file that was put here: no link that leads elsewhere, none that is being written."""
    return file.is_file() and not file.is_symlink() and not file.name.startswith(".")
