"""Live view of one camera: one reading of its frames feeds all viewers, and the mirror comes down when none is left."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.line.turns import Priority
from rpc_camera.camera.live_view.viewer import Pace, PreviewFrame
from rpc_camera.clock import utc_now
from rpc_camera.contract.types import EventName, PreviewState
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.live_view.viewer import Viewer

# capture_preview never returns from a Nikon that says "busy" and "not in live view" at once: the driver is killed then.
_DEADLINE_S: Final = 15.0
_BUSY_WAIT_S: Final = 0.1
_BUSY_AT_MOST_S: Final = 5.0  # of time, not of tries: one can take a driver seconds
_RETRY_S: Final = (0.5, 2.0, 5.0, 15.0, 60.0)
_LINK_LOST: Final = frozenset(
    {
        ErrorName.CAMERA_LOST,
        ErrorName.CAMERA_TIMEOUT,
        ErrorName.DRIVER_CRASHED,
        ErrorName.CAMERA_CLAIMED,
        ErrorName.CAMERA_NOT_FOUND,
    }
)
_UNWATCHED: Final = "Nobody watches any more."
_log = logging.getLogger(__name__)


class Preview:
    """Reads frames as fast as the fastest viewer wants them, between commands, and never during a capture."""

    def __init__(self, camera: Camera) -> None:
        self.state = PreviewState.STOPPED
        self._camera = camera
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
        self._maybe_up = False

    def join(self, viewer: Viewer) -> None:
        """Show frames to `viewer` from now on. ServiceError: the camera is gone."""
        if self._closed:
            raise ServiceError(self._closed.name, self._closed.message, self._camera.id)
        viewer.feed = self
        self._viewers.append(viewer)
        self._set_pace()
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._run(), name=f"live view of {self._camera.id}")

    def leave(self, viewer: Viewer, linger_s: float) -> None:
        """Show no more frames to `viewer`; the mirror stays up for another `linger_s` if it was the last."""
        if viewer in self._viewers:
            self._viewers.remove(viewer)
            self._linger_until = max(self._linger_until, time.monotonic() + linger_s)
            self._set_pace()

    def pause(self, reason: str) -> None:
        """Ask the body for no frames until `resume`, because of a capture; such pauses can nest."""
        self._captures.append(reason)
        if self._viewers:
            self._set_state(PreviewState.PAUSED, reason)
        self._changed.set()

    def resume(self) -> None:
        """End a pause."""
        self._captures.pop()
        self._changed.set()

    def camera_is_away(self, reason: str) -> None:
        """Tell that the link to the camera was lost, whoever was at it."""
        if self._viewers and self.state is PreviewState.RUNNING:
            self._set_state(PreviewState.PAUSED, reason)

    def camera_is_back(self) -> None:
        """Go on after the link to the camera was lost."""
        self._changed.set()

    def take_over(self, other: Preview) -> None:
        """Show frames to those who waited for this camera since it was unplugged, on another port maybe."""
        waiting, other._viewers = other._viewers, []
        for viewer in waiting:
            self.join(viewer)

    async def close(self, reason: ServiceError) -> None:
        """End with the camera: viewers who do not wait for its return are told that there will be no more frames."""
        self._closed = reason
        if self._reading:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        for viewer in tuple(self._viewers):
            viewer.refuse(reason)
            if viewer.ended:
                viewer.ended()
                viewer.leave()
        if self._viewers:
            self._set_state(PreviewState.PAUSED, reason.message)
        elif self.state is not PreviewState.STOPPED:
            self._set_state(PreviewState.STOPPED, reason.message)

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

    async def _read(self) -> PreviewFrame | None:
        """Read a frame; None: when it would have been its turn, a capture was under way."""
        turn = self._camera.reserve(Priority.FRAME)
        try:
            await turn.called()
        except BaseException:
            turn.leave()
            raise
        if self._captures:
            turn.leave()
            return None
        self._maybe_up = True
        begins = self.state is not PreviewState.RUNNING  # a link that is lost later is told of
        _, jpeg = await self._camera.fetch("preview", {}, _DEADLINE_S, turn=turn, repeatable=begins)
        self._sequence += 1
        return PreviewFrame(self._camera.id, self._sequence, utc_now(), jpeg)

    def _show(self, frame: PreviewFrame) -> None:
        """Show a frame to whom it is due. It only goes into mailboxes: the next is asked for before it is sent."""
        if not self._captures:
            self._set_state(PreviewState.RUNNING)
        now = time.monotonic()
        for viewer in tuple(self._viewers):
            viewer.accept()
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
        while error.name in _LINK_LOST and not self._camera.connected and not self._somebody_has_come():
            await self._woken()
        await self._woken(_RETRY_S[min(self._failures, len(_RETRY_S)) - 1])

    def _somebody_has_come(self) -> bool:
        """Return whether somebody waits for a first frame, for whom a lost link is tried at once; or nobody at all."""
        return not self._viewers or any(not viewer.started.done() for viewer in self._viewers)

    async def _bring_down(self) -> None:
        """Have the body end live view; one that is lost just now does it when it is back."""
        try:
            await self._camera.fetch("stop_preview", {}, _DEADLINE_S)
        except ServiceError as error:
            self._set_state(PreviewState.STOPPED, _UNWATCHED)
            self._failures += 1
            if error.name not in _LINK_LOST and self._failures > len(_RETRY_S):
                _log.warning("%s stays in live view: %s", self._camera.id, error.message)
                self._maybe_up = False
            while not self._camera.connected and not self._viewers:
                await self._woken()
            await self._woken(_RETRY_S[0])
        else:
            self._maybe_up, self._failures = False, 0

    async def _woken(self, seconds: float | None = None) -> None:
        """Wait until something has changed, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        self._changed.clear()

    def _set_state(self, state: PreviewState, reason: str | None = None) -> None:
        if state is self.state:
            return
        self.state = state
        why = {"reason": reason} if reason else {}
        self._camera.events.emit(EventName.PREVIEW_STATE_CHANGED, self._camera.id, state=state, **why)
