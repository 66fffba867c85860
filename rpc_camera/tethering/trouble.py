"""What to do when a picture could not be saved: whether to try again, when, and whether the others should wait."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import utc_now
from rpc_camera.errors import ErrorName

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rpc_camera.errors import ServiceError
    from rpc_camera.tethering.ledger import Entry

_PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
_SHORTEST_S: Final = 0.1
_LOOK_FOR_ROOM_S: Final = 1.0
_MISSING_TRIES: Final = 3  # a body that is still writing can deny a file that it has told of
_CAMERA: Final = frozenset(
    {
        ErrorName.CAMERA_LOST,
        ErrorName.CAMERA_CLAIMED,
        ErrorName.CAMERA_BUSY,
        ErrorName.CAMERA_TIMEOUT,
        ErrorName.DRIVER_CRASHED,
        ErrorName.CANCELLED,
    }
)
_GONE: Final = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_CLAIMED, ErrorName.CANCELLED})


@dataclass(frozen=True)
class Trouble:
    """A failure that lasts. `path` is the file's on the camera; None: the camera as a whole. `retry_at`: loop time."""

    error: ServiceError
    path: str | None
    since: str
    tries: int
    retry_at: float

    @classmethod
    def after(cls, before: Trouble | None, error: ServiceError, path: str | None, now: float) -> Trouble:
        """Return the trouble after one more failure; the pauses grow."""
        tries = before.tries + 1 if before else 1
        since = before.since if before else utc_now()
        return cls(error, path, since, tries, now + _PAUSES_S[min(tries, len(_PAUSES_S)) - 1])

    def mended(self) -> Trouble:
        """Return what is left of it when the camera is there again: one that crashes at a file waits with that file."""
        return replace(self, retry_at=0.0) if self.error.name in _GONE else self

    @property
    def is_final(self) -> bool:
        """Whether the file is not there any more."""
        return self.error.name is ErrorName.FILE_NOT_FOUND and self.tries >= _MISSING_TRIES

    @property
    def is_of_camera(self) -> bool:
        """Whether other files of this camera would fail just now as well, and its coming back mends it."""
        return self.error.name in _CAMERA

    @property
    def is_of_disk_space(self) -> bool:
        """Whether other files would not fit either."""
        return self.error.name is ErrorName.STORAGE_FULL

    def is_news_after(self, before: Trouble | None) -> bool:
        """Whether clients are to be told: once for each reason, and of a missing file when it is given up."""
        if self.error.name is ErrorName.FILE_NOT_FOUND:
            return self.tries == _MISSING_TRIES
        return before is None or before.error.name is not self.error.name


class Troubles:
    """What is in the way at one camera. Some of it holds everything: no link, no room."""

    def __init__(self, free_bytes: Callable[[], Awaitable[int]]) -> None:
        self._troubles: dict[int | None, Trouble] = {}  # by the entry's id; None: of the camera as a whole
        self._hold: Trouble | None = None
        self._free_bytes = free_bytes

    @property
    def oldest_first(self) -> list[Trouble]:
        """All of it."""
        return sorted(self._troubles.values(), key=lambda each: each.since)

    @property
    def of_camera(self) -> bool:
        """Whether something was tried that concerns no single file, and failed."""
        return None in self._troubles

    @property
    def holds(self) -> bool:
        """Whether nothing is to be tried now."""
        return self._hold is not None

    def add(self, entry: Entry | None, error: ServiceError, *, of_disk: bool) -> tuple[Trouble, bool]:
        """Take note of a failure; return the trouble, and whether clients are to be told.

        `of_disk`: the server's disk is at fault, and no other file fares better.
        """
        key, path = (entry.id, entry.path) if entry else (None, None)
        before = self._troubles.get(key)
        trouble = Trouble.after(before, error, path, asyncio.get_running_loop().time())
        self._troubles[key] = trouble
        if entry is None or of_disk or trouble.is_of_camera or trouble.is_of_disk_space:
            self._hold = trouble
        return trouble, trouble.is_news_after(before)

    def over(self, key: int | None) -> None:
        """Forget the trouble with an entry; None: that with the camera as a whole."""
        self._troubles.pop(key, None)

    def camera_is_back(self) -> None:
        """Have all tried again that had to wait for the camera."""
        self._hold = None
        self._troubles = {key: each.mended() for key, each in self._troubles.items() if key is not None}

    def try_again(self) -> None:
        """Have all tried again now."""
        self._hold = None
        self._troubles = {key: replace(each, retry_at=0.0) for key, each in self._troubles.items()}

    def waiting(self) -> set[int]:
        """Return the ids of the entries whose time to be tried again has not come."""
        now = asyncio.get_running_loop().time()
        return {key for key, each in self._troubles.items() if key is not None and each.retry_at > now}

    async def release(self) -> None:
        """Hold no more when the time has come, or when there is room for the file for which there was none."""
        if self._hold and (
            asyncio.get_running_loop().time() >= self._hold.retry_at or await self._has_room(self._hold)
        ):
            self._hold = None

    async def _has_room(self, hold: Trouble) -> bool:
        needed = hold.error.details.get("size_bytes")
        try:
            return hold.is_of_disk_space and isinstance(needed, int) and await self._free_bytes() > needed
        except OSError:
            return False

    def pause_s(self) -> float | None:
        """Return how long to wait if nothing else happens; None: for ever."""
        now = asyncio.get_running_loop().time()
        if self._hold:
            rest = max(_SHORTEST_S, self._hold.retry_at - now)
            return min(rest, _LOOK_FOR_ROOM_S) if self._hold.is_of_disk_space else rest
        return min((max(_SHORTEST_S, each.retry_at - now) for each in self._troubles.values()), default=None)
