"""Both kinds of installation, in a fresh virtual environment, used from outside the checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
NOT_SOURCE = shutil.ignore_patterns(".*", "build", "*.egg-info", "node_modules", "__pycache__")
USE = """
import json
from importlib import resources
from rpc_camera.contract import Contract
from rpc_camera.methods.table import METHODS, check_table
contract = Contract.load()
check_table(METHODS, contract.methods)
print(json.dumps({
    "methods": len(contract.methods),
    "openrpc": contract.openrpc["openrpc"],
    "typed": resources.files("rpc_camera").joinpath("py.typed").is_file(),
}))
"""


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command that has to succeed, and return what it printed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_an_installation_works_outside_the_checkout(kind: str, tmp_path: Path) -> None:
    python = tmp_path / "venv" / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python]  # one of its own would cost seconds more
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", cwd=tmp_path)
    if kind == "wheel":
        source = shutil.copytree(CHECKOUT, tmp_path / "source", ignore=NOT_SOURCE)  # a build leaves its traces
        run(*pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, source, cwd=tmp_path)
        what: list[str | Path] = [next(tmp_path.glob("rpc_camera-*.whl"))]
    else:
        what = ["--editable", CHECKOUT]
    run(*pip, "install", "--quiet", *what, cwd=tmp_path)

    used = json.loads(run(python, "-c", USE, cwd=tmp_path))
    found = json.loads(run(python, "-m", "rpc_camera.worker.detect", cwd=tmp_path))

    assert used == {
        "methods": len(list((CHECKOUT / "schemas" / "methods").glob("*.json"))),
        "openrpc": "1.3.2",
        "typed": True,
    }
    assert found["cameras"] == []
    assert "rpc-camera" in run(tmp_path / "venv" / "bin" / "rpc-camera", "--version", cwd=tmp_path)
    assert "--virtual" in run(python, "-m", "rpc_camera", "serve", "--help", cwd=tmp_path)
