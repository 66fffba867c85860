"""The age of the oldest unsaved picture, whatever comes and is saved meanwhile."""

from __future__ import annotations

from rpc_camera.tethering.waiting_time import WaitingTime


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_oldest_counts_until_it_is_saved_and_then_the_next() -> None:
    clock = Clock()
    waiting = WaitingTime(clock)
    assert waiting.oldest_s() == 0
    waiting.announced()
    clock.now = 105
    assert waiting.oldest_s() == 5
    waiting.pending(7, 7, more=False)
    assert waiting.oldest_s() == 5
    clock.now = 110
    waiting.announced()
    waiting.pending(7, 9, more=False)
    clock.now = 120
    assert waiting.oldest_s() == 20
    waiting.pending(8, 9, more=False)
    assert waiting.oldest_s() == 10
    waiting.pending(0, 0, more=False)
    assert waiting.oldest_s() == 0


def test_an_id_that_is_used_again_after_all_was_saved_is_new() -> None:
    clock = Clock()
    waiting = WaitingTime(clock)
    waiting.pending(9, 9, more=False)
    waiting.pending(0, 0, more=False)
    clock.now = 200
    waiting.pending(3, 3, more=False)
    clock.now = 201
    assert waiting.oldest_s() == 1


def test_a_backlog_that_grows_for_ever_takes_no_more_memory() -> None:
    clock = Clock()
    waiting = WaitingTime(clock)
    for number in range(1, 5000):
        clock.now = 100.0 + number
        waiting.pending(1, number, more=False)
    assert waiting.oldest_s() == 4998
    assert len(waiting._came) <= 1000
