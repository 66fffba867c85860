"""Work in threads: it uses open files, so it outlasts its caller's patience, and a slow disk holds nothing else."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

P = ParamSpec("P")
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


class DiskThread:
    """Runs functions one after the other, in a thread of its own, which `name` is shown for in a debugger."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work` and return its result; a caller that is cancelled waits for its end, since it uses open files."""
        return await finish_in_thread(partial(work, *args, **kwargs), executor=self._thread)

    def close(self) -> None:
        """End the thread, once what runs in it is done."""
        self._thread.shutdown(wait=False)
