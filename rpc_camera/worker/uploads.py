"""Writing new files to a camera, from a file that the server has open: flat memory, whatever the size.

libgphoto2 keeps what it was given to write, with its descriptor and its disk space, until the worker ends or the file
is deleted, and answers with that when the file is asked for. So it is made to forget it as soon as it is written.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import gphoto2 as gp

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.events import Uploading
from rpc_camera.wire.mime import mime_type
from rpc_camera.wire.requests import Leftover
from rpc_camera.worker.folder_cache import forget_content
from rpc_camera.worker.paths import check_new_name, join, split

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.contract.types import File
    from rpc_camera.wire.message import WorkerEvent
    from rpc_camera.worker.driver import Driver
    from rpc_camera.worker.files import Files

_COMPARED_BYTES: Final = 1 << 18


class Uploads:
    """Writes new files to one open camera; never over one that is there already."""

    def __init__(
        self, driver: Driver, files: Files, publish: Callable[[WorkerEvent], None], *, takes_files: bool
    ) -> None:
        """`publish` reports that a file is being written from now on. `takes_files`: the body can store one at all."""
        self._takes_files = takes_files
        self._driver = driver
        self._files = files
        self._publish = publish

    def check(self, path: str, size_bytes: int | None) -> str:
        """Return the one spelling of `path`; None: size unknown.

        ServiceError: the camera will refuse it, as far as that is known before.
        """
        if not self._takes_files:
            raise ServiceError(
                ErrorName.NOT_SUPPORTED,
                "This camera stores no files of a computer's.",
                remedy="Write them to its card in a card reader, if they have to be there.",
            )
        check_new_name(path.rpartition("/")[2])
        folder, name = split(path)
        if folder == "/":
            raise ServiceError(
                ErrorName.FILE_NOT_FOUND,
                "Files are stored in a folder of a card, not beside the cards.",
                remedy="list_files has the `folders` of a card, and those within them.",
            )
        if self._present(folder, name):
            raise ServiceError(ErrorName.FILE_EXISTS, f"{path} exists already.")
        free_bytes = self._free_bytes(folder) if size_bytes else 0
        if size_bytes and free_bytes and size_bytes > free_bytes:  # a camera that says 0 may not know
            raise ServiceError(
                ErrorName.STORAGE_FULL, f"{path} has {size_bytes} bytes; the camera has room for {free_bytes}."
            )
        return join(folder, name)

    def write(self, path: str, source: str) -> File:
        """Write the file that is open as `source` (/proc/PID/fd/N) to `path` and return its `File`."""
        path = self.check(path, None)
        folder, name = split(path)
        descriptor = os.open(source, os.O_RDWR | os.O_CLOEXEC)
        size_bytes = os.fstat(descriptor).st_size
        file = gp.CameraFile(descriptor)  # owns the descriptor
        file.set_name(name)
        file.set_mime_type(mime_type(name))
        self._publish(Uploading(path, descriptor))
        with self._driver.doing(f"write {path}"):
            self._driver.camera.folder_put_file(folder, name, gp.GP_FILE_TYPE_NORMAL, file, self._driver.context)
        forget_content(self._driver, folder, name)
        self._check_size(path, size_bytes)
        return self._files.file(path)

    def remove_leftover(self, path: str, source: str) -> Leftover:
        """Delete what a write that broke off has left at `path`.

        Kept is what has bytes that are neither those of `source` nor filling: it can be somebody else's.
        """
        if not self._present(*split(path)):
            return Leftover.NOTHING
        length = min(self._files.info(path)["size_bytes"], _COMPARED_BYTES)
        found = bytearray(length)
        if length:
            del found[self._files.read_into(path, 0, memoryview(found)) :]
        with Path(source).open("rb") as sent:
            expected = sent.read(length)
        same = next((at for at, (one, other) in enumerate(zip(found, expected, strict=False)) if one != other), length)
        rest = found[same:]
        if rest.strip(b"\0") and rest.strip(b"\xff"):
            return Leftover.KEPT
        self._files.delete(path)
        return Leftover.DELETED

    def _present(self, folder: str, name: str) -> bool:
        """Return whether the folder has such a file; on cards, upper and lower case are the same."""
        return join(folder, name).casefold() in map(str.casefold, self._files.list_folder(folder).files)

    def _free_bytes(self, folder: str) -> int:
        """Return the free space of the storage that has `folder`; 0 where that is unknown."""
        for storage in self._driver.storages():
            is_known = storage.fields & gp.GP_STORAGEINFO_FREESPACEKBYTES
            if is_known and f"{folder}/".startswith(f"{storage.basedir.rstrip('/')}/"):
                return int(storage.freekbytes) * 1024
        return 0

    def _check_size(self, path: str, size_bytes: int) -> None:
        """Delete a file that the camera has kept a part of only, and say so."""
        kept_bytes = self._files.info(path)["size_bytes"]
        if kept_bytes == size_bytes:
            return
        self._files.delete(path)
        raise ServiceError(
            ErrorName.CAMERA_ERROR,
            f"The camera kept {kept_bytes} of the {size_bytes} bytes of {path}, which was deleted again.",
            remedy="Send it again; if that fails as well, try another card.",
            retryable=True,
        )
