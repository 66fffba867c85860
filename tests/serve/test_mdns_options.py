"""The option that announces the service: which names can be announced, and by which id."""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from rpc_camera.serve.mdns_id import kept_id
from rpc_camera.serve.mdns_options import add_arguments, resolve
from rpc_camera.serve.option_error import OptionsError

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT_ZEROCONF = """
import sys
sys.modules["zeroconf"] = None
from rpc_camera.cli import main
sys.exit(main(sys.argv[1:]))
"""


def resolved(*flags: str) -> str | None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return resolve(parser.parse_args(flags))


def test_a_service_is_announced_only_when_that_is_asked_for() -> None:
    assert resolved() is None
    assert resolved("--mdns")
    assert resolved("--mdns", "Studio ä (left)") == "Studio ä (left)"


@pytest.mark.parametrize("name", ["a.b", "\x1b[2J", " studio", "x" * 60, "ä" * 30, "\udcff", "\u202e"])
def test_a_name_that_cannot_be_announced_is_refused(name: str) -> None:
    with pytest.raises(OptionsError, match="cannot be announced") as raised:
        resolved("--mdns", name)
    assert str(raised.value).isprintable()


@pytest.mark.parametrize("arguments", [("serve", "--mdns", "--virtual=1"), ("discover",)])
def test_without_zeroconf_it_says_what_to_install(arguments: tuple[str, ...], tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_ZEROCONF, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=30)
    assert done.returncode in {1, 2}
    assert "needs zeroconf" in done.stderr
    assert "pip install '.[mdns]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("damage", [b"", b"0123", b"\xff" * 16, b"0123456789abcdef0"])
def test_the_id_stays_and_is_made_anew_when_it_is_damaged(tmp_path: Path, damage: bytes) -> None:
    first = kept_id(tmp_path)
    assert kept_id(tmp_path) == first
    (tmp_path / ".mdns-id").write_bytes(damage)
    second = kept_id(tmp_path)
    assert second != first
    assert kept_id(tmp_path) == second


def test_two_state_directories_have_two_ids(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    assert kept_id(tmp_path) != kept_id(tmp_path / "other")
