"""Who is to be told of the other hosts' events: clients that have subscribed, and those that ask from time to time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final
from weakref import WeakSet

from rpc_camera.contract.types import EventName
from rpc_camera.rig import attention

if TYPE_CHECKING:
    from rpc_camera.methods.session import Session

_EVENTS: Final = frozenset(map(str, EventName))


class Audience:
    """The clients of this host that want events."""

    def __init__(self) -> None:
        self._subscribers: WeakSet[Session] = WeakSet()
        self._last_there = float("-inf")

    def add(self, session: Session) -> None:
        """Take in a client that asks for events, or is about to subscribe."""
        self._subscribers.add(session)
        self._last_there = time.monotonic()

    @property
    def is_there(self) -> bool:
        """Whether there is a client that wants events, or was one not long ago."""
        if any(session.is_open and not session.events.isdisjoint(_EVENTS) for session in self._subscribers):
            self._last_there = time.monotonic()
        return time.monotonic() - self._last_there < attention.LINGER_S
