"""A failure to save: whether the camera, the server's disk or the file is the reason, and when to retry."""

from __future__ import annotations

import logging
import sqlite3
from dataclasses import dataclass, replace
from typing import Final

from rpc_camera.clock import utc_now
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.disk import disk_error

_PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_MISSING_TRIES: Final = 3  # a body that is still writing can deny a file that it has announced
_FILE_MAY_BE_THE_REASON: Final = frozenset({ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TetheringFailure:
    """A failure that lasts. `path` is the file's on the camera; None: the camera as a whole. `retry_at`: clock time."""

    error: ServiceError
    path: str | None
    since: str
    tries: int
    retry_at: float

    @classmethod
    def after(
        cls, before: TetheringFailure | None, error: ServiceError, path: str | None, now: float
    ) -> TetheringFailure:
        """Return the failure after one more try; the pauses grow."""
        tries = before.tries + 1 if before else 1
        since = before.since if before else utc_now()
        return cls(error, path, since, tries, now + _PAUSES_S[min(tries, len(_PAUSES_S)) - 1])

    def retried_now(self) -> TetheringFailure:
        """Return it with its pause at an end."""
        return replace(self, retry_at=0.0)

    @property
    def is_final(self) -> bool:
        """Whether the file is not there any more."""
        return self.error.name is ErrorName.FILE_NOT_FOUND and self.tries >= _MISSING_TRIES

    @property
    def pauses_all(self) -> bool:
        """Whether this camera's other files would fail just now as well: no link to it, no room on the disk."""
        return self.error.is_passing or self.error.name in {ErrorName.CANCELLED, ErrorName.STORAGE_FULL}

    @property
    def is_disk_full(self) -> bool:
        """Whether room on the server's disk mends it."""
        return self.error.name is ErrorName.STORAGE_FULL

    def is_news_after(self, before: TetheringFailure | None) -> bool:
        """Whether to publish it: once for each reason, and of a missing file when it is given up."""
        if self.error.name is ErrorName.FILE_NOT_FOUND:
            return self.tries == _MISSING_TRIES
        return before is None or before.error.name is not self.error.name


def ends_with_camera_back(error: ServiceError) -> bool:
    """Return whether the camera's coming back mends it.

    A driver that hangs or crashes may do so again at the same file, for as long as it is asked: that is no such error.
    """
    return error.name is ErrorName.CANCELLED or (error.is_passing and error.name not in _FILE_MAY_BE_THE_REASON)


def as_service_error(error: Exception, camera_id: str) -> ServiceError:
    """Return what clients see of any exception; one that is a fault of the service is logged."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, (OSError, sqlite3.Error)):
        return disk_error(error, camera_id)
    _log.error("%s: a fault in tethering", camera_id, exc_info=error)
    return ServiceError(ErrorName.INTERNAL_ERROR, f"The service has a fault: {error!r:.200}.", camera_id)
