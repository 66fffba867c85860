"""Waiting that has an end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable


async def wait_at_most(seconds: float | None, end: Awaitable[object]) -> None:
    """Wait for `end`, at most `seconds`, after which it is cancelled; None: however long it takes."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await end


async def wait_unless(vain: Callable[[], bool], steps: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Take all steps at once; those that are left when it is `vain`, after the end of one, are cancelled."""
    waiting = {asyncio.create_task(step) for step in steps}
    try:
        while waiting and not vain():
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for step in done:
                step.result()
    finally:
        for step in waiting:
            step.cancel()
