"""Canon's list of all that lies in a folder, which spares a client to ask for each file."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual.ptp import ROOT, PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.storage import Card, StoredObject

_LONGEST_NAME_BYTES: Final = 15
_ENTRY: Final = struct.Struct("<IIIIIIIII16sI")


def list_folder(card: Card, storage: int, parent: int) -> bytes:
    """Return the entries of a folder. PtpError: no such card, or a name that does not fit in."""
    if storage not in card.storages:
        raise PtpError(ResponseCode.INVALID_STORAGE_ID)
    items = [item for item in card.children(0 if parent == ROOT else parent) if item.storage == storage]
    return struct.pack("<I", len(items)) + b"".join(map(_entry, items))


def _entry(item: StoredObject) -> bytes:
    name = item.name.encode()
    if len(name) > _LONGEST_NAME_BYTES:
        raise PtpError(ResponseCode.GENERAL_ERROR)
    seconds = max(0, int(item.taken_at.timestamp()))
    numbers = (_ENTRY.size, item.handle, item.storage, item.format, 0, 0x20, item.shown_bytes, 0, item.parent)
    return _ENTRY.pack(*numbers, name, seconds)
