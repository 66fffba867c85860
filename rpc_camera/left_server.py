"""What a running server leaves for commands of the same user on this machine: its address and token, in a file.

The folder is `$XDG_RUNTIME_DIR/rpc-camera`, or `~/.local/state/rpc-camera/servers` where the system has no such folder.
It is this user's alone, and so is each file; what others could have written, or could read, is not believed. Root sees
the server that systemd keeps as well, in the folder that the unit gives to the service's own user.
"""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FOR_OTHERS: Final = 0o077
_MOST_BYTES: Final = 65536
OF_UNIT: Final = Path("/run/rpc-camera/rpc-camera")  # its RuntimeDirectory=, which is its XDG_RUNTIME_DIR


@dataclass(frozen=True)
class LeftServer:
    """A server that runs: `started` is when its process began, in ticks since the system's start."""

    url: str
    token: str
    pid: int
    started: int


def folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the files are. RuntimeError: this user has no home directory."""
    if runtime := environment.get("XDG_RUNTIME_DIR"):
        return Path(runtime) / "rpc-camera"
    state = environment.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "rpc-camera" / "servers"


def leave(url: str, token: str) -> Path:
    """Write the file of the server that this process is. OSError, RuntimeError: it cannot be written."""
    where = folder()
    where.mkdir(mode=0o700, parents=True, exist_ok=True)
    _check(where.lstat(), stat.S_ISDIR, os.geteuid())
    file = where / f"{os.getpid()}.json"
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(asdict(LeftServer(url, token, os.getpid(), _started(os.getpid()))), out)
    return file


def left_servers(where: Path | None = None, of_unit: Path = OF_UNIT) -> Iterator[LeftServer]:
    """Yield the servers of this user's that run, for root also that of the unit; what is left of others is removed."""
    with suppress(OSError, RuntimeError):
        yield from _servers_in(where or folder(), os.geteuid())
    if where is None and not os.geteuid():
        with suppress(OSError):
            yield from _servers_in(of_unit, of_unit.lstat().st_uid)


def _servers_in(where: Path, owner: int) -> Iterator[LeftServer]:
    """Yield those that run. OSError: the folder, or what is in it, cannot be read, or is not the owner's alone."""
    _check(where.lstat(), stat.S_ISDIR, owner)
    for file in sorted(where.glob("*.json")):
        server = _read(file, owner)
        if server is not None and _runs(server):
            yield server
        elif server is not None and owner == os.geteuid():
            file.unlink(missing_ok=True)


def _read(file: Path, owner: int) -> LeftServer | None:
    """Return what the file says; None when it is none of ours, or is being written."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as content:
            _check(os.fstat(descriptor), stat.S_ISREG, owner)
            members: dict[str, Any] = json.loads(content.read(_MOST_BYTES))
        return LeftServer(str(members["url"]), str(members["token"]), int(members["pid"]), int(members["started"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _check(status: os.stat_result, is_kind: Any, owner: int) -> None:  # noqa: ANN401 - one of stat's own
    """Raise PermissionError when it is another's, when others have a part in it, or when it is another kind of file."""
    if status.st_uid != owner or status.st_mode & _FOR_OTHERS or not is_kind(status.st_mode):
        raise PermissionError("It is not its owner's alone.")


def _runs(server: LeftServer) -> bool:
    try:
        return _started(server.pid) == server.started
    except OSError:
        return False


def _started(pid: int) -> int:
    """Return when a process began. OSError: it is gone."""
    line = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    return int(line.rpartition(")")[2].split()[19])  # proc(5), field 22; the second is the name, in brackets
