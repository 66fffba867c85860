"""Methods about live view of another host's camera: its frames come to this host, once for all who watch alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rpc_camera.camera.live_view.viewer import DEFAULT_FPS
from rpc_camera.methods.preview import notifications_of, stop_watching, watch

if TYPE_CHECKING:
    from rpc_camera.contract import types
    from rpc_camera.methods.call import Call
    from rpc_camera.methods.elsewhere import ElsewhereCamera


async def start_preview(
    call: Call, params: types.StartPreviewParams, camera: ElsewhereCamera
) -> types.StartPreviewResult:
    """Send this connection frames from now on, or change how they are sent."""
    notifications_of(call)
    call.work.camera = camera.id
    feed = call.elsewhere.feeds.feed(camera, params.get("max_fps", DEFAULT_FPS))
    return await watch(call, params, camera.id, feed)


async def stop_preview(
    call: Call, _params: types.StopPreviewParams, camera: ElsewhereCamera
) -> types.StopPreviewResult:
    """Send this connection no more frames of a camera."""
    return stop_watching(call, camera.id)
