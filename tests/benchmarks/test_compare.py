"""Two services, measured in turn and put side by side."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.compare import compare
from benchmarks.report_figures import FigureName
from benchmarks.shared import SERVER_PYTHON, service, web_socket

if TYPE_CHECKING:
    import pytest

    from benchmarks.compare import Figures


class Side:
    """Has these figures, one after the other, and notes that it was measured."""

    def __init__(self, name: str, order: list[str], *figures: float) -> None:
        self.name = name
        self.order = order
        self.figures = list(figures)

    def __call__(self) -> Figures:
        self.order.append(self.name)
        return {FigureName(1, "get", "ms"): self.figures.pop(0), FigureName(1, "get", self.name): 1}


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_ratios_are_of_figures_of_the_same_round() -> None:
    order: list[str] = []
    found = compare(Side("here", order, 1, 20, 3), Side("other", order, 2, 10, 3), rounds=3)
    head, _, *rows = map(cells, found.splitlines())
    assert head == ["", "here", "other", "here / other", "lowest", "highest"]
    assert rows == [["1. get: ms", "3.000", "3.000", "1.00", "0.50", "2.00"]]  # and nothing that one of them lacks


def test_each_round_begins_with_the_other_one() -> None:
    order: list[str] = []
    compare(Side("here", order, 1, 1, 1), Side("other", order, 1, 1, 1), rounds=3)
    assert order == ["here", "other", "other", "here", "here", "other"]


def test_what_was_nothing_has_no_ratio() -> None:
    found = compare(Side("here", [], 1), Side("other", [], 0), rounds=1)
    assert cells(found.splitlines()[2]) == ["1. get: ms", "1.000", "0.000", "", "", ""]


async def test_the_service_that_is_measured_is_that_of_the_python_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$@" in "$PWD" > {tmp_path}/started\nexec {sys.executable} "$@"\n')
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(SERVER_PYTHON, str(python))
    async with service("--virtual=1") as url, web_socket(url) as client:
        assert await client.call("get_server_info")
    arguments, _, folder = (tmp_path / "started").read_text().rpartition(" in ")
    assert arguments.startswith("-m rpc_camera serve ")
    assert Path.cwd() not in {Path(folder.strip()), *Path(folder.strip()).parents}
