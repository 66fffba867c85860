"""Pictures that were shot into the camera's memory and wait to be fetched.

libgphoto2 takes one picture per announcement, so the next is announced when the one before it was fetched.
"""

from __future__ import annotations

from collections import deque
from itertools import count
from typing import TYPE_CHECKING

from rpc_camera.virtual.ptp import FIRST_RAM_HANDLE, EventCode, PtpError, ResponseCode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rpc_camera.virtual.storage import StoredObject


def is_ram_handle(handle: int) -> bool:
    """Whether `handle` means a picture in memory."""
    return FIRST_RAM_HANDLE <= handle < FIRST_RAM_HANDLE + 0x1000


class RamBuffer:
    """The pictures by handle; `emit` reports events."""

    def __init__(self, emit: Callable[[int, int], None]) -> None:
        self._emit = emit
        self._held: dict[int, StoredObject] = {}
        self._unannounced: deque[int] = deque()
        self._awaited = 0
        self._handles = count(FIRST_RAM_HANDLE)

    def offer(self, pictures: Sequence[StoredObject]) -> None:
        """Take over the pictures of one release and announce the first."""
        for picture in pictures:
            picture.handle = next(self._handles)
            self._held[picture.handle] = picture
            self._unannounced.append(picture.handle)
        if not self._awaited:
            self._announce()

    def get(self, handle: int) -> StoredObject:
        """Return the picture; the first handle also stands for the oldest that is left, as in a burst."""
        if handle == FIRST_RAM_HANDLE and handle not in self._held and self._held:
            return next(iter(self._held.values()))
        try:
            return self._held[handle]
        except KeyError:
            raise PtpError(ResponseCode.INVALID_OBJECT_HANDLE) from None

    def fetched(self, picture: StoredObject) -> None:
        """Its last byte was sent."""
        if picture.handle == self._awaited:
            self._announce()

    def remove(self, handle: int) -> None:
        """Forget a picture that the client does not want any longer."""
        picture = self.get(handle)
        del self._held[picture.handle]
        picture.drop()
        self.fetched(picture)

    def clear(self) -> None:
        """Forget what nobody fetched."""
        self._unannounced.clear()
        self._awaited = 0
        for handle in list(self._held):
            self.remove(handle)
        self._handles = count(FIRST_RAM_HANDLE)

    def _announce(self) -> None:
        self._awaited = self._unannounced.popleft() if self._unannounced else 0
        if not self._awaited:
            return
        self._emit(EventCode.OBJECT_ADDED_IN_RAM, self._awaited)
        if not self._unannounced:
            self._emit(EventCode.CAPTURE_COMPLETE_IN_RAM, 0)
