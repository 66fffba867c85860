"""Both kinds of installation, used from outside the checkout."""

from __future__ import annotations

import json
import subprocess
from configparser import ConfigParser
from typing import TYPE_CHECKING

import pytest

from tests.install.conftest import CHECKOUT, Installation, run

if TYPE_CHECKING:
    from pathlib import Path

USE = """
import json
from importlib import resources, util
from rpc_camera.contract.contract import Contract
from rpc_camera.methods.table import METHODS, check_table, with_several
contract = Contract.load()
check_table(with_several(METHODS), contract.methods)
print(json.dumps({
    "methods": len(contract.methods),
    "openrpc": json.loads(contract.openrpc.text)["openrpc"],
    "typed": resources.files("rpc_camera").joinpath("py.typed").is_file(),
    "tools": util.find_spec("tools") is not None,
}))
"""
DISCOVER = """
import asyncio, json
from rpc_camera.camera.line.fork_server import ForkServer
from rpc_camera.camera.registry.discovery import discover
with ForkServer() as fork_server:
    print(json.dumps(asyncio.run(discover(fork_server)).models))
"""


def test_every_package_of_the_checkout_is_installed() -> None:
    setup = ConfigParser()
    setup.read(CHECKOUT / "setup.cfg", encoding="utf-8")
    due = setup["options"]["packages"].split()
    folders = [file.parent.relative_to(CHECKOUT) for file in CHECKOUT.glob("rpc_camera/**/__init__.py")]
    assert sorted(".".join(folder.parts) for folder in folders) == sorted(
        name for name in due if not name.startswith(("rpc_camera.schemas", "rpc_camera.system", "rpc_camera_client"))
    )


@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", ["wheel", "editable"])
def test_an_installation_works_outside_the_checkout(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    installation: Installation = request.getfixturevalue(kind)

    used = json.loads(installation.python("-c", USE, cwd=tmp_path))
    found = json.loads(installation.python("-c", DISCOVER, cwd=tmp_path))

    assert used == {
        "methods": len(list((CHECKOUT / "schemas" / "methods").glob("*.json"))),
        "openrpc": "1.2.6",
        "typed": True,
        "tools": False,
    }
    assert found == {}
    assert "rpc-camera" in run(installation.programs / "rpc-camera", "--version", cwd=tmp_path)
    assert "--virtual" in installation.python("-m", "rpc_camera", "serve", "--help", cwd=tmp_path)


@pytest.mark.timeout(900)
def test_commands_work_without_their_extra_and_say_what_needs_it(wheel: Installation, tmp_path: Path) -> None:
    command = wheel.programs / "rpc-camera"
    absent = subprocess.run(
        [command, "cameras", "--url=127.0.0.1:1"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    plain = subprocess.run([command, "completion", "bash"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (absent.returncode, absent.stderr.partition(":")[0]) == (3, "rpc-camera")
    assert "No answer from ws://127.0.0.1:1/rpc" in absent.stderr
    assert (plain.returncode, plain.stdout) == (1, "")
    assert "pip install '.[command]'" in plain.stderr
