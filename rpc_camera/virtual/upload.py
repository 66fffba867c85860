"""Receives files from the client: SendObjectInfo announces one, SendObject brings its bytes."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rpc_camera.virtual.ptp import ROOT, ObjectFormat, PtpError, ResponseCode, unpack_string
from rpc_camera.virtual.storage import format_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from rpc_camera.virtual.storage import Card, StoredObject

_FILENAME_AT = 52
_FORBIDDEN = set('/\\:*?"<>|')


class Mishap(StrEnum):
    """What can befall a file on its way.

    The link breaks, and nothing is kept, or a part, or a part in a file of the whole size; or only a part is stored;
    or the camera takes no more for a while.
    """

    CUT = "cut"
    CUT_AND_KEPT = "cut_and_kept"
    CUT_AND_PADDED = "cut_and_padded"
    SHORTENED = "shortened"
    HELD_UP = "held_up"


_BREAKS = {Mishap.CUT, Mishap.CUT_AND_KEPT, Mishap.CUT_AND_PADDED}


@dataclass(frozen=True)
class UploadFault:
    """Befalls the next file when `after_bytes` of it have come."""

    mishap: Mishap
    after_bytes: int


class Upload:
    """The one file that is announced and not here yet."""

    def __init__(self, card: Card) -> None:
        self._card = card
        self._awaited: StoredObject | None = None
        self.fault: UploadFault | None = None

    @property
    def awaited_bytes(self) -> int:
        """How many bytes SendObject may bring."""
        return self._awaited.size_bytes if self._awaited else 0

    def announce(self, parent: int, info: bytes, now: datetime) -> StoredObject:
        """Make a folder at once, or remember the file to come; raises PtpError when it cannot be stored."""
        self.give_up()
        if len(info) <= _FILENAME_AT:
            raise PtpError(ResponseCode.NO_VALID_OBJECT_INFO)
        kind, size_bytes = struct.unpack_from("<H2xI", info, 4)
        name = unpack_string(info, _FILENAME_AT)
        folder = 0 if parent == ROOT else parent
        if folder and not self._card.get(folder).is_folder:
            raise PtpError(ResponseCode.INVALID_PARENT_OBJECT)
        if not name or _FORBIDDEN & set(name):
            raise PtpError(ResponseCode.NO_VALID_OBJECT_INFO)
        if self._card.child(folder, name):
            raise PtpError(ResponseCode.ACCESS_DENIED)
        if size_bytes > self._card.free_bytes:
            raise PtpError(ResponseCode.STORE_FULL)
        item = self._card.add(folder, name, format_of(name) if kind == ObjectFormat.UNDEFINED else kind, now)
        if kind != ObjectFormat.FOLDER:
            del self._card.objects[item.handle]
            item.size_bytes = size_bytes
            self._awaited = item
        return item

    def receive(self, path: Path) -> StoredObject:
        """Take the bytes in `path` as the file; raises PtpError when they are not as many as announced."""
        item, self._awaited = self._awaited, None
        size_bytes = path.stat().st_size
        if item is None or size_bytes != item.size_bytes:
            path.unlink()
            raise PtpError(ResponseCode.NO_VALID_OBJECT_INFO)
        if self.fault and self.fault.mishap is Mishap.SHORTENED:
            self._store(item, path, self.fault.after_bytes)
            self.fault = None
        else:
            self._store(item, path, size_bytes)
        return item

    def is_cut_after(self, received_bytes: int) -> bool:
        """Return whether the link breaks when so much has come."""
        return self._awaited is not None and self._is_due(received_bytes, _BREAKS)

    def is_held_up_after(self, received_bytes: int) -> bool:
        """Return whether the camera takes no more when so much has come; it is so once."""
        if self._awaited is None or not self._is_due(received_bytes, {Mishap.HELD_UP}):
            return False
        self.fault = None
        return True

    def _is_due(self, received_bytes: int, mishaps: set[Mishap]) -> bool:
        return self.fault is not None and self.fault.mishap in mishaps and received_bytes > self.fault.after_bytes

    def cut(self, path: Path) -> None:
        """Suffer the break: what is in `path` so far is kept as the file, or goes."""
        fault, self.fault = self.fault, None
        item, self._awaited = self._awaited, None
        if not fault or not item or fault.mishap is Mishap.CUT:
            path.unlink()
            return
        os.truncate(path, fault.after_bytes)
        if fault.mishap is Mishap.CUT_AND_PADDED:
            os.truncate(path, item.size_bytes)
        self._store(item, path, path.stat().st_size)

    def _store(self, item: StoredObject, path: Path, size_bytes: int) -> None:
        item.path, item.size_bytes = path, size_bytes
        self._card.objects[item.handle] = item

    def give_up(self) -> None:
        """Nothing is awaited any longer."""
        self._awaited = None
