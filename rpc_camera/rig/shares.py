"""A bound that several callers have in common, of which none can take so much that nothing is left for the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping


class Shares:
    """Whoever has as much as is left gets no more: the first has half of `most` at most, the next half of the rest."""

    def __init__(self, most: int, taken: Mapping[str, int] | None = None) -> None:
        """`taken` is what callers have already, by their names."""
        self.most = most
        self._taken = Counter(taken or {})
        self.total = self._taken.total()

    def copy(self) -> Self:
        """Return another of the same."""
        return type(self)(self.most, self._taken)

    def of(self, caller: str) -> int:
        """Return how much a caller has."""
        return self._taken[caller]

    def take(self, caller: str, amount: int = 1) -> bool:
        """Have a caller take more; return whether it could."""
        if self._taken[caller] + amount > self.most - self.total:
            return False
        self._taken[caller] += amount
        self.total += amount
        return True

    def give_back(self, caller: str, amount: int = 1) -> None:
        """Have a caller let go of what it has taken."""
        self.total -= amount
        self._taken[caller] -= amount
        if not self._taken[caller]:
            del self._taken[caller]
