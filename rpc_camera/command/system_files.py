"""The files by which systemd keeps the service, and whether those on a machine are as they were installed.

Each begins with a line that has the SHA-256 of the rest, which tells what somebody changed from what an older version
wrote.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from pathlib import Path
from typing import Final

from rpc_camera.durable import replace_file

_PACKAGE: Final = Path(__file__).parents[1]
_OF_PACKAGE: Final = "/usr/bin/rpc-camera"  # what the unit starts where Debian's package has installed it
_HEAD: Final = "# Installed by `rpc-camera service install`. sha256 of the rest: "
_FIRST_LINE: Final = re.compile(re.escape(_HEAD.encode()) + rb"([0-9a-f]{64})\n")
PLACES: Final = {
    "rpc-camera.service": Path("etc/systemd/system/rpc-camera.service"),
    "sysusers.conf": Path("etc/sysusers.d/rpc-camera.conf"),
    "tmpfiles.conf": Path("etc/tmpfiles.d/rpc-camera.conf"),
    "udev.rules": Path("etc/udev/rules.d/61-rpc-camera.rules"),
    "rpc-camera.env": Path("etc/rpc-camera/rpc-camera.env"),
}
UNIT: Final = "rpc-camera.service"
TOKEN: Final = Path("etc/rpc-camera/token.env")
PACKAGED_UNITS: Final = (Path("usr/lib/systemd/system", UNIT), Path("lib/systemd/system", UNIT))


class FileState(StrEnum):
    """What is at a file's place."""

    MISSING = "missing"
    CURRENT = "installed"
    OUTDATED = "of another version"
    CHANGED = "changed by hand"


class SystemFile:
    """The file `name` below the folder `root`, for a service that `program` starts."""

    def __init__(self, name: str, root: Path, program: Path) -> None:
        content = (_folder() / name).read_text("utf-8").replace(_OF_PACKAGE, str(program)).encode()
        self._due = f"{_HEAD}{hashlib.sha256(content).hexdigest()}\n".encode() + content
        self.path = root / PLACES[name]

    @property
    def state(self) -> FileState:
        """What is at its place now. OSError: it cannot be read."""
        try:
            found = self.path.read_bytes()
        except FileNotFoundError:
            return FileState.MISSING
        if found == self._due:
            return FileState.CURRENT
        first = _FIRST_LINE.match(found)
        is_whole = first and first[1].decode() == hashlib.sha256(found[first.end() :]).hexdigest()
        return FileState.OUTDATED if is_whole else FileState.CHANGED

    def install(self) -> None:
        """Write it, for all to read. OSError: it cannot be written."""
        self.path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        replace_file(self.path, self._due)
        self.path.chmod(0o644)


def _folder() -> Path:
    installed = _PACKAGE / "system"
    return installed if installed.is_dir() else _PACKAGE.parent / "packaging" / "system"
