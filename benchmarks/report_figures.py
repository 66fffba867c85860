"""The figures in the printed report of a benchmark, of this checkout or of an older one: the tables are in Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBER: Final = r"-?\d+(?:\.\d+)?"
_CELL: Final = re.compile(rf"{_NUMBER}(?: → {_NUMBER})*")


@dataclass(frozen=True)
class FigureName:
    """Where a figure stands: the number of its table in the report, from 1 on, then its row and column."""

    table: int
    row: str
    column: str


def report_figures(report: str) -> dict[FigureName, float]:
    """Return every number that stands in a cell of its own, in the order of the report.

    "12 → 14", as before and after, are two figures; the columns then end in " (1)" and " (2)".
    """
    found = {}
    for number, (head, *rows) in enumerate(_tables(report), start=1):
        for row_name, *cells in rows[1:]:  # without the rule
            for column, cell in zip(head[1:], cells, strict=True):
                if not _CELL.fullmatch(cell):
                    continue
                values = re.findall(_NUMBER, cell)
                for place, value in enumerate(values, start=1):
                    which = f" ({place})" if len(values) > 1 else ""
                    found[FigureName(number, row_name, column + which)] = float(value)
    return found


def _tables(report: str) -> Iterator[list[Sequence[str]]]:
    """Yield each table as its rows of cells, head and rule included."""
    rows: list[Sequence[str]] = []
    for line in [*report.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            yield rows
            rows = []
