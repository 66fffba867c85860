"""When to retry what could not be saved, and whether the other files wait meanwhile."""

from __future__ import annotations

import logging
import sqlite3
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import utc_now
from rpc_camera.disk_errors import MissingDiskError, disk_error
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.tethering.disk import concerns_one_folder

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.tethering.ledger_entry import FileEntry

_PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_FILE_MAY_BE_THE_REASON: Final = frozenset({ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
_SHORTEST_WAIT_S: Final = 0.1
_LOOK_AT_DISK_S: Final = 1.0
_log = logging.getLogger(__name__)


class Absence(StrEnum):
    """What is known of a file that the camera denies."""

    DENIED = "denied"  # which proves nothing
    CARD_AWAY = "card_away"
    DELETED = "deleted"


@dataclass(frozen=True)
class TetheringFailure:
    """A failure that lasts. `path` is the file's on the camera; None: the camera as a whole. `retry_at`: clock time.

    `is_disk_missing`: the save directory is not on its disk, and is looked at until it is. `absence`: the camera
    denies the file.
    """

    error: ServiceError
    path: str | None
    since: str
    tries: int
    retry_at: float
    is_disk_missing: bool = False
    absence: Absence | None = None

    @classmethod
    def after(
        cls, before: TetheringFailure | None, error: ServiceError, path: str | None, now: float
    ) -> TetheringFailure:
        """Return the failure after one more try; the pauses grow."""
        tries = before.tries + 1 if before else 1
        since = before.since if before else utc_now()
        return cls(error, path, since, tries, now + _PAUSES_S[min(tries, len(_PAUSES_S)) - 1])

    def of_missing_disk(self) -> TetheringFailure:
        """Return it as one that ends with the disk's coming back."""
        return replace(self, is_disk_missing=True)

    def of_denied_file(self, absence: Absence | None) -> TetheringFailure:
        """Return it as that of a file which the camera denies, if it does."""
        return replace(self, absence=absence)

    def retried_now(self) -> TetheringFailure:
        """Return it with its pause at an end."""
        return replace(self, retry_at=0.0)

    @property
    def is_final(self) -> bool:
        """Whether the file is not there any more."""
        return self.absence is Absence.DELETED

    @property
    def ends_with_camera_back(self) -> bool:
        """Whether the camera's coming back mends it, or the card's in it."""
        return self.absence is Absence.CARD_AWAY or ends_with_camera_back(self.error)

    @property
    def pauses_all(self) -> bool:
        """Whether this camera's other files would fail just now as well: no link to it, no room on the disk."""
        return self.error.is_passing or self.error.name in {ErrorName.CANCELLED, ErrorName.STORAGE_FULL}

    @property
    def is_disk_full(self) -> bool:
        """Whether room on the server's disk mends it."""
        return self.error.name is ErrorName.STORAGE_FULL

    @property
    def awaits_disk(self) -> bool:
        """Whether to look at the disk often: someone can mend it at any time, and nothing else reports that."""
        return self.is_disk_full or self.is_disk_missing

    def is_news_after(self, before: TetheringFailure | None) -> bool:
        """Whether to publish it: once for each reason, and of a missing file when it is given up."""
        if self.error.name is ErrorName.FILE_NOT_FOUND:
            return self.is_final
        return before is None or before.error.name is not self.error.name


class RetryPolicy:
    """The failures at one camera. Each has its own pause; some of them pause everything: no link, no room."""

    def __init__(
        self, camera_id: str, free_bytes: Callable[[], Awaitable[int]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`free_bytes` returns the room in the save directory (OSError: it is not there)."""
        self._camera_id = camera_id
        self._free_bytes = free_bytes
        self._clock = clock
        self._failures: dict[int | None, TetheringFailure] = {}  # by the entry's id; None: of the camera as a whole
        self._pause: TetheringFailure | None = None

    @property
    def failures(self) -> list[TetheringFailure]:
        """All failures, the oldest first."""
        return sorted(self._failures.values(), key=lambda failure: failure.since)

    @property
    def camera_failed(self) -> bool:
        """Whether something failed that concerns no single file."""
        return None in self._failures

    @property
    def is_paused(self) -> bool:
        """Whether nothing is to be tried now."""
        return self._pause is not None

    def record(
        self, entry: FileEntry | None, error: Exception, absence: Absence | None = None
    ) -> tuple[TetheringFailure, bool]:
        """Record what failed (`entry` None: the camera as a whole); return it, and whether clients should know."""
        key, path = (entry.id, entry.path) if entry else (None, None)
        before = self._failures.get(key)
        failure = TetheringFailure.after(before, _as_service_error(error, self._camera_id), path, self._clock())
        failure = failure.of_denied_file(absence)
        if isinstance(error, MissingDiskError):
            failure = failure.of_missing_disk()
        self._failures[key] = failure
        if entry is None or _befalls_other_files(error) or failure.pauses_all:
            self._pause = failure
        note_report = failure.is_news_after(before)
        what = f"{path} is not saved" if path else "nothing can be saved"
        level = logging.WARNING if note_report else logging.DEBUG
        _log.log(level, "%s: %s: %s", self._camera_id, what, failure.error.message)
        return failure, note_report

    def forget(self, key: int | None) -> None:
        """Forget the failure of an entry; None: that of the camera as a whole."""
        self._failures.pop(key, None)

    def camera_is_back(self) -> None:
        """Retry at once what had to wait for the camera."""
        self._pause = None
        self._failures = {
            key: failure.retried_now() if failure.ends_with_camera_back else failure
            for key, failure in self._failures.items()
            if key is not None
        }

    def retry_now(self) -> None:
        """Retry everything at once."""
        self._pause = None
        self._failures = {key: failure.retried_now() for key, failure in self._failures.items()}

    def delayed(self) -> set[int]:
        """Return the ids of the entries that are not to be retried yet."""
        now = self._clock()
        return {key for key, failure in self._failures.items() if key is not None and failure.retry_at > now}

    async def end_pause_if_due(self) -> None:
        """Go on when the time has come, when the disk is back, or when it has the room that was missing."""
        if self._pause and (self._clock() >= self._pause.retry_at or await self._disk_has_mended(self._pause)):
            self._pause = None

    async def _disk_has_mended(self, failure: TetheringFailure) -> bool:
        needed = -1 if failure.is_disk_missing else failure.error.details.get("size_bytes")
        try:
            return failure.awaits_disk and isinstance(needed, int) and await self._free_bytes() > needed
        except OSError:
            return False

    def wait_s(self) -> float | None:
        """Return how long to wait if nothing else happens; None: for ever."""
        now = self._clock()
        if self._pause:
            rest = max(_SHORTEST_WAIT_S, self._pause.retry_at - now)
            return min(rest, _LOOK_AT_DISK_S) if self._pause.awaits_disk else rest
        return min((max(_SHORTEST_WAIT_S, each.retry_at - now) for each in self._failures.values()), default=None)


def ends_with_camera_back(error: ServiceError) -> bool:
    """Return whether the camera's coming back mends it.

    A driver that hangs or crashes may do so again at the same file, for as long as it is asked: that is no such error.
    """
    return error.name is ErrorName.CANCELLED or (error.is_passing and error.name not in _FILE_MAY_BE_THE_REASON)


def _befalls_other_files(error: Exception) -> bool:
    """Return whether it is a failure of the disk, and not of the folder that one file was to be saved in."""
    if isinstance(error, ServiceError):
        return error.name is ErrorName.DISK_ERROR  # of a file that was open already: its folder is not the reason
    return isinstance(error, (OSError, sqlite3.Error)) and not concerns_one_folder(error)


def _as_service_error(error: Exception, camera_id: str) -> ServiceError:
    """Return what clients see of any exception; one that is a fault of the service is logged."""
    if isinstance(error, ServiceError):
        return error
    if isinstance(error, (OSError, sqlite3.Error)):
        return disk_error(error, camera_id)
    _log.error("%s: a fault in tethering", camera_id, exc_info=error)
    return ServiceError(ErrorName.INTERNAL_ERROR, f"The service has a fault: {error!r:.200}.", camera_id)
