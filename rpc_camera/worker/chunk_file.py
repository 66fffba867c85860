"""Writing a part of a file into one that the server has open, past the socket: the reply has only its length."""

from __future__ import annotations

import logging
import os

from rpc_camera.disk_errors import disk_error

_log = logging.getLogger(__name__)


def write_into(name: str, data: bytes | bytearray, offset: int) -> bool:
    """Write `data` at `offset` of the file called `/proc/PID/fd/N`; False: it cannot be opened.

    It is closed again each time, since it has no other name: whoever held it would hold its disk space.
    ServiceError STORAGE_FULL: the disk has no room for it; DISK_ERROR: it fails otherwise.
    """
    try:
        descriptor = os.open(name, os.O_WRONLY | os.O_CLOEXEC)
    except OSError as error:
        _log.info("%s cannot be opened, so its bytes go over the socket: %s", name, error)
        return False
    left = memoryview(data)
    try:
        while left:
            written = os.pwrite(descriptor, left, offset)
            left, offset = left[written:], offset + written
    except OSError as error:
        raise disk_error(error) from error
    finally:
        os.close(descriptor)
    return True
