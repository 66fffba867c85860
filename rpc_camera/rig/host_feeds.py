"""Live view of other hosts' cameras: one stream of a host feeds all who watch the same camera at the same pace."""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from rpc_camera.camera.live_view.viewer import LiveFrame
from rpc_camera.contract.types import PreviewState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.elsewhere import absolute
from rpc_camera.patience import wait_at_most
from rpc_camera.rig.answered_error import unexpected_answer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from rpc_camera.camera.live_view.viewer import Viewer
    from rpc_camera.methods.elsewhere import ElsewhereCamera, HostHttp

    Find = Callable[[str], Awaitable[ElsewhereCamera | None]]

_LINK_S: Final = 60
_FIRST_FRAME_S: Final = 0.5  # a host answers with the first frame, or at once during a capture
_RETRY_S: Final = (0.5, 1.0, 2.0, 5.0)
_OF_FRAME: Final = {
    "X-Sequence": re.compile(r"\d{1,15}", re.ASCII),
    "X-At": re.compile(r"[0-9TZ:.+-]{1,40}"),
    "X-Skipped": re.compile(r"\d{0,15}", re.ASCII),
}
"""What the head of a frame has, all of which clients are told."""
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
        self._missed = self._shown = 0
        self._is_answered = False
        self._somebody_came = asyncio.Event()
        self._reading: asyncio.Task[None] | None = None

    @property
    def is_watched(self) -> bool:
        """Whether somebody watches."""
        return bool(self._viewers)

    def join(self, viewer: Viewer) -> None:
        """Show frames to `viewer` from now on."""
        viewer.feed = self
        self._viewers.append(viewer)
        if self._is_answered:
            viewer.accept()
        self._somebody_came.set()
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
        """Read stream after stream: those who wait for the camera to come back are shown it when it does.

        For one who has just come, it is tried at once; what that one gets is a feed that goes on, or the reason.
        """
        failures = 0
        while self._viewers:
            self._somebody_came.clear()
            had_frames, reason = await self._read_or_reason()
            failures = 0 if had_frames else failures + 1
            _log.info("live view of %s: %s", self._camera, reason)
            self.state, self._is_answered = PreviewState.PAUSED, False
            self._end_viewers(reason, [each for each in self._viewers if each.ended or not each.started.done()])
            await wait_at_most(_RETRY_S[min(failures, len(_RETRY_S) - 1)], self._somebody_came.wait())

    async def _read_or_reason(self) -> tuple[bool, ServiceError]:
        """Show the frames of one stream; return whether there were any, and why there are no more."""
        before = self._shown
        try:
            await self._read()
            reason = ServiceError(ErrorName.CAMERA_LOST, "The camera went away.", self._camera)
        except ServiceError as error:
            reason = error
        except Exception:
            _log.exception("live view of %s", self._camera)
            reason = ServiceError(ErrorName.INTERNAL_ERROR, "Live view has failed.", self._camera)
        return self._shown > before, reason

    def _end_viewers(self, reason: ServiceError, viewers: Iterable[Viewer]) -> None:
        for viewer in viewers:
            viewer.refuse(reason)
            if viewer.ended:
                viewer.ended()
            viewer.leave()

    async def _read(self) -> None:
        """Show the frames of one stream, to its end. ServiceError: the host has none."""
        camera = await self._find(self._camera)
        if camera is None:
            raise ServiceError(ErrorName.CAMERA_LOST, "The camera is on no other host any more.", self._camera)
        links = await camera.call("get_preview_url", {"camera": camera.local_id, "expires_s": _LINK_S})
        url = f"{absolute(camera, links['mjpeg_url'])}&{urlencode({'max_fps': self._max_fps})}"
        async with self._http.request(camera, "GET", url) as answer:
            if answer.status != 200:
                raise await answer.error() or unexpected_answer(camera, answer.status)
            accepting = asyncio.get_running_loop().call_later(_FIRST_FRAME_S, self._accept)
            try:
                async for headers, jpeg in answer.parts():
                    self._show(camera, headers, jpeg)
            finally:
                accepting.cancel()

    def _accept(self) -> None:
        """Say that frames will come: the host has answered, and takes a picture just now."""
        self._is_answered = True
        if self.state is PreviewState.STOPPED:
            self.state = PreviewState.PAUSED
        for viewer in self._viewers:
            viewer.accept()

    def _show(self, camera: ElsewhereCamera, headers: Mapping[str, str], jpeg: bytes) -> None:
        found = {name: kind.fullmatch(headers.get(name, "")) for name, kind in _OF_FRAME.items()}
        if not all(found.values()):
            message = f"{camera.host} answers with live view that this host does not know."
            raise ServiceError(ErrorName.HOST_UNREACHABLE, message, camera.id, details={"host": camera.host})
        self.state, self._is_answered = PreviewState.RUNNING, True
        self._shown += 1
        self._missed += int(headers.get("X-Skipped") or 0)
        frame = LiveFrame(self._camera, int(headers["X-Sequence"]), headers["X-At"], jpeg, self._missed)
        for viewer in tuple(self._viewers):
            viewer.accept()
            viewer.show(frame)
