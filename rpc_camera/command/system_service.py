"""`rpc-camera service`: the service as one that systemd keeps, by files that this command installs."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError
from rpc_camera.command.options import ENDS
from rpc_camera.command.system_files import PACKAGED_UNITS, PLACES, TOKEN, UNIT, FileState, SystemFile

if TYPE_CHECKING:
    import argparse

    from rpc_camera.command.options import Commands
    from rpc_camera.command.output import Output

_HIDDEN: Final = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")  # noqa: S108 - the unit has ProtectHome= and PrivateTmp=
_COMMAND_S: Final = 400  # the unit's start may take 300
_EPILOG: Final = f"""\
examples:
  sudo rpc-camera service install
  rpc-camera service status
  sudo rpc-camera service uninstall

What was changed by hand is left as it is. `systemctl edit rpc-camera` changes the unit so that updates do not matter.

{ENDS}"""


def add(commands: Commands, formatter: type[argparse.HelpFormatter]) -> None:
    """Add the commands."""
    text = "have systemd keep the service: started with the machine, and again when it fails"
    parser = commands.add_parser(
        "service", help=text, description=f"{text.capitalize()}.", epilog=_EPILOG, formatter_class=formatter
    )
    parsers = parser.add_subparsers(dest="service_command", metavar="COMMAND", required=True)
    for name, run, words in (
        ("install", _install, "write unit, user, udev rule and options, make a token once, and start the service"),
        ("uninstall", _uninstall, "stop the service and remove those files; token, state and pictures stay"),
        ("status", _status, "say which files are there, and whether the service runs"),
    ):
        each = parsers.add_parser(
            name, help=words, description=f"{words.capitalize()}.", epilog=_EPILOG, formatter_class=formatter
        )
        each.add_argument(
            "--root",
            type=Path,
            default=Path("/"),
            metavar="DIR",
            help="the root of a system that does not run, such as an image: its files alone are written (default /)",
        )
        each.set_defaults(run=run, alone=True, json=False)


async def _install(arguments: argparse.Namespace, output: Output) -> None:
    root = arguments.root.resolve()
    _check(root)
    if packaged := _packaged_unit(root):
        raise CommandError(f"The Debian package has installed {packaged}: nothing is left to do.")
    for file in _files(root):
        output.line(_installed(file))
    made = make_token(root / TOKEN)
    output.line(f"{'made' if made else 'there':7} {root / TOKEN}")
    if not _is_running_system(root):
        _run("systemctl", f"--root={root}", "enable", "--quiet", UNIT)
        output.line(f"{UNIT} starts with that system; its first start makes user and folders.")
        if root != Path("/") and not (root / _program().relative_to("/")).exists():
            output.line(f"It starts {_program()}, which that system does not have yet.")
        return
    _start(root)
    output.line(f"{UNIT} runs. Its options are in {root / PLACES['rpc-camera.env']}, its token in {root / TOKEN};")
    output.line(f"`journalctl -u rpc-camera` has its log; `sudo {_program()} page` prints an address of its page.")


def _installed(file: SystemFile) -> str:
    """Write a file where nobody has changed it; return what was done."""
    match file.state:
        case FileState.CHANGED:
            return f"kept    {file.path}, which was changed by hand"
        case FileState.CURRENT:
            return f"there   {file.path}"
        case FileState.MISSING | FileState.OUTDATED:
            file.install()
            return f"wrote   {file.path}"


def _start(root: Path) -> None:
    """Have the system that runs take the files, and start the service."""
    _run("systemd-sysusers", str(root / PLACES["sysusers.conf"]))
    _run("systemd-tmpfiles", "--create", str(root / PLACES["tmpfiles.conf"]))
    if Path("/run/udev/control").exists():
        _run("udevadm", "control", "--reload")
        _run("udevadm", "trigger", "--subsystem-match=usb")
    _run("systemctl", "daemon-reload")
    _run("systemctl", "enable", "--quiet", UNIT)
    _run("systemctl", "restart", UNIT)


async def _uninstall(arguments: argparse.Namespace, output: Output) -> None:
    root = arguments.root.resolve()
    _check(root)
    if (packaged := _packaged_unit(root)) and not (root / PLACES[UNIT]).exists():
        raise CommandError(f"The Debian package has installed {packaged}: `apt-get remove rpc-camera` removes it.")
    files = [file for file in _files(root) if file.state is not FileState.MISSING]
    if (root / PLACES[UNIT]).exists():
        _run("systemctl", *(["--now"] if _is_running_system(root) else [f"--root={root}"]), "disable", "--quiet", UNIT)
    for file in files:
        if file.state is FileState.CHANGED:
            output.line(f"kept    {file.path}, which was changed by hand")
        else:
            file.path.unlink()
            output.line(f"removed {file.path}")
    if _is_running_system(root):
        _run("systemctl", "daemon-reload")
    output.line("User, token, state in /var/lib/rpc-camera and pictures in /srv/rpc-camera are still there.")


async def _status(arguments: argparse.Namespace, output: Output) -> None:
    root = arguments.root.resolve()
    packaged, states = _packaged_unit(root), {file.path: file.state for file in _files(root)}
    if packaged:
        output.line(f"{packaged}: of the Debian package")
        states.pop(root / PLACES["rpc-camera.env"], None)  # which has one of the same name
    elif {*states.values()} == {FileState.MISSING}:
        output.line("Nothing is installed: `sudo rpc-camera service install` does it.")
    if {*states.values()} != {FileState.MISSING}:
        for path, state in states.items():
            output.line(f"{path}: {state}")
    output.line(f"{root / TOKEN}: {FileState.CURRENT if (root / TOKEN).exists() else FileState.MISSING}")
    if _is_running_system(root):
        command = ["systemctl", "show", "--property=ActiveState,SubState,StatusText", "--value", UNIT]
        found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_COMMAND_S)  # noqa: ASYNC221, S603
        output.line(f"{UNIT}: {', '.join(line for line in found.stdout.splitlines() if line)}")


def make_token(path: Path) -> bool:
    """Write a token of 32 random bytes as API_TOKEN, for the owner to read alone; False: there is a file already."""
    path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"API_TOKEN={secrets.token_urlsafe(32)}\n")
    return True


def _check(root: Path) -> None:
    """CommandError: this user cannot install there, or the service could not be started from where it is."""
    if root == Path("/") and os.geteuid():
        raise CommandError("Only root installs a service: begin the command with sudo.")
    program = _program()
    if not program.exists():
        raise CommandError(f"There is no {program}: install rpc-camera with pip, as a whole.")
    if root == Path("/") and (hidden := hidden_part(program, Path(sys.executable).resolve())):
        raise CommandError(
            f"The service cannot see {hidden}: home directories and /tmp are hidden from it. Install it elsewhere, "
            "with a Python of the system: `/usr/bin/python3 -m venv /opt/rpc-camera`."
        )


def hidden_part(*needed: Path) -> Path | None:
    """Return the first of the programs that the unit hides from the service; None: it can see them all."""
    return next((path for path in needed if any(path.is_relative_to(folder) for folder in _HIDDEN)), None)


def _packaged_unit(root: Path) -> Path | None:
    """Return the unit that Debian's package has installed, if it has."""
    return next((root / unit for unit in PACKAGED_UNITS if (root / unit).exists()), None)


def _files(root: Path) -> list[SystemFile]:
    return [SystemFile(name, root, _program()) for name in PLACES]


def _program() -> Path:
    return Path(sys.executable).parent / "rpc-camera"


def _is_running_system(root: Path) -> bool:
    return root == Path("/") and Path("/run/systemd/system").is_dir()


def _run(*command: str) -> None:
    """Run a program of the system. CommandError: it is missing, or it failed."""
    if shutil.which(command[0]) is None:
        raise CommandError(f"This system has no {command[0]}, and so no systemd: docs/deploy.md has other ways.")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_COMMAND_S)  # noqa: S603
    if done.returncode:
        raise CommandError(f"`{' '.join(command)}` failed: {done.stderr.strip() or done.returncode}.")
