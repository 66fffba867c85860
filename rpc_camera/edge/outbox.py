"""What is sent to one WebSocket client: answers, notifications, pings; bounded, whatever the client reads."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from aiohttp.http import WSMsgType

from rpc_camera.edge.websocket_frame import frame_of, notification_frame

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Hashable

    from rpc_camera.edge.client_socket import ClientSocket
    from rpc_camera.edge.encoded_event import EncodedEvent
    from rpc_camera.edge.gateway import Bounds
    from rpc_camera.methods.session import Notification

    _Waiting: TypeAlias = dict[Hashable, tuple[int, Callable[[int], Notification]]]

ON_THE_WAY_BYTES: Final = 1 << 16  # about a frame: enough for a link to stay busy, little enough to be fresh
_COPIED_AT_ONCE_BYTES: Final = 1 << 20
_log = logging.getLogger(__name__)

M = TypeVar("M")


class Outbox:
    """Sends one message at a time. `wanted` are the names of the events to notify of; it may change meanwhile.

    What may be sent without waiting is sent by `flush`, which `flush_soon` has called in a moment; the rest by `run`.
    """

    def __init__(
        self, socket: ClientSocket, wanted: Collection[str], bounds: Bounds, flush_soon: Callable[[Outbox], None]
    ) -> None:
        self._socket = socket
        self._wanted = wanted
        self._bounds = bounds
        self._flush_soon = flush_soon
        self._turn = asyncio.Lock()
        self._sending = 0  # in their turn, or waiting for it
        self._events: deque[EncodedEvent] = deque()
        self._dropped: list[int] = []
        self.dropped = 0  # in all
        self._notifications: _Waiting = {}
        self._has_news = asyncio.Event()
        self._last_news_s = asyncio.get_running_loop().time()
        self._fresh: _Waiting = {}
        self._has_fresh = asyncio.Event()

    async def send(self, message: str | bytes) -> None:
        """Send `message`, as text or binary, when its turn comes; return when the system has it, or nobody is there."""
        await self._send_in_turn(self._send_answer, message)

    def wants(self, name: str) -> bool:
        """Return whether the client wants events of this name."""
        return name in self._wanted

    def notify(self, event: EncodedEvent) -> None:
        """Queue an event that is wanted; when too many wait, the oldest is dropped, and `events_dropped` says so."""
        self._events.append(event)
        if len(self._events) > self._bounds.queued_events:
            self._drop(self._events.popleft().seq)
        self._flush_soon(self)

    def put(self, key: Hashable, make: Callable[[int], Notification], *, fresh: bool = False) -> None:
        """Queue a notification in place of one with the same key that waits; `make` is given how many it replaces.

        `fresh`: it waits, and is replaced, until the client's system has most of what was sent before; it would only
        grow old in a buffer.
        """
        waiting = self._fresh if fresh else self._notifications
        replaced = waiting[key][0] + 1 if key in waiting else 0
        waiting[key] = (replaced, make)
        self._flush_soon(self)

    def withdraw(self, key: Hashable) -> None:
        """Send no more of `key` that waits."""
        self._notifications.pop(key, None)
        self._fresh.pop(key, None)

    def flush(self, now: float) -> None:
        """Send what waits, while the client takes it without being waited for; `run` is to send the rest."""
        try:
            while (self._events or self._notifications) and self._is_clear:
                if (frame := self._next_news()) is not None:
                    self._socket.write_message(frame)
                    self._last_news_s = now
            while self._fresh and self._is_clear and self._socket.flow.waiting_bytes() <= ON_THE_WAY_BYTES:
                self._socket.write_message(_next(self._fresh))
        except OSError:
            _log.debug("not sent: the client is gone")
            return
        if self._events or self._notifications:
            self._has_news.set()
        if self._fresh:
            self._has_fresh.set()

    @property
    def _is_clear(self) -> bool:
        """Whether a message that is written now overtakes none, and is not one too many."""
        return not self._sending and not self._socket.is_behind

    async def run(self) -> None:
        """Send what `flush` has left, and pings when there is no news, until cancelled."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._run_news())
            both.create_task(self._run_fresh())

    async def _run_news(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                async with asyncio.timeout_at(self._last_news_s + self._bounds.ping_interval_s):
                    await self._has_news.wait()
            except TimeoutError:
                await self._ping_after_silence(loop.time())
                continue
            while (frame := self._next_news()) is not None:
                await self._send_in_turn(self._socket.send_message, frame)
            self._last_news_s = loop.time()
            self._has_news.clear()

    async def _run_fresh(self) -> None:
        with suppress(OSError):  # the client is gone
            while True:
                await self._has_fresh.wait()
                await self._socket.flow.settled(ON_THE_WAY_BYTES)
                if self._fresh:
                    await self._send_in_turn(self._socket.send_message, _next(self._fresh))
                else:
                    self._has_fresh.clear()

    async def _send_in_turn(self, send: Callable[[M], Awaitable[None]], message: M) -> None:
        self._sending += 1
        try:
            async with self._turn:
                await send(message)
        except OSError:
            _log.debug("not sent: the client is gone")
        finally:
            self._sending -= 1

    async def _send_answer(self, message: str | bytes) -> None:
        if isinstance(message, str):
            encoded = message.encode()
            if len(encoded) > _COPIED_AT_ONCE_BYTES:
                await asyncio.sleep(0)  # it is copied again to be sent
            await self._socket.send_frame(encoded, WSMsgType.TEXT)
        else:
            await self._socket.send_bytes(message)

    def _drop(self, seq: int) -> None:
        self.dropped += 1
        first, _, count = self._dropped or (seq, seq, 0)
        self._dropped = [first, seq, count + 1]

    def _next_news(self) -> bytes | None:
        """Remove and return the message that is next: of the events, then of what was `put`; None: there is none."""
        if self._dropped:
            first, last, count = self._dropped
            self._dropped = []
            return notification_frame("events_dropped", {"from_seq": first, "to_seq": last, "count": count})
        while self._events:
            event = self._events.popleft()
            if self.wants(event.name):
                return event.frame
        return _next(self._notifications) if self._notifications else None

    async def _ping_after_silence(self, now: float) -> None:
        """Ping, unless news was sent straight away meanwhile."""
        if now - self._last_news_s < self._bounds.ping_interval_s:
            return
        self._last_news_s = now
        try:
            await self._socket.ping()
        except OSError:
            _log.debug("not pinged: the client is gone")


def _next(waiting: _Waiting) -> bytes:
    """Remove and return the message that has waited longest."""
    replaced, make = waiting.pop(next(iter(waiting)))
    return frame_of(make(replaced))
