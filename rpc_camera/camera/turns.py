"""Turns at one camera: first come, first served, one at a time, and no endless queue."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MAX_WAITING: Final = 100


class Turns:
    """An exclusive FIFO of at most `max_waiting` callers."""

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self._lock = asyncio.Lock()
        self._max_waiting = max_waiting
        self._waiting = 0

    @asynccontextmanager
    async def take(self, camera: str) -> AsyncIterator[None]:
        """Hold the camera. ServiceError CAMERA_BUSY: too many wait already."""
        if self._waiting >= self._max_waiting:
            raise ServiceError(ErrorName.CAMERA_BUSY, f"{self._waiting} requests wait for {camera} already.", camera)
        self._waiting += 1
        try:
            await self._lock.acquire()
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._lock.release()
