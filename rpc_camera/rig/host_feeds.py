"""Live view of other hosts' cameras: one stream of a host feeds all who watch the same camera at the same pace."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from rpc_camera.camera.live_view.viewer import LiveFrame
from rpc_camera.contract.types import PreviewState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.rig.answered_error import unexpected_answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from rpc_camera.camera.live_view.viewer import Viewer
    from rpc_camera.methods.elsewhere import ElsewhereCamera, HostHttp

    Find = Callable[[str], Awaitable[ElsewhereCamera | None]]

_LINK_S: Final = 60
_FIRST_FRAME_S: Final = 0.5  # a host answers with the first frame, or at once during a capture
_RETRY_S: Final = (0.5, 1.0, 2.0, 5.0)
_log = logging.getLogger(__name__)


@dataclass
class HostFeeds:
    """See `ElsewhereFeeds`. `find` returns a camera as it is now: it may have come to another host."""

    http: HostHttp
    find: Find

    def __post_init__(self) -> None:
        self._feeds: dict[tuple[str, float], HostFeed] = {}

    def feed(self, camera: ElsewhereCamera, max_fps: float) -> HostFeed:
        """See `ElsewhereFeeds`; the feed of before as long as somebody watches it."""
        key = (camera.id, max_fps)
        if key not in self._feeds or not self._feeds[key].is_watched:
            self._feeds[key] = HostFeed(self.http, self.find, camera.id, max_fps, self._forget)
        return self._feeds[key]

    def _forget(self, feed: HostFeed) -> None:
        self._feeds = {key: each for key, each in self._feeds.items() if each is not feed}

    async def close(self) -> None:
        """End all streams."""
        for feed in tuple(self._feeds.values()):
            await feed.close()


class HostFeed:
    """One stream of a host, for as long as somebody watches. The host keeps its pace: all are shown all of it."""

    def __init__(
        self, http: HostHttp, find: Find, camera: str, max_fps: float, forget: Callable[[HostFeed], None]
    ) -> None:
        self.state = PreviewState.STOPPED
        self._http = http
        self._find = find
        self._camera = camera
        self._max_fps = max_fps
        self._forget = forget
        self._viewers: list[Viewer] = []
        self._missed = 0
        self._reading: asyncio.Task[None] | None = None

    @property
    def is_watched(self) -> bool:
        """Whether somebody watches."""
        return bool(self._viewers)

    def join(self, viewer: Viewer) -> None:
        """Show frames to `viewer` from now on."""
        viewer.feed = self
        self._viewers.append(viewer)
        if self.state is not PreviewState.STOPPED:
            viewer.accept()
        if self._reading is None:
            self._reading = asyncio.create_task(self._run(), name=f"live view of {self._camera} elsewhere")

    def leave(self, viewer: Viewer, linger_s: float) -> None:  # noqa: ARG002 - the host lingers
        """Show no more frames to `viewer`; with the last one the stream ends."""
        if viewer in self._viewers:
            self._viewers.remove(viewer)
        if not self._viewers:
            self.state = PreviewState.STOPPED
            self._forget(self)
            if self._reading:
                self._reading.cancel()

    async def close(self) -> None:
        """End the stream, and all who watch it."""
        reading = self._reading
        self._end_viewers(ServiceError(ErrorName.CANCELLED, "The server is stopping."), tuple(self._viewers))
        if reading:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _run(self) -> None:
        """Read stream after stream: those who wait for the camera to come back are shown it when it does."""
        failures = 0
        while self._viewers:
            try:
                failures = 0 if await self._read() else failures + 1
                reason = ServiceError(ErrorName.CAMERA_LOST, "The camera went away.", self._camera)
            except ServiceError as error:
                reason, failures = error, failures + 1
            except Exception:
                _log.exception("live view of %s", self._camera)
                reason, failures = ServiceError(ErrorName.INTERNAL_ERROR, "Live view has failed.", self._camera), 9
            _log.info("live view of %s: %s", self._camera, reason)
            self.state = PreviewState.PAUSED
            self._end_viewers(reason, [each for each in self._viewers if each.ended or not each.started.done()])
            await asyncio.sleep(_RETRY_S[min(failures, len(_RETRY_S) - 1)])

    def _end_viewers(self, reason: ServiceError, viewers: Iterable[Viewer]) -> None:
        for viewer in viewers:
            viewer.refuse(reason)
            if viewer.ended:
                viewer.ended()
            viewer.leave()

    async def _read(self) -> bool:
        """Show the frames of one stream, to its end; return whether there were any. ServiceError: the host has none."""
        camera = await self._find(self._camera)
        if camera is None:
            raise ServiceError(ErrorName.CAMERA_LOST, "The camera is on no other host any more.", self._camera)
        links = await camera.call("get_preview_url", {"camera": camera.local_id, "expires_s": _LINK_S})
        url = f"{absolute(camera, links['mjpeg_url'])}&{urlencode({'max_fps': self._max_fps})}"
        had_frames = False
        async with self._http.request(camera, "GET", url) as answer:
            if answer.status != 200:
                raise await answer.error() or unexpected_answer(camera, answer.status)
            accepting = asyncio.get_running_loop().call_later(_FIRST_FRAME_S, self._accept)
            try:
                async for headers, jpeg in answer.parts():
                    had_frames = True
                    self._show(headers, jpeg)
            finally:
                accepting.cancel()
        return had_frames

    def _accept(self) -> None:
        """Say that frames will come: the host has answered, and takes a picture just now."""
        if self.state is PreviewState.STOPPED:
            self.state = PreviewState.PAUSED
        for viewer in self._viewers:
            viewer.accept()

    def _show(self, headers: Mapping[str, str], jpeg: bytes) -> None:
        self.state = PreviewState.RUNNING
        self._missed += int(headers.get("X-Skipped", "0"))
        frame = LiveFrame(self._camera, int(headers["X-Sequence"]), headers["X-At"], jpeg, self._missed)
        for viewer in tuple(self._viewers):
            viewer.accept()
            viewer.show(frame)
