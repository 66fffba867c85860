"""Shutter times as the drivers write them: ptp2's tables for Nikon, Canon, Sony, Fujifilm, and what is no time."""

from __future__ import annotations

import pytest

from rpc_camera.worker.shutter import exposure_s


@pytest.mark.parametrize(
    ("setting", "seconds"),
    [
        ("1/60", 1 / 60),
        ("10/16", 0.625),
        ("0.0166s", 0.0166),
        ("30", 30),
        ("1.3", 1.3),
        ('30"', 30),
        ("13/10", 1.3),
        ("0.4s", 0.4),
        ("2m", 120),
        ("60m", 3600),
    ],
)
def test_times_are_read(setting: str, seconds: float) -> None:
    assert exposure_s(setting) == seconds


@pytest.mark.parametrize("setting", [None, "", "Bulb", "bulb", "Time", "Auto", "x 200", "1/0", "1/", "-1", "1/60/2"])
def test_what_is_no_time_is_not_guessed(setting: str | None) -> None:
    assert exposure_s(setting) is None
