"""Shows, after the tests, what became of the settings of each body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.usb.dumps.test_bodies import COUNTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _pytest.terminal import TerminalReporter


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Write a line a body, and one for each make, with how many settings it has, and what came of trying them."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    counted = {
        str(counts["body"]): [int(str(counts[name])) for name in COUNTED]
        for each in reports
        if isinstance(each, pytest.TestReport) and (counts := dict(each.user_properties)).keys() >= set(COUNTED)
    }
    if not counted:
        return
    terminalreporter.section("what became of the settings of each body")
    terminalreporter.write_line(line("", COUNTED))
    for body, numbers in sorted(counted.items()):
        terminalreporter.write_line(line(body, numbers))
    for make in sorted({body.partition("-")[0] for body in counted}):
        of_make = [numbers for body, numbers in counted.items() if body.startswith(f"{make}-")]
        terminalreporter.write_line(line(f"{len(of_make)} {make}", map(sum, zip(*of_make, strict=True))))


def line(name: str, cells: Iterable[object]) -> str:
    """Return a line of the table."""
    return f"{name:26}" + "".join(f"{cell!s:>10}" for cell in cells)
