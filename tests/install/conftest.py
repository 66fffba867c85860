"""Both kinds of installation, each in a fresh virtual environment that is made once, whoever runs the tests."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).parents[2]
NOT_SOURCE = shutil.ignore_patterns(".*", "build", "*.egg-info", "node_modules", "__pycache__")


@dataclass(frozen=True)
class Installation:
    """Programs of a virtual environment, and the checkout that it was installed from."""

    programs: Path
    checkout: Path

    def python(self, *arguments: str, cwd: Path) -> str:
        """Run Python, which has to succeed, and return what it printed."""
        return run(self.programs / "python", *arguments, cwd=cwd)


@pytest.fixture(scope="session")
def common(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run of the tests have in common."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def wheel(common: Path) -> Installation:
    """What `pip install .` makes; the checkout is a copy, since a build leaves its traces."""
    root = common / "wheel"
    checkout = root / "checkout"
    with made_once(root) as is_first:
        if is_first:
            shutil.copytree(CHECKOUT, checkout, ignore=NOT_SOURCE)
            install(root, str(checkout))
    return Installation(root / "venv" / "bin", checkout)


@pytest.fixture(scope="session")
def editable(common: Path) -> Installation:
    """What `pip install -e .` makes."""
    root = common / "editable"
    with made_once(root) as is_first:
        if is_first:
            install(root, "--editable", str(CHECKOUT))
    return Installation(root / "venv" / "bin", CHECKOUT)


@pytest.fixture(scope="session")
def client(common: Path) -> Installation:
    """What `pip install clients/python` makes, of a copy as well."""
    root = common / "client"
    checkout = root / "python"
    with made_once(root) as is_first:
        if is_first:
            shutil.copytree(CHECKOUT / "clients" / "python", checkout, ignore=NOT_SOURCE)
            install(root, str(checkout))
    return Installation(root / "venv" / "bin", checkout)


@contextmanager
def made_once(root: Path) -> Iterator[bool]:
    """Say whether this process is the first to make `root`; it is locked meanwhile, and others wait."""
    root.mkdir(exist_ok=True)
    done = root / "done"
    with (root / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield not done.exists()
        done.touch()


def install(root: Path, *what: str) -> None:
    run(sys.executable, "-m", "venv", "--without-pip", root / "venv", cwd=root)
    # A pip of its own would cost more than all the rest.
    run(
        sys.executable, "-m", "pip", "--python", root / "venv" / "bin" / "python", "install", "--quiet", *what, cwd=root
    )


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, and return what it printed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
