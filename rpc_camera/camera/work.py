"""What a client waits for: how far it is, and whether it can still be stopped."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator


class Stop(StrEnum):
    """When work stops that is told to: while it waits in line, between two chunks, or not before it is done."""

    AT_ONCE = "at_once"
    AT_NEXT_CHUNK = "at_next_chunk"
    CANNOT = "cannot"


@dataclass(frozen=True)
class Progress:
    """How far work is. `done` of `total` in `unit` ("bytes", "s", "files"); no `total` while nobody knows it."""

    stage: str
    done: float
    total: float | None
    unit: str


class Work:
    """One piece of work. Code at work on it says how far it is; whoever wants it stopped calls `cancel`."""

    def __init__(self, tell: Callable[[Progress], None] | None = None) -> None:
        """`tell` takes each step of progress; it must not block."""
        self.stop = Stop.AT_ONCE
        self._tell = tell
        self._tasks: set[asyncio.Task[Any]] = set()

    def progress(self, stage: str, done: float, total: float | None, unit: str) -> None:
        """Tell how far the work is."""
        if self._tell:
            self._tell(Progress(stage, done, total, unit))

    @contextmanager
    def stopping(self, stop: Stop) -> Iterator[None]:
        """Say when the work can be stopped within this block."""
        before, self.stop = self.stop, stop
        try:
            yield
        finally:
            self.stop = before

    def includes(self, task: asyncio.Task[Any]) -> None:
        """Have `task`, which would outlive its client, end as well when the work is cancelled."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def cancel(self) -> Stop:
        """Stop the work if that can be done; return when it stops."""
        if self.stop is not Stop.CANNOT:
            for task in tuple(self._tasks):
                task.cancel()
        return self.stop


_current: ContextVar[Work | None] = ContextVar("rpc_camera_work", default=None)


def current_work() -> Work:
    """Return the work that is being done here; one that nobody hears of where no client waits for it."""
    return _current.get() or Work()


@contextmanager
def working_on(work: Work) -> Iterator[Work]:
    """Make `work` the current one within this block, and in the tasks that are created there."""
    token = _current.set(work)
    try:
        yield work
    finally:
        _current.reset(token)
