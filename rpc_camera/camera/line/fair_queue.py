"""Fair queueing: whoever waits goes round by turns, however much of its own each has in the queue."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Round robin over the clients that wait, and for each of them over its connections; of one, first in, first out.

    What is put in `in_step` goes in the order in which it came besides, whoever put it in: it keeps the rest of its
    connection waiting until then, and nobody else.
    """

    def __init__(self) -> None:
        self._askers: dict[T, tuple[Hashable, Hashable]] = {}  # client and connection of each
        self._clients: OrderedDict[Hashable, OrderedDict[Hashable, dict[T, None]]] = OrderedDict()
        self._in_step: dict[T, None] = {}

    def __len__(self) -> int:
        """Return how much waits."""
        return len(self._askers)

    def __contains__(self, item: T) -> bool:
        """Return whether it waits."""
        return item in self._askers

    def count(self, client: Hashable) -> int:
        """Return how much of a client's waits."""
        return sum(map(len, self._clients.get(client, {}).values()))

    def put(self, item: T, client: Hashable, connection: Hashable, *, in_step: bool = False) -> None:
        """Have an item wait."""
        self._askers[item] = client, connection
        self._clients.setdefault(client, OrderedDict()).setdefault(connection, {})[item] = None
        if in_step:
            self._in_step[item] = None

    def first(self) -> T | None:
        """Return what is next; None: nothing waits. There always is one: the oldest waits for no other in step."""
        for connections in self._clients.values():
            for waiting in connections.values():
                item = next(iter(waiting))
                if item not in self._in_step or item is next(iter(self._in_step)):
                    return item
        return None

    def take(self, item: T) -> None:
        """Remove what is next; its client is last in the round now."""
        client, connection = self._askers[item]
        self.remove(item)
        if client in self._clients:
            self._clients.move_to_end(client)
            if connection in self._clients[client]:
                self._clients[client].move_to_end(connection)

    def remove(self, item: T) -> None:
        """Have an item wait no more; the others of its client keep their place in the round."""
        client, connection = self._askers.pop(item)
        self._in_step.pop(item, None)
        connections = self._clients[client]
        del connections[connection][item]
        if not connections[connection]:
            del connections[connection]
        if not connections:
            del self._clients[client]
