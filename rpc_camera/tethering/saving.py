"""Saving one file: downloaded under a temporary name, verified on the disk, and only then given its final name."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.camera.files.file_identity import FileIdentity, clock_of
from rpc_camera.disk_errors import disk_error, no_room
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering import save_folder
from rpc_camera.tethering.listing import file_info
from rpc_camera.tethering.names import NameFields, SavedName, name_given_by_body, split_original

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.files.version import FileVersion
    from rpc_camera.camera.labels import LabelledBody
    from rpc_camera.contract.types import FileInfo
    from rpc_camera.tethering.content_search import ContentSearch
    from rpc_camera.tethering.ending import Endings
    from rpc_camera.tethering.ledger import Ledger
    from rpc_camera.tethering.ledger_entry import FileEntry
    from rpc_camera.tethering.names import Template
    from rpc_camera.tethering.pairing import PictureEntry
    from rpc_camera.tethering.save_folder import SaveFolder
    from rpc_camera.threads import DiskThread


@dataclass(frozen=True)
class SavedFile:
    """A file that is safe. `path` is relative to the save directory.

    `end_is_shown`: its own content shows that there is no more of it; without that it is not deleted from the camera.
    `known_as`: the id of the entry under which it was saved before, when the camera reported another time for it.
    `was_there`: it was saved before, which a ledger that was damaged did not know any more.
    """

    path: str
    size_bytes: int
    sha256: str
    end_is_shown: bool
    known_as: int | None = None
    was_there: bool = False


@dataclass
class PartFile:
    """A temporary file: its folder's descriptor, its own, its name, and the SHA-256 of what came from the camera."""

    folder: int
    descriptor: int
    name: str
    sha256: str = ""


@dataclass(frozen=True)
class FileSaver:
    """Saves files of one camera. Disk work goes to its own thread; the ledger knows of each step before it is taken.

    `flush_arrivals` brings the ledger up to date with the files that the camera has announced.
    """

    camera_id: str
    ledger: Ledger
    folder: SaveFolder
    disk: DiskThread
    endings: Endings
    search: ContentSearch
    flush_arrivals: Callable[[], Awaitable[None]]

    async def save(self, camera: TetheredCamera, entry: FileEntry, info: FileInfo, template: Template) -> SavedFile:
        """Save the file that `info` describes.

        ServiceError: the camera does not give it, or not as it was, or the server's disk is full. OSError,
        sqlite3.Error: the disk fails. The file has no final name then, and the temporary one is removed.
        """
        identity, version = FileIdentity.of(info), camera.versions.of(info)
        await self.endings.check_size(camera, version)
        picture = await self.disk.run(self.ledger.picture_of, entry, identity)
        name = self._name(picture, version, template, camera.labelled)
        with ExitStack() as stack:
            folder = await self.disk.run(stack.enter_context, self.folder.entered(name.folders))
            part = await self.disk.run(self._create, stack, entry, (folder, name), version.size_bytes)
            part.sha256 = await self._download(camera, version, part)
            await self.disk.run(self._verify, part, version)
            with os.fdopen(os.dup(part.descriptor), "rb") as file:
                end_is_shown = await self.endings.is_shown(camera, version, file)
            await self._check_same(camera, version)
            if known_as := await self.disk.run(self.ledger.saved_with, identity, part.sha256):
                return SavedFile("", version.size_bytes, part.sha256, end_is_shown, known_as)
            if found := await self.search.find(version.size_bytes, part.sha256):
                return SavedFile(found, version.size_bytes, part.sha256, end_is_shown, was_there=True)
            await self.flush_arrivals()  # the RAW of this JPEG has to be known when the name is chosen
            path = await self.disk.run(self._place, entry, picture, name, part)
        return SavedFile(path, version.size_bytes, part.sha256, end_is_shown)

    def _name(
        self, picture: PictureEntry, version: FileVersion, template: Template, called: LabelledBody | None
    ) -> SavedName:
        _, ext = split_original(version.filename)
        taken = clock_of(picture.stamp)
        stem = name_given_by_body(picture.stem) if version.path.count("/") == 1 else picture.stem
        label, place = (called.label, called.place) if called else (None, None)
        return template.name(NameFields(self.camera_id, picture.number, stem, taken, label, place), ext)

    def _create(self, stack: ExitStack, entry: FileEntry, where: tuple[int, SavedName], size_bytes: int) -> PartFile:
        folder, name = where
        disk = os.fstatvfs(folder)
        if size_bytes > disk.f_bavail * disk.f_frsize:
            reason = f"{entry.path} has {size_bytes} bytes, for which the server's disk has no room."
            raise no_room(reason, self.camera_id, size_bytes)
        part = save_folder.part_name()
        self.ledger.set_part(entry, "/".join(name.folders), part)
        descriptor = save_folder.create(folder, part)
        stack.callback(save_folder.remove, folder, part)
        stack.callback(os.close, descriptor)
        return PartFile(folder, descriptor, part)

    async def _download(self, camera: TetheredCamera, version: FileVersion, part: PartFile) -> str:
        try:
            return await camera.downloads.save(version, part.descriptor)
        except (ServiceError, OSError) as error:
            if refusal := out_of_room(error, part.descriptor, version.size_bytes, self.camera_id):
                raise refusal from error
            raise

    def _verify(self, part: PartFile, version: FileVersion) -> None:
        save_folder.from_disk(part.descriptor)
        size_bytes = os.fstat(part.descriptor).st_size
        if size_bytes != version.size_bytes or save_folder.digest_of(part.descriptor) != part.sha256:
            raise ServiceError(
                ErrorName.DIGEST_MISMATCH,
                f"{version.path} is on the server's disk not as it came from the camera.",
                self.camera_id,
                remedy="Check the server's disk and memory; the picture is fetched again.",
            )

    async def _check_same(self, camera: TetheredCamera, version: FileVersion) -> None:
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
                self.camera_id,
                remedy="Nothing: the other file is saved, as soon as it stays the same.",
            )

    def _place(self, entry: FileEntry, picture: PictureEntry, name: SavedName, part: PartFile) -> str:
        self.folder.check_disk()  # the path can have lost its disk since the open folder was entered
        clash = picture.clash
        while True:
            clash = self._free(entry, name, part, clash)
            final = name.file(clash)
            self.ledger.set_name(entry, picture, clash, final, part.sha256)
            try:
                save_folder.link_new(part.folder, part.name, final)
                break
            except FileExistsError:
                clash += 1
        os.fsync(part.folder)
        return "/".join((*name.folders, final))

    def _free(self, entry: FileEntry, name: SavedName, part: PartFile, clash: int) -> int:
        """Return the next number under which this file's name is free, and those of the picture's other files."""
        others = [SavedName(name.folders, name.stem, f".{ext}") for ext in self.ledger.siblings(entry)]
        while any(save_folder.exists(part.folder, each.file(clash)) for each in (name, *others)):
            clash += 1
        return clash


def out_of_room(error: ServiceError | OSError, part: int, size_bytes: int, camera_id: str) -> ServiceError | None:
    """Return the error for a disk that got full while `part` was written: it says how much room the file needs.

    None: it is another failure. So is a quota, or a full disk elsewhere: room on this one is no sign that it is over.
    """
    failure = error if isinstance(error, ServiceError) else disk_error(error, camera_id)
    if failure.name is ErrorName.STORAGE_FULL and save_folder.room_for(part) < size_bytes:
        return no_room(failure.message, camera_id, size_bytes)
    return None
