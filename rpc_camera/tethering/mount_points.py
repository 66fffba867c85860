"""Which disks the machine is to have, by its table of them, and which are mounted."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

FSTAB: Final = Path("/etc/fstab")
_MOUNTED: Final = Path("/proc/self/mountinfo")
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")  # spaces, for instance


def missing_mount(folder: Path) -> Path | None:
    """Return the mount point at or above `folder` that the table of disks names, and that nothing is mounted on.

    None: there is none, or the system does not say.
    """
    try:
        table, mounted = FSTAB.read_text(errors="replace"), _MOUNTED.read_text(errors="replace")
    except OSError:
        return None
    wanted = {_path(parts[1]) for parts in map(str.split, table.splitlines()) if len(parts) > 1 and parts[0][0] != "#"}
    there = {_path(parts[4]) for parts in map(str.split, mounted.splitlines())}
    real = folder.resolve()
    return next((place for place in (real, *real.parents) if place in wanted - there), None)


def _path(field: str) -> Path:
    return Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), field))
