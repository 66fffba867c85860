"""The figures of a benchmark's printed report."""

from __future__ import annotations

from benchmarks.report_figures import FigureName, report_figures
from benchmarks.shared import table


def test_a_figure_has_the_name_of_its_row_and_column() -> None:
    report = "## Title\n\n3 times each, ms:\n\n" + table(
        ["", "median", "max"], [["one", "1.250", "2"], ["two", "-3", "40"]]
    )
    assert report_figures(report) == {
        FigureName(1, "one", "median"): 1.25,
        FigureName(1, "one", "max"): 2,
        FigureName(1, "two", "median"): -3,
        FigureName(1, "two", "max"): 40,
    }


def test_rows_of_the_same_name_are_told_apart_by_their_tables() -> None:
    one, other = table(["", "ms"], [["get", "1"]]), table(["", "ms"], [["get", "2"]])
    assert report_figures(f"{one}\n\nthen:\n\n{other}") == {
        FigureName(1, "get", "ms"): 1,
        FigureName(2, "get", "ms"): 2,
    }


def test_before_and_after_are_two_figures() -> None:
    report = table(["", "server"], [["10 MiB", "58 → 59"]])
    assert report_figures(report) == {
        FigureName(1, "10 MiB", "server (1)"): 58,
        FigureName(1, "10 MiB", "server (2)"): 59,
    }


def test_words_are_no_figures() -> None:
    assert report_figures(table(["", "stall", ""], [["walk", "80.100", "within"], ["idle", "", "2 of 3"]])) == {
        FigureName(1, "walk", "stall"): 80.1
    }
