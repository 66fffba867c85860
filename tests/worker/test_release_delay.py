"""How long bodies wait before their shutters open: ptp2's words for that, make by make."""

from __future__ import annotations

import pytest

from rpc_camera.worker.shutter import has_no_end, mirror_lock, release_delay_s


@pytest.mark.parametrize(
    ("settings", "seconds"),
    [
        ({}, 0),
        ({"capturemode": "Single Shot", "selftimerdelay": "10 seconds", "exposuredelaymode": "Off"}, 0),
        ({"capturemode": "Timer", "selftimerdelay": "10 seconds"}, 10),
        ({"capturemode": "Timer", "selftimerdelay": "2 seconds", "exposuredelaymode": "On"}, 3),
        ({"exposuredelaymode": "0.5 sec"}, 0.5),
        ({"capturemode": "Selftimer 10s 3 Pictures"}, 10),
        ({"capturemode": "Continuous Self Timer 3 Img. 5 Sec."}, 5),
        ({"drivemode": "Timer 2 sec"}, 2),
        ({"drivemode": "Super high speed continuous shooting"}, 0),
        ({"capturemode": "Timer"}, 0),
    ],
)
def test_a_delay_is_what_the_settings_say(settings: dict[str, str], seconds: float) -> None:
    def setting(*names: str) -> str | None:
        return next((settings[name] for name in names if name in settings), None)

    assert release_delay_s(setting) == seconds


@pytest.mark.parametrize(
    ("speed", "expected"), [("Time", True), ("Composite", True), ("Bulb", True), ("bulb", True), ("1/60", False)]
)
def test_speeds_at_which_one_release_is_no_picture(speed: str, expected: bool) -> None:
    assert has_no_end(speed) is expected


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"capturemode": "Mirror Up"}, "`drive`"),
        ({"capturemode": "Mup Mirror up"}, "`drive`"),
        ({"drivemode": "Single", "mirrorlock": "1"}, "`mirrorlock`"),
        ({"drivemode": "Single", "mirrorlock": "0"}, None),
        ({"capturemode": "Single Shot"}, None),
        ({}, None),
    ],
)
def test_a_release_that_may_only_raise_the_mirror_says_what_to_do(settings: dict[str, str], named: str | None) -> None:
    def setting(*names: str) -> str | None:
        return next((settings[name] for name in names if name in settings), None)

    advice = mirror_lock(setting, "mirrorlock")

    assert (named or "") in (advice or "")
    assert (advice is None) is (named is None)
