"""What keeps a camera: a picture, for which live view pauses too, or a request that is not answered for long.

Clients see the camera as busy with it.
"""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SLOW_S: Final = 5.0
_CAPTURE: Final = "A picture is being taken."


@dataclass(frozen=True)
class OccupancyListener:
    """`began` is called with the reason in a sentence, `ended` at its end; such times can overlap."""

    began: Callable[[str], None]
    ended: Callable[[], None]


class Occupancy:
    """The captures that are under way at one camera, and the request that it does not answer, if there is one."""

    def __init__(self) -> None:
        self._listeners: list[OccupancyListener] = []
        self._slow_listeners: list[OccupancyListener] = []

    def add_listener(self, began: Callable[[str], None], ended: Callable[[], None]) -> None:
        """Have a feature notified for as long as the camera is there."""
        self._listeners.append(OccupancyListener(began, ended))

    def add_slow_listener(self, began: Callable[[str], None], ended: Callable[[], None]) -> None:
        """Have a feature notified of requests that are not answered for long."""
        self._slow_listeners.append(OccupancyListener(began, ended))

    @contextmanager
    def answering(self, operation: str) -> Iterator[None]:
        """Say that the camera is busy with `operation`, should the block take long."""
        slow = False

        def begin() -> None:
            nonlocal slow
            slow = True
            for listener in self._slow_listeners:
                listener.began(f"It has not answered {operation} for {SLOW_S:g} s.")

        timer = asyncio.get_running_loop().call_later(SLOW_S, begin)
        try:
            yield
        finally:
            timer.cancel()
            if slow:
                for listener in self._slow_listeners:
                    listener.ended()

    @contextmanager
    def shooting(self, reason: str = _CAPTURE) -> Iterator[Callable[[], None]]:
        """Yield what begins a capture; it is over at the end of the block, if it was begun."""
        begun = False

        def begin() -> None:
            nonlocal begun
            if not begun:
                begun = True
                for listener in self._listeners:
                    listener.began(reason)

        try:
            yield begin
        finally:
            if begun:
                for listener in self._listeners:
                    listener.ended()
