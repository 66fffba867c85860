"""Modules whose code is run when something of them is asked for."""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib import import_module, invalidate_caches
from typing import TYPE_CHECKING

import pytest

from rpc_camera.late_import import import_late

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = """
from .heavy import HEAVY
LOG.append("package")
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has run of a package `late_package` with two modules, and of a module `late_module`."""
    folder = tmp_path / "late_package"
    folder.mkdir()
    (folder / "__init__.py").write_text('__version__ = "1.2"\nfrom tests.test_late_import import LOG\n' + PACKAGE)
    (folder / "heavy.py").write_text("from tests.test_late_import import LOG\nLOG.append('heavy')\nHEAVY = 1\n")
    (folder / "light.py").write_text("from . import __version__\nLIGHT = __version__\n")
    (tmp_path / "late_module.py").write_text(
        "import time\nfrom tests.test_late_import import LOG\nLOG.append('module')\ntime.sleep(0.1)\nVALUE = 2\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    invalidate_caches()
    for name in ("late_package", "late_package.heavy", "late_package.light", "late_module"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    LOG.clear()
    return LOG


LOG: list[str] = []


def test_a_module_of_a_package_is_imported_without_the_others(log: list[str]) -> None:
    import_late("late_package")
    assert import_module("late_package.light").LIGHT == "1.2"
    assert log == []


def test_a_package_runs_when_a_name_of_its_own_is_asked_for(log: list[str]) -> None:
    import_late("late_package")
    package = import_module("late_package")
    assert log == []
    assert package.HEAVY == 1
    assert log == ["heavy", "package"]
    assert package.heavy is sys.modules["late_package.heavy"]
    assert not hasattr(package, "NOTHING")
    assert log == ["heavy", "package"]


def test_a_module_runs_once_however_many_threads_ask_for_it(log: list[str]) -> None:
    import_late("late_module")
    module = import_module("late_module")
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(module.VALUE)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2, 2, 2]
    assert log == ["module"]


def test_what_has_run_or_is_not_there_stays_as_it_is(log: list[str]) -> None:
    module = import_module("late_module")
    import_late("late_module")
    import_late("nothing_of_that_name")
    assert sys.modules["late_module"] is module
    assert log == ["module"]
    assert "nothing_of_that_name" not in sys.modules


def test_a_package_keeps_its_real_version() -> None:
    program = """
from rpc_camera.late_import import import_late
import_late("aiohttp")
import aiohttp
from importlib.metadata import version
print(type(aiohttp).__name__, aiohttp.__version__ == version("aiohttp"))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["LateModule", "True"]
