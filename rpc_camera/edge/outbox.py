"""What is sent to one WebSocket client: answers, notifications, pings; bounded, whatever the client reads."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias

from aiohttp.http import WSMsgType

from rpc_camera.attached import binary_frame
from rpc_camera.dispatch import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from rpc_camera.edge.client_socket import ClientSocket
    from rpc_camera.edge.gateway import Bounds
    from rpc_camera.errors import JsonValue
    from rpc_camera.event_log import LoggedEvent
    from rpc_camera.methods.session import Notification

    _Waiting: TypeAlias = dict[Hashable, tuple[int, Callable[[int], Notification]]]

ON_THE_WAY_BYTES: Final = 1 << 16  # about a frame: enough for a link to stay busy, little enough to be fresh
_COPIED_AT_ONCE_BYTES: Final = 1 << 20
_log = logging.getLogger(__name__)


class Outbox:
    """Sends one message at a time. `wanted` are the names of the events to notify of; it may change meanwhile."""

    def __init__(self, socket: ClientSocket, wanted: Collection[str], bounds: Bounds) -> None:
        self._socket = socket
        self._wanted = wanted
        self._bounds = bounds
        self._turn = asyncio.Lock()
        self._events: deque[LoggedEvent] = deque()
        self._dropped: list[int] = []
        self._notifications: _Waiting = {}
        self._has_news = asyncio.Event()
        self._fresh: _Waiting = {}
        self._has_fresh = asyncio.Event()

    async def send(self, message: str | bytes) -> None:
        """Send `message`, as text or binary, when its turn comes; return when the system has it, or nobody is there."""
        async with self._turn:
            try:
                if isinstance(message, str):
                    encoded = message.encode()
                    if len(encoded) > _COPIED_AT_ONCE_BYTES:
                        await asyncio.sleep(0)  # it is copied again to be sent
                    await self._socket.send_frame(encoded, WSMsgType.TEXT)
                else:
                    await self._socket.send_bytes(message)
            except OSError:
                _log.debug("not sent: the client is gone")

    def notify(self, event: LoggedEvent) -> None:
        """Queue a notification, if wanted; when too many wait, the oldest is dropped, and `events_dropped` says so."""
        if event.name not in self._wanted:
            return
        self._events.append(event)
        if len(self._events) > self._bounds.queued_events:
            self._drop(self._events.popleft().seq)
        self._has_news.set()

    def put(self, key: Hashable, make: Callable[[int], Notification], *, fresh: bool = False) -> None:
        """Queue a notification in place of one with the same key that waits; `make` is given how many it replaces.

        `fresh`: it waits, and is replaced, until the client's system has most of what was sent before; it would only
        grow old in a buffer.
        """
        waiting, news = (self._fresh, self._has_fresh) if fresh else (self._notifications, self._has_news)
        replaced = waiting[key][0] + 1 if key in waiting else 0
        waiting[key] = (replaced, make)
        news.set()

    def withdraw(self, key: Hashable) -> None:
        """Send no more of `key` that waits."""
        self._notifications.pop(key, None)
        self._fresh.pop(key, None)

    async def run(self) -> None:
        """Send notifications, and pings when there are none, until cancelled."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._run_news())
            both.create_task(self._run_fresh())

    async def _run_news(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._bounds.ping_interval_s):
                    await self._has_news.wait()
            except TimeoutError:
                await self._ping()
            while (message := self._next_event() or _next(self._notifications)) is not None:
                await self.send(message)
            self._has_news.clear()

    async def _run_fresh(self) -> None:
        with suppress(OSError):  # the client is gone
            while True:
                await self._has_fresh.wait()
                await self._socket.flow.settled(ON_THE_WAY_BYTES)
                if (message := _next(self._fresh)) is None:
                    self._has_fresh.clear()
                else:
                    await self.send(message)

    def _drop(self, seq: int) -> None:
        first, _, count = self._dropped or (seq, seq, 0)
        self._dropped = [first, seq, count + 1]

    def _next_event(self) -> str | None:
        if self._dropped:
            first, last, count = self._dropped
            self._dropped = []
            return _notification("events_dropped", {"from_seq": first, "to_seq": last, "count": count})
        while self._events:
            event = self._events.popleft()
            if event.name in self._wanted:
                return _notification(event.name, dict(event.params))
        return None

    async def _ping(self) -> None:
        try:
            await self._socket.ping()
        except OSError:
            _log.debug("not pinged: the client is gone")


def _next(waiting: _Waiting) -> str | bytes | None:
    """Remove and return the message that has waited longest; None when none does."""
    if not waiting:
        return None
    replaced, make = waiting.pop(next(iter(waiting)))
    notification = make(replaced)
    text = _notification(notification.method, dict(notification.params))
    return text if notification.data is None else binary_frame(text, notification.data)


def _notification(method: str, params: dict[str, JsonValue]) -> str:
    return encode({"jsonrpc": "2.0", "method": method, "params": params})
