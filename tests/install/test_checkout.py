"""After `pip install .` everything starts in the checkout as well, where its package hides the installed one."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.install.conftest import Installation

pytestmark = pytest.mark.timeout(900)

TOKEN = "of-this-test"
WHERE = "import rpc_camera; print(rpc_camera.__file__)"
MEASURED = """
import asyncio
from benchmarks.shared import service, web_socket
async def main():
    async with service("--virtual=1") as url, web_socket(url) as client:
        print(await client.call("get_camera"))
asyncio.run(main())
"""
COMMANDS = [
    ["python", "-m", "rpc_camera"],
    ["python", "-P", "-m", "rpc_camera"],  # without the checkout on the path
    ["python", "-I", "-m", "rpc_camera"],
    ["rpc-camera"],
]


def test_the_package_of_the_checkout_hides_the_installed_one(wheel: Installation) -> None:
    there = wheel.checkout / "rpc_camera" / "__init__.py"
    assert wheel.python("-c", WHERE, cwd=wheel.checkout).strip() == str(there)
    assert wheel.python("-P", "-c", WHERE, cwd=wheel.checkout).strip() != str(there)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_the_service_starts_and_takes_a_picture(wheel: Installation, command: list[str], tmp_path: Path) -> None:
    arguments = ["serve", "--virtual=1", "--host=127.0.0.1", "--port=0", f"--state-dir={tmp_path}"]
    with running(wheel, *command, *arguments) as process:
        greeting = printed_until(process, "-d '")
        address = re.search(r"(http://\S+)/openrpc\.json", greeting)
        assert address, greeting
        assert call(address[1], "capture_image")["result"]["files"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_printed(wheel: Installation, command: list[str]) -> None:
    with running(wheel, *command, "--help") as process:
        assert "serve" in printed_until(process, "virtual-camera")
        assert process.wait(30) == 0


def test_the_benchmarks_start(wheel: Installation) -> None:
    assert "ready" in wheel.python("-c", MEASURED, cwd=wheel.checkout)
    with running(wheel, "python", "-m", "benchmarks") as process:
        assert "Python" in printed_until(process, " cores ")
        process.send_signal(signal.SIGINT)
        process.wait(30)


@pytest.mark.parametrize("package", ["rpc_camera", "benchmarks"])
def test_without_the_libraries_a_sentence_says_what_to_do(package: str, wheel: Installation) -> None:
    command = [sys.executable, "-S", "-m", package, "serve", "--virtual=1"]  # -S: without site-packages
    done = subprocess.run(command, cwd=wheel.checkout, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert re.fullmatch(r".* needs? \w+.*: run `.* -m pip install -e \.` here\.\n", done.stderr), done.stderr


def test_the_contract_is_checked(wheel: Installation) -> None:
    wheel.python("-m", "tools.contract", "check", cwd=wheel.checkout)


@contextmanager
def running(wheel: Installation, program: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program of the virtual environment in the checkout; it has to end by itself within the block."""
    process = subprocess.Popen(
        [wheel.programs / program, *arguments],
        cwd=wheel.checkout,
        env={**os.environ, "API_TOKEN": TOKEN},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def printed_until(process: subprocess.Popen[str], text: str) -> str:
    """Return what it prints up to the line with `text`."""
    printed = ""
    assert process.stdout
    for line in process.stdout:
        printed += line
        if text in line:
            return printed
    raise AssertionError(f"it ended without {text!r}:\n{printed}")


def call(url: str, method: str) -> Any:
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    with urlopen(Request(f"{url}/rpc", body, headers), timeout=60) as response:
        return json.load(response)
