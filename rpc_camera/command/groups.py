"""`rpc-camera groups`: which groups of cameras were fired together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.command.moment import moment
from rpc_camera.command.options import Has, add_command
from rpc_camera.command.output import note

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client.types import GroupSummary

_EXAMPLES: Final = """\
  rpc-camera groups
  rpc-camera groups --since 2h
  rpc-camera groups --json | jq -r '.groups[-1].group_id'    the last one"""


def add(commands: Commands) -> None:
    """Add the command."""
    text = "list the groups of cameras that were fired together"
    parser = add_command(commands, "groups", text, _EXAMPLES, _groups, has=Has.NOTHING)
    parser.add_argument("--since", type=moment, metavar="TIME", help="only those since then: 2026-11-22T10:00, or 2h")


async def _groups(work: Work) -> None:
    listed = await work.session.list_groups(since=work.arguments.since)
    if not work.output.for_person:
        work.output.document(listed)
        return
    work.output.table(("Group", "Fired at", "Cameras", "Without a picture"), [_row(each) for each in listed["groups"]])
    note_missing(listed.get("missing_hosts", []))


def note_missing(hosts: list[str]) -> None:
    """Say which hosts' groups may be missing from a list."""
    if hosts:
        note(f"rpc-camera: what only {', '.join(hosts)} may know of is not listed: no answer came from there.")


def _row(group: GroupSummary) -> tuple[object, ...]:
    return group["group_id"], group["captured_at"], group["fired"] + group["failed"], group["failed"] or ""
