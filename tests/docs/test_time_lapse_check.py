"""The check of docs/time-lapse.md: it fails where no picture has come, and where the disk is nearly full."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.docs.blocks import blocks

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    day = tmp_path / "pictures" / "2026-11-30"
    day.mkdir(parents=True)
    return day.parent


def check(folder: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    [code] = [block.code for block in blocks("docs/time-lapse.md") if block.code.startswith("#!/bin/sh")]
    environment = {"PATH": f"{path}{os.environ['PATH']}"}
    return subprocess.run(
        ["sh", "-c", code, "check", str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_no_picture_or_only_a_part_of_one_is_a_failure(folder: Path) -> None:
    (folder / "2026-11-30" / ".0f3a.rpc-camera-part").touch()
    ran = check(folder)
    assert (ran.returncode, ran.stdout) == (1, "No picture was saved in the last 10 minutes.\n")


@pytest.mark.parametrize(("used", "status"), [(89, 0), (90, 1)])
def test_a_new_picture_is_well_unless_the_disk_is_nearly_full(
    folder: Path, tmp_path: Path, used: int, status: int
) -> None:
    (folder / "2026-11-30" / "000001.JPG").touch()
    df = tmp_path / "df"
    df.write_text(f"#!/bin/sh\necho 'Use%'\necho ' {used}%'\n")
    df.chmod(0o755)
    ran = check(folder, f"{tmp_path}:")
    assert ran.returncode == status
    assert ran.stdout == ("" if status == 0 else "90 % of the disk is used.\n")
