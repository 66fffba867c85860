"""Writing new files to a camera, from a file that the server has open: flat memory, whatever the size.

libgphoto2 keeps what it was given to write, by its descriptor, until the worker ends or the file is deleted. So its
disk space is given back here, unless the driver could read the file in no other way.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import gphoto2 as gp

from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.mime import mime_type
from rpc_camera.worker.files import FILE_MEMBERS
from rpc_camera.worker.paths import check_new_name, join, split

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.files import Files

_COMPARED_BYTES: Final = 1 << 18


class Store:
    """Stores new files on one open camera; never one that is there already."""

    def __init__(self, driver: Driver, files: Files, tell: Callable[[dict[str, JsonValue]], None]) -> None:
        """`tell` takes the news that a file is being written from now on."""
        self._driver = driver
        self._files = files
        self._tell = tell

    def check(self, path: str, size_bytes: int | None) -> str:
        """Return the one spelling of `path`; None: size unknown.

        ServiceError: the camera will not take it, as far as that is known before.
        """
        check_new_name(path.rpartition("/")[2])
        folder, name = split(path)
        if folder == "/":
            raise ServiceError(
                ErrorName.FILE_NOT_FOUND,
                "Files are stored in a folder of a card, not beside the cards.",
                remedy="list_files has the folders there are, such as /store_00010001/DCIM/100NIKON.",
            )
        if not self._driver.abilities.folder_operations & gp.GP_FOLDER_OPERATION_PUT_FILE:
            raise ServiceError(ErrorName.NOT_SUPPORTED, "This camera, or its driver, takes no files.")
        if self._present(folder, name):
            raise ServiceError(ErrorName.FILE_EXISTS, f"{path} exists already.")
        free_bytes = self._free_bytes(folder) if size_bytes else 0
        if size_bytes and free_bytes and size_bytes > free_bytes:  # a camera that tells 0 may not know
            raise ServiceError(
                ErrorName.STORAGE_FULL, f"{path} has {size_bytes} bytes; the camera has room for {free_bytes}."
            )
        return join(folder, name)

    def write(self, path: str, source: str) -> dict[str, JsonValue]:
        """Write the file that is open as `source` (/proc/PID/fd/N) to `path` and return its `File`."""
        path = self.check(path, None)
        folder, name = split(path)
        descriptor = os.open(source, os.O_RDWR | os.O_CLOEXEC)
        size_bytes = os.fstat(descriptor).st_size
        file = gp.CameraFile(descriptor)  # owns the descriptor
        file.set_name(name)
        file.set_mime_type(mime_type(name))
        self._tell({"event": "storing", "path": path, "descriptor": descriptor})
        with self._driver.doing(f"write {path}"):
            self._driver.camera.folder_put_file(folder, name, gp.GP_FILE_TYPE_NORMAL, file, self._driver.context)
        self._check_size(path, size_bytes)
        if self._reads_parts(path):
            os.ftruncate(descriptor, 0)
        return {key: value for key, value in self._files.info(path).items() if key in FILE_MEMBERS}

    def drop_part(self, path: str, source: str) -> str:
        """Delete what a write that broke off has left at `path`; return "nothing", "deleted" or "kept".

        Kept is what has bytes that are neither those of `source` nor filling: it can be somebody else's.
        """
        if not self._present(*split(path)):
            return "nothing"
        info: Any = self._files.info(path)
        length = min(int(info["size_bytes"]), _COMPARED_BYTES)
        found = bytes(self._files.read(path, 0, length)) if length else b""
        with Path(source).open("rb") as sent:
            expected = sent.read(length)
        same = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), length)
        rest = found[same:]
        if rest.strip(b"\0") and rest.strip(b"\xff"):
            return "kept"
        self._files.delete(path)
        return "deleted"

    def _present(self, folder: str, name: str) -> bool:
        """Return whether the folder has such a file; cards do not tell upper from lower case."""
        return join(folder, name).casefold() in map(str.casefold, self._files.list_folder(folder)[1])

    def _free_bytes(self, folder: str) -> int:
        """Return the free space of the storage that has `folder`; 0 where nobody tells."""
        try:
            with self._driver.doing("ask for the free space"):
                storages = list(self._driver.camera.get_storageinfo(self._driver.context))
        except ServiceError as error:
            if error.name is ErrorName.CAMERA_LOST:
                raise
            return 0
        for storage in storages:
            told = storage.fields & gp.GP_STORAGEINFO_FREESPACEKBYTES
            if told and f"{folder}/".startswith(f"{storage.basedir.rstrip('/')}/"):
                return int(storage.freekbytes) * 1024
        return 0

    def _check_size(self, path: str, size_bytes: int) -> None:
        """Delete a file that the camera has kept a part of only, and say so."""
        info: Any = self._files.info(path)
        if info["size_bytes"] == size_bytes:
            return
        self._files.delete(path)
        raise ServiceError(
            ErrorName.CAMERA_ERROR,
            f"The camera kept {info['size_bytes']} of the {size_bytes} bytes of {path}, which was deleted again.",
            remedy="Send it again; if that fails as well, try another card.",
            retryable=True,
        )

    def _reads_parts(self, path: str) -> bool:
        folder, name = split(path)
        try:
            with self._driver.doing(f"read {path}"):
                self._driver.camera.file_read(
                    folder, name, gp.GP_FILE_TYPE_NORMAL, 0, bytearray(1), self._driver.context
                )
        except ServiceError as error:
            if error.name is ErrorName.CAMERA_LOST:
                raise
            return False
        return True
