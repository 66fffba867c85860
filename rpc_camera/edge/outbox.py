"""What is sent to one WebSocket client: answers, notifications, pings; bounded, whatever the client reads."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

from rpc_camera.attached import binary_frame
from rpc_camera.dispatch import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from rpc_camera.camera.events import Event
    from rpc_camera.edge.client_socket import ClientSocket
    from rpc_camera.edge.gateway import Bounds
    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.session import Notice

_log = logging.getLogger(__name__)


class Outbox:
    """Sends one message at a time. `wanted` are the names of the events to tell; it may change meanwhile."""

    def __init__(self, socket: ClientSocket, wanted: Collection[str], bounds: Bounds) -> None:
        self._socket = socket
        self._wanted = wanted
        self._bounds = bounds
        self._turn = asyncio.Lock()
        self._events: deque[Event] = deque()
        self._dropped: list[int] = []
        self._notices: dict[Hashable, tuple[int, Callable[[int], Notice]]] = {}
        self._has_news = asyncio.Event()

    async def send(self, message: str | bytes) -> None:
        """Send `message`, as text or binary, when its turn comes; return when the system has it, or nobody is there."""
        async with self._turn:
            try:
                with _Watch(self._socket, self._bounds.stall_s):
                    if isinstance(message, str):
                        await self._socket.send_str(message)
                    else:
                        await self._socket.send_bytes(message)
            except OSError:
                _log.debug("not sent: the client is gone")

    def notify(self, event: Event) -> None:
        """Queue a notification, if wanted; when too many wait, the oldest is dropped, which the client is told."""
        if event.name not in self._wanted:
            return
        self._events.append(event)
        if len(self._events) > self._bounds.queued_events:
            self._drop(self._events.popleft().seq)
        self._has_news.set()

    def put(self, key: Hashable, make: Callable[[int], Notice]) -> None:
        """Queue a notification in place of one with the same key that waits; `make` is told how many it replaces."""
        replaced = self._notices[key][0] + 1 if key in self._notices else 0
        self._notices[key] = (replaced, make)
        self._has_news.set()

    def withdraw(self, key: Hashable) -> None:
        """Send no more of `key` that waits."""
        self._notices.pop(key, None)

    async def run(self) -> None:
        """Send notifications, and pings when there are none, until cancelled."""
        while True:
            try:
                async with asyncio.timeout(self._bounds.ping_interval_s):
                    await self._has_news.wait()
            except TimeoutError:
                await self._ping()
            while (message := self._next_event() or self._next_notice()) is not None:
                await self.send(message)
            self._has_news.clear()

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

    def _next_notice(self) -> str | bytes | None:
        if not self._notices:
            return None
        replaced, make = self._notices.pop(next(iter(self._notices)))
        notice = make(replaced)
        text = _notification(notice.method, dict(notice.params))
        return text if notice.data is None else binary_frame(text, notice.data)

    async def _ping(self) -> None:
        try:
            await self._socket.ping()
        except OSError:
            _log.debug("not pinged: the client is gone")


class _Watch:
    """Cuts the connection if, within its context, the client acknowledges nothing from one look to the next."""

    def __init__(self, socket: ClientSocket, interval_s: float) -> None:
        self._socket = socket
        self._interval_s = interval_s

    def __enter__(self) -> None:
        self._look_again(self._socket.acknowledged_bytes())

    def __exit__(self, *_exception: object) -> None:
        self._timer.cancel()

    def _look_again(self, acknowledged: int) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._interval_s, self._look, acknowledged)

    def _look(self, before: int) -> None:
        with suppress(OSError):  # it may be gone already
            acknowledged = self._socket.acknowledged_bytes()
            if acknowledged != before:
                self._look_again(acknowledged)
                return
            _log.warning("disconnecting: the client has read nothing for %g s", self._interval_s)
        self._socket.abort()


def _notification(method: str, params: dict[str, JsonValue]) -> str:
    return encode({"jsonrpc": "2.0", "method": method, "params": params})
