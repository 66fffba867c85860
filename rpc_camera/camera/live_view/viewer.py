"""One who watches a camera's live view: is shown each frame that is due for it, never more than it asked for."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_FPS: Final = 30.0
# Of an interval. Frames do not come like clockwork: one that is refused for coming early makes the next come late.
_EARLY: Final = 0.25
_LATE: Final = 0.5


@dataclass(frozen=True, eq=False)
class LiveFrame:
    """A frame of live view. `sequence` counts those that were read from this camera, `at` is when it had been.

    `missed` counts those before it that another host could not send in time, since this host watches its camera.
    """

    camera: str
    sequence: int
    at: str
    jpeg: bytes
    missed: int = 0

    @cached_property
    def base64(self) -> str:
        """The JPEG in base64, made once for all who want it so."""
        return base64.b64encode(self.jpeg).decode("ascii")


class Pace:
    """Keeps what comes to `per_s` times a second on average."""

    def __init__(self, per_s: float) -> None:
        self._interval_s = 1 / per_s
        self._due = 0.0

    def wait_s(self, now: float) -> float:
        """Return how long it is until the next is due, 0 when it is."""
        return max(0.0, self._due - now)

    def is_due(self, now: float) -> bool:
        """Return whether the next may come now; a little too early is early enough."""
        return self.wait_s(now) <= self._interval_s * _EARLY

    def passed(self, now: float) -> None:
        """Take note of one that has come; a little delay does not push back those after it."""
        on_time = now - self._due <= self._interval_s * _LATE
        self._due = (self._due if on_time else now) + self._interval_s


class FrameSource(Protocol):
    """What a viewer watches."""

    def leave(self, viewer: Viewer, linger_s: float) -> None:
        """Show no more frames to `viewer`; live view goes on without any for `linger_s`."""


class Viewer:
    """Has `show` called with each frame that is due; it must not block.

    `started` is done when the camera delivers frames, or will after the picture that it takes just now; it fails with
    the reason why there are none. `ended` is called when there will be no more because the camera has gone; a viewer
    without it waits for the camera to come back.
    """

    def __init__(
        self, max_fps: float, show: Callable[[LiveFrame], None], ended: Callable[[], None] | None = None
    ) -> None:
        self.max_fps = max_fps
        self.ended = ended
        self.feed: FrameSource | None = None
        self.started: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.show = show
        self.sent = 0  # frames that have left, not those that newer ones have replaced
        self._pace = Pace(max_fps)

    def leave(self, linger_s: float = 0.0) -> None:
        """Watch no longer; nothing happens if that is so already."""
        feed, self.feed = self.feed, None
        if feed:
            feed.leave(self, linger_s)
        self.refuse(ServiceError(ErrorName.CANCELLED, "Nobody waits for live view here any more."))

    def accept(self) -> None:
        """Say that frames come, or will."""
        if not self.started.done():
            self.started.set_result(None)

    def refuse(self, reason: ServiceError) -> None:
        """Say why no frames come to one who has just begun to watch."""
        if not self.started.done():
            self.started.set_exception(reason)
            self.started.exception()  # whoever asked may be gone

    def offer(self, frame: LiveFrame, now: float) -> None:
        """Show a frame, if one is due."""
        if self._pace.is_due(now):
            self._pace.passed(now)
            self.show(frame)
