"""Methods about live view."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from rpc_camera.camera.live_view.viewer import DEFAULT_FPS, Viewer
from rpc_camera.clock import rfc3339
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.methods.cameras import camera_of
from rpc_camera.methods.session import Notification

if TYPE_CHECKING:
    from rpc_camera.camera.live_view.viewer import LiveFrame
    from rpc_camera.contract import types
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.elsewhere import Feed
    from rpc_camera.methods.session import NotificationQueue, Session

_LINK_EXPIRES_S: Final = 3600


async def start_preview(call: Call, params: types.StartPreviewParams) -> types.StartPreviewResult:
    """Send this connection frames from now on, or change how they are sent."""
    notifications_of(call)
    camera = await camera_of(call, params)
    return await watch(call, params, camera.id, camera.preview)


def notifications_of(call: Call) -> NotificationQueue:
    """Return where frames go. ServiceError NOT_SUPPORTED: the transport cannot carry them."""
    if call.session.notifications is None:
        raise ServiceError(
            ErrorName.NOT_SUPPORTED,
            "HTTP POST cannot carry live view.",
            remedy="Use start_preview over the WebSocket at /rpc, or the addresses of get_preview_url.",
        )
    return call.session.notifications


async def watch(call: Call, params: types.StartPreviewParams, camera: str, feed: Feed) -> types.StartPreviewResult:
    """Send this connection the frames of `feed`, which is that of `camera`."""
    max_fps, binary = params.get("max_fps", DEFAULT_FPS), params.get("binary", False)
    sender = _Sender(notifications_of(call), binary=binary)
    viewer = sender.viewer = Viewer(max_fps, sender.show)
    feed.join(viewer)
    with call.session.beginning_to_watch(viewer):
        await viewer.started
    _replace(call.session, camera, viewer)
    call.message.after_answer(sender.begin)
    return {"camera": camera, "state": feed.state, "max_fps": max_fps, "binary": binary}


async def stop_preview(call: Call, params: types.StopPreviewParams) -> types.StopPreviewResult:
    """Send this connection no more frames of a camera, which may be gone by now."""
    camera = params.get("camera")
    if camera not in call.session.previews:
        camera = (await camera_of(call, params)).id
    return stop_watching(call, camera)


def stop_watching(call: Call, camera: str) -> types.StopPreviewResult:
    """Send this connection no more frames of `camera`."""
    return {"camera": camera, "stopped": _replace(call.session, camera, None)}


async def get_preview_url(call: Call, params: types.GetPreviewUrlParams) -> types.GetPreviewUrlResult:
    """Return signed addresses of the stream, of one frame, and of the newest picture."""
    return sign_preview(call, params, (await camera_of(call, params)).id)


def sign_preview(call: Call, params: types.GetPreviewUrlParams, camera: str) -> types.GetPreviewUrlResult:
    """Return this service's addresses of live view of `camera`, and of its newest picture."""
    links, maker, expires_s = call.service.links, call.session.maker, params.get("expires_s", _LINK_EXPIRES_S)
    mjpeg, jpeg = links.sign_preview(maker, camera, expires_s)
    latest = links.sign_latest(maker, camera, expires_s)
    return {
        "mjpeg_url": mjpeg.url,
        "jpeg_url": jpeg.url,
        "latest_url": latest.url,
        "expires_at": rfc3339(mjpeg.expires),
    }


def _replace(session: Session, camera: str, viewer: Viewer | None) -> bool:
    """Let `viewer` be the one of this connection that watches `camera`; return whether there was one before."""
    before = session.previews.pop(camera, None)
    if viewer:
        session.previews[camera] = viewer
    if before:
        before.leave()
        if session.notifications:
            session.notifications.withdraw(before)
    return before is not None


class _Sender:
    """Sends frames, the first one after the answer to whoever asked for them."""

    viewer: Viewer

    def __init__(self, notifications: NotificationQueue, *, binary: bool) -> None:
        self._notifications = notifications
        self._binary = binary
        self._begun = False
        self._missed: int | None = None
        self._held: LiveFrame | None = None

    def begin(self) -> None:
        """Send frames from now on, and the newest of those before."""
        self._begun = True
        if self._held and self.viewer.feed:
            self.show(self._held)

    def show(self, frame: LiveFrame) -> None:
        """Have the frame sent in place of one that still waits; only the newest is worth sending."""
        if self._begun:
            self._notifications.put(self.viewer, partial(self._next, frame), fresh=True)
        else:
            self._held = frame

    def _next(self, frame: LiveFrame, replaced: int) -> Notification:
        missed_before = frame.missed if self._missed is None else self._missed
        self._missed = frame.missed
        self.viewer.sent += 1
        return _notification(frame, self._binary, replaced + frame.missed - missed_before)


def _notification(frame: LiveFrame, binary: bool, skipped: int) -> Notification:
    """Return what is sent of a frame, which is one for all who have skipped as many before it."""
    of_frame = _NOTIFICATIONS.setdefault(frame, {})
    if (binary, skipped) not in of_frame:
        of_frame[binary, skipped] = _make(frame, binary, skipped)
    return of_frame[binary, skipped]


def _make(frame: LiveFrame, binary: bool, skipped: int) -> Notification:
    params: dict[str, JsonValue] = {
        "camera": frame.camera,
        "sequence": frame.sequence,
        "at": frame.at,
        "size_bytes": len(frame.jpeg),
        "skipped": skipped,
    }
    if binary:
        return Notification("preview_frame", params, frame.jpeg)
    return Notification("preview_frame", {**params, "image_base64": frame.base64})


_NOTIFICATIONS: Final[WeakKeyDictionary[LiveFrame, dict[tuple[bool, int], Notification]]] = WeakKeyDictionary()
