"""The events of a session, kept until they are read, for any number of readers."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Final, Self, TypeAlias
from weakref import WeakSet

from rpc_camera_client._gap import EventsMissedNotification, reader_too_slow
from rpc_camera_client.events import Notification

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SessionEvent: TypeAlias = Notification | EventsMissedNotification
MOST_KEPT: Final = 10_000


class EventFeed:
    """Events by their index from the session's start; those that all readers have had are forgotten."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: deque[SessionEvent] = deque()
        self._first = 0  # the index of the first that is kept
        self._unread = 0  # the index of the first that no reader has had
        self._streams: WeakSet[EventStream] = WeakSet()
        self.has_ended = False
        self.error: Exception | None = None

    def append(self, event: SessionEvent) -> None:
        """Add an event; of too many that wait, the oldest is dropped."""
        self._kept.append(event)
        if len(self._kept) > self._most:
            self._drop()
        self._wake()

    def end(self, error: Exception | None) -> None:
        """Have all readers end after the last event, with `error` if there is one."""
        self.has_ended, self.error = True, error
        self._wake()

    def stream(self) -> EventStream:
        """Return a reader that begins with the first event that no reader has had."""
        stream = EventStream(self, self._unread)
        self._streams.add(stream)
        return stream

    def read(self, index: int) -> tuple[SessionEvent, int] | None:
        """Return the event at `index` and the index of the next; None when it has not come yet."""
        if index < self._first:
            return reader_too_slow(), self._first
        if index >= self._first + len(self._kept):
            return None
        return self._kept[index - self._first], index + 1

    def note_read(self, index: int) -> None:
        """Forget what all readers have had, now that one has had all before `index`."""
        self._unread = max(self._unread, index)
        needed = min([self._unread, *(stream.index for stream in self._streams)])
        while self._first < needed:
            self._drop()

    def _drop(self) -> None:
        self._kept.popleft()
        self._first += 1

    def _wake(self) -> None:
        for stream in self._streams:
            stream.news.set()


class EventStream:
    """An async iterator over events. It ends when the session is closed; raises what else ends the session."""

    def __init__(self, feed: EventFeed, index: int) -> None:
        self._feed = feed
        self.index = index
        self.news = asyncio.Event()

    def __aiter__(self) -> AsyncIterator[SessionEvent]:
        return self

    async def __anext__(self) -> SessionEvent:
        while (found := self._feed.read(self.index)) is None:
            if self._feed.has_ended:
                raise self._feed.error or StopAsyncIteration
            self.news.clear()
            await self.news.wait()
        event, self.index = found
        self._feed.note_read(self.index)
        return event

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Need no more events; what this reader has not had is not kept for it."""
        self.index = max(self.index, self._feed._unread)  # noqa: SLF001
