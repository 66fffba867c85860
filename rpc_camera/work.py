"""What a client waits for: how far it is, and whether it can still be stopped."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Hashable
    from contextlib import AbstractContextManager


_TICK_S: Final = 0.1


class Stop(StrEnum):
    """When work stops that is cancelled: while it waits in line, between two chunks, or not before it is done."""

    AT_ONCE = "at_once"
    AT_NEXT_CHUNK = "at_next_chunk"
    CANNOT = "cannot"


def slowest(stops: Collection[Stop]) -> Stop:
    """Return when several stop."""
    return next(stop for stop in (Stop.CANNOT, Stop.AT_NEXT_CHUNK, Stop.AT_ONCE) if stop in stops)


@dataclass(frozen=True)
class Progress:
    """How far work is. `done` of `total` in the `ProgressUnit` `unit`; no `total` while nobody knows it."""

    stage: str
    done: float
    total: float | None
    unit: str
    camera: str | None = None


@dataclass(frozen=True)
class Stage:
    """A stage of work, and how long it lasts in all, if that is known, in seconds."""

    name: str
    total_s: float | None = None
    begun: float = field(default_factory=time.monotonic)

    def elapsed_s(self) -> float:
        """Return how long it has gone on; no longer than in all."""
        elapsed_s = round(time.monotonic() - self.begun, 3)
        return elapsed_s if self.total_s is None else min(elapsed_s, self.total_s)

    def __call__(self) -> Self:
        """Return itself: it stays at this stage."""
        return self


class Work:
    """One piece of work. Code at work on it says how far it is; whoever wants it stopped calls `cancel`.

    `camera` is the id of the camera that it is done with, once that is known. `client` is who asks for it, and
    `connection` by which of its connections; None: the service itself. `cancelled`: it was asked to stop, and can.
    `only_answers`: nothing comes of it but its answer, so that it ends when nobody is there to get it. `stop_by`
    stops it where cancelling its tasks does not: see `stopping`. `hold_others`, called after parts of it have been made
    tasks, has what its client asks for next begin after those.
    """

    def __init__(
        self,
        report: Callable[[Progress], None] | None = None,
        is_given_up: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        """`report` is called with each step of progress; it must not block.

        `is_given_up` finds out whether whoever asked waits no more, and may not have been able to say so.
        """
        self.stop = Stop.AT_ONCE
        self.camera: str | None = None
        self.client: str | None = None
        self.connection: Hashable = None
        self.cancelled = self.only_answers = False
        self.stop_by: Callable[[], None] | None = None
        self.hold_others: Callable[[], None] = _nobody_waits
        self._report = report
        self._is_given_up = is_given_up
        self._tasks: set[asyncio.Task[Any]] = set()

    async def is_given_up(self) -> bool:
        """Return whether what it has not begun yet should not be begun any more; that may take a moment to find out."""
        return self._is_given_up is not None and await self._is_given_up()

    def progress(self, stage: str, done: float, total: float | None, unit: str) -> None:
        """Report how far the work is."""
        if self._report:
            # What lies behind the end of a file has no bytes, and not fewer than none.
            self._report(Progress(stage, max(0, done), None if total is None else max(0, total), unit, self.camera))

    @asynccontextmanager
    async def ticking(self, stage: Callable[[], Stage]) -> AsyncIterator[None]:
        """Within the block, report every now and then for how many seconds the present stage has gone on."""
        if self._report is None:
            yield
            return
        ticker = asyncio.create_task(self._tick(stage))
        try:
            yield
        finally:
            ticker.cancel()

    async def _tick(self, stage: Callable[[], Stage]) -> None:
        while True:
            now = stage()
            self.progress(now.name, now.elapsed_s(), now.total_s, "s")
            await asyncio.sleep(_TICK_S)

    def stopping(self, stop: Stop, by: Callable[[], None] | None = None) -> AbstractContextManager[None]:
        """Say when the work can be stopped within this block, and how if not by cancelling its tasks."""
        return _Stopping(self, stop, by)

    def at_the_camera(self, *, repeatable: bool) -> AbstractContextManager[None]:
        """Say that the camera is at it: what only reads ends with the present operation, what changes it is finished.

        Where an outer block knows how to stop, that goes on to count.
        """
        return _NOTHING_SAID if self.stop_by else self.stopping(Stop.AT_NEXT_CHUNK if repeatable else Stop.CANNOT)

    def includes(self, task: asyncio.Task[Any]) -> None:
        """Have `task`, which would outlive its client, end as well when the work is cancelled."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def done_by(self, task: asyncio.Task[Any]) -> None:
        """Have `task` cancelled when the work is, until `left_by`: it may go on to something else after that."""
        self._tasks.add(task)

    def left_by(self, task: asyncio.Task[Any]) -> None:
        """Have nothing to do with `task` any more."""
        self._tasks.discard(task)

    def cancel(self) -> Stop:
        """Stop the work if that can be done; return when it stops."""
        if self.stop is Stop.CANNOT:
            return self.stop
        stop, self.cancelled = self.stop, True
        if self.stop_by:
            self.stop_by()
        else:
            for task in tuple(self._tasks):
                task.cancel()
        return stop


def _nobody_waits() -> None:
    """Hold nobody: nobody calls one thing after the other here."""


class _Stopping:
    """The block of `Work.stopping`; no generator, since each call to a camera has one."""

    __slots__ = ("_before", "_now", "_work")

    def __init__(self, work: Work, stop: Stop, by: Callable[[], None] | None) -> None:
        self._work = work
        self._now = stop, by

    def __enter__(self) -> None:
        work = self._work
        self._before = work.stop, work.stop_by
        work.stop, work.stop_by = self._now

    def __exit__(self, *_exception: object) -> None:
        self._work.stop, self._work.stop_by = self._before


_NOTHING_SAID: Final = nullcontext()
_current: ContextVar[Work | None] = ContextVar("rpc_camera_work", default=None)


def current_work() -> Work:
    """Return the work that is being done here; one that reports to nobody where no client waits for it."""
    return _current.get() or Work()


class working_on:  # noqa: N801 - read as the block that it begins
    """Make `work` the current one within this block, and in the tasks that are created there."""

    __slots__ = ("_token", "_work")

    def __init__(self, work: Work) -> None:
        self._work = work

    def __enter__(self) -> Work:
        self._token = _current.set(self._work)
        return self._work

    def __exit__(self, *_exception: object) -> None:
        _current.reset(self._token)
