"""`python -m benchmarks.compare --against PYTHON NAME…`: the figures of this checkout's service beside another's.

PYTHON is one that has the other service installed, as that of another checkout's virtual environment does. Both are
measured by the benchmarks of this checkout, in turn.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from benchmarks.report_figures import FigureName, report_figures
from benchmarks.shared import SERVER_PYTHON, environment, table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Figures: TypeAlias = "dict[FigureName, float]"

# Not stalls: it runs the service in its own process.
NAMES: Final = (
    "added_time",
    "isolation",
    "download",
    "busy_camera",
    "live_view",
    "fan_out",
    "together",
    "startup",
    "memory",
)
_ROUNDS: Final = 5


def measure(name: str, python: str | None = None) -> Figures:
    """Run a benchmark of the service that `python` has installed, or of this checkout's, and return its figures.

    How long it took goes to standard error, with the load: a machine that does much else makes all runs long.
    CalledProcessError: it failed, and has said why.
    """
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    which = {SERVER_PYTHON: python} if python else {}
    begun = time.monotonic()
    done = subprocess.run(command, env={**os.environ, **which}, stdout=subprocess.PIPE, text=True, check=True)
    took = f"{time.monotonic() - begun:.0f} s, load {os.getloadavg()[0]:.1f}"
    print(f"{name} of {python or 'this checkout'}: {took}", file=sys.stderr, flush=True)
    return report_figures(done.stdout)


def compare(here: Callable[[], Figures], other: Callable[[], Figures], rounds: int) -> str:
    """Measure both `rounds` times, in turn, with another first each time, and return a table of what both have.

    A ratio is of two figures of one round: what else the machine does changes from round to round.
    """
    pairs = []
    for number in range(rounds):
        if number % 2 == 0:
            ours, theirs = here(), other()
        else:
            theirs, ours = other(), here()
        pairs.append((ours, theirs))
    common = [figure for figure in pairs[0][0] if all(figure in figures for pair in pairs for figures in pair)]
    rows = [_row(figure, [(ours[figure], theirs[figure]) for ours, theirs in pairs]) for figure in common]
    return table(["", "here", "other", "here / other", "lowest", "highest"], rows)


def _row(figure: FigureName, pairs: Sequence[tuple[float, float]]) -> list[str]:
    """Return the median of each side, then the median and the range of the ratios, where the other is not 0."""
    medians = [f"{statistics.median(side):.3f}" for side in zip(*pairs, strict=True)]
    ratios = [ours / theirs for ours, theirs in pairs if theirs]
    spread = [f"{ratio:.2f}" for ratio in (statistics.median(ratios), min(ratios), max(ratios))] if ratios else [""] * 3
    return [f"{figure.table}. {figure.row}: {figure.column}", *medians, *spread]


def main() -> None:
    """Print a table for each benchmark, as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compare", description="Compare two services.")
    parser.add_argument("--against", required=True, metavar="PYTHON", help="a Python that has the other one installed")
    parser.add_argument("--rounds", type=int, default=_ROUNDS, help=f"runs of each, {_ROUNDS} unless given")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all unless given")
    arguments = parser.parse_args()
    print(environment(), flush=True)
    for name in arguments.names or NAMES:
        try:
            found = compare(partial(measure, name), partial(measure, name, arguments.against), arguments.rounds)
        except subprocess.CalledProcessError:
            sys.exit(f"benchmarks.{name} failed, as it says above.")
        print(f"\n## {name}, {arguments.rounds} times each\n\n{found}", flush=True)


if __name__ == "__main__":
    main()
