"""One bulb exposure, from the place in the line to the files: it goes on whoever goes away."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.clock import utc_now
from rpc_camera.errors import ServiceError
from rpc_camera.wire.requests import FinishBulb

if TYPE_CHECKING:
    from collections.abc import Callable

    from rpc_camera.camera.capture.outcomes import CaptureOutcomes
    from rpc_camera.camera.line.line import Line
    from rpc_camera.camera.line.process import WorkerProcess
    from rpc_camera.camera.settings.turned_settings import TurnedSettings
    from rpc_camera.errors import JsonValue
    from rpc_camera.wire.requests import OpenBulb

OPEN_DEADLINE_S: Final = 60.0
# The noise reduction of a body can take as long as the exposure: only a driver that hangs should be killed.
GRACE_S: Final = 180.0


class BulbExposure:
    """One exposure. The worker closes the shutter after `max_s` by itself; `end` has it closed before.

    `opened` has the time (RFC 3339) once the shutter is open, or why it is not; `closing` is done when it is to close.
    `kept`, which there is once it is open, is done when what was turned for it is on the disk.
    """

    def __init__(
        self, line: Line, outcomes: CaptureOutcomes, turned: TurnedSettings, opening: OpenBulb, timeout_s: float
    ) -> None:
        loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[str] = loop.create_future()
        self.closing: asyncio.Future[None] = loop.create_future()
        self.kept: asyncio.Future[None]
        self._line = line
        self._outcomes = outcomes
        self._turned = turned
        self._opening = opening
        self._timeout_s = timeout_s
        self._end = asyncio.Event()
        self._turn = line.reserve()
        self.done = line.keep(self._run(), self._turn)
        self.done.add_done_callback(self._conclude)

    @property
    def has_turn(self) -> bool:
        """Whether it is at the camera: its shutter is open, or is about to open."""
        return self._turn.is_called

    def end(self) -> None:
        """Close the shutter now, or do not open it at all."""
        self._end.set()
        if not self.opened.done() and not self._turn.is_called:
            self.done.cancel()

    async def _run(self) -> dict[str, JsonValue]:
        with self._outcomes.failing(lambda: self._turn.is_called), self._line.occupancy.shooting() as begin:
            async with self._turn:
                worker = await self._open(begin)
                await self._hold(worker)
                return await self._finish(worker)

    async def _open(self, begin: Callable[[], None]) -> WorkerProcess:
        worker, self.kept = await open_shutter(self._line, self._turned, self._opening, begin)
        self.opened.set_result(utc_now())
        return worker

    async def _hold(self, worker: WorkerProcess) -> None:
        """Wait until it is time, somebody ends it, or the worker is gone."""
        ended = asyncio.ensure_future(self._end.wait())
        either: set[asyncio.Future[Any]] = {ended, worker.gone}
        try:
            await asyncio.wait(either, timeout=self._opening.max_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            self.closing.set_result(None)

    async def _finish(self, worker: WorkerProcess) -> dict[str, JsonValue]:
        deadline_s = self._timeout_s + self._opening.max_s + GRACE_S
        try:
            captured = await worker.request(FinishBulb(self._timeout_s), deadline_s)
        except ServiceError as error:
            raise error.but(camera=self._line.camera) from error
        await self._turned.end(self._line.camera)
        return self._outcomes.completed(captured, self.opened.result())

    def _conclude(self, done: asyncio.Task[Any]) -> None:
        if self.opened.done():
            return
        error = None if done.cancelled() else done.exception()
        if error:
            self.opened.set_exception(error)
            self.opened.exception()  # nobody may be waiting
        else:
            self.opened.cancel()


async def open_shutter(
    line: Line, turned: TurnedSettings, opening: OpenBulb, started: Callable[[], None] | None = None
) -> tuple[WorkerProcess, asyncio.Future[None]]:
    """Open the shutter in a turn that the caller holds; return which worker did it, and when its settings are kept."""
    try:
        deadline_s = OPEN_DEADLINE_S + time_until(opening.at)
        worker, before = await line.exchange(opening, deadline_s=deadline_s, started=started)
    except ServiceError as error:
        if not error.link_lost:
            await turned.refused(line.camera)
        raise
    return worker, line.keep(turned.begin(line.camera, before))


def time_until(at: float | None) -> float:
    """Return how long it is until `at`, as `time.monotonic` counts, in seconds."""
    return 0.0 if at is None else max(0.0, at - time.monotonic())
