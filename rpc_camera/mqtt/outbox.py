"""What waits for the broker: of each topic the newest state, and a bounded number of answers."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_ANSWERS: Final = 100
MOST_BYTES: Final = 32 << 20
_LARGE_BYTES: Final = 4096


@dataclass(frozen=True)
class Outgoing:
    """One message to the broker."""

    topic: str
    payload: bytes
    retain: bool


class Outbox:
    """Keeps what is retained, for the next broker that has lost it. Nothing that is put into it waits."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._kept: dict[str, bytes] = {}
        self._bytes = 0
        self._waiting: dict[str, None] = {}
        self._answers: deque[Outgoing] = deque(maxlen=MOST_ANSWERS)
        self._news = asyncio.Event()
        self._settled = asyncio.Event()
        self._settled.set()

    @property
    def waiting(self) -> int:
        """How many topics have something that the broker has yet to get."""
        return len(self._waiting)

    def keep(self, topic: str, payload: bytes) -> None:
        """Have `payload` sent, retained, in place of what waits at its topic; what the broker has already is not."""
        if self._kept.get(topic) == payload:
            return
        self._drop(topic)
        self._kept[topic] = payload
        self._bytes += len(payload)
        self._wait(topic)
        if self._bytes > self._most_bytes:
            self._drop_large()

    def answer(self, topic: str, payload: bytes) -> None:
        """Have an answer sent; the oldest that waits is dropped where there are too many."""
        self._answers.append(Outgoing(topic, payload, retain=False))
        self._changed()

    def again(self, is_wanted: Callable[[str], bool] = lambda _topic: True) -> None:
        """Have all that is kept sent again: the broker, or who reads there, may have lost it."""
        for topic in filter(is_wanted, self._kept):
            self._wait(topic)

    async def next(self) -> Outgoing:
        """Wait for the next message, and return it; it is still in the box until `sent`."""
        while True:
            if self._waiting:
                topic = next(iter(self._waiting))
                return Outgoing(topic, self._kept[topic], retain=True)
            if self._answers:
                return self._answers[0]
            self._news.clear()
            await self._news.wait()

    def sent(self, message: Outgoing) -> None:
        """Note that the broker has a message, unless there is a newer one of its topic meanwhile."""
        if not message.retain:
            if self._answers and self._answers[0] is message:
                self._answers.popleft()
        elif self._kept.get(message.topic) == message.payload:
            self._waiting.pop(message.topic, None)
            if not message.payload:  # the broker keeps nothing of it, so nor does this
                self._drop(message.topic)
        if not self._waiting and not self._answers:
            self._settled.set()

    async def settled(self) -> None:
        """Wait until the broker has everything."""
        await self._settled.wait()

    def _wait(self, topic: str) -> None:
        self._waiting[topic] = None
        self._changed()

    def _changed(self) -> None:
        self._settled.clear()
        self._news.set()

    def _drop(self, topic: str) -> None:
        self._bytes -= len(self._kept.pop(topic, b""))
        self._waiting.pop(topic, None)

    def _drop_large(self) -> None:
        """Forget the oldest pictures: their broker has most of them."""
        for topic in [topic for topic, payload in self._kept.items() if len(payload) > _LARGE_BYTES][:-1]:
            self._drop(topic)
            if self._bytes <= self._most_bytes:
                return
