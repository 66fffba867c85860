"""A bound on the bytes of large answers that are in work for all clients together."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator


@dataclass
class _Message:
    """What the answer to one message of a client holds: given back when it has been sent, or cannot be."""

    client: Hashable = None
    held_bytes: int = 0


_message: ContextVar[_Message | None] = ContextVar("rpc_camera_message", default=None)


class ByteBudget:
    """Has callers wait until there is room. A batch that would have to wait for itself is refused instead.

    One that asks for much at once and does not read leaves room for the others: beyond a quarter of all, a client's
    next answer waits for those before it.
    """

    def __init__(self, total_bytes: int) -> None:
        self._total_bytes = total_bytes
        self.used_bytes = 0
        self._used_by: Counter[Hashable] = Counter()
        self._freed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    @contextmanager
    def message(self, client: Hashable) -> Iterator[None]:
        """Work on a message of `client`, from dispatching it to sending its answer; gives back what was taken."""
        message = _Message(client)
        token = _message.set(message)
        try:
            yield
        finally:
            _message.reset(token)
            if message.held_bytes:
                self._count(message, -message.held_bytes)
                self._tell()

    async def take(self, size_bytes: int) -> None:
        """Take `size_bytes` for the answer to the present message. ServiceError TOO_LARGE: its batch asks for more."""
        message = _message.get() or _Message()
        async with self._freed:
            while not self._has_room(message, size_bytes):
                if message.held_bytes:
                    raise ServiceError(
                        ErrorName.TOO_LARGE,
                        f"The answers of one batch can have about {self._total_bytes} bytes of files.",
                        remedy="Ask for large files one at a time.",
                        details={"size_bytes": size_bytes, "limit_bytes": self._total_bytes},
                    )
                await self._freed.wait()
            self._count(message, size_bytes)

    def _has_room(self, message: _Message, size_bytes: int) -> bool:
        if self.used_bytes + size_bytes > self._total_bytes:
            return False
        before_bytes = self._used_by[message.client]
        is_next = before_bytes > 0 and not message.held_bytes
        return not is_next or before_bytes + size_bytes <= self._total_bytes // 4

    def _count(self, message: _Message, size_bytes: int) -> None:
        message.held_bytes += size_bytes
        self.used_bytes += size_bytes
        self._used_by[message.client] += size_bytes
        if not self._used_by[message.client]:
            del self._used_by[message.client]

    def _tell(self) -> None:
        async def tell() -> None:
            async with self._freed:
                self._freed.notify_all()

        task = asyncio.create_task(tell())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
