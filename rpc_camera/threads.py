"""Work in a thread that outlasts its caller's patience: it uses open files, which the caller closes."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

T = TypeVar("T")


async def finish_in_thread(work: Callable[..., T], *args: object, executor: Executor | None = None) -> T:
    """Run `work` in a thread of `executor` and return its result; a caller that is cancelled waits for its end.

    Without an `executor`, the thread is one of the event loop's own.
    """
    running = asyncio.get_running_loop().run_in_executor(executor, partial(work, *args))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({running})
        if not running.cancelled():
            running.exception()  # nobody else will fetch it
        raise
