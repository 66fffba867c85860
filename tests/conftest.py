"""How the tests run: beside each other, unless single ones are asked for, and on bodies of the makes of `--make`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.rigs.forked_camera import use_small_sensors
from tests.rigs.makes import MAKES, Make

# Many tests start programs of this checkout: what they import is compiled once, whatever the environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

WORKERS_PER_PROCESSOR = 3  # the tests wait for a third of their time
MOST_WORKERS = 8
EACH_MAKE = "each_make"
USUAL_MAKE = "nikon"
SMALL_PICTURES = frozenset({"rig", "service", "worker"})
FULL_SIZE = "full_size"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return how many processes run the tests; none but this one, for `-s` and `--pdb`, when each is named."""
    if all(".py" in argument for argument in config.args):
        return 0
    return min(MOST_WORKERS, WORKERS_PER_PROCESSOR * len(os.sched_getaffinity(0)))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the makes; tests that are of none, or of one of their own, run with the usual one."""
    parser.addoption("--make", action="append", help=f"makes of bodies to test with, of: {', '.join(MAKES)}")


def pytest_configure(config: pytest.Config) -> None:
    """Say what the marks mean."""
    config.addinivalue_line("markers", "needs(*needs): what the body has to have, see tests/rigs/makes.py")
    config.addinivalue_line("markers", f"{FULL_SIZE}: the bodies' pictures are as large as the command's")


def chosen_makes(config: pytest.Config) -> list[str]:
    """Return the names of the makes to test with."""
    return [name for names in config.getoption("--make") or [USUAL_MAKE] for name in names.split(",")]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what uses a body of each make once for each."""
    if EACH_MAKE in metafunc.fixturenames:
        metafunc.parametrize(EACH_MAKE, [MAKES[name] for name in chosen_makes(metafunc.config)], ids=str, indirect=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a body has not, and what is of no make where the usual one is not tested."""
    makes = chosen_makes(config)
    left_out = [item for item in items if not can_run(item, makes)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Have the bodies take small pictures in rooms that are not about pictures, but where they have to be large.

    That goes for bodies that are started now: where tests share one, all of them have the mark, or none.
    """
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    use_small_sensors(room in SMALL_PICTURES and item.get_closest_marker(FULL_SIZE) is None)


def can_run(item: pytest.Item, makes: list[str]) -> bool:
    """Return whether a test has what it needs."""
    make = (
        item.callspec.params.get(EACH_MAKE) if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
    )
    if not isinstance(make, Make):
        return USUAL_MAKE in makes
    return make.abilities.issuperset(need for mark in item.iter_markers("needs") for need in mark.args)
