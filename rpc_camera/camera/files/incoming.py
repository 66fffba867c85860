"""A file that a client sends, kept on the server's disk until it is whole: nobody waits for a slow client."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.unnamed_file import unnamed_file
from rpc_camera.digest import new_digest
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_SPARED_BYTES: Final = 64 << 20  # what an upload leaves free on the server's disk, for pictures


class Incoming:
    """A file that a client sends, in an unnamed file on the server's disk. `close` it, or give it to an `Uploader`."""

    def __init__(self, camera: str, folder: Path, limit_bytes: int, algorithms: Collection[str] = ()) -> None:
        """Take at most `limit_bytes`, and compute the digests of `algorithms` (hashlib's names) on the way."""
        self._camera = camera
        self._limit_bytes = limit_bytes
        self._digests = {name: new_digest(name) for name in algorithms}
        self._file = unnamed_file(folder)
        self.size_bytes = 0

    @property
    def source(self) -> str:
        """The name by which a worker opens it."""
        return f"/proc/{os.getpid()}/fd/{self._file.fileno()}"

    def check_room(self, size_bytes: int) -> None:
        """Raise ServiceError STORAGE_FULL where the server's disk has no room for so many bytes."""
        disk = os.fstatvfs(self._file.fileno())
        if disk.f_bavail * disk.f_frsize < size_bytes + _SPARED_BYTES:
            raise _server_full(self._camera, "it has no room left")

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Take what comes next. ServiceError TOO_LARGE or STORAGE_FULL: it is more than may come, or than fits."""
        check_size(self.size_bytes + len(data), self._limit_bytes)
        self.check_room(len(data))
        left = memoryview(data)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise _server_full(self._camera, str(error.strerror)) from error
        for digest in self._digests.values():
            digest.update(data)
        self.size_bytes += len(data)

    def digest(self, algorithm: str) -> bytes:
        """Return the digest of what has come so far."""
        return self._digests[algorithm].digest()

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()


def check_size(size_bytes: int, limit_bytes: int, *, by_put: bool = True) -> None:
    """Raise ServiceError TOO_LARGE for a file of more than `limit_bytes`."""
    put = "Copy larger files to the card with a card reader."
    json = "Larger files can be sent with PUT, up to `put_bytes` in get_server_info."
    if size_bytes > limit_bytes:
        raise ServiceError(
            ErrorName.TOO_LARGE,
            f"The file has {size_bytes} bytes or more; at most {limit_bytes} can be uploaded so.",
            remedy=put if by_put else json,
            details={"size_bytes": size_bytes, "limit_bytes": limit_bytes},
        )


def _server_full(camera: str, reason: str) -> ServiceError:
    return ServiceError(
        ErrorName.STORAGE_FULL,
        f"The server's disk does not take the file: {reason}.",
        camera,
        remedy="Free space on the server's disk, in the folder of --state-dir.",
    )
