"""Child processes in Python: they run the package that this process runs, and nothing of the current directory.

`-m` alone would look there first: a checkout hides the package that is installed, any `argparse.py` that of Python.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import signal

PATH_VARIABLE: Final = "RPC_CAMERA_CHILD_PATH"
_PR_SET_CHILD_SUBREAPER: Final = 36
_START: Final = Path(__file__).with_name("start.py")
# What parses the bytes that cameras send need not know what opens the service to a client, or anything else.
_SECRET: Final = re.compile(r"TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|(API|PRIVATE|ACCESS)_?KEY", re.IGNORECASE)


class Child(Protocol):
    """A child of this process. `returncode` is that of `subprocess`, and None until its end has been collected."""

    @property
    def pid(self) -> int: ...  # noqa: D102 - see above

    @property
    def returncode(self) -> int | None: ...  # noqa: D102


def command(module: str) -> list[str]:
    """Return the command line that runs `module` ("rpc_camera.worker"), to which its arguments are added."""
    return [sys.executable, "-I", str(_START), module]


def environment(**more: str) -> dict[str, str]:
    """Return the environment for such a process: this one's without secrets, and `more`."""
    kept = {name: value for name, value in os.environ.items() if not _SECRET.search(name)}
    return {**kept, PATH_VARIABLE: os.pathsep.join(_path()), **more}


def adopt_orphans() -> None:
    """Have processes below this one become its children when their parent ends (Linux). OSError: that cannot be."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


def send_signal(process: Child, number: signal.Signals) -> None:
    """Send a signal to a child, unless it has ended.

    asyncio's own way, until Python 3.13, collects the exit status of one that has just ended, so that its watcher finds
    no such child any more, logs that, and reports the status 255.
    """
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.kill(process.pid, number)


def _path() -> list[str]:
    """Return where this process finds modules, without the current directory."""
    try:
        here = Path.cwd()
    except FileNotFoundError:  # it was deleted
        return [entry for entry in sys.path if Path(entry).is_absolute()]
    return [str(Path(entry).absolute()) for entry in sys.path if entry and Path(entry).absolute() != here]
