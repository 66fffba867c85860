"""Has a body show itself, so that a person finds it among others: by its live view, or by the movement of its lens."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.live_view.viewer import Viewer
from rpc_camera.contract.types import IdentifiedBy, PreviewState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.wire.requests import CanEndLiveView, StopPreview, SwayFocus
from rpc_camera.work import Stage, current_work

if TYPE_CHECKING:
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.live_view.feed import PreviewFeed

DEFAULT_DURATION_S: Final = 5.0
_FPS: Final = 5.0
_BETWEEN_MOVEMENTS_S: Final = 0.3  # for what else is asked of the camera
_DARK: Final = "The camera shows itself: its live view is off for some seconds."
_HOW_ELSE: Final = "Find it by its serial number or port, in list_cameras, or cover its lens and look at its live view."


class Beacon:
    """The beacon of one camera."""

    def __init__(self, line: Line, preview: PreviewFeed) -> None:
        self._line = line
        self._preview = preview
        self._is_on = False

    async def show(self, duration_s: float) -> IdentifiedBy:
        """Have the body show itself for that long; return by what. All is as it was afterwards.

        ServiceError NOT_SUPPORTED: nothing would be seen. CAMERA_BUSY: it shows itself already.
        """
        camera = self._line.camera
        if self._is_on:
            raise ServiceError(ErrorName.CAMERA_BUSY, f"{camera} shows itself just now.", camera)
        self._is_on = True
        try:
            async with current_work().ticking(Stage("identifying", duration_s)):
                return await self._show(duration_s)
        finally:
            self._is_on = False

    async def _show(self, duration_s: float) -> IdentifiedBy:
        if await self._line.ask(CanEndLiveView()):
            try:
                await self._by_live_view(duration_s)
            except ServiceError as refusal:
                if refusal.is_passing:
                    raise
            else:
                return IdentifiedBy.LIVE_VIEW
        try:
            await self._by_focus(duration_s)
        except ServiceError as refusal:
            if refusal.is_passing:
                raise
            message = f"Nothing would be seen on {self._line.camera}: {refusal.message}"
            remedy = _HOW_ELSE if refusal.name is ErrorName.NOT_SUPPORTED else f"{refusal.advice} {_HOW_ELSE}"
            raise refusal.but(name=ErrorName.NOT_SUPPORTED, message=message, remedy=remedy) from refusal
        return IdentifiedBy.FOCUS

    async def _by_live_view(self, duration_s: float) -> None:
        """Turn live view on or, where it is on for somebody, off; what is so already is nothing to see."""
        if self._preview.state is PreviewState.RUNNING:
            with self._preview.paused(_DARK):
                await self._line.ask(StopPreview())
                await asyncio.sleep(duration_s)
            return
        viewer = Viewer(_FPS, lambda _frame: None)
        self._preview.join(viewer)
        try:
            await viewer.started
            await asyncio.sleep(duration_s)
        finally:
            viewer.leave()

    async def _by_focus(self, duration_s: float) -> None:
        until = time.monotonic() + duration_s
        while True:
            await self._line.ask(SwayFocus())
            if time.monotonic() + _BETWEEN_MOVEMENTS_S >= until:
                return
            await asyncio.sleep(_BETWEEN_MOVEMENTS_S)
