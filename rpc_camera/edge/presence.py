"""Work that is of use only while its client is there."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from aiohttp import web

_LOOK_EVERY_S: Final = 0.1


@asynccontextmanager
async def while_present(request: web.Request) -> AsyncIterator[None]:
    """Have the block end soon after the client of `request` has gone, with ConnectionError.

    A handler that waits for something else is not told of that by aiohttp.
    """
    scope = asyncio.timeout(None)
    try:
        async with scope:
            watching = asyncio.create_task(_watch(request, scope))
            try:
                yield
            finally:
                watching.cancel()
    except TimeoutError:
        if not scope.expired():
            raise
        raise ConnectionResetError("the client is gone") from None


async def _watch(request: web.Request, scope: asyncio.Timeout) -> None:
    while request.transport is not None:  # noqa: ASYNC110 - nobody says so
        await asyncio.sleep(_LOOK_EVERY_S)
    scope.reschedule(asyncio.get_running_loop().time())
