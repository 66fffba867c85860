"""One thread for one camera's disk work: a slow disk holds neither the event loop nor another camera's pictures."""

from __future__ import annotations

import errno
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from rpc_camera.threads import finish_in_thread

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
_OF_ONE_FOLDER: Final = frozenset(
    {errno.ELOOP, errno.ENOTDIR, errno.EACCES, errno.EPERM, errno.ENAMETOOLONG, errno.EISDIR}
)


class DiskThread:
    """Runs functions one after the other, in a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "saving")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` and return its result; a caller that is cancelled waits for its end, since it uses open files."""
        return await finish_in_thread(partial(work, *args, **kwargs), executor=self._thread)

    def close(self) -> None:
        """End the thread, once what runs in it is done."""
        self._thread.shutdown(wait=False)


def concerns_one_folder(error: OSError | sqlite3.Error) -> bool:
    """Return whether a file elsewhere on the disk could still be saved."""
    return isinstance(error, OSError) and error.errno in _OF_ONE_FOLDER
