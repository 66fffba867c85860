"""What the greeting proposes can be typed as it stands, in the virtual environment and outside of it."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rpc_camera.serve.own_name import own_name
from tests.rigs.serve_process import START_S

if TYPE_CHECKING:
    from asyncio.subprocess import Process

NAME = "rpc-camera"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A `rpc-camera` like the one that pip installs, in a folder with a space in its name."""
    file = tmp_path / "my studio" / ".venv" / "bin" / NAME
    file.parent.mkdir(parents=True)
    file.write_text(f"#!{sys.executable}\nimport sys\nfrom rpc_camera.__main__ import main\nsys.exit(main())\n")
    file.chmod(0o755)
    return file


def test_a_program_that_the_shell_finds_is_called_by_its_name(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(program.parent))

    assert own_name(str(program)) == own_name("rpc_camera/__main__.py") == NAME


def test_another_program_of_that_name_does_not_count(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / NAME
    other.write_text("#!/bin/sh\n")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert own_name(str(program)) == f"'{program}'"


async def test_the_proposed_command_runs_in_the_folder_where_the_service_was_started(program: Path) -> None:
    folder = program.parents[2]
    environment = {**os.environ, "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(Path.cwd())}
    options = ("serve", "--virtual=1", "--port=0", f"--state-dir={folder}/state")
    service = await start(folder, environment, ".venv/bin/rpc-camera", *options)
    try:
        proposed = await until_proposed(service)
        assert proposed.startswith(".venv/bin/rpc-camera capture --download ")
        shell = await start(folder, environment, "/bin/sh", "-c", proposed)
        await asyncio.wait_for(shell.communicate(), START_S)
    finally:
        service.terminate()
        await service.communicate()

    assert shell.returncode == 0
    assert (folder / "DSC_0006.JPG").read_bytes().startswith(b"\xff\xd8")


async def start(folder: Path, environment: dict[str, str], *command: str) -> Process:
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )


async def until_proposed(service: Process) -> str:
    """Read the greeting as far as the command that it proposes, and return that."""
    assert service.stdout
    async with asyncio.timeout(START_S):
        async for line in service.stdout:
            if b" capture " in line:
                return line.decode().strip()
    raise AssertionError("The service proposed nothing.")
