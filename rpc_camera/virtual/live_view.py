"""Live view: frames of the scene as it would be exposed now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rpc_camera.virtual import darkroom
from rpc_camera.virtual.ptp import PtpError, ResponseCode
from rpc_camera.virtual.settings import LIVE_VIEW_SIZES

if TYPE_CHECKING:
    from rpc_camera.virtual.body import Body
    from rpc_camera.virtual.focus import Focus
    from rpc_camera.virtual.shutter import Shutter

_HEADER = bytes(128)
_BALLOON_CROSSES_IN_S = 20.0


class LiveView:
    """On or off; as long as it is on, each request draws a new frame. `frames` is how many it has given so far."""

    def __init__(self, body: Body, shutter: Shutter, focus: Focus) -> None:
        self._body = body
        self._shutter = shutter
        self._focus = focus
        self.frames = 0

    @property
    def on(self) -> bool:
        """Whether frames are to be had."""
        return bool(self._body.properties.number("liveviewstatus"))

    def start(self) -> None:
        """Switch it on; raises PtpError when a condition prohibits it."""
        if self._body.read_property(0xD1A4).value:
            raise PtpError(ResponseCode.INVALID_STATUS)
        self._body.properties["liveviewstatus"].value = 1

    def stop(self) -> None:
        """Switch it off."""
        self._body.properties["liveviewstatus"].value = 0

    async def frame(self) -> bytes:
        """Return a header, which libgphoto2 skips, and a JPEG; raises PtpError when off or during an exposure."""
        if not self.on:
            raise PtpError(ResponseCode.NOT_LIVE_VIEW)
        if self._shutter.exposing:
            raise PtpError(ResponseCode.DEVICE_BUSY)
        shot = self._body.shot(self._body.frame)
        size = LIVE_VIEW_SIZES[self._body.properties.number("liveviewsize")]
        phase = asyncio.get_running_loop().time() % _BALLOON_CROSSES_IN_S / _BALLOON_CROSSES_IN_S
        frame = await self._body.run(darkroom.live_frame, shot, size, phase, self._focus.area)
        self.frames += 1
        return _HEADER + frame
