"""`rpc-camera service`: what it writes below a root, once and again, and what it leaves alone."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rpc_camera.command.system_files import PLACES, TOKEN
from rpc_camera.command.system_service import hidden_part

UNIT = PLACES["rpc-camera.service"]
OPTIONS = PLACES["rpc-camera.env"]
MOST_EXPOSED = 25  # tenths
pytestmark = pytest.mark.skipif(not shutil.which("systemctl"), reason="there is no systemd")


def run(command: str, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rpc_camera", "service", command, f"--root={root}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def service(command: str, root: Path) -> str:
    done = run(command, root)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_an_installation_is_whole_and_the_second_changes_nothing(tmp_path: Path) -> None:
    service("install", tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    said = service("install", tmp_path)

    assert {tmp_path / place for place in (*PLACES.values(), TOKEN)} <= before.keys()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert "wrote" not in said
    assert "made" not in said
    assert (tmp_path / "etc/systemd/system/multi-user.target.wants/rpc-camera.service").is_symlink()
    unit = (tmp_path / UNIT).read_text("utf-8")
    assert f"ExecStart={Path(sys.executable).parent}/rpc-camera serve " in unit


def test_the_token_is_its_owners_alone_and_strong(tmp_path: Path) -> None:
    said = service("install", tmp_path)
    file = tmp_path / TOKEN
    assert file.stat().st_mode & 0o777 == 0o600
    made = re.fullmatch(r"API_TOKEN=([\w-]{43})\n", file.read_text("ascii"))
    assert made
    assert made[1] not in said


def test_what_an_administrator_changed_stays_and_what_an_older_version_wrote_does_not(tmp_path: Path) -> None:
    service("install", tmp_path)
    options, unit = tmp_path / OPTIONS, tmp_path / UNIT
    options.write_text('OPTIONS="--virtual 1"\n', "utf-8")
    first, _, rest = unit.read_text("utf-8").partition("\n")
    changed = rest.replace("RestartSec=3", "RestartSec=9")
    unit.write_text(f"{first}\n{changed}", "utf-8")

    said = service("install", tmp_path)
    assert said.count("changed by hand") == 2
    assert "RestartSec=9" in unit.read_text("utf-8")

    digest = hashlib.sha256(changed.encode()).hexdigest()  # as a version would have written it whose unit said that
    unit.write_text(f"{re.sub('[0-9a-f]{64}', digest, first)}\n{changed}", "utf-8")
    assert f"{unit}: of another version" in service("status", tmp_path)
    assert f"wrote   {unit}" in service("install", tmp_path)
    assert "RestartSec=3" in unit.read_text("utf-8")

    service("uninstall", tmp_path)
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file() or path.is_symlink()}
    assert left == {str(OPTIONS), str(TOKEN)}


def test_a_root_that_does_not_have_the_program_yet_is_said_so(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "rpc-camera"
    assert f"It starts {program}, which that system does not have yet." in service("install", tmp_path)
    there = tmp_path / program.relative_to("/")
    there.parent.mkdir(parents=True)
    there.touch()
    assert "does not have" not in service("install", tmp_path)


def test_what_the_unit_hides_is_neither_the_program_nor_its_python() -> None:
    program, python = Path("/opt/rpc-camera/bin/rpc-camera"), Path("/usr/bin/python3.13")
    of_a_user = Path("/home/pi/.pyenv/versions/3.13.1/bin/python3.13")
    assert hidden_part(program, python) is None
    assert hidden_part(program, of_a_user) == of_a_user
    assert hidden_part(Path("/root/clone/.venv/bin/rpc-camera"), python) is not None


def test_where_the_debian_package_is_there_is_nothing_to_install(tmp_path: Path) -> None:
    packaged = tmp_path / "usr/lib/systemd/system/rpc-camera.service"
    packaged.parent.mkdir(parents=True)
    packaged.touch()
    done, undone = run("install", tmp_path), run("uninstall", tmp_path)
    assert (done.returncode, undone.returncode) == (1, 1)
    assert "The Debian package has installed" in done.stderr
    assert "`apt-get remove rpc-camera` removes it" in undone.stderr
    assert not (tmp_path / OPTIONS).exists()
    assert service("status", tmp_path).splitlines()[0] == f"{packaged}: of the Debian package"


def test_what_was_installed_before_the_debian_package_is_shown_and_can_be_removed(tmp_path: Path) -> None:
    service("install", tmp_path)
    packaged = tmp_path / "usr/lib/systemd/system/rpc-camera.service"
    packaged.parent.mkdir(parents=True)
    packaged.touch()
    assert f"{tmp_path / UNIT}: installed" in service("status", tmp_path)
    service("uninstall", tmp_path)
    assert f"{tmp_path / UNIT}: " not in service("status", tmp_path)


def test_status_says_how_to_install_what_is_not_there(tmp_path: Path) -> None:
    assert service("status", tmp_path).startswith("Nothing is installed: `sudo rpc-camera service install` does it.")


def test_the_unit_lets_the_service_do_little_else(tmp_path: Path) -> None:
    service("install", tmp_path)
    scored = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", tmp_path / UNIT],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert scored.returncode == 0, scored.stdout
