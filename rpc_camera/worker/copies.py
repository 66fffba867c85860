"""Unnamed copies of the files that a driver can only read whole."""

from __future__ import annotations

import os
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_MOST: Final = 4  # enough for a few clients that download different files by turns


class Copies:
    """The last few files copied, as descriptors of unlinked files, by path."""

    def __init__(self) -> None:
        self._descriptors: OrderedDict[str, int] = OrderedDict()

    def get(self, path: str) -> int | None:
        """Return the descriptor of the copy of `path`, if there is one."""
        if path in self._descriptors:
            self._descriptors.move_to_end(path)
        return self._descriptors.get(path)

    def make(self, path: str, write: Callable[[int], None]) -> int:
        """Have `write(descriptor)`, which closes it, copy the file, and return a descriptor to read it from."""
        from tempfile import TemporaryFile  # noqa: PLC0415 - ptp2 needs no copies, and each worker would have it

        with TemporaryFile() as file:
            write(os.dup(file.fileno()))
            self._descriptors[path] = os.dup(file.fileno())
        while len(self._descriptors) > _AT_MOST:
            os.close(self._descriptors.popitem(last=False)[1])
        return self._descriptors[path]

    def forget(self, path: str) -> None:
        """Give up the copy of `path`: the file may have become another one."""
        if descriptor := self._descriptors.pop(path, None):
            os.close(descriptor)
