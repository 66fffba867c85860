"""Temporary files that vanish with their descriptors."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def unnamed_file(folder: Path) -> IO[bytes]:
    """Return an unnamed file, beside the state if possible: /tmp is memory on some systems."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=folder, buffering=0)
    except OSError:
        return tempfile.TemporaryFile(buffering=0)
