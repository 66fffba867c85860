"""The frames of a sequence: each at its time, whatever becomes of the one before."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.patience import wait_at_most
from rpc_camera.sequences.frame import CameraAwayError, FrameResult, needs_preparation, prepare, shoot_frame
from rpc_camera.sequences.schedule import Schedule

if TYPE_CHECKING:
    import asyncio

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.contract.types import SequenceStep
    from rpc_camera.sequences.camera_turn import SequenceCamera
    from rpc_camera.sequences.publisher import SequencePublisher
    from rpc_camera.sequences.record import SequenceRecord

LEAD_S: Final = 0.08  # the camera's turn begins this long before a frame is due
PREPARE_S: Final = 1.0  # settings and focus are set at least this long before, in a turn of their own
_SPARE: Final = 1.25  # and by this factor earlier than they have taken so far: some bodies go by steps
_RETRY_PAUSE_S: Final = 0.5  # without an interval, failing frames must not chase each other
_FAILURES_IN_A_ROW: Final = 10
_FATAL: Final = frozenset(
    {
        ErrorName.STORAGE_FULL,
        ErrorName.NOT_SUPPORTED,
        ErrorName.INTERNAL_ERROR,
        ErrorName.INVALID_PARAMS,
        ErrorName.CONFIG_NOT_FOUND,
        ErrorName.CONFIG_READ_ONLY,
        ErrorName.CONFIG_INVALID_VALUE,
    }
)
_log = logging.getLogger(__name__)


class SequenceFailedError(Exception):
    """No further frame can succeed, for this `reason`."""

    def __init__(self, reason: ServiceError) -> None:
        super().__init__(reason.message)
        self.reason = reason


class FrameLoop:
    """Shoots the frames that are left of a sequence."""

    def __init__(
        self,
        record: SequenceRecord,
        camera: SequenceCamera,
        publisher: SequencePublisher,
        stop: asyncio.Event,
    ) -> None:
        self._record = record
        self._camera = camera
        self._publisher = publisher
        self._stop = stop
        self._schedule = Schedule(record.start, record.sequence["interval_s"], record.sequence["frames"])
        self._prepared: SequenceStep | None = None
        self._prepare_s = PREPARE_S
        self._failures_in_a_row = 0

    async def run(self) -> None:
        """Shoot until all frames are over or `stop` is set. SequenceFailedError."""
        number = self._record.sequence["next_frame"]
        while not self._schedule.is_over(number) and not self._stop.is_set():
            try:
                number = await self._shoot_from(number)
            except CameraAwayError as error:
                if not self._stop.is_set():
                    await self._camera.wait(str(error))
                    number = self._skip_to_now(number)

    async def _shoot_from(self, number: int) -> int:
        """Shoot the frame `number`, or the one in whose place it is when the camera's turn comes; return the next."""
        failed_before = self._record.sequence["frames_failed"]
        try:
            await self._prepare(number)
            await self._sleep_until(self._due(number) - LEAD_S)
            async with self._camera.turn() as camera:
                if camera:
                    number = self._skip_to_now(number)
                    await self._shoot(camera, number)
        except ServiceError as error:
            self._failed(number, error, FrameResult(error=error))
        failed = self._record.sequence["frames_failed"] > failed_before
        await self._publisher.save()
        if failed and not self._schedule.interval_s:
            await self._sleep_until(time.monotonic() + _RETRY_PAUSE_S)
        return self._record.sequence["next_frame"]

    async def _prepare(self, number: int) -> None:
        """Set what the frame's first picture needs before its time, unless it is set already."""
        shot = self._record.shots_of(number)[0]
        if self._prepared == shot or not needs_preparation(shot):
            return
        await self._sleep_until(self._due(number) - self._prepare_s)
        if self._stop.is_set():
            return
        async with self._camera.turn() as camera:
            if camera:
                begun = time.monotonic()
                await prepare(camera, shot)
                self._prepared = shot
                self._prepare_s = max(self._prepare_s, _SPARE * (time.monotonic() - begun) + LEAD_S)

    async def _shoot(self, camera: TetheredCamera, number: int) -> None:
        if self._schedule.is_over(number):
            return
        shots = self._record.shots_of(number)
        due = self._due(number)
        prepared, self._prepared = self._prepared == shots[0], None
        result = await shoot_frame(camera, shots, at=due, prepared=prepared, stopped=self._stop.is_set)
        if result.error:
            self._failed(number, result.error, result)
            return
        self._failures_in_a_row = 0
        late_s = self._late_s(due, result)
        self._record.count_taken(number, late_s)
        self._publisher.frame(number, due, result, late_s)

    def _failed(self, number: int, error: ServiceError, result: FrameResult) -> None:
        """Count a frame that failed. SequenceFailedError: no further one can succeed."""
        _log.warning("sequence %s: frame %d failed: %s", self._record.id, number, error.message)
        self._record.count_failed(number, error)
        due = self._due(number)
        self._publisher.frame(number, due, result, self._late_s(due, result))
        self._failures_in_a_row += 0 if error.is_retryable else 1
        if error.name in _FATAL or self._failures_in_a_row >= _FAILURES_IN_A_ROW:
            raise SequenceFailedError(error)

    def _skip_to_now(self, number: int) -> int:
        """Return the frame in whose place it is now."""
        return self._record.skip_to(self._schedule.frame_at(number, time.monotonic()))

    def _due(self, number: int) -> float:
        return self._schedule.due(number, time.monotonic())

    def _late_s(self, due: float, result: FrameResult) -> float | None:
        """Return how late a frame was released; None where it was not, or is due as soon as it can be."""
        if result.released_at is None or not self._schedule.interval_s:
            return None
        return round(result.released_at - due, 6)

    async def _sleep_until(self, instant: float) -> None:
        """Sleep until `instant`, as `time.monotonic` counts, or until the sequence is to stop."""
        await wait_at_most(instant - time.monotonic(), self._stop.wait())
