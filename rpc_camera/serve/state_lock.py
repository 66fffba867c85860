"""One server to a state directory: two of them would both resume its sequences, and both save its pictures."""

from __future__ import annotations

import fcntl
import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME: Final = ".lock"
_log = logging.getLogger(__name__)


class StateInUseError(Exception):
    """Another server has the folder; the text is one sentence for the user."""


@contextmanager
def holding(state_dir: Path) -> Iterator[None]:
    """Hold the folder for this server within the block; the system lets go of it however the server ends."""
    descriptor = os.open(state_dir / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(descriptor, state_dir)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, state_dir: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StateInUseError(
            f"Another server runs with the state directory {state_dir}: give this one a --state-dir of its own."
        ) from None
    except OSError as error:  # a file system that cannot lock
        _log.warning("%s cannot be locked (%s): let no second server use it", state_dir, error.strerror)
