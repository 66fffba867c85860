"""Pictures that an EOS holds for the computer until it says that it has them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.ptp import PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.storage import StoredObject

_FIRST_HANDLE: Final = 0xC0000001
_MOST_FILES: Final = 12


class PictureMemory:
    """The pictures by handle, each until it is forgotten."""

    def __init__(self) -> None:
        self._held: dict[int, StoredObject] = {}
        self._handles = count(_FIRST_HANDLE)

    def __contains__(self, handle: int) -> bool:
        return handle in self._held

    def check_room(self) -> None:
        """Raise PtpError while so many wait that no other has room."""
        if len(self._held) >= _MOST_FILES:
            raise PtpError(ResponseCode.STORE_FULL)

    def add(self, item: StoredObject, kind: int) -> None:
        """Hold a picture of the format `kind`, under a handle of its own."""
        item.handle, item.storage, item.format = next(self._handles), 0, kind
        self._held[item.handle] = item

    def get(self, handle: int) -> StoredObject:
        """Return a picture that is there."""
        return self._held[handle]

    def forget(self, handle: int) -> None:
        """Drop a picture; nothing happens without one of that handle."""
        item = self._held.pop(handle, None)
        if item is not None:
            item.drop()

    def clear(self) -> None:
        """Drop all of them."""
        for handle in list(self._held):
            self.forget(handle)
