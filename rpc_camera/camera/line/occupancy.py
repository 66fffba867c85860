"""What keeps a camera: a picture, for which live view pauses too, or a request that is not answered for long.

Clients see the camera as busy with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.camera.line.deadlines import Deadlines

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

SLOW_S: Final = 5.0
_CAPTURE: Final = "A picture is being taken."


class Occupation:
    """One kind of it, and the features that are notified, for as long as the camera is there."""

    def __init__(self) -> None:
        self._listeners: list[tuple[Callable[[str], None], Callable[[], None]]] = []

    def add_listener(self, began: Callable[[str], None], ended: Callable[[], None]) -> None:
        """Have `began` called with the reason in a sentence, and `ended` at its end; such times can overlap."""
        self._listeners.append((began, ended))

    def lasting(self, reason: str) -> AbstractContextManager[Callable[[], None]]:
        """Yield what begins it; it is over at the end of the block, if it was begun."""
        return _Lasting(self, reason)

    def began(self, reason: str) -> None:
        """Notify the features that it has begun."""
        for began, _ in self._listeners:
            began(reason)

    def ended(self) -> None:
        """Notify the features that it is over."""
        for _, ended in self._listeners:
            ended()


class _Lasting:
    """The block of `Occupation.lasting`."""

    def __init__(self, occupation: Occupation, reason: str) -> None:
        self._occupation = occupation
        self._reason = reason
        self._has_begun = False

    def __enter__(self) -> Callable[[], None]:
        return self._begin

    def __exit__(self, *_exception: object) -> None:
        if self._has_begun:
            self._occupation.ended()

    def _begin(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._occupation.began(self._reason)


class Occupancy:
    """The captures that are under way at one camera, and the request that it does not answer, if there is one."""

    def __init__(self) -> None:
        self.captures = Occupation()
        self.slow_requests = Occupation()
        self.deadlines = Deadlines()

    def shooting(self) -> AbstractContextManager[Callable[[], None]]:
        """Return a block in which a capture goes on, from when what it yields is called."""
        return self.captures.lasting(_CAPTURE)

    def answering(self, operation: str) -> AbstractContextManager[None]:
        """Say that the camera is busy with `operation`, should the block take long."""
        return _Answering(self, operation)


class _Answering:
    """The block of `Occupancy.answering`; no generator, since each call to a camera has one."""

    __slots__ = ("_deadline", "_has_begun", "_occupancy", "_operation")

    def __init__(self, occupancy: Occupancy, operation: str) -> None:
        self._occupancy = occupancy
        self._operation = operation
        self._has_begun = False

    def __enter__(self) -> None:
        self._deadline = self._occupancy.deadlines.set(SLOW_S, self._begin)

    def __exit__(self, *_exception: object) -> None:
        self._occupancy.deadlines.lift(self._deadline)
        if self._has_begun:
            self._occupancy.slow_requests.ended()

    def _begin(self) -> None:
        self._has_begun = True
        self._occupancy.slow_requests.began(f"It has not answered {self._operation} for {SLOW_S:g} s.")
