"""When a sequence began, read from its file with the clocks of another start."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast

import pytest

from rpc_camera.sequences.kept_start import LEAD_AT_MOST_S, kept_start, restored_start

if TYPE_CHECKING:
    from rpc_camera.contract.types import Sequence

HOUR_S = 3600.0
INTERVAL_S = 5.0
ANOTHER_BOOT = {"id": "another", "start": 7.0}


def restored(kept: dict[str, Any], next_frame: int = 100) -> float:
    """Return how many seconds ago it began."""
    sequence = {"sequence_id": "1", "interval_s": INTERVAL_S, "next_frame": next_frame}
    return time.monotonic() - restored_start(kept, cast("Sequence", sequence))


@pytest.mark.parametrize("set_by_s", [-HOUR_S, 0, HOUR_S])
def test_within_a_boot_the_system_clock_does_not_matter(set_by_s: float) -> None:
    kept: dict[str, Any] = kept_start(time.monotonic() - 500)
    kept["start"] -= set_by_s

    assert restored(kept) == pytest.approx(500, abs=1)


def test_after_another_boot_it_is_by_the_system_clock() -> None:
    kept = kept_start(time.monotonic() - 900) | {"boot": ANOTHER_BOOT}

    assert restored(kept) == pytest.approx(900, abs=1)


@pytest.mark.parametrize("is_set", [True, False])
def test_after_another_boot_the_next_frame_is_due_within_an_interval_whatever_the_clock_says(is_set: bool) -> None:
    start = time.time() + HOUR_S if is_set else 1e9  # behind now; not set when it was written
    for boot in ({"boot": ANOTHER_BOOT}, {}):
        due_s = 100 * INTERVAL_S - restored({"start": start, **boot})

        assert due_s == pytest.approx(INTERVAL_S + LEAD_AT_MOST_S, abs=1)


def test_one_that_has_yet_to_begin_begins_after_its_lead() -> None:
    assert restored(kept_start(time.monotonic() + 1), next_frame=0) == pytest.approx(-1, abs=0.5)


@pytest.mark.parametrize("start", [float("nan"), float("inf"), "soon"])
def test_what_is_no_time_is_refused(start: object) -> None:
    with pytest.raises(ValueError, match=r"time|float"):
        restored({"start": start})
