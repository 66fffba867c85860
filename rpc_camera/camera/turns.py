"""Turns at one camera: first come, first served, one at a time, and no endless queue."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Final, Self

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from types import TracebackType

MAX_WAITING: Final = 100


class Turns:
    """An exclusive FIFO of at most `max_waiting` callers besides the one whose turn it is."""

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self._line: deque[Turn] = deque()
        self._max_waiting = max_waiting

    def reserve(self, camera: str) -> Turn:
        """Take a place in the line, at once: places go by the order of these calls. It has to be entered, or left.

        ServiceError CAMERA_BUSY: too many wait already.
        """
        if len(self._line) > self._max_waiting:
            raise ServiceError(ErrorName.CAMERA_BUSY, f"{len(self._line)} requests wait for {camera} already.", camera)
        turn = Turn(self)
        self._line.append(turn)
        self._call_next()
        return turn

    def leave(self, turn: Turn) -> None:
        """Give up a place, or end a turn; whoever is next is called."""
        if turn in self._line:
            self._line.remove(turn)
            self._call_next()

    def _call_next(self) -> None:
        if self._line:
            self._line[0].call()


class Turn:
    """A place in the line; within its context it is the holder's turn."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._called = asyncio.Event()

    def call(self) -> None:
        """Say that it is this one's turn."""
        self._called.set()

    def leave(self) -> None:
        """Give the place up; nothing happens if that is done already."""
        self._turns.leave(self)

    async def __aenter__(self) -> Self:
        try:
            await self._called.wait()
        except BaseException:
            self.leave()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.leave()
