"""Fair queueing: who is next, whatever came before."""

from __future__ import annotations

import random
from typing import NamedTuple

import pytest

from rpc_camera.camera.line.fair_queue import FairQueue


class Item(NamedTuple):
    """What waits in these tests: the `number`th of all."""

    number: int
    client: str
    connection: str
    in_step: bool = False


def put(queue: FairQueue[Item], *items: Item) -> None:
    for item in items:
        queue.put(item, item.client, item.connection, in_step=item.in_step)


def drained(queue: FairQueue[Item]) -> list[int]:
    """Take all; return their numbers."""
    taken: list[int] = []
    while (item := queue.first()) is not None:
        queue.take(item)
        taken.append(item.number)
    return taken


def test_clients_go_round_and_each_keeps_its_order() -> None:
    queue: FairQueue[Item] = FairQueue()
    put(queue, *(Item(number, client, "") for number, client in enumerate("aaaabbc")))

    assert (len(queue), queue.count("a"), queue.count("b"), queue.count("d")) == (7, 4, 2, 0)
    assert drained(queue) == [0, 4, 6, 1, 5, 2, 3]
    assert len(queue) == 0


def test_many_connections_are_one_client() -> None:
    queue: FairQueue[Item] = FairQueue()
    put(queue, *(Item(number, "many", connection) for number, connection in enumerate("xxxyz")))
    put(queue, *(Item(number, "one", "x") for number in (5, 6, 7)))

    assert drained(queue) == [0, 5, 3, 6, 4, 7, 1, 2]


def test_who_comes_waits_for_one_of_each_other() -> None:
    queue: FairQueue[Item] = FairQueue()
    put(queue, *(Item(number, "a", "") for number in range(4)))
    for number in range(2):
        first = queue.first()
        assert first is not None
        assert first.number == number
        queue.take(first)
    put(queue, Item(9, "b", ""))

    assert drained(queue) == [2, 9, 3]


def test_what_is_removed_delays_nobody_and_leaves_the_others_their_place() -> None:
    queue: FairQueue[Item] = FairQueue()
    items = [Item(number, client, "") for number, client in enumerate("aaabb")]
    put(queue, *items)
    queue.remove(items[0])

    assert items[0] not in queue
    assert items[1] in queue
    assert queue.count("a") == 2
    assert drained(queue) == [1, 3, 2, 4]


def test_what_is_in_step_waits_for_what_came_before_and_only_its_own_connection_waits_with_it() -> None:
    queue: FairQueue[Item] = FairQueue()
    put(queue, Item(0, "a", "1"), Item(1, "a", "1", in_step=True), Item(2, "b", "1", in_step=True), Item(3, "b", "1"))
    put(queue, Item(4, "b", "2"), Item(5, "c", ""))
    first = queue.first()
    assert first is not None
    queue.take(first)

    assert drained(queue) == [4, 5, 1, 2, 3]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_comes_and_goes_nobody_is_passed_over(seed: int) -> None:
    """Of a connection, and of all in step, the oldest goes first; without those, no client goes twice before others."""
    chance = random.Random(seed)
    queue: FairQueue[Item] = FairQueue()
    waiting: list[Item] = []
    with_steps = bool(seed % 2)
    passed: dict[str, set[str]] = {}  # by who waits: those who went since it last went, or came
    for number in range(2000):
        if waiting and chance.random() < 0.1:
            queue.remove(given_up := waiting.pop(chance.randrange(len(waiting))))
            if given_up.client not in {item.client for item in waiting}:
                passed.pop(given_up.client, None)
        elif waiting and chance.random() < 0.5:
            item = queue.first()
            assert item is not None
            older = [each for each in waiting if each.number < item.number]
            assert not [each for each in older if each[1:3] == item[1:3]]
            assert not item.in_step or not [each for each in older if each.in_step]
            queue.take(item)
            waiting.remove(item)
            del passed[item.client]
            for gone_by in passed.values():
                assert with_steps or item.client not in gone_by
                gone_by.add(item.client)
            if item.client in {each.client for each in waiting}:
                passed[item.client] = set()
        else:
            item = Item(number, chance.choice("abcd"), chance.choice("xyz"), with_steps and chance.random() < 0.3)
            put(queue, item)
            waiting.append(item)
            passed.setdefault(item.client, set())
        assert (len(queue), queue.first() is None) == (len(waiting), not waiting)
