"""Functions of the user's that are called with what comes, each in its own time."""

from __future__ import annotations

import asyncio
import inspect
from collections import deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Handler:
    """Calls one function, sync or async, with one thing after another, and awaits it.

    What it raises is reported to the event loop, and harms nobody else. Of more than `most` that wait, the oldest is
    dropped, and `on_drop` called, once until none waits.
    """

    def __init__(self, function: Callable[[Any], object], most: int, on_drop: Callable[[], None] | None = None) -> None:
        self._function = function
        self._waiting: deque[object] = deque()
        self._most = most
        self._on_drop = on_drop
        self._has_dropped = False
        self._worker: asyncio.Task[None] | None = None

    def put(self, value: object) -> None:
        """Have the function called with `value`, after what waits; return at once."""
        self._waiting.append(value)
        if len(self._waiting) > self._most:
            self._waiting.popleft()
            if self._on_drop is not None and not self._has_dropped:
                self._has_dropped = True
                self._on_drop()
        if self._worker is None:
            self._worker = asyncio.create_task(self._run())

    async def finish(self) -> None:
        """Wait until the function has been called with all that waits."""
        while self._worker is not None:
            await asyncio.wait([self._worker])

    def stop(self) -> None:
        """Call it no more, and cancel the call under way."""
        self._waiting.clear()
        if self._worker is not None:
            self._worker.cancel()

    async def _run(self) -> None:
        try:
            while self._waiting:
                await self._call(self._waiting.popleft())
        finally:
            self._worker = None
            self._has_dropped = False

    async def _call(self, value: object) -> None:
        try:
            result = self._function(value)
            if inspect.isawaitable(result):
                await result
        except (Exception, asyncio.CancelledError) as error:
            task = asyncio.current_task()
            if isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling():
                raise
            context = {"message": f"A handler failed: {self._function!r}", "exception": error}
            asyncio.get_running_loop().call_exception_handler(context)
