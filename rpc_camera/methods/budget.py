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
        self._total_bytes = total_bytes
        self.used_bytes = 0
        self._used_by: Counter[Hashable] = Counter()
        self._freed = asyncio.Event()

    def share(self, client: Hashable) -> BudgetShare:
        """Return what the answer to a new message of `client` holds: nothing so far."""
        return BudgetShare(self, client)

    async def reserve(self, share: BudgetShare, size_bytes: int) -> None:
        """Add `size_bytes` to `share` as soon as there is room; see `BudgetShare.reserve`."""
        while not self._has_room(share, size_bytes):
            if share.held_bytes:
                raise ServiceError(
                    ErrorName.TOO_LARGE,
                    f"The answers of one batch can have about {self._total_bytes} bytes of files.",
                    remedy="Ask for large files one at a time.",
                    details={"size_bytes": size_bytes, "limit_bytes": self._total_bytes},
                )
            self._freed.clear()
            await self._freed.wait()
        self._count(share, size_bytes)

    async def extend(self, share: BudgetShare, size_bytes: int) -> None:
        """Add `size_bytes` to `share`; see `BudgetShare.extend`."""
        if share.held_bytes:
            self._count(share, size_bytes)
        else:
            await self.reserve(share, size_bytes)

    def release(self, share: BudgetShare) -> None:
        """Free what `share` holds."""
        if share.held_bytes:
            self._count(share, -share.held_bytes)
            self._freed.set()

    def _has_room(self, share: BudgetShare, size_bytes: int) -> bool:
        if self.used_bytes + size_bytes > self._total_bytes:
            return not self.used_bytes  # what is more than all of it has its turn alone
        before_bytes = self._used_by[share.client]
        is_next = before_bytes > 0 and not share.held_bytes
        return not is_next or before_bytes + size_bytes <= self._total_bytes // 4

    def _count(self, share: BudgetShare, size_bytes: int) -> None:
        share.held_bytes += size_bytes
        self.used_bytes += size_bytes
        self._used_by[share.client] += size_bytes
        if not self._used_by[share.client]:
            del self._used_by[share.client]


class BudgetShare:
    """What the answer to one message holds of the budget."""

    def __init__(self, budget: ByteBudget, client: Hashable) -> None:
        self.client = client
        self.held_bytes = 0
        self._budget = budget

    async def reserve(self, size_bytes: int) -> None:
        """Hold `size_bytes` more, as soon as there is room. ServiceError TOO_LARGE: one batch asks for too much."""
        await self._budget.reserve(self, size_bytes)

    async def extend(self, size_bytes: int) -> None:
        """Hold `size_bytes` more of an answer that is there: as soon as there is room, but at once if it holds some.

        It could only be refused then, since what it holds is what others wait for.
        """
        await self._budget.extend(self, size_bytes)

    def release(self) -> None:
        """Give all of it back: the answer has been sent, or cannot be."""
        self._budget.release(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()
