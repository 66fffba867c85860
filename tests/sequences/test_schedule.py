"""The arithmetic of a sequence's schedule."""

from __future__ import annotations

from rpc_camera.sequences.schedule import Schedule


def test_a_frame_is_due_a_whole_number_of_intervals_after_the_start() -> None:
    schedule = Schedule(start=100.0, interval_s=0.1, frames=None)
    assert [schedule.due(n, now=0.0) for n in (0, 1, 100_000)] == [100.0, 100.1, 10_100.0]


def test_a_frame_can_begin_until_the_next_is_due() -> None:
    schedule = Schedule(start=100.0, interval_s=2.0, frames=10)
    assert [schedule.frame_at(3, now) for now in (90.0, 105.95, 106.0, 107.99)] == [3, 3, 3, 3]


def test_frames_whose_time_is_over_are_passed_over() -> None:
    schedule = Schedule(start=100.0, interval_s=2.0, frames=10)
    assert [schedule.frame_at(3, now) for now in (108.0, 109.99, 110.0)] == [4, 4, 5]


def test_rounding_hides_no_frame_that_is_due() -> None:
    schedule = Schedule(start=0.1, interval_s=0.1, frames=None)
    for number in range(10_000):
        assert schedule.frame_at(0, schedule.due(number, 0.0)) == number


def test_after_the_last_slot_all_is_over() -> None:
    schedule = Schedule(start=100.0, interval_s=2.0, frames=10)
    assert schedule.frame_at(3, now=1e9) == 10
    assert [schedule.is_over(number) for number in (9, 10)] == [False, True]
    assert not Schedule(100.0, 2.0, None).is_over(1_000_000)


def test_without_an_interval_each_frame_is_due_at_once_and_none_is_missed() -> None:
    schedule = Schedule(start=100.0, interval_s=0, frames=10)
    assert (schedule.due(5, now=123.0), schedule.due(0, now=99.0)) == (123.0, 100.0)
    assert schedule.frame_at(5, now=1e9) == 5
