"""Names for files that come here."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def free_name(folder: Path, name: str) -> Path:
    """Return where a file of that name can go, with a number where the name is taken: cameras count from 1 again."""
    wanted = folder / (PurePosixPath(name).name or "file")
    place, number = wanted, 0
    while place.exists():
        number += 1
        place = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return place
