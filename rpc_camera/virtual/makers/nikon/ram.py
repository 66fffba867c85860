"""How a Nikon announces the pictures in its memory.

libgphoto2 takes one picture per announcement, so the next is announced when the one before it was fetched.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from rpc_camera.virtual.ptp import EventCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class RamAnnouncer:
    """Announces pictures by their handles, by `emit`, which reports an event."""

    def __init__(self, emit: Callable[[int, int], None]) -> None:
        self._emit = emit
        self._unannounced: deque[int] = deque()
        self._awaited = 0

    def offer(self, handles: Iterable[int]) -> None:
        """Announce the first of the pictures of one release, and the others after it."""
        self._unannounced.extend(handles)
        if not self._awaited:
            self._announce()

    def is_gone(self, handle: int) -> None:
        """Announce the next one if this picture was awaited, which is fetched or deleted."""
        if handle == self._awaited:
            self._announce()

    def clear(self) -> None:
        """Forget what nobody fetched."""
        self._unannounced.clear()
        self._awaited = 0

    def _announce(self) -> None:
        self._awaited = self._unannounced.popleft() if self._unannounced else 0
        if not self._awaited:
            return
        self._emit(EventCode.OBJECT_ADDED_IN_RAM, self._awaited)
        if not self._unannounced:
            self._emit(EventCode.CAPTURE_COMPLETE_IN_RAM, 0)
