"""One command at a time to a folder: two of them would fetch everything twice."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rpc_camera.command.failure import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def holding(folder: Path) -> Iterator[None]:
    """Hold the folder within the block; the system lets go of it however the command ends. CommandError: it is held."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                f"Another `rpc-camera collect` is at work in {folder}: wait for its end, or choose another folder."
            ) from None
        except OSError:
            pass  # a file system that cannot lock
        yield
    finally:
        os.close(descriptor)
