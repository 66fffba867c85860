"""Whether a picture is being taken: live view pauses for it, and clients see the camera as busy."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CAPTURE: Final = "A picture is being taken."


@dataclass(frozen=True)
class OccupancyListener:
    """`began` is called with the reason in a sentence, `ended` at its end; such times can overlap."""

    began: Callable[[str], None]
    ended: Callable[[], None]


class Occupancy:
    """The captures that are under way at one camera."""

    def __init__(self) -> None:
        self._listeners: list[OccupancyListener] = []

    def add_listener(self, began: Callable[[str], None], ended: Callable[[], None]) -> None:
        """Have a feature notified for as long as the camera is there."""
        self._listeners.append(OccupancyListener(began, ended))

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
