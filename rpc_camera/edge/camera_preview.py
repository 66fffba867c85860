"""`/cameras/{id}/preview.mjpeg` and `preview.jpg`: live view over HTTP, for an `<img>`, a video player, or a script."""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from aiohttp import hdrs, web

from rpc_camera.camera.live_view.viewer import DEFAULT_FPS, Viewer
from rpc_camera.edge.camera_access import link_of
from rpc_camera.edge.flow import Flow
from rpc_camera.edge.outbox import ON_THE_WAY_BYTES
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.methods.links import PREVIEW
from rpc_camera.patience import wait_at_most

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.live_view.viewer import LiveFrame
    from rpc_camera.edge.camera_access import CameraAccess
    from rpc_camera.methods.elsewhere import Feed

_BOUNDARY: Final = "frame"
_HEADERS: Final = {hdrs.CACHE_CONTROL: "no-store", "X-Content-Type-Options": "nosniff"}
_STREAM_HEADERS: Final = {**_HEADERS, hdrs.CONTENT_TYPE: f"multipart/x-mixed-replace; boundary={_BOUNDARY}"}
_LOWEST_FPS, _HIGHEST_FPS = 0.1, 240.0  # those of MaxFps in schemas/types.json
_LOOK_AROUND_S: Final = 1.0
_ONE_FRAME_S: Final = 20.0
_LINGER_S: Final = 5.0  # after a single frame the mirror stays up for whoever asks again soon


class CameraPreview:
    """Answers GET and HEAD for the stream and for one frame, to whoever shows the token or a signed link."""

    def __init__(self, access: CameraAccess) -> None:
        self._access = access

    async def mjpeg(self, request: web.Request) -> web.StreamResponse:
        """Answer with a stream of frames that ends with the camera, or why there is none."""
        try:
            camera = await self._find(request)
            return await self.stream(request, lambda _max_fps: camera.preview)
        except ServiceError as error:
            return self._access.refused(error)

    async def stream(self, request: web.Request, feed: Callable[[float], Feed]) -> web.StreamResponse:
        """Answer with the frames of the feed for so many a second. ServiceError: there are none."""
        box = FrameBox(request)
        if request.method == hdrs.METH_HEAD:
            return web.Response(headers=_STREAM_HEADERS)
        try:
            feed(box.viewer.max_fps).join(box.viewer)
            await box.viewer.started
            return await self._stream(request, box)
        finally:
            box.viewer.leave()

    async def jpeg(self, request: web.Request) -> web.StreamResponse:
        """Answer with the next frame, or why there is none."""
        try:
            camera = await self._find(request)
            box = FrameBox(request)
            if request.method == hdrs.METH_HEAD:
                return web.Response(headers=_HEADERS, content_type="image/jpeg")
            frame = await _one_frame(camera, box)
            return web.Response(
                body=frame.jpeg, content_type="image/jpeg", headers={**_HEADERS, **_frame_headers(frame, 0)}
            )
        except ServiceError as error:
            return self._access.refused(error)

    async def _find(self, request: web.Request) -> TetheredCamera:
        return await self._access.camera(request, PREVIEW, "get_preview_url")

    async def _stream(self, request: web.Request, box: FrameBox) -> web.StreamResponse:
        """Send frames, each when the client has most of the last, so that what it gets is always new."""
        response = web.StreamResponse(headers=_STREAM_HEADERS)
        await response.prepare(request)
        with suppress(OSError):  # the client is gone, or was cut off because it reads nothing
            if request.transport is None:
                return response
            flow = Flow(request.transport)
            flow.detect_dead_peer()
            await response.write(f"--{_BOUNDARY}".encode())
            while await box.has_frame():
                await flow.settled(ON_THE_WAY_BYTES)
                await response.write(_part(*box.pop()))
            await response.write(b"--\r\n")
            await response.write_eof()
        return response


class FrameBox:
    """Holds the newest frame until it is sent, and counts those that it replaced."""

    def __init__(self, request: web.Request) -> None:
        """ServiceError INVALID_PARAMS: the request's `max_fps` is wrong."""
        self.viewer = Viewer(_max_fps(request), self._put, self._end)
        self._request = request
        self._frames: list[LiveFrame] = []
        self._replaced = 0
        self._missed: int | None = None
        self._news = asyncio.Event()
        self._ended = False

    async def has_frame(self) -> bool:
        """Wait for a frame; return False when there will be no more, or nobody is there to see one."""
        while not self._frames and not self._ended and self._request.transport is not None:
            await wait_at_most(_LOOK_AROUND_S, self._news.wait())
        return bool(self._frames)

    def pop(self) -> tuple[LiveFrame, int]:
        """Return the frame that is there, and how many were skipped before it; it is there no more."""
        frame, skipped = self._frames.pop(), self._replaced
        self.viewer.sent += 1
        if self._missed is not None:
            skipped += frame.missed - self._missed
        self._replaced, self._missed = 0, frame.missed
        self._news.clear()
        return frame, skipped

    def _put(self, frame: LiveFrame) -> None:
        self._replaced += len(self._frames)
        self._frames = [frame]
        self._news.set()

    def _end(self) -> None:
        self._ended = True
        self._news.set()


async def _one_frame(camera: TetheredCamera, box: FrameBox) -> LiveFrame:
    try:
        camera.preview.join(box.viewer)
        async with asyncio.timeout(_ONE_FRAME_S):
            await box.viewer.started
            if await box.has_frame():
                return box.pop()[0]
    except TimeoutError:
        raise ServiceError(
            ErrorName.CAMERA_BUSY, f"Live view is {camera.preview.state}: no frame came.", camera.id
        ) from None
    finally:
        box.viewer.leave(_LINGER_S)
    raise ServiceError(ErrorName.CAMERA_LOST, "The camera went away.", camera.id)


def _part(frame: LiveFrame, skipped: int) -> bytes:
    """Return a part and the next boundary, by which browsers see that the frame is complete."""
    headers = {
        hdrs.CONTENT_TYPE: "image/jpeg",
        hdrs.CONTENT_LENGTH: str(len(frame.jpeg)),
        **_frame_headers(frame, skipped),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return b"".join((b"\r\n", head.encode(), b"\r\n", frame.jpeg, f"\r\n--{_BOUNDARY}".encode()))


def _frame_headers(frame: LiveFrame, skipped: int) -> dict[str, str]:
    return {"X-Sequence": str(frame.sequence), "X-At": frame.at, "X-Skipped": str(skipped)}


def _max_fps(request: web.Request) -> float:
    """Return `max_fps` of the query, no more than the link has by which it came.

    ServiceError INVALID_PARAMS: it is no number, or out of bounds.
    """
    text, link = request.query.get("max_fps"), link_of(request)
    most = link.max_fps if link and link.max_fps else _HIGHEST_FPS
    if text is None:
        return min(DEFAULT_FPS, most)
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not _LOWEST_FPS <= value <= _HIGHEST_FPS:
        wanted = f"it has to be a number from {_LOWEST_FPS:g} to {_HIGHEST_FPS:g}"
        raise invalid_param("/max_fps", wanted, f"`max_fps` is wrong: {wanted}.")
    return min(value, most)
