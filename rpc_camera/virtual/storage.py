"""The memory card: folders and files as PTP objects, with a capacity."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

from rpc_camera.virtual.ptp import (
    SECOND_STORAGE_ID,
    STORAGE_ID,
    ObjectFormat,
    PtpError,
    ResponseCode,
    pack_string,
    pack_time,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_FORMATS = {
    "jpg": ObjectFormat.JPEG,
    "jpeg": ObjectFormat.JPEG,
    "dng": ObjectFormat.DNG,
    "cr2": ObjectFormat.CR2,
    "cr3": ObjectFormat.CR3,
    "tif": ObjectFormat.TIFF,
    "tiff": ObjectFormat.TIFF,
    "png": ObjectFormat.PNG,
    "mov": ObjectFormat.QUICKTIME,
    "avi": ObjectFormat.AVI,
    "txt": ObjectFormat.TEXT,
}


def format_of(name: str) -> ObjectFormat:
    """Return the PTP format that goes with a file name; most RAWs' is "undefined", as with real cameras."""
    return _FORMATS.get(name.rpartition(".")[2].lower(), ObjectFormat.UNDEFINED)


@dataclass(frozen=True)
class Details:
    """What is only known by looking into a file."""

    width: int = 0
    height: int = 0
    thumbnail: bytes = b""
    large_thumbnail: bytes = b""


