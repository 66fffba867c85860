"""What to do when a picture could not be saved: whether to try again, when, and whether the others should wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.events import utc_now
from rpc_camera.errors import ErrorName

if TYPE_CHECKING:
    from rpc_camera.errors import ServiceError

_PAUSES_S: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
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
