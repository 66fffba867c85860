"""A database that an event loop uses: opened when it is first needed, and used in a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from rpc_camera.threads import DiskThread

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

_CLOSE_S: Final = 3.0
_log = logging.getLogger(__name__)


class Store(Protocol):
    """An open database, for one thread at a time."""

    def close(self) -> None:
        """Close it. sqlite3.Error: the disk fails."""


S = TypeVar("S", bound=Store)
T = TypeVar("T")


class StoreThread(Generic[S]):
    """The store at `path`, which `open_store` opens; `name` is shown for its thread in a debugger."""

    def __init__(self, name: str, path: Path, open_store: Callable[[], S]) -> None:
        self.path = path
        self._open_store = open_store
        self._disk = DiskThread(name)
        self._store: S | None = None

    async def run(self, act: Callable[[S], T]) -> T:
        """Return what `act` returns for the store. OSError, sqlite3.Error: it cannot be opened, or `act` has failed."""
        return await self._disk.run(self._act, act)

    async def close(self, last: Awaitable[object] | None) -> None:
        """Wait for `last`, what is still being written, and end; a disk that is too slow for that is left alone."""
        closing = asyncio.create_task(self._finish(last))
        done, _ = await asyncio.wait({closing}, timeout=_CLOSE_S)
        if not done:
            _log.warning("the disk is slow: what came last may not be kept in %s", self.path)

    async def _finish(self, last: Awaitable[object] | None) -> None:
        if last:
            await last
        if self._store:
            try:
                await self._disk.run(self._store.close)
            except sqlite3.Error as error:
                _log.warning("%s could not be closed: %s", self.path, error)
        self._disk.close()

    def _act(self, act: Callable[[S], T]) -> T:
        if self._store is None:
            self._store = self._open_store()
        return act(self._store)
