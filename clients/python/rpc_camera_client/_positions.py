"""Which events a session has had: each is passed on once, whatever comes twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Positions:
    """For each event's name that is subscribed to, the number up to which nothing is missing.

    The service sends the events of a connection in the order of their numbers. So one that comes also says that there
    are none before it that were not sent, of whatever name.
    """

    def __init__(self) -> None:
        self.log_id: str | None = None
        self._reached: dict[str, int | None] = {}  # None: its `subscribe` is not answered yet

    @property
    def names(self) -> list[str]:
        """The names subscribed to."""
        return [name for name, reached in self._reached.items() if reached is not None]

    @property
    def since(self) -> int | None:
        """The number after which events may be missing; None when there is nothing to miss."""
        return min((reached for reached in self._reached.values() if reached is not None), default=None)

    def expect(self, names: Iterable[str]) -> None:
        """Note that `subscribe` is being sent for `names`: their events may come before the answer."""
        for name in names:
            self._reached.setdefault(name, None)

    def subscribe(self, names: Iterable[str], last_seq: int, log_id: str) -> None:
        """Note that `subscribe` was answered: newer events than `last_seq` are due from now on."""
        self.log_id = log_id
        for name in names:
            if self._reached.get(name) is None:
                self._reached[name] = last_seq

    def unsubscribe(self, names: Iterable[str]) -> None:
        """Note that events of `names` are not due any more."""
        for name in names:
            self._reached.pop(name, None)

    def forget_unanswered(self, names: Iterable[str]) -> None:
        """Drop those of `names` whose `subscribe` was not answered."""
        for name in names:
            if self._reached.get(name) is None:
                self._reached.pop(name, None)

    def accept(self, name: str, seq: int) -> bool:
        """Say whether the event is new, and note that it has come."""
        reached = self._reached.get(name)
        if reached is not None and seq <= reached:
            return False
        if name in self._reached:
            self._reached[name] = seq
            self.catch_up(seq)
        return True

    def catch_up(self, seq: int) -> None:
        """Note that nothing is missing up to `seq`."""
        for name, reached in self._reached.items():
            if reached is not None:
                self._reached[name] = max(reached, seq)

    def begin_log(self, log_id: str) -> None:
        """Note that another log has begun: all its events are new."""
        self.log_id = log_id
        self._reached = {name: None if reached is None else 0 for name, reached in self._reached.items()}
