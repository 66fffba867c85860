"""`rpc-camera collect`: the pictures of groups of cameras, from all hosts into one folder."""

from __future__ import annotations

import asyncio
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.command.collect_report import Collected, described_cameras, print_table
from rpc_camera.command.failure import UsageError
from rpc_camera.command.folder_lock import holding
from rpc_camera.command.groups import note_missing
from rpc_camera.command.moment import moment
from rpc_camera.command.numbers import count, seconds
from rpc_camera.command.options import Has, add_command
from rpc_camera.command.output import note, progress_bar
from rpc_camera.command.remedies import sentence
from rpc_camera.command.saving import prepare
from rpc_camera_client import GroupIncomplete, RpcCameraError

if TYPE_CHECKING:
    from rpc_camera.command.options import Commands
    from rpc_camera.command.work import Work
    from rpc_camera_client import GroupCopy, MissingFile
    from rpc_camera_client.types import GroupManifest

_EXAMPLES: Final = """\
  rpc-camera collect 9b1e6f0c52d7 --into scan            one group; `rpc-camera groups` lists them
  rpc-camera collect --latest --into scan                the last one; --latest 3 the last three
  rpc-camera collect --since 2h --into scan
  rpc-camera collect --all --into scan                   and again, later: only what is missing is fetched
  rpc-camera collect --all --into scan --name '{label}/{original}'"""
_NAMED: Final = 3
_WAIT_S: Final = 60.0


def add(commands: Commands) -> None:
    """Add the command."""
    text = "fetch the pictures of groups of cameras into one folder, and report what is missing"
    parser = add_command(commands, "collect", text, _EXAMPLES, _collect, has=Has.NOTHING)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="a group's id, as `rpc-camera groups` has it")
    parser.add_argument("--since", type=moment, metavar="TIME", help="all since then: 2026-11-22T10:00, or 2h")
    parser.add_argument("--latest", type=count, nargs="?", const=1, metavar="N", help="the last one, or the last N")
    parser.add_argument("--all", action="store_true", help="all that the service knows of")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="DIR", help="each group gets a folder of its own in it"
    )
    parser.add_argument(
        "--name",
        metavar="TEMPLATE",
        default="{label}-{original}",
        help="what files are called in there, of {label}, {camera}, {host}, {original}, {stem}, {ext}, with / for "
        "folders (default: {label}-{original}; the label is the one at the shot, and without one it is the id)",
    )

    parser.add_argument(
        "--wait",
        type=seconds,
        default=_WAIT_S,
        metavar="SECONDS",
        help="how long to wait for what tethering has yet to save, for each group (default: %(default)g)",
    )


async def _collect(work: Work) -> int | None:
    arguments = work.arguments
    if sum(map(bool, (arguments.groups, arguments.latest, arguments.since, arguments.all))) != 1:
        raise UsageError("Name groups, or give --latest, --since or --all: one of the four.")
    await asyncio.to_thread(prepare, arguments.into)
    with holding(arguments.into):
        wanted, missing_hosts = await _wanted(work)
        found = await _collect_all(work, wanted)
    note_missing(missing_hosts)
    collected = [each for each in found if each]
    is_complete = not missing_hosts and len(collected) == len(found) and all(each.is_complete for each in collected)
    if not work.output.for_person:
        described = [_described(each) for each in collected]
        work.output.document({"groups": described, "missing_hosts": missing_hosts, "complete": is_complete})
    elif collected:
        print_table(work.output, collected)
    if missing_hosts or any(not each.is_complete for each in collected):
        note("rpc-camera: not all is here. What is, is whole; the same command fetches what is missing.")
    return None if is_complete else 1


async def _wanted(work: Work) -> tuple[list[str], list[str]]:
    """Return the ids of the groups, and the hosts that might have known of more."""
    if work.arguments.groups:
        return list(dict.fromkeys(work.arguments.groups)), []
    listed = await work.session.list_groups(since=work.arguments.since)
    if not listed["groups"] and work.output.for_person:
        work.output.line("There is no such group.")
    latest = work.arguments.latest
    groups = listed["groups"][-latest:] if latest else listed["groups"]
    return [group["group_id"] for group in groups], listed.get("missing_hosts", [])


async def _collect_all(work: Work, wanted: list[str]) -> list[Collected | None]:
    """Collect one group after the other; None for one that is not known."""
    copies: list[Collected | None] = []
    try:
        for number, group_id in enumerate(wanted, 1):
            try:
                manifest = await work.session.get_group(group_id)
            except RpcCameraError as error:
                note(f"rpc-camera: {group_id}: {sentence(error)}")
                copies.append(None)
                continue
            copies.append(await _collect_one(work, manifest, f"{group_id} ({number} of {len(wanted)})"))
    except asyncio.CancelledError:
        note("Stopped. What has come is whole; the same command fetches what is missing.")
        raise
    return copies


async def _collect_one(work: Work, manifest: GroupManifest, title: str) -> Collected:
    with progress_bar(title, shown=work.output.for_person, unit="bytes") as show:
        try:
            copy = await work.session.with_progress(show).download_group(
                manifest, work.arguments.into, name=work.arguments.name, wait_s=work.arguments.wait
            )
        except GroupIncomplete as incomplete:
            copy = incomplete.copy
    _report(work, manifest, copy)
    return Collected(manifest, copy)


def _report(work: Work, manifest: GroupManifest, copy: GroupCopy) -> None:
    """Say what is here and what is not."""
    if work.output.for_person:
        here = f"{len(copy.saved)} files came, {len(copy.skipped)} were here already"
        work.output.line(f"{copy.folder}: {here}, {len(copy.missing)} are missing.")
    for (_, _, reason), alike in groupby(copy.missing, lambda each: (each.camera, each.host, each.reason)):
        note(f"rpc-camera: {manifest['group_id']}: {_missing(list(alike), reason)}")
    if manifest["fewer_files"]:
        fewer = ", ".join(manifest["fewer_files"])
        note(f"Most pictures have {manifest['files_per_camera']} files; fewer have those of {fewer}.")


def _missing(files: list[MissingFile], reason: str) -> str:
    """Return a sentence about files of one camera that are missing for one reason."""
    first = files[0]
    names = [Path(each.path).name for each in files if each.path]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    what = f"{', '.join(names[:_NAMED])}{more}" if names else "the picture"
    host = f" on {first.host}" if first.host else ""
    if isinstance(first.error, RpcCameraError) and first.error.remedy == first.remedy:
        why = sentence(first.error)
    else:
        why = f"{reason} {first.remedy}".rstrip()
    return f"{what} of {first.camera}{host}: {why}"


def _described(collected: Collected) -> dict[str, Any]:
    copy = collected.copy
    return {
        "group_id": copy.group_id,
        "folder": str(copy.folder),
        "cameras": described_cameras(collected),
        "saved": list(map(str, copy.saved)),
        "skipped": list(map(str, copy.skipped)),
        "missing": [
            {
                "camera": each.camera,
                **({"host": each.host} if each.host else {}),
                **({"path": each.path} if each.path else {}),
                "reason": each.reason,
                "remedy": each.remedy,
            }
            for each in copy.missing
        ],
    }
