"""Waiting that has an end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable


async def wait_at_most(seconds: float | None, end: Awaitable[object]) -> None:
    """Wait for `end`, at most `seconds`, after which it is cancelled; None: however long it takes."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await end
