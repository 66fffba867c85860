"""A sequence under way, from its first frame until its settings are restored."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from rpc_camera.clock import utc_now
from rpc_camera.contract.failure import failure_of
from rpc_camera.contract.types import SequenceState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.sequences.camera_turn import SequenceCamera
from rpc_camera.sequences.restoring import restore_patiently
from rpc_camera.sequences.shooting import FrameLoop, SequenceFailedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.sequences.publisher import SequencePublisher

_log = logging.getLogger(__name__)


class RunningSequence:
    """Runs until all frames are over, it is stopped, or it fails; then its settings are restored.

    `resolve` returns the camera of an id (CameraAwayError: it is not there).
    """

    def __init__(self, publisher: SequencePublisher, resolve: Callable[[str], TetheredCamera]) -> None:
        self.record = record = publisher.record
        self._publisher = publisher
        self._stop = asyncio.Event()
        self._camera = SequenceCamera(record, resolve, self._stop)
        self._frames = FrameLoop(record, self._camera, publisher, self._stop)
        self._restoring = self._ends_at_once = False

    def stop(self) -> None:
        """End it after the picture in work; one that only waits to restore settings, at once."""
        self._ends_at_once = self._restoring
        if not self.record.is_over:
            self.record.sequence["state"] = SequenceState.STOPPING
        self._stop.set()
        self._camera.changed.set()

    async def run(self) -> None:
        """Run to the end, and publish it. CancelledError: the service stops; the next one goes on or ends it."""
        remove_listener = self._publisher.events.add_listener(self._camera.on_event)
        try:
            await self._end(*await self._shoot())
        finally:
            remove_listener()

    async def _shoot(self) -> tuple[SequenceState, ServiceError | None]:
        """Shoot all frames; return how that has ended, and why."""
        try:
            await self._frames.run()
        except SequenceFailedError as error:
            return SequenceState.FAILED, error.reason
        except Exception as error:
            _log.exception("a sequence failed")
            reason = f"The service failed at it: {type(error).__name__}."
            return SequenceState.FAILED, ServiceError(ErrorName.INTERNAL_ERROR, reason)
        return SequenceState.STOPPED if self._stop.is_set() else SequenceState.COMPLETED, None

    async def _end(self, state: SequenceState, reason: ServiceError | None) -> None:
        sequence = self.record.sequence
        if sequence["state"] is SequenceState.STOPPING:
            await self._publisher.save()  # a server that is started anew does not go on with it
        self._restoring = True
        left = await restore_patiently(
            self._camera.find, self.record.originals, self._camera.changed, lambda: self._ends_at_once
        )
        if left:
            sequence["not_restored"] = left
        if state is SequenceState.COMPLETED and sequence["failures"] and not sequence["frames_taken"]:
            state = SequenceState.FAILED
            sequence["reason"] = sequence["failures"][-1]["error"]
        if reason:
            sequence["reason"] = failure_of(reason)
        sequence["state"] = state
        sequence.pop("waiting_reason", None)
        sequence["ended_at"] = utc_now()
        sequence["started_at"] = min(sequence["started_at"], sequence["ended_at"])  # the first was yet to come
        await self._publisher.save()
        _log.info("sequence %s of %s: %s, %s", self.record.id, self.record.camera_id, state, self.record.counts())
        self._publisher.ended()
