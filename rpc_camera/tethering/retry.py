"""When to retry what could not be saved, and whether the other files wait meanwhile."""

from __future__ import annotations

import logging
import sqlite3
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.tethering.disk import concerns_one_folder
from rpc_camera.tethering.failure import TetheringFailure, as_service_error, ends_with_camera_back

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.tethering.ledger import FileEntry

_SHORTEST_WAIT_S: Final = 0.1
_LOOK_FOR_ROOM_S: Final = 1.0
_log = logging.getLogger(__name__)


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

    def record(self, entry: FileEntry | None, error: Exception) -> tuple[TetheringFailure, bool]:
        """Record what failed (`entry` None: the camera as a whole); return it, and whether clients should know."""
        of_disk = isinstance(error, (OSError, sqlite3.Error)) and not concerns_one_folder(error)
        key, path = (entry.id, entry.path) if entry else (None, None)
        before = self._failures.get(key)
        failure = TetheringFailure.after(before, as_service_error(error, self._camera_id), path, self._clock())
        self._failures[key] = failure
        if entry is None or of_disk or failure.pauses_all:
            self._pause = failure
        is_news = failure.is_news_after(before)
        what = f"{path} is not saved" if path else "nothing can be saved"
        level = logging.WARNING if is_news else logging.DEBUG
        _log.log(level, "%s: %s: %s", self._camera_id, what, failure.error.message)
        return failure, is_news

    def forget(self, key: int | None) -> None:
        """Forget the failure of an entry; None: that of the camera as a whole."""
        self._failures.pop(key, None)

    def camera_is_back(self) -> None:
        """Retry at once what had to wait for the camera."""
        self._pause = None
        self._failures = {
            key: failure.retried_now() if ends_with_camera_back(failure.error) else failure
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
        """Go on when the time has come, or when there is room for the file for which there was none."""
        if self._pause and (self._clock() >= self._pause.retry_at or await self._has_room_for(self._pause)):
            self._pause = None

    async def _has_room_for(self, failure: TetheringFailure) -> bool:
        needed = failure.error.details.get("size_bytes")
        try:
            return failure.is_disk_full and isinstance(needed, int) and await self._free_bytes() > needed
        except OSError:
            return False

    def wait_s(self) -> float | None:
        """Return how long to wait if nothing else happens; None: for ever."""
        now = self._clock()
        if self._pause:
            rest = max(_SHORTEST_WAIT_S, self._pause.retry_at - now)
            return min(rest, _LOOK_FOR_ROOM_S) if self._pause.is_disk_full else rest
        return min((max(_SHORTEST_WAIT_S, each.retry_at - now) for each in self._failures.values()), default=None)
