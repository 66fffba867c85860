"""Deleting from the camera what is saved: only that very picture, and again only where it was not refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.files.file_identity import FileIdentity
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.listing import file_info

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.tethering.ledger_entry import FileEntry


_REFUSALS: Final = frozenset({ErrorName.CAMERA_ERROR, ErrorName.FILE_UNAVAILABLE, ErrorName.NOT_SUPPORTED})
_SHORTEST_WAIT_S: Final = 1.0
_PAUSES_S: Final = (1.0, 5.0, 30.0, 120.0, 600.0)  # at a file at which the driver crashes, each try costs the link


class AnotherTimeError(Exception):
    """The camera reports another time for a file of the same name and size, which need not be another picture."""


async def delete_saved(camera: TetheredCamera, entry: FileEntry) -> ServiceError | None:
    """Delete a file that is saved; return why it stays, if the camera refuses that.

    ServiceError: whether it is deleted is not known, and it is to be tried again. AnotherTimeError: it may be this
    picture or another one.
    """
    try:
        info = await file_info(camera, entry.path)
        now = FileIdentity.of(info)
        if now.size_bytes == entry.size_bytes and now.stamp != entry.stamp:
            raise AnotherTimeError(entry.path)
        if now.size_bytes != entry.size_bytes:
            return None  # it is gone, and another picture has its name
        if not info["deletable"]:
            return _protected(camera, entry)
        return await _refusal_to_delete(camera, entry)
    except ServiceError as error:
        if error.name is ErrorName.FILE_NOT_FOUND:
            return None
        raise


async def _refusal_to_delete(camera: TetheredCamera, entry: FileEntry) -> ServiceError | None:
    try:
        await camera.files.delete(entry.path)
    except ServiceError as error:
        if error.name not in _REFUSALS:
            raise
        return error.but(remedy=error.remedy or "It is saved: delete it on the camera, where it may be protected.")
    return None


def _protected(camera: TetheredCamera, entry: FileEntry) -> ServiceError:
    return ServiceError(
        ErrorName.FILE_UNAVAILABLE,
        f"{entry.path} is saved, and stays on the camera: it is protected there.",
        camera.id,
        remedy="Remove the protection on the camera if it should go.",
    )


class DeletionRetries:
    """The files of one camera that could not be deleted for a passing reason, and when to try that again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: dict[int, tuple[int, float]] = {}  # by the entry's id: how often it failed, when to try again

    def record(self, entry: FileEntry) -> bool:
        """Record that it failed; return whether it is the first time."""
        tries, _ = self._failures.get(entry.id, (0, 0.0))
        self._failures[entry.id] = tries + 1, self._clock() + _PAUSES_S[min(tries, len(_PAUSES_S) - 1)]
        return not tries

    def forget(self, entry: FileEntry) -> None:
        """Forget a file that is settled."""
        self._failures.pop(entry.id, None)

    def is_delayed(self, entry: FileEntry) -> bool:
        """Return whether it is not to be tried yet."""
        return entry.id in self._failures and self._failures[entry.id][1] > self._clock()

    def wait_s(self) -> float | None:
        """Return how long to wait for the next one; None: there is none."""
        now = self._clock()
        return min((max(_SHORTEST_WAIT_S, retry_at - now) for _, retry_at in self._failures.values()), default=None)
