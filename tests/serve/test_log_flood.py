"""What is logged again and again: so many lines at once, then a few, and how many are missing."""

from __future__ import annotations

import logging

from rpc_camera.serve.log_flood import FloodFilter

AT_ONCE = 500


def record(line: int, level: int = logging.INFO) -> logging.LogRecord:
    return logging.LogRecord("name", level, "/a.py", line, "%s came", ("it",), None)


def test_a_flood_is_cut_and_said_and_hides_nothing_else() -> None:
    now = [0.0]
    flood = FloodFilter(lambda: now[0])
    let_through = [flood.filter(record(1)) for _ in range(10_000)]
    assert let_through == [True] * AT_ONCE + [False] * (10_000 - AT_ONCE)
    assert flood.filter(record(2, logging.ERROR))
    assert not flood.filter(record(1, logging.ERROR))
    assert flood.filter(record(1, logging.DEBUG))

    now[0] = 1.5
    after = record(1)
    assert flood.filter(after)
    assert after.getMessage() == "it came (9501 more lines like this one were left out)"
    assert not flood.filter(record(1))

    now[0] = 10_000.0
    assert sum(flood.filter(record(1)) for _ in range(10_000)) == AT_ONCE
