"""Live view: frames of the scene as it would be exposed now."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rpc_camera.virtual import darkroom
from rpc_camera.virtual.ptp import PtpError, ResponseCode

if TYPE_CHECKING:
    from rpc_camera.virtual.focus import Focus
    from rpc_camera.virtual.model import BodyModel
    from rpc_camera.virtual.shutter import Shutter

_FIRST_PHASE, _LAST_PHASE = 0.15, 0.85  # between which the balloon is whole within the frame
_CROSSES_IN_S = 14.0


def balloon_phase(at_s: float) -> float:
    """Return where the balloon is on its way at that time: it goes to and fro, and never rests."""
    crossed = at_s % (2 * _CROSSES_IN_S) / _CROSSES_IN_S  # up to 1 on its way there, to 2 on its way back
    return _FIRST_PHASE + (_LAST_PHASE - _FIRST_PHASE) * (1 - abs(1 - crossed))


class LiveView:
    """On or off; as long as it is `on`, each request draws a new frame. `frames` is how many it has given so far."""

    def __init__(self, model: BodyModel, shutter: Shutter, focus: Focus) -> None:
        self._model = model
        self._shutter = shutter
        self._focus = focus
        self.frames = 0
        self.on = False

    def start(self) -> None:
        """Switch it on; raises PtpError when a condition prohibits it."""
        if self._model.is_live_view_prohibited:
            raise PtpError(ResponseCode.INVALID_STATUS)
        self.on = True

    def stop(self) -> None:
        """Switch it off."""
        self.on = False

    def check(self, code: int = ResponseCode.NOT_LIVE_VIEW) -> None:
        """Raise PtpError, with `code`, unless it is on."""
        if not self.on:
            raise PtpError(code)

    async def frame(self) -> bytes:
        """Return a JPEG; raises PtpError when off or during an exposure."""
        self.check()
        if self._shutter.exposing:
            raise PtpError(ResponseCode.DEVICE_BUSY)
        shot = self._model.shot(self._model.body.frame)
        phase = balloon_phase(asyncio.get_running_loop().time())
        frame = await self._model.body.run(
            darkroom.live_frame, shot, self._model.live_view_size, phase, self._focus.area
        )
        self.frames += 1
        return frame
