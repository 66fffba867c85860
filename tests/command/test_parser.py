"""The parser: each command has examples, each shell its completion, and `serve` needs none of it."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rpc_camera.cli import make_parser
from rpc_camera.command.completion import script
from rpc_camera.command.finding import State
from rpc_camera.command.machine import check_rivals, check_usb
from tools import man_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IMPORTED_BY_OTHERS = {"rpc_camera_client", "rich", "shtab", "rpc_camera.command", "rpc_camera.virtual.camera", "PIL"}


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield all that have no commands of their own."""
    within = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not within:
        yield parser
    for action in within:
        for each in action.choices.values():
            yield from commands(each)


def test_what_can_be_chosen_is_shown_as_it_is_typed() -> None:
    """argparse prints the members of an enum as Python writes them, and a type by its name."""
    chosen = [action for parser in commands(make_parser()) for action in parser._actions if action.choices]
    assert len(chosen) >= 5
    for action in chosen:
        assert action.choices is not None
        assert {type(choice) for choice in action.choices} == {str}, action.option_strings
        assert action.type is None, action.option_strings


def test_each_command_has_examples_that_are_of_it() -> None:
    found = list(commands(make_parser()))
    assert len(found) > 20
    for parser in found:
        if not parser.prog.endswith("virtual-camera"):
            assert f"{parser.prog} " in f"{parser.epilog} ".replace("\n", " "), parser.prog


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_has_the_commands_and_is_sound(shell: str) -> None:
    printed = script(make_parser(), shell)
    assert "preview" in printed
    if program := shutil.which(shell):
        subprocess.run([program, "-n"], input=printed, text=True, check=True)


def test_the_man_page_is_of_this_parser() -> None:
    assert man_page.main(["check"]) == 0


def test_serve_imports_nothing_of_other_commands_of_virtual_cameras_or_for_pictures(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "rpc_camera", "serve", "--port=0", "--virtual=1"]
    with subprocess.Popen(
        [*command, f"--state-dir={tmp_path}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout
        assert service.stdout.readline()  # it greets once its cameras have started
        service.terminate()
        _, log = service.communicate()
    imported = {line.rpartition("|")[2].strip() for line in log.splitlines() if line.startswith("import time:")}
    assert "rpc_camera.serve.run" in imported
    assert imported & IMPORTED_BY_OTHERS == set()


def test_a_camera_that_this_user_may_not_use_is_found(tmp_path: Path) -> None:
    devices, nodes = tmp_path / "devices", tmp_path / "nodes"
    interface = devices / "1-2" / "1-2:1.0"
    interface.mkdir(parents=True)
    (interface / "bInterfaceClass").write_text("06\n")
    for name, value in (("busnum", "1"), ("devnum", "4"), ("product", "Z 6")):
        (devices / "1-2" / name).write_text(f"{value}\n")
    (nodes / "001").mkdir(parents=True)

    [missing] = check_usb(devices, nodes)
    (nodes / "001" / "004").touch()
    [usable] = check_usb(devices, nodes)

    assert (missing.state, usable.state) == (State.FAULT, State.OK)
    assert "Z 6" in missing.message


def test_a_program_that_claims_cameras_is_named(tmp_path: Path) -> None:
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "comm").write_text("gvfs-gphoto2-vo\n")
    assert check_rivals(tmp_path).state is State.WARNING
    assert "gvfs-gphoto2-volume-monitor" in check_rivals(tmp_path).remedy


def test_without_a_command_it_says_which_there_are() -> None:
    alone = subprocess.run([sys.executable, "-m", "rpc_camera"], capture_output=True, text=True, check=False)

    assert (alone.returncode, alone.stdout) == (2, "")
    assert "put the cameras of this machine on the network" in alone.stderr
