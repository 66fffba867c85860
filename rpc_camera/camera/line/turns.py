"""Turns at one camera: one at a time, commands first, and no endless queue.

Nobody waits for all that another has asked for: it goes round by clients, and by the connections of each. Without a
pause between commands (captures in a loop), what waits behind them gets a turn now and then all the same.
"""

from __future__ import annotations

import asyncio
import time
from enum import IntEnum
from typing import TYPE_CHECKING, Final, Self

from rpc_camera.camera.line.fair_queue import FairQueue
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

MAX_WAITING: Final = 100
MAX_OF_A_CLIENT: Final = 75  # more than one connection has in work
PATIENCE_S: Final = 0.2


class Priority(IntEnum):
    """Who goes first. Live view and downloads take their turns when no command waits, and one after the other."""

    COMMAND = 0
    FRAME = 1
    CHUNK = 2


_ORDER: Final = tuple(Priority)
_AFTER_FRAME: Final = (Priority.COMMAND, Priority.CHUNK, Priority.FRAME)


class Turns:
    """A fair queue for each priority, of at most `max_waiting` callers besides the one whose turn it is.

    A client that asks for more than it waits for leaves some of the places to others.
    """

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self._lines: dict[Priority, FairQueue[Turn]] = {priority: FairQueue() for priority in Priority}
        self._current: Turn | None = None
        self._max_waiting = max_waiting
        self._last_command = time.monotonic()

    @property
    def quiet_s(self) -> float:
        """For how long no command has waited or been under way."""
        is_command = self._current is not None and self._current.priority is Priority.COMMAND
        return 0.0 if is_command or self._lines[Priority.COMMAND] else time.monotonic() - self._last_command

    def reserve(
        self,
        camera: str,
        priority: Priority = Priority.COMMAND,
        *,
        client: str | None = None,
        connection: Hashable = None,
        in_step: bool = False,
    ) -> Turn:
        """Take a place in the line, at once. It has to be entered, or left.

        `client` is who asks, by which `connection`: places of one go by the order of these calls, and so do all that
        are `in_step`; None: the service itself, of whose places none waits for another in step. ServiceError
        CAMERA_BUSY: too many wait already, or too many of this client.
        """
        line, turn = self._lines[priority], Turn(self, priority)
        if self._current is None:
            self._begin(turn)  # nobody waits then
            return turn
        if len(line) >= self._max_waiting:
            raise ServiceError(ErrorName.CAMERA_BUSY, f"{len(line)} requests wait for {camera} already.", camera)
        if client is not None and line.count(client) >= MAX_OF_A_CLIENT:
            message = f"{MAX_OF_A_CLIENT} of your requests wait for {camera} already."
            raise ServiceError(ErrorName.CAMERA_BUSY, message, camera)
        line.put(turn, client, turn if client is None else connection, in_step=in_step)
        self._current.awaited()
        return turn

    @property
    def somebody_waits(self) -> bool:
        """Whether there is anybody besides the one whose turn it is."""
        return any(self._lines.values())

    def leave(self, turn: Turn) -> None:
        """Give up a place, or end a turn; whoever is next is called."""
        if turn.priority is Priority.COMMAND:
            self._last_command = time.monotonic()
        if turn is self._current:
            self._current = None
            if self.somebody_waits:
                self._call_next(after=turn.priority)
        elif turn in self._lines[turn.priority]:
            self._lines[turn.priority].remove(turn)

    def _begin(self, turn: Turn) -> None:
        self._current = turn
        turn.call()

    def _call_next(self, after: Priority) -> None:
        for priority in self._order(after):
            if turn := self._lines[priority].first():
                self._lines[priority].take(turn)
                self._begin(turn)
                return

    def _order(self, after: Priority) -> tuple[Priority, ...]:
        if after is Priority.FRAME:
            return _AFTER_FRAME
        if after is Priority.COMMAND:  # at most one other comes between two commands
            behind = [turn for each in (Priority.FRAME, Priority.CHUNK) if (turn := self._lines[each].first())]
            longest = min(behind, key=lambda turn: turn.since, default=None)
            if longest and time.monotonic() - longest.since > PATIENCE_S:
                return (longest.priority, *_ORDER)
        return _ORDER


class Turn:
    """A place in the line; within its context it is the holder's turn."""

    def __init__(self, turns: Turns, priority: Priority) -> None:
        self.priority = priority
        self.since = time.monotonic()
        self._turns = turns
        self._called = asyncio.Event()
        self._give_way: Callable[[], None] | None = None

    @property
    def somebody_waits(self) -> bool:
        """Whether somebody waits for the end of this turn."""
        return self._turns.somebody_waits

    def give_way_by(self, give_way: Callable[[], None]) -> None:
        """Have `give_way` called, once, when somebody takes a place while this turn lasts: it can be made shorter."""
        self._give_way = give_way

    def awaited(self) -> None:
        """Say that somebody has taken a place behind this turn."""
        give_way, self._give_way = self._give_way, None
        if give_way:
            give_way()

    @property
    def is_called(self) -> bool:
        """Whether its turn has come."""
        return self._called.is_set()

    def call(self) -> None:
        """Say that it is this one's turn."""
        self._called.set()

    async def called(self) -> None:
        """Wait until it is this one's turn, without entering it."""
        await self._called.wait()

    def leave(self) -> None:
        """Give the place up; nothing happens if that is done already."""
        self._turns.leave(self)

    async def __aenter__(self) -> Self:
        try:
            await self.called()
        except BaseException:
            self.leave()
            raise
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self.leave()
