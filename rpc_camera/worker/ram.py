"""Pictures shot to the camera's internal memory, kept on the server's disk.

With capturetarget "Internal RAM" a body forgets each picture with the next one, and libgphoto2 keeps it only in its own
process. So it is written here and fsynced before anybody hears of it.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera.worker.paths import split

if TYPE_CHECKING:
    from collections.abc import Callable


class RamPictures:
    """The folder that stands for "/" of cameras that shoot to internal memory."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(self, name: str, write: Callable[[int], None]) -> str:
        """Store a picture through `write(descriptor)`, which closes it, and return its path: a new one."""
        self._root.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=self._root, prefix=".", suffix=".part")
        try:
            write(descriptor)
            with Path(part).open("rb") as written:
                os.fsync(written.fileno())
            target = self._link(part, name)
        finally:
            Path(part).unlink()
        self._sync_folder()
        return f"/{target.name}"

    def _link(self, part: str, name: str) -> Path:
        """Give the finished file the first free name of name.jpg, name-1.jpg, name-2.jpg and so on."""
        stem, suffix = Path(name).stem, Path(name).suffix
        for number in itertools.count():
            target = self._root / (f"{stem}-{number}{suffix}" if number else name)
            try:
                os.link(part, target)
            except FileExistsError:
                continue
            return target
        raise AssertionError  # pragma: no cover - count() never ends

    def _sync_folder(self) -> None:
        folder = os.open(self._root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def find(self, path: str) -> Path | None:
        """Return where `path` ("/capt0000.jpg") lies on disk, or None if it is no picture of this kind."""
        folder, name = split(path)
        if folder != "/" or name.startswith("."):
            return None
        file = self._root / name
        return file if file.is_file() else None

    def names(self) -> list[str]:
        """Return the names of the pictures kept, oldest first."""
        if not self._root.is_dir():
            return []
        files = [file for file in self._root.iterdir() if not file.name.startswith(".")]
        return [file.name for file in sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name))]
