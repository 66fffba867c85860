"""Bulb: the shutter is held open for a given time, or until somebody ends it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.camera.capture.exposure import GRACE_S, BulbExposure, open_shutter
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.requests import Captured, FinishBulb, OpenBulb
from rpc_camera.work import Stage, Stop, current_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.capture.outcomes import CaptureOutcomes
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.settings.turned_settings import TurnedSettings

DEFAULT_MAX_S: Final = 600.0


class BulbExposures:
    """The bulb exposures of one camera; at most one shutter is open at a time."""

    def __init__(self, line: Line, outcomes: CaptureOutcomes, turned: TurnedSettings) -> None:
        self._line = line
        self._outcomes = outcomes
        self._turned = turned
        self._held: BulbExposure | None = None  # the one that `start` began
        self._under_way: list[BulbExposure] = []  # all, those that wait in line too

    @property
    def is_under_way(self) -> bool:
        """Whether there is an exposure for `stop` to end: the shutter is open, or is about to open."""
        return self._current is not None

    def check_closed(self) -> None:
        """Raise ServiceError CAMERA_BUSY while an exposure is under way."""
        if self.is_under_way:
            camera = self._line.camera
            raise _held_open(camera).but(message=f"A bulb exposure of {camera} is under way.")

    async def expose(self, bulb_s: float, timeout_s: float) -> dict[str, JsonValue]:
        """Hold the shutter open for `bulb_s`, and return the result of `capture_image`.

        Cancelled, it closes the shutter at once; `file_added` has the picture. ServiceError CAMERA_TIMEOUT: the files
        are not there `timeout_s` after that.
        """
        exposure = self._begin(bulb_s, timeout_s)
        work = current_work()
        try:
            with work.stopping(Stop.AT_ONCE, by=exposure.end):
                async with work.ticking(Stage("waiting")):
                    await asyncio.shield(exposure.opened)
                async with asyncio.timeout(bulb_s + timeout_s):
                    async with work.ticking(Stage("exposing", bulb_s)):
                        await asyncio.shield(exposure.closing)
                    with work.stopping(Stop.CANNOT):
                        async with work.ticking(Stage("saving")):
                            result = await asyncio.shield(exposure.done)
            if work.cancelled:
                raise _cancelled(self._line.camera, result)
            return result
        except TimeoutError:
            raise _too_late(self._line.camera, timeout_s) from None
        except asyncio.CancelledError:
            exposure.end()
            raise

    async def expose_armed(self, bulb_s: float, timeout_s: float, at: float | None) -> Captured:
        """Expose with a camera that is armed, in a turn that the caller holds."""
        worker, _ = await open_shutter(self._line, self._turned, OpenBulb(bulb_s, at, armed=True))
        await asyncio.wait({worker.gone}, timeout=bulb_s)
        deadline_s = timeout_s + bulb_s + GRACE_S
        captured = await self._line.ask_within(FinishBulb(timeout_s), deadline_s=deadline_s)
        await self._turned.end(self._line.camera)
        return captured

    async def start(self, max_s: float, timeout_s: float) -> dict[str, JsonValue]:
        """Open the shutter and return the result of `start_bulb`. ServiceError CAMERA_BUSY: it is open already."""
        exposure = self._held = self._begin(max_s, timeout_s)
        self._line.refuse_commands(lambda: _held_open(self._line.camera))
        exposure.done.add_done_callback(lambda _done: self._let_go(exposure))
        work = current_work()
        try:
            with work.stopping(Stop.AT_ONCE, by=exposure.end):
                started_at = await asyncio.shield(exposure.opened)
                await asyncio.shield(exposure.kept)
            if work.cancelled:
                raise _cancelled(self._line.camera, await asyncio.shield(exposure.done))
        except asyncio.CancelledError:
            exposure.end()
            raise
        return {"camera": self._line.camera, "started_at": started_at}

    async def stop(self, timeout_s: float) -> dict[str, JsonValue]:
        """Close the shutter, whoever had it opened, and return the result of `stop_bulb`: `capture_image`'s."""
        exposure = self._current
        camera = self._line.camera
        if exposure is None:
            raise ServiceError(ErrorName.NO_BULB_EXPOSURE, f"No shutter of {camera} is held open.", camera)
        await asyncio.shield(exposure.opened)
        exposure.end()
        try:
            with current_work().stopping(Stop.CANNOT):
                async with asyncio.timeout(timeout_s):
                    return await asyncio.shield(exposure.done)
        except TimeoutError:
            raise _too_late(camera, timeout_s) from None

    @property
    def _current(self) -> BulbExposure | None:
        return self._held or next((each for each in self._under_way if each.has_turn), None)

    def _begin(self, max_s: float, timeout_s: float) -> BulbExposure:
        exposure = BulbExposure(self._line, self._outcomes, self._turned, OpenBulb(max_s), timeout_s)
        self._under_way.append(exposure)
        exposure.done.add_done_callback(lambda _done: self._under_way.remove(exposure))
        return exposure

    def _let_go(self, exposure: BulbExposure) -> None:
        if self._held is exposure:
            self._held = None
            self._line.refuse_commands(None)


def _held_open(camera: str) -> ServiceError:
    """Return the refusal of other requests while `start_bulb` holds the shutter open."""
    return ServiceError(
        ErrorName.CAMERA_BUSY,
        f"start_bulb holds the shutter of {camera} open.",
        camera,
        remedy="Call stop_bulb, or wait until the exposure ends by itself, then send the request again.",
    )


def _cancelled(camera: str, result: Mapping[str, Any]) -> ServiceError:
    paths = " and ".join(file["path"] for file in result["files"])
    return ServiceError(
        ErrorName.CANCELLED,
        f"The exposure was ended after {result['exposure_s']:g} s; its picture is {paths}.",
        camera,
        remedy="Download or delete the picture; send the request again for another.",
    )


def _too_late(camera: str, timeout_s: float) -> ServiceError:
    message = f"The picture was not there {timeout_s:g} s after the shutter had closed."
    return ServiceError(ErrorName.CAMERA_TIMEOUT, message, camera)
