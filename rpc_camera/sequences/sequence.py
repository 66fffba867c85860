"""A sequence under way: each frame at its time, whatever becomes of the one before."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.clock import utc_now
from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import CameraState, EventName, SequenceState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.sequences import frame as frames
from rpc_camera.sequences.restoring import put_back_in_time
from rpc_camera.sequences.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.line.turns import Turn
    from rpc_camera.contract.types import SequenceStep
    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import Event, EventLog
    from rpc_camera.sequences.record import Record
    from rpc_camera.sequences.store import Store

LEAD_S: Final = 0.08  # the camera's turn is taken this long before a frame is due
PREPARE_S: Final = 1.0  # settings and focus are seen to this long before, in a turn of their own
_AWAY_PAUSE_S: Final = 2.0
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


@dataclass(frozen=True)
class Surroundings:
    """What a sequence needs: its camera (AwayError: not there), the event log, its file, what can succeed later."""

    camera: Callable[[str], Camera]
    events: EventLog
    store: Store
    retryable: Callable[[ServiceError], bool]


class _EndedError(Exception):
    """No further frame can succeed."""

    def __init__(self, reason: ServiceError) -> None:
        super().__init__(reason.message)
        self.reason = reason


class RunningSequence:
    """Runs until all frames are over, it is stopped, or it fails; then its settings are put back."""

    def __init__(self, record: Record, around: Surroundings) -> None:
        self.record = record
        self._around = around
        told = record.told
        self._schedule = Schedule(record.start, told["interval_s"], told["frames"])
        self._stop = asyncio.Event()
        self._news = asyncio.Event()
        self._prepared: SequenceStep | None = None
        self._failures_in_a_row = 0
        self._untold: dict[str, JsonValue] | None = None
        self._restoring = self._ends_at_once = False

    def stop(self) -> None:
        """End it after the picture in work; one that only waits to put settings back, at once."""
        self._ends_at_once = self._restoring
        if not self.record.is_over:
            self.record.told["state"] = SequenceState.STOPPING
        self._stop.set()
        self._news.set()

    async def run(self) -> None:
        """Run to the end, and tell of it. CancelledError: the service stops; it is left for the next one to see to."""
        forget = self._around.events.add_listener(self._hear)
        try:
            await self._end(*await self._shoot_to_the_end())
        finally:
            forget()

    async def _shoot_to_the_end(self) -> tuple[SequenceState, ServiceError | None]:
        """Return how it has ended, and why."""
        try:
            await self._shoot()
        except _EndedError as error:
            return SequenceState.FAILED, error.reason
        except Exception as error:
            _log.exception("a sequence failed")
            reason = f"The service failed at it: {type(error).__name__}."
            return SequenceState.FAILED, ServiceError(ErrorName.INTERNAL_ERROR, reason)
        return SequenceState.STOPPED if self._stop.is_set() else SequenceState.COMPLETED, None

    async def _end(self, state: SequenceState, reason: ServiceError | None) -> None:
        record = self.record
        if state is SequenceState.COMPLETED and record.told["failures"] and not record.told["frames_taken"]:
            state = SequenceState.FAILED
            record.told["reason"] = record.told["failures"][-1]["error"]
        if record.told["state"] is SequenceState.STOPPING:
            await self._save()  # a server that is started anew does not go on with it
        self._restoring = True
        if left := await put_back_in_time(
            self._camera_or_none, record.originals, self._news, lambda: self._ends_at_once
        ):
            record.told["not_restored"] = left
        record.told["state"] = state
        record.told["ended_at"] = utc_now()
        record.told["started_at"] = min(record.told["started_at"], record.told["ended_at"])  # the first was yet to come
        if reason:
            record.told["reason"] = failure_of(reason)
        await self._save()
        _log.info(
            "sequence %s of %s: %s, %s", record.told["sequence_id"], record.told["camera"], state, record.counts()
        )
        told = cast("dict[str, JsonValue]", record.told)
        ended = ("state", "reason", "not_restored")
        self._emit(EventName.SEQUENCE_ENDED, {name: told[name] for name in ended if name in told})

    # ---- frames

    async def _shoot(self) -> None:
        number = self.record.told["next_frame"]
        while not self._schedule.is_over(number) and not self._stop.is_set():
            try:
                number = await self._shoot_from(number)
            except frames.AwayError as error:
                number = await self._wait_for_camera(number, str(error))

    async def _shoot_from(self, number: int) -> int:
        """Take the frame `number`, or the one in whose place it is when the camera's turn comes; return the next."""
        failed_before = self.record.told["frames_failed"]
        try:
            await self._prepare(number)
            await self._until(self._due(number) - LEAD_S)
            async with self._turn() as camera:
                if camera:
                    number = self._skip_to_now(number)
                    await self._take(camera, number)
        except ServiceError as error:
            self._failed(number, error)
        failed = self.record.told["frames_failed"] > failed_before
        await self._save()
        if failed and not self._schedule.interval_s:
            await self._until(time.monotonic() + _RETRY_PAUSE_S)
        return self.record.told["next_frame"]

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[Camera | None]:
        """Have the camera, armed, for this block; None where the sequence is to stop. AwayError: it cannot be had."""
        camera = self._around.camera(self.record.told["camera"])
        try:
            turn = camera.line.reserve()
        except ServiceError as error:
            raise frames.AwayError(error.message) from error
        try:
            if await self._called(turn):
                await frames.arm(camera)
                if self.record.told["state"] is SequenceState.WAITING:
                    self.record.told["state"] = SequenceState.RUNNING
            yield None if self._stop.is_set() else camera
        finally:
            turn.leave()

    async def _take(self, camera: Camera, number: int) -> None:
        if self._schedule.is_over(number):
            return
        shots = self.record.shots_of(number)
        due = self._due(number)
        prepared, self._prepared = self._prepared == shots[0], None
        taken = await frames.take(camera, shots, at=due, prepared=prepared, stopped=self._stop.is_set)
        if taken.error:
            self._failed(number, taken.error, taken)
            return
        self._failures_in_a_row = 0
        late_s = None
        if self._schedule.interval_s and taken.released_at is not None:
            late_s = round(taken.released_at - due, 6)
        self.record.taken(number, late_s)
        self._tell(number, due, taken)

    def _failed(self, number: int, error: ServiceError, taken: frames.Frame | None = None) -> None:
        """Count a frame that failed. EndedError: no further one can succeed, and the sequence is over."""
        _log.warning("sequence %s: frame %d failed: %s", self.record.told["sequence_id"], number, error.message)
        self.record.failed(number, error)
        self._tell(number, self._due(number), taken or frames.Frame(), error)
        self._failures_in_a_row += 0 if self._around.retryable(error) else 1
        if error.name in _FATAL or self._failures_in_a_row >= _FAILURES_IN_A_ROW:
            raise _EndedError(error)

    async def _prepare(self, number: int) -> None:
        """See to settings and focus of the frame's first picture before its time, unless they are seen to already."""
        shot = self.record.shots_of(number)[0]
        if self._prepared == shot or not frames.needs_preparation(shot):
            return
        await self._until(self._due(number) - PREPARE_S)
        if self._stop.is_set():
            return
        async with self._turn() as camera:
            if camera:
                await frames.prepare(camera, shot)
                self._prepared = shot

    def _skip_to_now(self, number: int) -> int:
        """Return the frame in whose place it is now."""
        return self.record.skip_to(self._schedule.frame_at(number, time.monotonic()))

    def _due(self, number: int) -> float:
        return self._schedule.due(number, time.monotonic())

    # ---- waiting

    async def _until(self, instant: float) -> None:
        """Sleep until `instant`, as `time.monotonic` counts, or until the sequence is to stop."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(asyncio.get_running_loop().time() + instant - time.monotonic()):
                await self._stop.wait()

    async def _called(self, turn: Turn) -> bool:
        """Wait for a turn; False where the sequence is to stop before it comes."""
        waiting = [asyncio.ensure_future(turn.called()), asyncio.ensure_future(self._stop.wait())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
        return not self._stop.is_set()

    async def _wait_for_camera(self, number: int, why: str) -> int:
        """Wait for news of a camera, and a while at most; return the frame whose time it is then."""
        told = self.record.told
        if self._stop.is_set():
            return number
        if told["state"] is SequenceState.RUNNING:
            _log.info("sequence %s waits for %s: %s", told["sequence_id"], told["camera"], why)
            told["state"] = SequenceState.WAITING
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(_AWAY_PAUSE_S):
                await self._news.wait()
        return self._skip_to_now(number)

    def _hear(self, event: Event) -> None:
        came = event.name is EventName.CAMERA_ADDED or event.params.get("state") == CameraState.READY
        if came and event.params["camera"] == self.record.told["camera"]:
            self._news.set()

    def _camera_or_none(self) -> Camera | None:
        try:
            return self._around.camera(self.record.told["camera"])
        except frames.AwayError:
            return None

    # ---- telling

    def _tell(self, number: int, due: float, taken: frames.Frame, error: ServiceError | None = None) -> None:
        params: dict[str, JsonValue] = {"frame": number, "due_at": self.record.wall(due), "files": taken.files}
        if taken.released_at is not None:
            params["started_at"] = self.record.wall(taken.released_at)
            if self._schedule.interval_s:
                params["late_s"] = round(taken.released_at - due, 6)
        if error:
            params["error"] = cast("dict[str, JsonValue]", failure_of(error))
        self._untold = params

    def _emit(self, name: EventName, params: dict[str, JsonValue]) -> None:
        told = self.record.told
        counts = cast("dict[str, JsonValue]", self.record.counts())
        self._around.events.emit(name, told["camera"], sequence_id=told["sequence_id"], **params, **counts)

    async def _save(self) -> None:
        """Keep how far it is, then tell of the last frame: what was told is not lost with the service."""
        try:
            await self._around.store.save(self.record)
        except OSError as error:
            _log.warning("sequence %s could not be saved: %s", self.record.told["sequence_id"], error)
        if self._untold:
            params, self._untold = self._untold, None
            self._emit(EventName.SEQUENCE_PROGRESS, params)
