"""Where files go that come here: into which folder, and under which names."""

from __future__ import annotations

import tempfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from rpc_camera.command.failure import CommandError

if TYPE_CHECKING:
    from pathlib import Path


def prepare(folder: Path) -> None:
    """Make the folder where it is missing. CommandError: nothing can be saved there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandError(f"Nothing can be saved in {folder}: {error.strerror}. Choose another folder.") from None


def free_name(folder: Path, name: str) -> Path:
    """Return where a file of that name can go, with a number where the name is taken: cameras count from 1 again."""
    wanted = folder / (PurePosixPath(name).name or "file")
    place, number = wanted, 0
    while place.exists():
        number += 1
        place = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return place
