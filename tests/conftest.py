"""How the tests run: beside each other, unless single ones are asked for."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

# Many tests start programs of this checkout: what they import is compiled once, whatever the environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

WORKERS_PER_PROCESSOR = 2  # the tests wait for half of their time
MOST_WORKERS = 8


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes run the tests; none but this one, for `-s` and `--pdb`, when each is named."""
    if all(".py" in argument for argument in config.args):
        return 0
    return min(MOST_WORKERS, WORKERS_PER_PROCESSOR * len(os.sched_getaffinity(0)))
