"""The folder below which pictures are saved: nothing in it is followed out of it, and nothing in it is overwritten."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import secrets
import stat
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Final

from rpc_camera.digest import new_digest
from rpc_camera.tethering.folder_mark import FolderMark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

PART_SUFFIX: Final = ".rpc-camera-part"
_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_RENAME_NOREPLACE: Final = 1
_NO_HARD_LINKS: Final = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
_PIECE_BYTES: Final = 1 << 20
_BLOCK_BYTES: Final = 512  # of st_blocks, whatever the file system's own are


class FolderError(OSError):
    """A folder that cannot be used; its strerror is a sentence."""


def part_name() -> str:
    """Return a new temporary name: hidden, and recognisable as one of ours."""
    return f".{secrets.token_hex(8)}{PART_SUFFIX}"


class SaveFolder:
    """`root`, which may be a link itself. `kept_out` is a folder that nothing is saved into (the server's state).

    `ledgers` is the folder in there for what is known of the pictures that are saved below this root.
    """

    def __init__(self, root: Path, kept_out: Path) -> None:
        self.root = root
        self.ledgers = kept_out / ".tethering" / hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
        self._kept_out = kept_out
        self._mark = FolderMark(root, self.ledgers / "save-dir.id")

    def check(self) -> None:
        """Make the folder where it is missing. OSError: that cannot be, or it takes no file without overwriting."""
        self.root.mkdir(parents=True, exist_ok=True)
        part, probe = part_name(), part_name()
        folder = os.open(self.root, _FOLDER)
        try:
            os.close(create(folder, part))
            link_new(folder, part, probe)
            os.unlink(probe, dir_fd=folder)
        finally:
            remove(folder, part)
            os.close(folder)

    def check_disk(self) -> None:
        """Check that this is the folder it was before. MissingDiskError: its disk is not mounted, say."""
        with self.entered(()):
            pass

    @contextmanager
    def entered(self, folders: Sequence[str], *, make: bool = True) -> Iterator[int]:
        """Yield a descriptor of a folder below the root, made where it is missing.

        MissingDiskError: the root is not there, or not on the disk it was on. OSError: the folder cannot be entered.
        """
        try:
            current = os.open(self.root, _FOLDER)
        except OSError as error:
            raise self._mark.missing(f"cannot be entered ({error.strerror})") from error
        try:
            self._mark.check(current)
            for name in folders:
                below = self._below(current, name, make=make)
                os.close(current)
                current = below
            yield current
        finally:
            os.close(current)

    @contextmanager
    def entered_mark(self) -> Iterator[tuple[int, str]]:
        """Yield a descriptor of the mark by which the root is known, and its name. MissingDiskError: see `entered`."""
        self.check_disk()
        name = self._mark.name
        with self.entered([name], make=False) as mark:
            yield mark, name

    def _below(self, folder: int, name: str, *, make: bool) -> int:
        if make:
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=folder)
                os.fsync(folder)
        try:
            below = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
        except OSError as error:
            if error.errno in {errno.ELOOP, errno.ENOTDIR}:
                raise FolderError(
                    error.errno, f"{name} is no folder, or a symbolic link, which is not followed"
                ) from None
            raise
        if self._is_kept_out(below):
            os.close(below)
            raise FolderError(errno.EACCES, f"{name} is the folder of the server's own state")
        return below

    def _is_kept_out(self, folder: int) -> bool:
        try:
            return os.path.samestat(os.fstat(folder), self._kept_out.stat())
        except FileNotFoundError:
            return False

    def files_in(self, root: int) -> Iterator[tuple[str, int]]:
        """Yield path and size of each file below the open root; no link is followed, and temporary files are left out.

        OSError: the disk fails. A folder that may not be read is left out, as is a name that is no text.
        """
        for at, folders, files, folder in os.fwalk(".", onerror=_unless_forbidden, dir_fd=root):
            if self._is_kept_out(folder):
                folders.clear()
                continue
            for name in files:
                path = os.path.normpath(f"{at}/{name}")
                if not name.endswith(PART_SUFFIX) and _is_text(path) and (size_bytes := _size_of(folder, name)):
                    yield path, size_bytes

    def free_bytes(self) -> int:
        """Return how much room there is for this user. MissingDiskError, OSError: see `entered`."""
        with self.entered(()) as root:
            disk = os.fstatvfs(root)
        return disk.f_bavail * disk.f_frsize


def create(folder: int, name: str) -> int:
    """Create a file that does not exist yet, and return its descriptor."""
    return os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666, dir_fd=folder)


def room_for(descriptor: int) -> int:
    """Return how many bytes an open file can have on its disk, those included that it has."""
    disk = os.fstatvfs(descriptor)
    return disk.f_bavail * disk.f_frsize + os.fstat(descriptor).st_blocks * _BLOCK_BYTES


def from_disk(descriptor: int) -> None:
    """Have a file on the disk, and what is read of it from now on read from there as far as the system lets us."""
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def digest_of(descriptor: int) -> str:
    """Return the SHA-256 of a file."""
    digest, offset = new_digest(), 0
    while piece := os.pread(descriptor, _PIECE_BYTES, offset):
        digest.update(piece)
        offset += len(piece)
    return digest.hexdigest()


def link_new(folder: int, part: str, name: str) -> None:
    """Give `part` the name `name` as well, or instead. FileExistsError: there is one of that name, which stays."""
    try:
        os.link(part, name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        rename_new(folder, part, name)


def rename_new(folder: int, part: str, name: str) -> None:
    """Rename without overwriting, where there are no hard links: exFAT, some shares."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(folder, os.fsencode(part), folder, os.fsencode(name), _RENAME_NOREPLACE):
        number = ctypes.get_errno()
        if number == errno.EINVAL:
            raise FolderError(number, "its file system can neither link nor rename without overwriting")
        raise OSError(number, os.strerror(number), name)


def exists(folder: int, name: str) -> bool:
    """Return whether there is anything of that name."""
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _unless_forbidden(error: OSError) -> None:
    if not isinstance(error, (PermissionError, FileNotFoundError)):
        raise error


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _size_of(folder: int, name: str) -> int | None:
    """Return the size of a file; None: there is none of that name, or something else."""
    try:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def is_file_with(folder: int, name: str, size_bytes: int | None, sha256: str) -> bool:
    """Return whether this is a file of that size and content. OSError: its disk fails."""
    try:
        descriptor = open_to_read(folder, name)
    except OSError:
        return False
    return _stored_digest(descriptor, size_bytes) == sha256


def digest_on_disk(folder: int, name: str, size_bytes: int) -> str | None:
    """Return the SHA-256 of a file as the disk has it; None: it is no file of that size. OSError: it cannot be read."""
    return _stored_digest(open_to_read(folder, name), size_bytes)


def open_to_read(folder: int, name: str) -> int:
    """Return the descriptor of what has that name, which may be no file; no link is followed, nobody waited for."""
    return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)


def _stored_digest(descriptor: int, size_bytes: int | None) -> str | None:
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size != size_bytes:
            return None
        from_disk(descriptor)
        return digest_of(descriptor)
    finally:
        os.close(descriptor)


def opened(folder: int, name: str) -> IO[bytes]:
    """Return a file to be read; no link is followed."""
    return os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder), "rb")


def remove(folder: int, name: str) -> None:
    """Delete a temporary file; it may be gone."""
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=folder)
