"""The files on a camera: list, describe, read by chunks and delete."""

from __future__ import annotations

import io
import logging
import os
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Final

import gphoto2 as gp

from rpc_camera.clock import rfc3339
from rpc_camera.contract.types import File, FileInfo
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.exif.boxes import DamagedError
from rpc_camera.exif.containers import NoPictureError
from rpc_camera.exif.thumbnail import read_thumbnail
from rpc_camera.wire.mime import mime_type
from rpc_camera.wire.requests import Folder, ThumbnailImage
from rpc_camera.worker.copies import Copies
from rpc_camera.worker.folder_cache import GpObject, list_files, names_in
from rpc_camera.worker.memory_names import is_named_by_body
from rpc_camera.worker.paths import check_folder, is_name, join, split
from rpc_camera.worker.refusals import IgnoredRefusals

if TYPE_CHECKING:
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.ram import RamPictures

_log: Final = logging.getLogger(__name__)
_LITTLE_BYTES: Final = 1 << 20


class Files:
    """The file system of one open camera; pictures in internal memory appear in its root folder."""

    def __init__(self, driver: Driver, ram: RamPictures) -> None:
        self._driver = driver
        self._ram = ram
        self._copies = Copies()

    def list_folder(self, folder: str) -> Folder:
        """Return what is directly within `folder`."""
        folder = check_folder(folder)
        camera, context = self._driver.camera, self._driver.context
        with self._driver.working_on_files(f"list {folder}"):
            folders = names_in(camera.folder_list_folders(folder, context))
        files = list_files(self._driver, folder)
        kept = self._ram.names() if folder == "/" else []
        return Folder(_paths(folder, folders), _paths(folder, files + kept))

    def file(self, path: str) -> File:
        """Return what is known of every file."""
        info = self.info(path)
        file = File(path=path, filename=info["filename"], mime_type=info["mime_type"], size_bytes=info["size_bytes"])
        if "modified_at" in info:
            file["modified_at"] = info["modified_at"]
        return file

    def info(self, path: str) -> FileInfo:
        """Return what the camera says of a file."""
        if kept := self._ram.status(path):
            info = _info(path, kept[0])
            info["modified_at"] = rfc3339(kept[1])
            return info
        if is_held_by_driver(path):
            return _info(path, len(self.content(path)))
        whole = self._reported(path)
        reported = whole.file  # a pointer into `whole`, which therefore has to be kept
        fields = reported.fields
        size_bytes = reported.size if fields & gp.GP_FILE_INFO_SIZE else len(self.content(path))
        info = _info(path, size_bytes, reported.type)
        if fields & gp.GP_FILE_INFO_MTIME and reported.mtime:
            info["modified_at"] = rfc3339(reported.mtime)
        if fields & gp.GP_FILE_INFO_WIDTH and fields & gp.GP_FILE_INFO_HEIGHT and reported.width and reported.height:
            info["width"], info["height"] = reported.width, reported.height
        if fields & gp.GP_FILE_INFO_PERMISSIONS:
            info["deletable"] = bool(reported.permissions & gp.GP_FILE_PERM_DELETE)
        return info

    def identity(self, path: str) -> tuple[int | None, str | None]:
        """Return the size and the time of a file, as far as that can be had without reading it; (None, None): not.

        ServiceError CAMERA_LOST: the link is gone.
        """
        with suppress(OSError), IgnoredRefusals():
            if kept := self._ram.status(path):
                return kept[0], rfc3339(kept[1])
            if is_held_by_driver(path):
                return None, None
            whole = self._reported(path)  # `file` is a pointer into it
            reported = whole.file
            size_bytes = reported.size if reported.fields & gp.GP_FILE_INFO_SIZE else None
            has_time = reported.fields & gp.GP_FILE_INFO_MTIME and reported.mtime
            return size_bytes, rfc3339(reported.mtime) if has_time else None
        return None, None

    def read_into(self, path: str, offset: int, buffer: memoryview) -> int:
        """Fill `buffer` with what begins at `offset`; return how much it is: less only at the file's end.

        Where body or driver cannot read a part, the file is copied to an unnamed one first.
        """
        folder, name = split(path)
        if kept := self._ram.open(path):
            with kept:
                kept.seek(offset)
                return kept.readinto(buffer)
        if offset == 0:
            self._copies.forget(path)
        if copy := self._copies.get(path):
            return os.preadv(copy, [buffer], offset)
        try:
            with self._driver.working_on_files(f"read {path}"):
                count: int = self._driver.camera.file_read(
                    folder, name, gp.GP_FILE_TYPE_NORMAL, offset, buffer, self._driver.context
                )
        except ServiceError as error:
            if error.name is not ErrorName.NOT_SUPPORTED and not is_held_by_driver(path):
                raise
            copy = self._copies.make(path, lambda descriptor: self.fetch(path, descriptor))
            return os.preadv(copy, [buffer], offset)
        return count

    def _reported(self, path: str) -> GpObject:
        """Return the driver's own record of a file."""
        folder, name = split(path)
        with self._driver.working_on_files(f"find {path}"):
            return self._driver.camera.file_get_info(folder, name, self._driver.context)

    def content(self, path: str) -> bytes:
        """Return a whole file, such as a picture that libgphoto2 has in its own memory."""
        with self._driver.working_on_files(f"find {path}"):
            file = self._get(path, None)
        return bytes(file.get_data_and_size())

    def fetch(self, path: str, descriptor: int) -> None:
        """Let the driver write the whole file into `descriptor`, which it closes: flat memory, no chunks."""
        watched = os.dup(descriptor)
        target = gp.CameraFile(descriptor)
        try:
            with self._driver.doing(f"read {path}"):
                self._get(path, target)
        except ServiceError as error:
            # What the driver has in its own memory can only fail to be written: at a quota, a disk is not full.
            if _is_full(watched) or (is_held_by_driver(path) and os.fstat(watched).st_size):
                raise _disk_full(path) from error
            self._driver.note_failure(error)
            raise
        finally:
            os.close(watched)

    def _get(self, path: str, target: GpObject | None, kind: int = gp.GP_FILE_TYPE_NORMAL) -> GpObject:
        """Have the driver get a file into `target`, or into a new one, and return that."""
        folder, name = split(path)
        return self._driver.camera.file_get(folder, name, kind, target, self._driver.context)

    def thumbnail(self, path: str) -> ThumbnailImage:
        """Return the small picture that the camera keeps of `path`, or that is in it where it came from memory."""
        kind = "image/jpeg"
        if kept := self._ram.open(path):
            with kept:
                data = _thumbnail_within(kept, path)
        elif is_held_by_driver(path):
            data = _thumbnail_within(io.BytesIO(self.content(path)), path)
        else:
            target = gp.CameraFile()
            with self._driver.doing(f"read the thumbnail of {path}"):
                self._get(path, target, gp.GP_FILE_TYPE_PREVIEW)
            data = bytes(target.get_data_and_size())
            kind = kind if data.startswith(b"\xff\xd8") else target.get_mime_type()
        if not data:
            raise ServiceError(
                ErrorName.FILE_UNAVAILABLE, f"There is no thumbnail of {path}.", remedy="Use download_image instead."
            )
        return ThumbnailImage(kind, data)

    def delete(self, path: str) -> None:
        """Delete one file for good."""
        folder, name = split(path)
        if self._ram.delete(path):
            return
        self._copies.forget(path)
        if not is_held_by_driver(path):
            self._reported(path)  # some drivers answer a missing file with a bare "error"
        with self._driver.working_on_files(f"delete {path}"):
            self._driver.camera.file_delete(folder, name, self._driver.context)


