"""Which cameras a command is for, where it takes several: those that are named, or all that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.failure import CommandError, UsageError
from rpc_camera.command.output import note

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from rpc_camera.command.work import Work
    from rpc_camera_client.types import Camera


ALL: Final = "all cameras that there are, in a rig those of all hosts"


def add_cameras(parser: argparse.ArgumentParser, several: str) -> None:
    """Add `--camera`, for each camera once, and `--all`; `several` says what becomes of several."""
    parser.add_argument(
        "--camera", action="append", default=[], metavar="ID", help=f"which camera: its id, port or label; {several}"
    )
    parser.add_argument("--all", action="store_true", help=ALL)


async def chosen(work: Work, named: Sequence[str], *, partial: bool = False) -> list[str]:
    """Return the cameras that were named, or with `--all` the ids of all; `partial`: of those hosts that answer.

    CommandError: there is none, or a host of the rig does not say what it has.
    """
    if not work.arguments.all:
        return list(named)
    if named:
        raise UsageError("Name cameras, or give --all: one of the two.")
    listed = await work.session.list_cameras()
    if silent := [host["host"] for host in listed.get("hosts", []) if not host["reachable"]]:
        if not partial:
            raise CommandError(f"Nothing is done: {_not_all(silent)} Name the cameras that are meant.")
        note(f"rpc-camera: {_not_all(silent)}")
    if not listed["cameras"]:
        raise CommandError("There is no camera. `rpc-camera doctor` looks for what is wrong.")
    return [_whole_id(camera) for camera in listed["cameras"]]


def _not_all(silent: Sequence[str]) -> str:
    return f"The cameras of {', '.join(silent)} are not among all: no answer comes from there."


def _whole_id(camera: Camera) -> str:
    """Return an id that is this camera's alone, also when a host that is silent now has one of the same id."""
    return f"{camera['id']}@{camera['host']}" if "host" in camera and "@" not in camera["id"] else camera["id"]
