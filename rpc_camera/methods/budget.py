"""A bound on the bytes of large answers that are in work for all clients together."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class _Message:
    """What the answer to one message holds: given back when it has been sent, or cannot be."""

    held_bytes: int = 0


_message: ContextVar[_Message | None] = ContextVar("rpc_camera_message", default=None)


class ByteBudget:
    """Has callers wait until there is room. A batch that would have to wait for itself is refused instead."""

    def __init__(self, total_bytes: int) -> None:
        self._total_bytes = total_bytes
        self._used_bytes = 0
        self._freed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    @contextmanager
    def message(self) -> Iterator[None]:
        """Work on one message, from dispatching it to sending its answer; what was taken is given back in the end."""
        message = _Message()
        token = _message.set(message)
        try:
            yield
        finally:
            _message.reset(token)
            self._used_bytes -= message.held_bytes
            if message.held_bytes:
                self._tell()

    async def take(self, size_bytes: int) -> None:
        """Take `size_bytes` for the answer to the present message. ServiceError TOO_LARGE: its batch asks for more."""
        message = _message.get() or _Message()
        async with self._freed:
            while self._used_bytes + size_bytes > self._total_bytes:
                if message.held_bytes:
                    raise ServiceError(
                        ErrorName.TOO_LARGE,
                        f"The answers of one batch can have about {self._total_bytes} bytes of files.",
                        remedy="Ask for large files one at a time.",
                        details={"size_bytes": size_bytes, "limit_bytes": self._total_bytes},
                    )
                await self._freed.wait()
            self._used_bytes += size_bytes
            message.held_bytes += size_bytes

    def _tell(self) -> None:
        async def tell() -> None:
            async with self._freed:
                self._freed.notify_all()

        task = asyncio.create_task(tell())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
