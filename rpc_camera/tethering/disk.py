"""Which failures of the server's disk are those of one folder, so that files elsewhere could still be saved."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

_OF_ONE_FOLDER: Final = frozenset(
    {errno.ELOOP, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.EISDIR}
)


def concerns_one_folder(error: OSError | sqlite3.Error) -> bool:
    """Return whether a file elsewhere on the disk could still be saved."""
    return isinstance(error, OSError) and error.errno in _OF_ONE_FOLDER
