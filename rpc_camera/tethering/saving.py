"""Saving one file: downloaded under a temporary name, verified on the disk, and only then given its final name."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering import save_folder
from rpc_camera.tethering.disk import no_room
from rpc_camera.tethering.names import Picture, SavedName, split_original
from rpc_camera.tethering.seen import Seen, clock_of, file_info

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.files.version import FileVersion
    from rpc_camera.contract.types import FileInfo
    from rpc_camera.tethering.disk import Disk
    from rpc_camera.tethering.ledger import Entry, Ledger
    from rpc_camera.tethering.names import Template
    from rpc_camera.tethering.pairing import PictureEntry
    from rpc_camera.tethering.save_folder import SaveFolder


@dataclass(frozen=True)
class Saved:
    """A file that is safe. `path` is relative to the save directory."""

    path: str
    size_bytes: int
    sha256: str


@dataclass
class Part:
    """A temporary file: its folder's descriptor, its own, its name, and the SHA-256 of what came from the camera."""

    folder: int
    descriptor: int
    name: str
    sha256: str = ""


class Saver:
    """Saves files of one camera. Disk work goes to its own thread; the ledger knows of each step before it is taken."""

    def __init__(
        self, camera_id: str, ledger: Ledger, where: tuple[SaveFolder, Disk], keep_told: Callable[[], Awaitable[None]]
    ) -> None:
        """`keep_told` brings the ledger up to date with what the camera has told of."""
        self._camera_id = camera_id
        self._ledger = ledger
        self._folder, self._disk = where
        self._keep_told = keep_told

    async def save(self, camera: Camera, entry: Entry, info: FileInfo, template: Template) -> Saved:
        """Save the file that `info` (a `FileInfo`) tells of.

        ServiceError: the camera does not give it, or not as it was, or the server's disk is full. OSError,
        sqlite3.Error: the disk fails. The file has no final name then, and the temporary one is removed.
        """
        seen, version = Seen.of(info), camera.versions.of(info)
        picture = await self._disk.do(self._ledger.picture_of, entry, seen)
        name = self._name(picture, version, template)
        with ExitStack() as stack:
            folder = await self._disk.do(self._enter, stack, entry, name)
            part = await self._disk.do(self._create, stack, entry, (folder, name), version.size_bytes)
            part.sha256 = await camera.downloads.save(version, part.descriptor)
            await self._disk.do(self._verify, part, version)
            await self._check_same(camera, version)
            await self._keep_told()  # the RAW of this JPEG
            path = await self._disk.do(self._place, entry, picture, name, part)
        return Saved(path, version.size_bytes, part.sha256)

    def _name(self, picture: PictureEntry, version: FileVersion, template: Template) -> SavedName:
        _, ext = split_original(version.filename)
        taken = clock_of(picture.stamp)
        return template.name(Picture(self._camera_id, picture.number, picture.stem, taken), ext)

    def _enter(self, stack: ExitStack, entry: Entry, name: SavedName) -> int:
        del entry
        return stack.enter_context(self._folder.entered(name.folders))

    def _create(self, stack: ExitStack, entry: Entry, where: tuple[int, SavedName], size_bytes: int) -> Part:
        folder, name = where
        disk = os.fstatvfs(folder)
        if size_bytes > disk.f_bavail * disk.f_frsize:
            reason = f"{entry.path} has {size_bytes} bytes, for which the server's disk has no room."
            raise no_room(reason, self._camera_id, size_bytes)
        part = save_folder.part_name()
        self._ledger.saving(entry, "/".join(name.folders), part)
        descriptor = save_folder.create(folder, part)
        stack.callback(save_folder.remove, folder, part)
        stack.callback(os.close, descriptor)
        return Part(folder, descriptor, part)

    def _verify(self, part: Part, version: FileVersion) -> None:
        save_folder.from_disk(part.descriptor)
        size_bytes = os.fstat(part.descriptor).st_size
        if size_bytes != version.size_bytes or save_folder.digest_of(part.descriptor) != part.sha256:
            raise ServiceError(
                ErrorName.DIGEST_MISMATCH,
                f"{version.path} is on the server's disk not as it came from the camera.",
                self._camera_id,
                remedy="Check the server's disk and memory; the picture is fetched again.",
            )

    async def _check_same(self, camera: Camera, version: FileVersion) -> None:
        """Refuse what may be a mixture of two pictures, when another one has taken the name meanwhile."""
        try:
            now = await file_info(camera, version.path)
        except ServiceError as error:
            if error.name is ErrorName.FILE_NOT_FOUND:
                return  # it is safe here, whoever deleted it
            raise
        if camera.versions.of(now) != version:
            raise ServiceError(
                ErrorName.FILE_UNAVAILABLE,
                f"{version.path} became another file while it was read.",
                self._camera_id,
                remedy="Nothing: the other file is saved, as soon as it stays the same.",
            )

    def _place(self, entry: Entry, picture: PictureEntry, name: SavedName, part: Part) -> str:
        clash = picture.clash
        while True:
            clash = self._free(entry, name, part, clash)
            final = name.file(clash)
            self._ledger.placing(entry, picture, clash, final, part.sha256)
            try:
                save_folder.link_new(part.folder, part.name, final)
                break
            except FileExistsError:
                clash += 1
        os.fsync(part.folder)
        return "/".join((*name.folders, final))

    def _free(self, entry: Entry, name: SavedName, part: Part, clash: int) -> int:
        """Return the next number under which this file's name is free, and those of the picture's other files."""
        others = [SavedName(name.folders, name.stem, f".{ext}") for ext in self._ledger.siblings(entry)]
        while any(save_folder.exists(part.folder, each.file(clash)) for each in (name, *others)):
            clash += 1
        return clash