def _thumbnail_within(file: IO[bytes], path: str) -> bytes:
    try:
        return read_thumbnail(file)
    except (DamagedError, NoPictureError) as error:
        _log.info("the thumbnail of %s cannot be read: %s", path, error)
        return b""


def _info(path: str, size_bytes: int, driver_type: str = "") -> FileInfo:
    """Return what every file has; it can be deleted, unless the camera says that it cannot."""
    name = PurePosixPath(path).name
    mime = mime_type(name, driver_type)
    return FileInfo(path=path, filename=name, mime_type=mime, size_bytes=size_bytes, deletable=True)


def is_held_by_driver(path: str) -> bool:
    """Return whether this is ptp2's name for a picture from internal memory, which it keeps in its own."""
    return path.startswith("/capt") and path.count("/") == 1


def is_numbered_by_driver(path: str) -> bool:
    """Return whether ptp2 has numbered this picture, whichever other files it has, since the body gives it no name."""
    return is_held_by_driver(path) and not is_named_by_body(path[1:])


def _is_full(descriptor: int) -> bool:
    """Return whether the disk of an open file is full: libgphoto2 has no code of its own for that."""
    disk = os.fstatvfs(descriptor)
    return disk.f_bavail * disk.f_frsize < _LITTLE_BYTES


def _disk_full(path: str) -> ServiceError:
    return ServiceError(
        ErrorName.STORAGE_FULL,
        f"Could not copy {path}: the server's disk is full.",
        remedy="Free space on the server's disk; the picture is still on the camera.",
    )


def _paths(folder: str, names: list[str]) -> list[str]:
    """Return the path of each, once; one that cannot be a name on a card must not spoil the list of all others."""
    paths: list[str] = []
    for name in dict.fromkeys(names):
        if is_name(name):
            paths.append(join(folder, name))
        else:
            _log.warning("left out of the list of %s, since it is no name: %.80r", folder, name)
    return paths
