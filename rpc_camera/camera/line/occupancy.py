"""What keeps a camera: a picture, for which live view pauses too, or a request that is not answered for long.

Clients see the camera as busy with it.
"""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SLOW_S: Final = 5.0
_CAPTURE: Final = "A picture is being taken."


class Occupation:
    """One kind of it, and the features that are notified, for as long as the camera is there."""

    def __init__(self) -> None:
        self._listeners: list[tuple[Callable[[str], None], Callable[[], None]]] = []

    def add_listener(self, began: Callable[[str], None], ended: Callable[[], None]) -> None:
        """Have `began` called with the reason in a sentence, and `ended` at its end; such times can overlap."""
        self._listeners.append((began, ended))

    @contextmanager
    def lasting(self, reason: str) -> Iterator[Callable[[], None]]:
        """Yield what begins it; it is over at the end of the block, if it was begun."""
        has_begun = False

        def begin() -> None:
            nonlocal has_begun
            if not has_begun:
                has_begun = True
                for began, _ in self._listeners:
                    began(reason)

        try:
            yield begin
        finally:
            if has_begun:
                for _, ended in self._listeners:
                    ended()


class Occupancy:
    """The captures that are under way at one camera, and the request that it does not answer, if there is one."""

    def __init__(self) -> None:
        self.captures = Occupation()
        self.slow_requests = Occupation()

    def shooting(self) -> AbstractContextManager[Callable[[], None]]:
        """Return a block in which a capture goes on, from when what it yields is called."""
        return self.captures.lasting(_CAPTURE)

    @contextmanager
    def answering(self, operation: str) -> Iterator[None]:
        """Say that the camera is busy with `operation`, should the block take long."""
        with self.slow_requests.lasting(f"It has not answered {operation} for {SLOW_S:g} s.") as begin:
            timer = asyncio.get_running_loop().call_later(SLOW_S, begin)
            try:
                yield
            finally:
                timer.cancel()
