"""The event log: what happened to the cameras, numbered, bounded, passed on to listeners as it happens."""

from __future__ import annotations

import json
import logging
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import utc_now

if TYPE_CHECKING:
    from rpc_camera.contract.types import EventName
    from rpc_camera.errors import JsonValue


@dataclass(frozen=True)
class LoggedEvent:
    """One thing that happened. `params` has `seq`, `at` and `camera` besides what is the event's own."""

    seq: int
    name: EventName
    params: Mapping[str, JsonValue]


_log = logging.getLogger(__name__)
Listener = Callable[[LoggedEvent], None]
CAPACITY: Final = 10_000
RELAYED_BYTES: Final = 64 << 20


@dataclass(frozen=True)
class Page:
    """Events after a sequence number. `gap`: some between that number and the first of these are forgotten."""

    events: tuple[LoggedEvent, ...]
    gap: bool
    more: bool


class EventLog:
    """A bounded log. Sequence numbers start at 1 with each server; `log_id` is another with each server too."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.log_id: Final = secrets.token_hex(8)
        self._events: deque[LoggedEvent] = deque(maxlen=capacity)
        self._relayed: deque[tuple[int, int]] = deque()  # their numbers and bytes
        self._relayed_bytes = 0
        self._listeners: list[Listener] = []
        self.last_seq = 0

    @property
    def oldest_seq(self) -> int | None:
        """The first number that is still remembered; None while nothing has happened."""
        return self._events[0].seq if self._events else None

    def emit(self, name: EventName, camera: str, /, **params: JsonValue) -> LoggedEvent:
        """Give an event its number, remember it and tell the listeners."""
        return self._log(name, {"seq": self.last_seq + 1, "at": utc_now(), "camera": camera, **params})

    def relay(self, name: EventName, params: Mapping[str, JsonValue]) -> LoggedEvent:
        """Give an event of another log a number of this one; all else of it stays, the time when it happened too.

        Whatever others make of their events, those that are remembered have RELAYED_BYTES at most.
        """
        event = self._log(name, {**params, "seq": self.last_seq + 1})
        self._relayed.append((event.seq, len(json.dumps(params))))
        self._relayed_bytes += self._relayed[-1][1]
        while self._relayed_bytes > RELAYED_BYTES or self._relayed[0][0] < self._events[0].seq:
            seq, size_bytes = self._relayed.popleft()
            self._relayed_bytes -= size_bytes
            while self._events[0].seq <= seq < event.seq:
                self._events.popleft()
        return event

    def _log(self, name: EventName, params: Mapping[str, JsonValue]) -> LoggedEvent:
        self.last_seq += 1
        event = LoggedEvent(self.last_seq, name, params)
        self._events.append(event)
        for listener in tuple(self._listeners):
            try:
                listener(event)
            except Exception:
                _log.exception("a listener failed at %s", name)
        return event

    def add_listener(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called, in the event loop, with each event; it must not block. Returns what removes it."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def since(self, seq: int, limit: int) -> Page:
        """Return at most `limit` events with a number above `seq`, oldest first."""
        oldest = self.oldest_seq or 1
        start = max(0, seq + 1 - oldest)
        found = tuple(islice(self._events, start, start + limit))
        return Page(found, gap=seq + 1 < oldest, more=start + len(found) < len(self._events))
