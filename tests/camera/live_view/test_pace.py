"""A viewer's pace: never more than was asked for, and no less than there is."""

from __future__ import annotations

import pytest

from rpc_camera.camera.live_view.viewer import Pace


def passed(per_s: float, arrivals: list[float]) -> list[float]:
    pace = Pace(per_s)
    found = []
    for now in arrivals:
        if pace.is_due(now):
            pace.passed(now)
            found.append(now)
    return found


def camera(fps: float, seconds: float, jitter_s: float = 0) -> list[float]:
    return [1000 + number / fps + jitter_s * (-1) ** number for number in range(round(seconds * fps))]


@pytest.mark.parametrize(("wanted", "due"), [(30, 300), (20, 200), (15, 150), (7, 70), (0.5, 5), (60, 300)])
def test_of_thirty_frames_a_second_as_many_pass_as_were_wanted(wanted: float, due: int) -> None:
    assert len(passed(wanted, camera(30, 10))) == pytest.approx(due, abs=1)


def test_frames_that_come_a_little_early_or_late_are_not_left_out() -> None:
    assert len(passed(30, camera(30, 10, jitter_s=0.004))) == 300


def test_after_a_pause_nothing_is_made_up_for() -> None:
    after = [1100 + number / 100 for number in range(100)]
    assert len(passed(10, [1000.0, *after])) <= 12
