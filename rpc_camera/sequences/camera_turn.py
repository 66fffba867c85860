"""The camera of a sequence: used for one turn at a time, waited for while it is away."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

from rpc_camera.contract.types import CameraState, EventName, SequenceState
from rpc_camera.errors import ServiceError
from rpc_camera.patience import wait_at_most
from rpc_camera.sequences.frame import CameraAwayError, arm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.line.turns import Turn
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.sequences.record import SequenceRecord

_AWAY_PAUSE_S: Final = 2.0
_log = logging.getLogger(__name__)


class SequenceCamera:
    """`resolve` returns the camera of an id (CameraAwayError: it is not there). `stop` is set to end the sequence.

    `changed` is set when the camera comes; others set it when there is something else to wake up for.
    """

    def __init__(self, record: SequenceRecord, resolve: Callable[[str], TetheredCamera], stop: asyncio.Event) -> None:
        self._record = record
        self._resolve = resolve
        self._stop = stop
        self.changed = asyncio.Event()

    def on_event(self, event: LoggedEvent) -> None:
        """Notice that the camera comes."""
        came = event.name is EventName.CAMERA_ADDED or event.params.get("state") == CameraState.READY
        if came and event.params["camera"] == self._record.camera_id:
            self.changed.set()

    def find(self) -> TetheredCamera | None:
        """Return the camera; None while it is not there."""
        try:
            return self._resolve(self._record.camera_id)
        except CameraAwayError:
            return None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[TetheredCamera | None]:
        """Use the camera, armed, in this block; None where the sequence is to stop. CameraAwayError: it is away."""
        camera = self._resolve(self._record.camera_id)
        try:
            turn = camera.line.reserve()
        except ServiceError as error:
            raise CameraAwayError(error.message) from error
        try:
            if await self._called(turn):
                await arm(camera)
                if self._record.sequence["state"] is SequenceState.WAITING:
                    self._record.sequence["state"] = SequenceState.RUNNING
                    self._record.sequence.pop("waiting_reason", None)
            yield None if self._stop.is_set() else camera
        finally:
            turn.leave()

    async def _called(self, turn: Turn) -> bool:
        """Wait for a turn; False where the sequence is to stop before it comes."""
        waiting = [asyncio.ensure_future(turn.called()), asyncio.ensure_future(self._stop.wait())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
        return not self._stop.is_set()

    async def wait(self, reason: str) -> None:
        """Wait until the camera comes, but no longer than a while; `reason` says why it is away."""
        if self._record.sequence["state"] is SequenceState.RUNNING:
            _log.info("sequence %s waits for %s: %s", self._record.id, self._record.camera_id, reason)
            self._record.sequence["state"] = SequenceState.WAITING
        if self._record.sequence["state"] is SequenceState.WAITING:
            self._record.sequence["waiting_reason"] = reason
        self.changed.clear()
        await wait_at_most(_AWAY_PAUSE_S, self.changed.wait())
