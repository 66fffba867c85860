"""The one folder below the temporary directory that a process and its children use, gone with them however they end."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCK: Final = ".in-use"


@contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """Yield a new folder whose name begins with `prefix`; those that killed processes have left are removed first.

    The lock in it goes with its process, whatever ends that one: a folder whose lock can be had is nobody's.
    """
    _remove_left(Path(tempfile.gettempdir()), prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    unlocked = folder / f"{_LOCK}-soon"
    descriptor = os.open(unlocked, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        unlocked.rename(folder / _LOCK)  # so that nobody ever sees it unlocked
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(descriptor)


def _remove_left(parent: Path, prefix: str) -> None:
    """Remove the folders of dead processes of this user; one that has no lock (yet) is somebody else's."""
    for folder in parent.glob(f"{prefix}*"):
        with suppress(OSError):
            if folder.lstat().st_uid == os.geteuid() and not folder.is_symlink() and _is_left(folder / _LOCK):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left(lock: Path) -> bool:
    """Return whether nobody holds `lock`. OSError: there is none, or it cannot be asked."""
    descriptor = os.open(lock, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
