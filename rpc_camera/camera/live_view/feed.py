"""Live view of one camera: one reading of its frames feeds all viewers, and the mirror comes down when none is left."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import contextmanager
from contextvars import Context
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.line.turns import Priority
from rpc_camera.camera.live_view.viewer import LiveFrame, Pace
from rpc_camera.clock import utc_now
from rpc_camera.contract.types import EventName, PreviewState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.patience import wait_at_most
from rpc_camera.wire.requests import PreviewFrame, StopPreview

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.live_view.viewer import Viewer
    from rpc_camera.event_log import EventLog

# capture_preview never returns from a Nikon that says "busy" and "not in live view" at once: the driver is killed then.
_DEADLINE_S: Final = 15.0
_BUSY_WAIT_S: Final = 0.1
_BUSY_AT_MOST_S: Final = 5.0  # of time, not of tries: one can take a driver seconds
_RETRY_S: Final = (0.5, 2.0, 5.0, 15.0, 60.0)
_UNWATCHED: Final = "Nobody watches any more."
_log = logging.getLogger(__name__)


class PreviewFeed:
    """Reads frames as fast as the fastest viewer wants them, between commands, and never during a capture."""

    def __init__(self, line: Line, events: EventLog) -> None:
        self.state = PreviewState.STOPPED
        self._line = line
        self._events = events
        self._viewers: list[Viewer] = []
        self._captures: list[str] = []  # the reasons of those that are under way
        self._changed = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None
        self._closed: ServiceError | None = None
        self._pace = Pace(1)
        self._linger_until = 0.0
        self._failures = 0
        self._failing_since = 0.0
        self._sequence = 0
        self._sent_before = 0  # to viewers that have left
        self._maybe_up = False
        line.occupancy.captures.add_listener(self._pause, self._resume)
        line.add_listener(self._camera_is_back, self._camera_is_away)

    @property
    def viewers(self) -> int:
        """How many watch."""
        return len(self._viewers)

    @property
    def frames_read(self) -> int:
        """How many frames the camera has given so far."""
        return self._sequence

    @property
    def frames_sent(self) -> int:
        """How many frames have gone to viewers so far, each counted for each of them."""
        return self._sent_before + sum(viewer.sent for viewer in self._viewers)

    def join(self, viewer: Viewer) -> None:
        """Show frames to `viewer` from now on. ServiceError: the camera is gone."""
        if self._closed:
            raise ServiceError(self._closed.name, self._closed.message, self._line.camera)
        viewer.feed = self
        self._viewers.append(viewer)
        self._set_pace()
        self._begin_reading()

    def _begin_reading(self) -> None:
        if self._reading is None or self._reading.done() or self._reading.cancelling():
            # A context of its own: this is no client's work, though a client has begun it.
            name = f"live view of {self._line.camera}"
            self._reading = asyncio.create_task(self._run(), name=name, context=Context())

    def leave(self, viewer: Viewer, linger_s: float) -> None:
        """Show no more frames to `viewer`; the mirror stays up for another `linger_s` if it was the last."""
        if viewer in self._viewers:
            self._viewers.remove(viewer)
            self._sent_before += viewer.sent
            self._linger_until = max(self._linger_until, time.monotonic() + linger_s)
            self._set_pace()

    @contextmanager
    def paused(self, reason: str) -> Iterator[None]:
        """Ask the body for no frames within the block."""
        self._pause(reason)
        try:
            yield
        finally:
            self._resume()

    def _pause(self, reason: str) -> None:
        """Ask the body for no frames until `_resume`, because of a capture; such pauses can nest."""
        self._captures.append(reason)
        if self._viewers:
            self._set_state(PreviewState.PAUSED, reason)
        self._changed.set()

    def _resume(self) -> None:
        self._captures.pop()
        self._changed.set()

    def _camera_is_away(self, reason: ServiceError) -> None:
        if self._viewers and self.state is PreviewState.RUNNING:
            self._set_state(PreviewState.PAUSED, reason.message)

    def _camera_is_back(self) -> None:
        """Go on after the link was lost, on another port maybe, with those who have waited for it."""
        self._closed = None
        if self._viewers:
            self._begin_reading()
        self._changed.set()

    def stop(self, reason: ServiceError) -> None:
        """End until the camera is back: viewers who do not wait for that are notified that no more frames come."""
        self._closed = reason
        self._maybe_up = False  # the body ends live view when it is unplugged
        if self._reading:
            self._reading.cancel()
        for viewer in tuple(self._viewers):
            viewer.refuse(reason)
            if viewer.ended:
                viewer.ended()
                viewer.leave()
        if self._viewers:
            self._set_state(PreviewState.PAUSED, reason.message)
        elif self.state is not PreviewState.STOPPED:
            self._set_state(PreviewState.STOPPED, reason.message)

    async def close(self, reason: ServiceError) -> None:
        """End for good."""
        self.stop(reason)
        if self._reading:
            await asyncio.gather(self._reading, return_exceptions=True)

    def _set_pace(self) -> None:
        """Read as fast as the fastest viewer wants, beginning at once."""
        self._pace = Pace(max((viewer.max_fps for viewer in self._viewers), default=1))
        self._changed.set()

    async def _run(self) -> None:
        while True:
            if self._captures:
                self._wait_for_capture()
                await self._woken()
            elif self._viewers:
                await self._next()
            elif (left_s := self._linger_until - time.monotonic()) > 0:
                await self._woken(left_s)
            elif self._maybe_up:
                await self._bring_down()
            else:
                self._set_state(PreviewState.STOPPED, _UNWATCHED)
                return

    def _wait_for_capture(self) -> None:
        if self._viewers:
            self._set_state(PreviewState.PAUSED, self._captures[-1])
        for viewer in self._viewers:
            viewer.accept()

    async def _next(self) -> None:
        """Read the next frame when it is due, and show it."""
        if wait_s := self._pace.wait_s(time.monotonic()):
            await self._woken(wait_s)
            return
        self._pace.passed(time.monotonic())
        try:
            frame = await self._read()
        except ServiceError as error:
            await self._refused(error)
            return
        if frame:
            self._failures = 0
            self._show(frame)

    async def _read(self) -> LiveFrame | None:
        """Read a frame; None: when it would have been its turn, a capture was under way."""
        async with self._line.reserve(Priority.FRAME):
            if self._captures:
                return None
            self._maybe_up = True
            begins = self.state is not PreviewState.RUNNING  # a link that is lost later shows as a pause
            frame = await self._line.ask_within(PreviewFrame(), deadline_s=_DEADLINE_S, repeatable=begins)
        self._sequence += 1
        return LiveFrame(self._line.camera, self._sequence, utc_now(), frame.data)

    def _show(self, frame: LiveFrame) -> None:
        """Show a frame to whom it is due, once the next is asked for: to go through many viewers takes a while."""
        if not self._captures:
            self._set_state(PreviewState.RUNNING)
        for viewer in self._viewers:
            viewer.accept()
        asyncio.get_running_loop().call_soon(self._offer, frame, time.monotonic())

    def _offer(self, frame: LiveFrame, now: float) -> None:
        for viewer in tuple(self._viewers):
            viewer.offer(frame, now)

    async def _refused(self, error: ServiceError) -> None:
        """Turn away who has only just come, and try again later for those who had frames already."""
        now = time.monotonic()
        self._failing_since = self._failing_since if self._failures else now
        self._failures += 1
        if error.name is ErrorName.CAMERA_BUSY and now - self._failing_since < _BUSY_AT_MOST_S:
            await asyncio.sleep(_BUSY_WAIT_S)
            return
        for viewer in tuple(self._viewers):
            if not viewer.started.done():
                viewer.refuse(error)
                viewer.leave()
        if not self._viewers:
            return
        self._set_state(PreviewState.PAUSED, error.message)
        while error.camera_away and not self._line.is_up and not self._somebody_has_come():
            await self._woken()
        await self._woken(_RETRY_S[min(self._failures, len(_RETRY_S)) - 1])

    def _somebody_has_come(self) -> bool:
        """Return whether somebody waits for a first frame, for whom a lost link is tried at once; or nobody at all."""
        return not self._viewers or any(not viewer.started.done() for viewer in self._viewers)

    async def _bring_down(self) -> None:
        """Have the body end live view; one that is lost just now does it when it is back."""
        try:
            await self._line.ask(StopPreview(), deadline_s=_DEADLINE_S)
        except ServiceError as error:
            self._set_state(PreviewState.STOPPED, _UNWATCHED)
            self._failures += 1
            if not error.camera_away and self._failures > len(_RETRY_S):
                _log.warning("%s stays in live view: %s", self._line.camera, error.message)
                self._maybe_up = False
            while not self._line.is_up and not self._viewers:
                await self._woken()
            await self._woken(_RETRY_S[0])
        else:
            self._maybe_up, self._failures = False, 0

    async def _woken(self, seconds: float | None = None) -> None:
        """Wait until something has changed, at most so long."""
        await wait_at_most(seconds, self._changed.wait())
        self._changed.clear()

    def _set_state(self, state: PreviewState, reason: str | None = None) -> None:
        if state is self.state:
            return
        self.state = state
        why = {"reason": reason} if reason else {}
        self._events.emit(EventName.PREVIEW_STATE_CHANGED, self._line.camera, state=state, **why)