@dataclass
class StoredObject:
    """A file or folder. `path` is its content on the host, None for folders and pictures not yet drawn.

    `reported_bytes`: the size that the camera reports, where that is not the file's own. `sha256`: of a file that the
    camera has made.
    """

    handle: int
    parent: int
    name: str
    format: int
    taken_at: datetime
    path: Path | None = None
    size_bytes: int = 0
    details: Details | None = None
    owned: bool = True
    protected: bool = False
    storage: int = STORAGE_ID
    reported_bytes: int | None = None
    sha256: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether other objects can lie in it."""
        return self.format == ObjectFormat.FOLDER

    @property
    def shown_bytes(self) -> int:
        """The size that the camera reports, in 32 bits."""
        return min(self.size_bytes if self.reported_bytes is None else self.reported_bytes, 0xFFFFFFFF)

    def drop(self) -> None:
        """Delete its content."""
        if self.path is not None:
            self.path.unlink(missing_ok=True)

    def describe(self) -> bytes:
        """Return the ObjectInfo dataset."""
        details = self.details or Details()
        thumb = len(details.thumbnail)
        head = struct.pack(
            "<IHHIHIIIIIIIHII",
            self.storage,
            self.format,
            int(self.protected),
            self.shown_bytes,
            0 if self.is_folder else ObjectFormat.JFIF,
            thumb,
            160 if thumb else 0,
            120 if thumb else 0,
            details.width,
            details.height,
            24 if details.width else 0,
            self.parent,
            int(self.is_folder),
            0,
            0,
        )
        moment = pack_string(pack_time(self.taken_at))
        return head + pack_string(self.name) + moment + moment + pack_string("")


@dataclass
class Card:
    """All objects by handle, and the bytes they may take; `directory` holds the contents the camera made.

    The folders that the camera shoots into are called by a number and `folder_suffix`.

    With two `slots` it stands for the cards in both, which share its capacity; `storage_ids` are what they are called.
    """

    directory: Path
    capacity_bytes: int
    present: bool = True
    slots: int = 1
    storage_ids: tuple[int, int] = (STORAGE_ID, SECOND_STORAGE_ID)
    folder_suffix: str = ""
    files_per_folder: int = 999
    reserved_bytes: int = 0
    objects: dict[int, StoredObject] = field(default_factory=dict)
    _handles: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def used_bytes(self) -> int:
        """What the files take, and what is promised to pictures on their way."""
        return sum(item.size_bytes for item in self.objects.values()) + self.reserved_bytes

    @property
    def free_bytes(self) -> int:
        """Never negative: the files of --pictures may exceed the capacity."""
        return max(0, self.capacity_bytes - self.used_bytes)

    def new_path(self) -> Path:
        """Return an unused path for a file's content."""
        return self.directory / f"{next(self._handles):08x}"

    @property
    def storages(self) -> list[int]:
        """The ids of the slots with a card in them."""
        return list(self.storage_ids[: self.slots]) if self.present else []

    def add(self, parent: int, name: str, kind: int, taken_at: datetime, storage: int | None = None) -> StoredObject:
        """Return a new object of which only the name is known so far; by default, it lies where its folder does."""
        if storage is None:
            storage = self.objects[parent].storage if parent in self.objects else self.storage_ids[0]
        item = StoredObject(next(self._handles), parent, name, kind, taken_at, storage=storage)
        self.objects[item.handle] = item
        return item

    def get(self, handle: int) -> StoredObject:
        """Return the object, or PtpError."""
        if not self.present:
            raise PtpError(ResponseCode.STORE_NOT_AVAILABLE)
        try:
            return self.objects[handle]
        except KeyError:
            raise PtpError(ResponseCode.INVALID_OBJECT_HANDLE) from None

    def children(self, parent: int) -> list[StoredObject]:
        """Return what lies directly in a folder (0: the top of the card)."""
        return [item for item in self.objects.values() if item.parent == parent]

    def child(self, parent: int, name: str, storage: int | None = None) -> StoredObject | None:
        """Return the one of that name, as on a FAT card in any case; at the top, the one on the card `storage`."""
        lowered = name.lower()
        named = (item for item in self.children(parent) if item.name.lower() == lowered)
        return next((item for item in named if storage in {None, item.storage}), None)

    def folder(self, parent: int, name: str, now: datetime, storage: int | None = None) -> tuple[StoredObject, bool]:
        """Return the folder of that name, and whether it had to be made; at the top, on the card `storage`."""
        found = self.child(parent, name, storage)
        if found is not None:
            return found, False
        return self.add(parent, name, ObjectFormat.FOLDER, now, storage), True

    def remove(self, handle: int) -> None:
        """Delete a file, or a folder with all that is in it.

        Raises PtpError: OBJECT_WRITE_PROTECTED, or PARTIAL_DELETION when only a part could go.
        """
        item = self.get(handle)
        if item.protected:
            raise PtpError(ResponseCode.OBJECT_WRITE_PROTECTED)
        spared = False
        for below in self.children(handle):
            try:
                self.remove(below.handle)
            except PtpError:
                spared = True
        if spared:
            raise PtpError(ResponseCode.PARTIAL_DELETION)
        del self.objects[handle]
        if item.owned:
            item.drop()

    def shot_folders(self, storage: int = STORAGE_ID) -> list[tuple[int, StoredObject]]:
        """Return the folders the camera shoots into, by their number."""
        folders = (item for item in self.objects.values() if item.is_folder and item.storage == storage)
        name = re.compile(rf"(\d{{3}}){self.folder_suffix}")
        named = ((name.fullmatch(item.name), item) for item in folders)
        return sorted(((int(match[1]), item) for match, item in named if match), key=lambda pair: pair[0])

    def place_shot(
        self, name: str, now: datetime, storage: int = STORAGE_ID
    ) -> tuple[StoredObject, list[StoredObject]]:
        """Return the folder for a file `name`, and the folders made for it; a full one makes room for the next."""
        stem = name.rpartition(".")[0]
        dcim, made = self.folder(0, "DCIM", now, storage)
        created = [dcim] if made else []
        number, current = next(reversed(self.shot_folders(storage)), (100, None))
        taken = 0 if current is None else len(self.children(current.handle))
        clash = current is not None and any(item.name.startswith(f"{stem}.") for item in self.children(current.handle))
        if taken >= self.files_per_folder or clash:
            number += 1
        folder, made = self.folder(dcim.handle, f"{number:03d}{self.folder_suffix}", now)
        return folder, [*created, folder] if made else created
