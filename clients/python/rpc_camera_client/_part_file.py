"""The part of a file that has come so far: gone on with by the next download, and by one at a time."""

from __future__ import annotations

import os
import re
import secrets
import stat
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME: Final = re.compile(r"\.(?P<key>[0-9a-f]{16})(?:\.[0-9a-f]{8})?\.part")
_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True)
class PartFile:
    """An open file of a temporary name, with what has come of it."""

    path: Path
    file: BinaryIO

    def put(self, place: Path) -> None:
        """Give it the name `place`, on the disk. FileExistsError: there is one of that name, which stays."""
        self._flush()
        try:
            os.link(self.path, place)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if place.exists():
                raise FileExistsError(f"{place} is there already.") from None
            self.path.replace(place)
        else:
            self.path.unlink()

    def replace(self, place: Path) -> None:
        """Give it the name `place`, on the disk, which what had it loses."""
        self._flush()
        self.path.replace(place)

    def _flush(self) -> None:
        self.file.flush()
        os.fsync(self.file.fileno())


@contextmanager
def part_file(folder: Path, key: str) -> Iterator[PartFile]:
    """Yield the part of `key` (16 hexadecimal digits) in `folder`, which stays there until it is put or removed.

    While somebody else is at work on it, or where files cannot be locked, it is a new one that does not stay.
    """
    path = folder / f".{key}.part"
    file = _locked(path)
    stays = file is not None
    if file is None:
        path, file = _another(folder, key)
    try:
        with file:
            try:
                yield PartFile(path, file)
            finally:
                if stays and _is_empty(path, file):
                    path.unlink()
    finally:
        if not stays:
            path.unlink(missing_ok=True)


def _another(folder: Path, key: str) -> tuple[Path, BinaryIO]:
    """Return a new part of another name, held as well where files can be locked: else `remove_parts` would take it."""
    path = folder / f".{key}.{secrets.token_hex(4)}.part"
    if (file := _locked(path)) is not None:
        return path, file
    path.unlink(missing_ok=True)
    path = folder / f".{key}.{secrets.token_hex(4)}.part"
    return path, path.open("x+b")


def _is_empty(path: Path, file: BinaryIO) -> bool:
    """Return whether nothing has come, and `path` is this file: once it was put, somebody else may have begun there."""
    with suppress(OSError):
        file.flush()
        status = os.fstat(file.fileno())
        return not status.st_size and os.path.samestat(status, path.lstat())
    return False


def remove_parts(root: Path, keys: set[str]) -> None:
    """Remove the parts in `root`, and below it, that nobody is at work on, except for those of `keys`."""
    for path in root.rglob(".*.part"):
        match = _NAME.fullmatch(path.name)
        if match and match["key"] not in keys and (file := _locked(path, is_there=True)) is not None:
            with file:
                path.unlink(missing_ok=True)


def _locked(path: Path, *, is_there: bool = False) -> BinaryIO | None:
    """Return the file, held by this process alone for as long as it is open; None where that cannot be."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows: there, each download begins anew
    except ImportError:
        return None
    try:
        descriptor = os.open(path, _FLAGS & ~os.O_CREAT if is_there else _FLAGS, 0o666)
    except OSError as error:
        if is_there or isinstance(error, (FileExistsError, IsADirectoryError)) or path.is_symlink():
            return None
        raise
    file = os.fdopen(descriptor, "r+b")
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        status = os.fstat(descriptor)
        if stat.S_ISREG(status.st_mode) and os.path.samestat(status, path.lstat()):  # else it was put meanwhile
            return file
    file.close()
    return None
