"""Pictures that a body has in its memory for the computer, until they are fetched or nobody wants them any longer."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rpc_camera.virtual.storage import StoredObject


class PictureMemory:
    """The pictures by handle, oldest first, each until it is forgotten; their handles count up from `first_handle`."""

    def __init__(self, first_handle: int) -> None:
        self._first_handle = first_handle
        self._held: dict[int, StoredObject] = {}
        self._handles = count(first_handle)

    def __contains__(self, handle: int) -> bool:
        return handle in self._held

    def __len__(self) -> int:
        return len(self._held)

    @property
    def oldest(self) -> StoredObject | None:
        """The picture that has been there longest; None: there is none."""
        return next(iter(self._held.values()), None)

    def add(self, item: StoredObject) -> None:
        """Hold a picture, under a handle of its own."""
        item.handle = next(self._handles)
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
        """Drop all of them, and count handles anew."""
        for handle in list(self._held):
            self.forget(handle)
        self._handles = count(self._first_handle)
