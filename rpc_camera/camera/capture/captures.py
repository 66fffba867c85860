"""Shooting: with the pictures awaited, or the shutter released only."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.capture.exposure import time_until
from rpc_camera.camera.capture.release_record import ReleaseRecord
from rpc_camera.clock import utc_now
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.wire.events import Exposing, Released, Releasing
from rpc_camera.wire.requests import Arm, Capture, Captured, Trigger
from rpc_camera.work import Stage, current_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.capture.bulb import BulbExposures
    from rpc_camera.camera.capture.outcomes import CaptureOutcomes
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.turns import Turn

DEFAULT_TIMEOUT_S: Final = 120.0  # more than the longest exposure of a body's own clock, and its noise reduction
# libgphoto2 holds some bodies until the exposure is over, whatever the client's timeout: only a driver that hangs
# should be killed, never one that waits for a picture.
_GRACE_S: Final = 120.0
_RELEASE_DEADLINE_S: Final = 1000.0 + _GRACE_S
_CONFIRM_S: Final = 0.3


class CaptureStages:
    """The stages of one capture. It waits until its worker says that it exposes: a stage begins once."""

    def __init__(self) -> None:
        self._stage = Stage("waiting")
        self._released = False

    def exposing(self, exposure_s: float | None) -> None:
        """Begin the exposure, with the shutter time if the body says one."""
        self._stage = Stage("exposing", exposure_s)

    def released(self) -> None:
        """Note the release: some bodies are released at once and some, such as Nikons, when the exposure is over."""
        self._released = True

    def __call__(self) -> Stage:
        """Return the stage that it is at now."""
        stage = self._stage
        if self._released and stage.name == "exposing" and stage.elapsed_s() >= (stage.total_s or 0):
            self._stage = Stage("saving")
        return self._stage


class Captures:
    """The captures of one camera."""

    def __init__(self, line: Line, bulb: BulbExposures, outcomes: CaptureOutcomes) -> None:
        self.outcomes = outcomes
        self._line = line
        self._bulb = bulb
        self._stages = CaptureStages()  # of the last capture whose turn came
        line.subscribe(Exposing, lambda event: self._stages.exposing(event.exposure_s))
        self._record = ReleaseRecord()  # of the capture that is under way
        line.subscribe(Released, self._on_released)
        line.subscribe(Releasing, lambda _event: self._record.releasing())

    async def image(self, timeout_s: float = DEFAULT_TIMEOUT_S, bulb_s: float | None = None) -> dict[str, JsonValue]:
        """Take a picture and return the result of `capture_image`; with `bulb_s`, the shutter is open for so long.

        It is finished even if whoever asked is gone. ServiceError CAMERA_TIMEOUT: it is not done `timeout_s` after its
        turn has come, or after the shutter has closed; it is finished all the same, and `file_added` has its files.
        """
        if bulb_s is not None:
            return await self._bulb.expose(bulb_s, timeout_s)
        turn, stages = self._line.reserve(), CaptureStages()
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(None) as patience:

                def begun() -> None:
                    self._stages = stages
                    patience.reschedule(loop.time() + timeout_s)

                capture = self._capture(turn, timeout_s, begun)
                async with current_work().ticking(stages):
                    return await asyncio.shield(self._line.keep(capture, turn))
        except TimeoutError:
            message = f"The picture was not there after {timeout_s:g} s."
            raise ServiceError(ErrorName.CAMERA_TIMEOUT, message, self._line.camera) from None

    async def arm(self, deadline_s: float, *, releases: bool = False) -> None:
        """Have the camera, whose turn the caller holds, ready to release: its link proven, its earlier events read.

        `releases`: what `shoot` without `bulb_s` would refuse before it releases is refused already.
        """
        await self._line.ask_within(Arm(releases), deadline_s=deadline_s)

    async def shoot(
        self,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        *,
        bulb_s: float | None = None,
        at: float | None = None,
        record: ReleaseRecord | None = None,
    ) -> Captured:
        """Take a picture with a camera that is armed, in the same turn; see `image` for `bulb_s`.

        `at` is when to release, as `time.monotonic` counts, if not at once. What becomes known of the release, without
        `bulb_s`, is noted in `record`.

        ServiceError: why there is none, or not all of it; it is not tried a second time.
        """
        if bulb_s is not None:
            return await self._bulb.expose_armed(bulb_s, timeout_s, at)
        deadline_s = timeout_s + time_until(at) + _GRACE_S
        self._record = record or ReleaseRecord()
        try:
            return await self._line.ask_within(Capture(timeout_s, at, armed=True), deadline_s=deadline_s)
        finally:
            self._record = ReleaseRecord()

    def _on_released(self, event: Released) -> None:
        self._stages.released()
        self._record.released(event.released_at)

    async def _capture(self, turn: Turn, timeout_s: float, begun: Callable[[], None]) -> dict[str, JsonValue]:
        captured_at: list[str] = []
        with self.outcomes.failing(lambda: captured_at), self._line.occupancy.shooting() as begin:

            def started() -> None:
                captured_at.append(utc_now())
                begun()
                begin()

            deadline_s = timeout_s + _GRACE_S
            captured = await self._line.ask(Capture(timeout_s), deadline_s=deadline_s, turn=turn, started=started)
            return self.outcomes.completed(captured, captured_at[0])

    async def trigger(self) -> dict[str, JsonValue]:
        """Release the shutter and return the result of `trigger_capture`; the pictures follow as `file_added`.

        libgphoto2 holds a Nikon until the exposure is over. When it has not refused within 0.3 s the shutter is taken
        for released, `confirmed` is false, and `capture_failed` follows should it refuse after all (no focus, say).
        """
        begun = asyncio.get_running_loop().create_future()
        turn = self._line.reserve()
        release = self._line.keep(self._release(turn, begun), turn)
        await asyncio.wait({release, begun}, return_when=asyncio.FIRST_COMPLETED)
        done, _ = await asyncio.wait({release}, timeout=_CONFIRM_S)
        if done:
            release.result()
        else:
            release.add_done_callback(self.outcomes.failed_late)
        return {"camera": self._line.camera, "triggered_at": begun.result(), "confirmed": bool(done)}

    async def _release(self, turn: Turn, begun: asyncio.Future[str]) -> None:
        with self._line.occupancy.shooting() as begin:

            def started() -> None:
                begun.set_result(utc_now())
                begin()

            await self._line.ask(Trigger(), deadline_s=_RELEASE_DEADLINE_S, turn=turn, started=started)
