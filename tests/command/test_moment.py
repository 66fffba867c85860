"""Times as they are typed."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta

import pytest

from rpc_camera.command.moment import moment


def test_a_time_without_a_zone_is_one_of_this_machine() -> None:
    here = datetime(2026, 11, 22, 10, 0).astimezone(UTC)
    assert moment("2026-11-22T10:00") == here.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert moment("2026-11-22T10:00:05.5+01:00") == "2026-11-22T09:00:05.500Z"


@pytest.mark.parametrize(("text", "ago"), [("90s", 90), ("5m", 300), ("2h", 7200), ("3d", 259200)])
def test_how_long_ago_it_was(text: str, ago: int) -> None:
    found = datetime.fromisoformat(moment(text))
    assert abs(datetime.now(UTC) - found - timedelta(seconds=ago)) < timedelta(seconds=60)


@pytest.mark.parametrize("text", ["", "soon", "2w", "-5m", "999999d", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="is no time"):
        moment(text)
