"""The file that the server has open for a part of another one: what is written there does not go over the socket."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rpc_camera.disk_errors import disk_error

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger(__name__)


@contextmanager
def opened(name: str | None) -> Iterator[int | None]:
    """Yield the descriptor of the file called `/proc/PID/fd/N`; None: there is none, or it cannot be opened.

    It is closed again each time, since it has no other name: whoever held it would hold its disk space.
    """
    descriptor = _open(name) if name else None
    try:
        yield descriptor
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _open(name: str) -> int | None:
    try:
        return os.open(name, os.O_WRONLY | os.O_CLOEXEC)
    except OSError as error:
        _log.info("%s cannot be opened, so its bytes go over the socket: %s", name, error)
        return None


def write_at(descriptor: int, data: memoryview, offset: int) -> None:
    """Write `data` at `offset`. ServiceError STORAGE_FULL: the disk has no room for it; DISK_ERROR: it fails."""
    try:
        while data:
            written = os.pwrite(descriptor, data, offset)
            data, offset = data[written:], offset + written
    except OSError as error:
        raise disk_error(error) from error
