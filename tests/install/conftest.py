"""Both kinds of installation, each in a fresh virtual environment that is made once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

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
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """What `pip install .` makes; the checkout is a copy, since a build leaves its traces."""
    root = tmp_path_factory.mktemp("wheel")
    checkout = shutil.copytree(CHECKOUT, root / "checkout", ignore=NOT_SOURCE)
    return installed(root, checkout, str(checkout))


@pytest.fixture(scope="session")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """What `pip install -e .` makes."""
    return installed(tmp_path_factory.mktemp("editable"), CHECKOUT, "--editable", str(CHECKOUT))


def installed(root: Path, checkout: Path, *what: str) -> Installation:
    run(sys.executable, "-m", "venv", "--without-pip", root / "venv", cwd=root)
    installation = Installation(root / "venv" / "bin", checkout)
    # A pip of its own would cost more than all the rest.
    run(
        sys.executable, "-m", "pip", "--python", installation.programs / "python", "install", "--quiet", *what, cwd=root
    )
    return installation


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, and return what it printed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
