"""Calls begin in the order of their arrival, although some of them begin in parts."""

from __future__ import annotations

import asyncio
from collections import deque


class BeginOrder:
    """Lets calls begin one after another while the parts of one are tasks that have yet to start."""

    def __init__(self) -> None:
        self._held = 0
        self._turns: deque[asyncio.Future[None]] = deque()

    @property
    def is_held(self) -> bool:
        """Whether a call has to wait for its `turn`."""
        return self._held > 0 or bool(self._turns)

    def hold(self) -> None:
        """Have calls that come from now on wait for the tasks that are there: these start with the next turn."""
        self._held += 1
        asyncio.get_running_loop().call_soon(self._release)

    async def turn(self) -> None:
        """Wait until those that came before have begun."""
        turn = asyncio.get_running_loop().create_future()
        self._turns.append(turn)
        try:
            await turn
        finally:
            self._turns.remove(turn)  # not before: nobody is to overtake the one who is about to go on

    def _release(self) -> None:
        self._held -= 1
        self._next()

    def _next(self) -> None:
        """Have the first go on, and then, unless it holds the others, the one behind it."""
        if self._held or not self._turns:
            return
        if not self._turns[0].done():
            self._turns[0].set_result(None)
        asyncio.get_running_loop().call_soon(self._next)
