"""A bound on bytes that are in work for all clients together: large answers, or messages."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, Self

from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Hashable


class ByteBudget:
    """Has callers wait until there is room. A batch that would have to wait for itself is refused instead.

    One that asks for much at once and does not read leaves room for the others: beyond a quarter of all, a client's
    next answer waits for those before it.
    """

    def __init__(self, total_bytes: int) -> None:
        self.total_bytes = total_bytes
        self.used_bytes = 0
        self._used_by: Counter[Hashable] = Counter()
        self._freed = asyncio.Event()

    def share(self, client: Hashable) -> BudgetShare:
        """Return what the answer to a new message of `client` holds: nothing so far."""
        return BudgetShare(self, client)

    def has_room(self, share: BudgetShare, size_bytes: int) -> bool:
        """Return whether `share` can hold `size_bytes` more now."""
        if self.used_bytes + size_bytes > self.total_bytes:
            return not self.used_bytes  # what is more than all of it has its turn alone
        before_bytes = self._used_by[share.client]
        is_next = before_bytes > 0 and not share.held_bytes
        return not is_next or before_bytes + size_bytes <= self.total_bytes // 4

    def count(self, share: BudgetShare, size_bytes: int) -> None:
        """Have `share` hold `size_bytes` more, or less."""
        if not size_bytes:  # as of most messages, whose answers are small
            return
        share.held_bytes += size_bytes
        self.used_bytes += size_bytes
        self._used_by[share.client] += size_bytes
        if not self._used_by[share.client]:
            del self._used_by[share.client]
        if size_bytes < 0:
            self._freed.set()

    async def freed(self) -> None:
        """Wait until something is given back."""
        self._freed.clear()
        await self._freed.wait()


class BudgetShare:
    """What the answer to one message holds of the budget."""

    def __init__(self, budget: ByteBudget, client: Hashable) -> None:
        self.client = client
        self.held_bytes = 0
        self._budget = budget

    async def reserve(self, size_bytes: int) -> None:
        """Hold `size_bytes` more, as soon as there is room. ServiceError TOO_LARGE: one batch asks for too much."""
        while not self._budget.has_room(self, size_bytes):
            if self.held_bytes:
                raise ServiceError(
                    ErrorName.TOO_LARGE,
                    f"The answers of one batch can have about {self._budget.total_bytes} bytes of files.",
                    remedy="Ask for large files one at a time.",
                    details={"size_bytes": size_bytes, "limit_bytes": self._budget.total_bytes},
                )
            await self._budget.freed()
        self._budget.count(self, size_bytes)

    async def extend(self, size_bytes: int) -> None:
        """Hold `size_bytes` more of an answer that is there: as soon as there is room, but at once if it holds some.

        It could only be refused then, since what it holds is what others wait for.
        """
        if self.held_bytes:
            self._budget.count(self, size_bytes)
        else:
            await self.reserve(size_bytes)

    def release(self) -> None:
        """Give all of it back: the answer has been sent, or cannot be."""
        self._budget.count(self, -self.held_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()
