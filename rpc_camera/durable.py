"""Files that are whole after a crash or a loss of power: they have the old content or the new, never a part of it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

PART_SUFFIX: Final = ".part"


def replace_file(path: Path, data: bytes, mode: int = 0o666, owner: tuple[int, int] | None = None) -> None:
    """Give a file, which need not exist yet, new content; it is on the disk when this returns.

    It has `mode`, less the umask, and belongs to `owner`, a user and a group, from the first moment on: in a folder of
    somebody else's, what is done to a path later can be done to another file.

    One writer at a time for each path. The folder has to exist; until it is done, there is a second file, named
    after the first and PART_SUFFIX. OSError: it failed, and the file is as it was, or, when only `sync_folder` failed,
    new as long as the power lasts.
    """
    # A name that is always the same: what a crash has left behind is overwritten, and does not pile up.
    part = path.with_name(path.name + PART_SUFFIX)
    try:
        part.unlink(missing_ok=True)  # it may be a link by now, put there by whoever else writes in the folder
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        with os.fdopen(descriptor, "wb") as file:
            if owner is not None:
                os.fchown(descriptor, *owner)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put on the disk which files a folder has, and under which names. OSError: that failed."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
